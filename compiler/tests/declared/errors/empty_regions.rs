// Regions without a state.
mod order {
    parallel Both { branch { } branch { pass One; } }
    map Lines in $.lines { each { } }
    parallel None { result_path: $.none }
    map Nothing in $.lines;
    succeed Done;
}
