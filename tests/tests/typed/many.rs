//! A workflow of very many Tasks.

use stepwright::{StateType as _, TaskState};
use stepwright_tests::many::Adder;
use stepwright_tests::many::many_tasks::{Handlers, State, Workflow, states};
use stepwright_tests::now;

/// What a state's handler takes.
fn takes<H: Handlers>(_: &Workflow<H>)
where
    states::Step119: TaskState<H, Input = u32>,
{
}

#[test]
fn very_many_handlers_are_handlers() {
    let workflow = Workflow::new(Adder);
    assert_eq!(now(workflow.run(0)), Ok(120));
    assert_eq!(states::Step119::STATE, State::Step119);
    takes(&workflow);
    assert_eq!(Workflow::<Adder>::PROOF.open().count(), 0);
    assert_eq!(Workflow::<Adder>::PROOF.counts().proven, 120);
}
