// Words that begin no state, or nothing at all.
mod order {
    taks Charge;
    stage Pack;
    task Ship = "ship";
    => Charge;
    loop { task Again; }
    fail;
    succeed Done;
}
