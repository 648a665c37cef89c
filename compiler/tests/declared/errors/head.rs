// Without a name there is no module.
module order { succeed Done; }
