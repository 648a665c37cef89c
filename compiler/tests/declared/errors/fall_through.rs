// What is written before a Fail state goes into it only where it says so.
mod order {
    task Charge;
    fail Refused;
    parallel Both {
        branch {
            task Pack { timeout: 1m }
            fail Broken("Broken");
        }
    } => Refused;
}
