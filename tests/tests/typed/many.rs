//! A workflow of very many Tasks, whose handlers are in several traits.

use stepwright::StateType as _;
use stepwright_tests::many::Adder;
use stepwright_tests::many::many_tasks::{Handlers, State, Workflow, states};
use stepwright_tests::now;

/// What a state of the last trait takes, by the name of the whole.
fn takes<H: Handlers<Step119Input = u32>>(_: &Workflow<H>) {}

#[test]
fn very_many_handlers_are_handlers() {
    let workflow = Workflow::new(Adder);
    assert_eq!(now(workflow.run(0)), Ok(120));
    assert_eq!(states::Step119::STATE, State::Step119);
    takes(&workflow);
    assert_eq!(Workflow::<Adder>::PROOF.open().count(), 0);
    assert_eq!(Workflow::<Adder>::PROOF.counts().proven, 120);
}
