//! `GRAPH`, `State` and `states` of a module.

use stepwright::graph::EdgeKind;
use stepwright::{StateType, include_workflow};

include_workflow!("workflows/kinds.asl.json");

use kinds::{GRAPH, State, states};

#[test]
fn the_states_are_listed_as_they_are_written() {
    let names: Vec<&str> = State::ALL.iter().map(|state| state.name()).collect();
    assert_eq!(
        names,
        [
            "Prepare", "Try", "Good?", "Rest", "Both", "Left", "Right", "All", "One", "Done",
            "Give up"
        ]
    );
    for state in State::ALL {
        assert_eq!(State::from_name(state.name()), Some(*state));
        assert_eq!(state.to_string(), state.name());
    }
    assert_eq!(State::from_name("Prepared"), None);
    assert_eq!(State::GiveUp.kind(), "Fail");
    assert!(State::Prepare < State::Try);
}

#[test]
fn each_state_is_a_type() {
    assert_eq!(<states::Good as StateType>::NAME, "Good?");
    assert_eq!(<states::Good as StateType>::KIND, "Choice");
    assert_eq!(<states::Good as StateType>::STATE, State::Good);
    assert_eq!(
        <states::Good as StateType>::NEXT,
        [State::Both, State::GiveUp, State::Rest]
    );
    assert_eq!(
        <states::Try as StateType>::NEXT,
        [State::Good, State::GiveUp]
    );
    assert!(<states::Done as StateType>::NEXT.is_empty());
}

#[test]
fn nodes_say_where_they_lie() {
    let nodes = GRAPH.nodes();
    let node = |state: State| &nodes[state as usize];
    assert!(
        nodes
            .iter()
            .zip(State::ALL)
            .all(|(node, state)| node.name == state.name())
    );
    let within = |state: State| {
        node(state)
            .within
            .map(|(owner, branch)| (State::ALL[owner as usize], branch))
    };
    assert_eq!(within(State::Left), Some((State::Both, 0)));
    assert_eq!(within(State::Right), Some((State::Both, 1)));
    assert_eq!(within(State::One), Some((State::All, 0)));
    assert_eq!(within(State::Rest), None);
    let starts: Vec<_> = nodes
        .iter()
        .filter(|node| node.start)
        .map(|node| node.name)
        .collect();
    assert_eq!(starts, ["Prepare", "Left", "Right", "One"]);
    let ends: Vec<_> = nodes
        .iter()
        .filter(|node| node.end)
        .map(|node| node.name)
        .collect();
    assert_eq!(ends, ["Left", "Right", "One", "Done", "Give up"]);
}

#[test]
fn edges_say_why_they_are_taken() {
    let edges = GRAPH.edges();
    let of = |from: State, to: State| {
        let mut found = edges
            .iter()
            .filter(|edge| edge.from == from as u32 && edge.to == to as u32);
        let kind = found.next().map(|edge| edge.kind.clone());
        assert!(found.next().is_none(), "one edge from {from} to {to}");
        kind
    };
    assert_eq!(edges.len(), 9);
    assert_eq!(of(State::Prepare, State::Try), Some(EdgeKind::Next));
    assert_eq!(
        of(State::Try, State::GiveUp),
        Some(EdgeKind::Catch(&["Broken", "States.Timeout"]))
    );
    assert_eq!(
        of(State::Good, State::Both),
        Some(EdgeKind::Rule(0, "$.good == true".to_owned()))
    );
    assert_eq!(
        of(State::Good, State::GiveUp),
        Some(EdgeKind::Rule(1, "not $.hope is present".to_owned()))
    );
    assert_eq!(of(State::Good, State::Rest), Some(EdgeKind::Default));
    assert_eq!(of(State::Rest, State::Try), Some(EdgeKind::Next), "a loop");
    assert_eq!(
        of(State::Both, State::Left),
        None,
        "a branch is no transition"
    );
}

#[test]
fn a_state_that_nothing_reaches_still_lies_in_its_branch() {
    let program = stepwright_tests::program(&serde_json::json!({
        "StartAt": "Both",
        "States": {
            "Both": {
                "Type": "Parallel",
                "Branches": [
                    { "StartAt": "A", "States": { "A": { "Type": "Pass", "End": true } } },
                    {
                        "StartAt": "B",
                        "States": { "B": { "Type": "Pass", "End": true }, "Lost": { "Type": "Pass", "End": true } }
                    }
                ],
                "End": true
            }
        }
    }));
    let nodes = stepwright::graph::Graph::new(program).nodes();
    let lost = nodes
        .iter()
        .find(|node| node.name == "Lost")
        .expect("it is a node");
    assert_eq!(lost.within, Some((0, 1)));
    assert!(!lost.start && lost.end);
}
