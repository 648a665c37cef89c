//! The workflow of the renamed crate runs, and its types say what they are.

use renamed::{StateType, TaskError};
use stepwright_tests_renamed::{Mistake, Shop, declared, order, sampled};

#[tokio::test]
async fn the_renamed_crate_runs() {
    let workflow = order::Workflow::new(Shop);
    assert_eq!(workflow.run(4).await.unwrap().to_string(), "8");
    assert_eq!(workflow.run(1).await.unwrap().to_string(), "1");
    let error = workflow.run(200).await.unwrap_err();
    assert_eq!(
        (error.error.as_str(), error.cause.as_deref()),
        ("Vec", Some("String"))
    );
}

#[tokio::test]
async fn a_declared_workflow_runs() {
    let workflow = declared::Workflow::new(Shop);
    assert_eq!(workflow.run(4).await.unwrap(), 8);
    assert_eq!(workflow.run(200).await.unwrap(), 255);
}

#[test]
fn samples_are_read_and_written() {
    let text = include_str!("../order.sample.json");
    let document = renamed::Value::parse(text).unwrap();
    let input: sampled::Input = document.clone().take().unwrap();
    assert_eq!(input.option.r#type, 1);
    assert_eq!(renamed::Value::of(&input).unwrap(), document);
}

#[test]
fn names_of_variants_are_error_names() {
    assert_eq!(Mistake::NAMES, ["TooLarge", "Odd.Number"]);
    assert_eq!(Mistake::Odd(3).error(), "Odd.Number");
    assert_eq!(Mistake::Odd(3).cause().as_deref(), Some("Odd(3)"));
}

#[test]
fn a_state_knows_its_successors() {
    use order::State;
    assert_eq!(order::states::Match::NEXT, [State::Result, State::State]);
    assert_eq!(order::states::Option::NEXT, [State::Match, State::Type]);
    assert_eq!(State::from_name("match"), Some(State::Match));
    assert_eq!(State::Match.kind(), "Choice");
    assert_eq!(State::from_name("Match"), None);
}

#[test]
fn a_type_is_described() {
    use renamed::Shape;
    use renamed::shape::Node;
    let Node::OneOf(parcel) = stepwright_tests_renamed::Parcel::<u8>::SHAPE else {
        panic!("it is an enum");
    };
    let names: Vec<&str> = parcel.variants.iter().map(|variant| variant.name).collect();
    assert_eq!(names, ["One", "Several", "Other"]);
}
