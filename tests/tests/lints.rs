//! What the macros put into a user's crate brings none of the lints that the user may have turned on.
//!
//! Clippy runs over this file as over any other. What is the user's own stays the user's: a handler that awaits
//! nothing is `clippy::unused_async` where that lint is on, because the `async fn` is as written; `allow` on the `impl`
//! is the answer, as below.

#![deny(warnings, missing_docs, unreachable_pub, unused, unused_qualifications)]
#![deny(missing_debug_implementations, unused_lifetimes, single_use_lifetimes)]
#![deny(elided_lifetimes_in_paths, let_underscore_drop, redundant_lifetimes)]
#![deny(clippy::all, clippy::pedantic, clippy::nursery)]
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![deny(clippy::indexing_slicing, clippy::absolute_paths)]

/// The workflow as a public module, which has to be documented throughout.
pub mod open {
    use serde::{Deserialize, Serialize};
    use stepwright::{Shape, TaskContext, TaskError, handlers, include_workflow, workflow};

    include_workflow! {
        /// Picks and packs.
        pub mod order = "tests/lints.asl.json",
        rename: { "Pack goods" => pack },
    }

    workflow! {
        /// Picks and packs, declared.
        pub mod declared(Order) {
            /// Counts.
            task Pick(Order) -> Result<Order, Refusal> {
                retry Empty { interval: 1s, max_attempts: 1 }
            }
            choice IsMuch {
                $.count > 100 => Stop,
                _ => Done,
            }
            succeed Done;
            fail Stop("TooMuch", "it is too much");
        }
    }

    /// What is ordered.
    #[derive(Debug, Serialize, Deserialize, Shape)]
    pub struct Order {
        /// How many.
        pub count: u32,
    }

    /// What an order is of, and of what that is.
    #[derive(Debug, Serialize, Deserialize, Shape)]
    #[serde(tag = "kind")]
    #[non_exhaustive]
    pub enum Part<T> {
        /// One thing.
        Thing {
            /// Which.
            #[serde(skip_serializing_if = "Option::is_none")]
            thing: Option<T>,
        },
        /// Others.
        Parts {
            /// Which.
            parts: Vec<Self>,
        },
        /// An order.
        Order(Order),
    }

    /// Nothing.
    #[derive(Clone, Copy, Debug, Serialize, Deserialize, Shape)]
    pub struct Nothing;

    /// Why it is not.
    #[derive(Debug, TaskError)]
    #[non_exhaustive]
    pub enum Refusal {
        /// Too many.
        #[task_error(name = "Order.TooLarge")]
        TooLarge {
            /// How many.
            count: u32,
        },
        /// None.
        Empty,
    }

    /// Another reason.
    #[derive(Debug, TaskError)]
    pub struct Broken;

    /// The shop.
    #[derive(Debug)]
    pub struct Shop;

    /// Picks for the declared workflow.
    #[derive(Debug)]
    pub struct Picker;

    #[handlers(declared)]
    #[allow(clippy::unused_async, reason = "these handlers wait for nothing")]
    impl Picker {
        /// Picks.
        ///
        /// # Errors
        ///
        /// When there is nothing to pick.
        pub async fn pick(&self, order: Order) -> Result<Order, Refusal> {
            if order.count == 0 {
                return Err(Refusal::Empty);
            }
            Ok(order)
        }
    }

    #[handlers(order)]
    #[allow(clippy::unused_async, reason = "these handlers wait for nothing")]
    impl Shop {
        /// Picks.
        ///
        /// # Errors
        ///
        /// When there is nothing to pick, or too much.
        pub async fn pick(&self, order: Order) -> Result<Order, Refusal> {
            match order.count {
                0 => Err(Refusal::Empty),
                count @ 100.. => Err(Refusal::TooLarge { count }),
                _ => Ok(order),
            }
        }

        /// Packs.
        ///
        /// # Errors
        ///
        /// When the state has no name.
        pub async fn pack(order: Order, context: &TaskContext) -> Result<String, Broken> {
            if context.state_name().is_empty() {
                return Err(Broken);
            }
            Ok(format!("{} packed", order.count))
        }
    }
}

/// A workflow whose input is made of a sample, as a public module too.
pub mod sampled {
    use stepwright::include_workflow;

    include_workflow! {
        /// Picks and packs.
        pub mod order = "tests/lints.asl.json",
        input: sample("tests/lints.sample.json"),
    }
}

/// A workflow of one module alone.
mod inner {
    use core::convert::Infallible;

    use stepwright::{Value, handlers, include_workflow};

    include_workflow! {
        mod order = "tests/lints.asl.json",
        input: Value,
        output: Value,
    }

    struct Store;

    #[handlers(order)]
    #[allow(clippy::unused_async, reason = "these handlers wait for nothing")]
    impl Store {
        async fn pick(&self) -> Result<u32, Infallible> {
            Ok(Self::picked())
        }

        async fn pack_goods(&self, order: Value) -> Result<Value, Infallible> {
            Ok(order)
        }

        const fn picked() -> u32 {
            7
        }
    }

    #[tokio::test]
    async fn it_runs() {
        let workflow = order::Workflow::new(Store);
        let output = workflow.run(Value::Null).await;
        assert_eq!(output, Ok(Value::from(7.0)));
    }
}

#[test]
fn a_sampled_input_is_a_public_type() {
    let text = include_str!("lints.sample.json");
    let input = serde_json::from_str::<sampled::order::Input>(text);
    assert_eq!(input.map(|input| input.count).ok(), Some(3));
}

#[tokio::test]
async fn it_runs() {
    let workflow = open::order::Workflow::new(open::Shop);
    let output = workflow.run(open::Order { count: 3 }).await;
    assert_eq!(output.as_deref(), Ok("3 packed"));
    let refused = workflow.run(open::Order { count: 300 }).await;
    assert_eq!(
        refused.map_err(|error| error.error),
        Err("Order.TooLarge".to_owned())
    );
}
