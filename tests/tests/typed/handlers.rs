//! What a user may write: handlers in unusual forms, modules in unusual places.

use std::convert::Infallible;
use std::marker::PhantomData;

use serde::{Deserialize, Serialize};
use stepwright::{TaskContext as Attempt, TaskState, include_workflow};

include_workflow!(mod r#type = "workflows/words.asl.json");
include_workflow!(mod again = "workflows/words.asl.json");

struct Words;

// One `impl` serves any number of workflows that have the same Tasks.
#[stepwright::handlers(r#type)]
#[stepwright::handlers(again)]
impl Words {
    #[cfg(not(test))]
    async fn r#gen(&self, word: u64) -> Result<u64, Infallible> {
        Ok(word)
    }

    #[cfg(test)]
    async fn r#gen<'a>(&'a self, word: String, at: &'a Attempt) -> Result<String, Infallible> {
        Ok(format!("{word} {}", at.state_name()))
    }

    async fn r#yield(&self, word: String) -> Result<String, Infallible> {
        Ok(word + " yield")
    }
}

#[tokio::test]
async fn handlers_have_lifetimes_conditions_and_keywords_for_names() {
    let workflow = r#type::Workflow::new(Words);
    assert_eq!(workflow.run("a".to_owned()).await.unwrap(), "a gen yield");
    assert_eq!(r#type::PROGRAM.name, "type");
    let workflow = again::Workflow::new(Words);
    assert_eq!(workflow.run("b".to_owned()).await.unwrap(), "b gen yield");
}

#[tokio::test]
async fn a_function_may_hold_the_module_and_the_types_it_declares() {
    #[derive(Serialize, Deserialize)]
    #[serde(transparent)]
    struct Word(String);

    include_workflow!(mod r#match = "workflows/words.asl.json", input: Word, output: Word);

    // Without the types that it would need.
    include_workflow! {
        #[cfg(not(test))]
        mod absent = "workflows/words.asl.json",
        input: Absent,
    }

    struct Local;

    #[stepwright::handlers(r#match)]
    impl Local {
        async fn r#gen(&self, word: String) -> Result<String, Infallible> {
            Ok(word)
        }

        async fn r#yield(&self, word: String) -> Result<String, Infallible> {
            Ok(word)
        }
    }

    let workflow = r#match::Workflow::new(Local);
    assert_eq!(workflow.run(Word("c".to_owned())).await.unwrap().0, "c");
}

include_workflow!(mod own = "workflows/read.asl.json");

/// A number, said of a type.
#[derive(Serialize, Deserialize)]
struct Of<T> {
    number: u32,
    #[serde(skip, default = "nothing")]
    of: PhantomData<fn() -> T>,
}

fn nothing<T>() -> PhantomData<fn() -> T> {
    PhantomData
}

struct Generic<T>(PhantomData<fn() -> T>);

// `Self` is the handlers' type, also where the types are those of a state.
#[stepwright::handlers(own)]
impl<T: 'static> Generic<T> {
    async fn give(&self, number: u32) -> Result<Of<Self>, Infallible> {
        Ok(Of {
            number,
            of: PhantomData,
        })
    }

    async fn again(&self, given: Of<Self>) -> Result<Of<(Self, T)>, Infallible> {
        Ok(Of {
            number: given.number + 1,
            of: PhantomData,
        })
    }
}

#[tokio::test]
async fn a_handlers_types_may_name_the_handlers_own_type() {
    type Mine = Generic<u8>;
    fn is_one(_: &impl TaskState<Mine, Input = Of<Mine>, Output = Of<(Mine, u8)>>) {}
    let _: fn(&own::states::Again) = is_one;
    let workflow = own::Workflow::new(Generic::<u8>(PhantomData));
    let output: serde_json::Value = workflow.run(2).await.unwrap().into();
    assert_eq!(output, serde_json::json!([{"number": 3}]));
}
