// What only the whole machine shows: names and graph.
mod order {
    start_at: Chargee,
    task Charge {
        retry Sates.Timeout { interval: 1s }
        catch _ => Refused
        catch Late => Refused
    } => Packk;
    task Pack => Charge;
    task Lost;
    fail Refused;
}
