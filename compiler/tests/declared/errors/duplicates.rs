// Names that are given twice.
mod order {
    task Charge => Both;
    task Charge => Both;
    parallel Both {
        branch { pass Charge; }
        branch { pass Pack; }
    } => Pack;
    succeed Pack;
}
