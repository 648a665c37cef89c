// The README's program is compiled as `examples/quick-start`; its other snippets are parts of one.
#![cfg_attr(not(doctest), doc = include_str!("../README.md"))]

mod activity;
pub mod program;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod data;
mod driver;
mod execution;
mod fields;
pub mod graph;
mod handler;
pub mod history;
pub mod host;
mod line;
mod machine;
mod memory;
pub mod objects;
pub mod proof;
mod registry;
pub mod shape;
mod stop;
pub mod task;
pub mod test;
#[cfg(test)]
mod testing_support;
pub mod value;

pub use self::{
    activity::{Activity, ActivityTask},
    execution::{
        ChildExecution, ExecutionError, ExecutionOptions, HISTORY_LIMIT, PAYLOAD_LIMIT, Status,
        execute,
    },
    handler::{NoInput, Outcome, StateEnum, StateType, TaskInput, TaskOutput, TaskState},
    host::Host,
    machine::{BoxFuture, Machine},
    memory::InMemory,
    registry::Registry,
    shape::Shape,
    stop::StopHandle,
    task::{TaskContext, TaskError, TaskFailure, TaskToken, TaskTokens, TokenError},
    value::Value,
};
pub use stepwright_macros::{Shape, TaskError, handlers};

/// Compiles an Amazon States Language definition into a module.
///
/// The short form takes a path and makes a private module named after the file: `order.asl.json` becomes `order`.
///
/// ```text
/// include_workflow!("order.asl.json");
/// ```
///
/// The long form says what the short form infers; every entry after the path may be left out.
///
/// ```text
/// include_workflow! {
///     /// Cancels a vehicle order.
///     pub mod cancellation = "workflows/vehicle-order-cancellation.asl.json",
///     input: CancelOrder,
///     output: Receipt,
///     rename: { "Confirm!" => confirm },
///     substitute: { TableName: "orders" },
///     allow: { unreachable_state: ["Old state"] },
/// }
/// ```
///
/// - The path is looked for from the package's root, then beside the file that includes it, and so are those of samples. An
///   edit of a file rebuilds the crate.
/// - `input` and `output` are the types of [`run`](crate::execute)'s input and output. Without them, they are the types of
///   the handler that takes the input as it is and of the one whose result is the output as it is; else any
///   [`TaskOutput`] and a [`Value`].
/// - `input: sample("events/order.json")` makes the input's type of a document, or of several; see below.
/// - `rename` gives states other Rust names than their own, folded to Rust's case.
/// - `substitute` gives `${Name}`s in the definition's strings their values. Those without one stay; a `Resource` that is
///   left open is a Task with a handler like any other.
/// - `allow` lists findings that are fine, by code, for all states or for those named. One that allows nothing is an error.
///
/// # What it makes
///
/// A module with the definition's text as `ASL`, its compiled form as `PROGRAM`, its graph as `GRAPH`, what is proven of it as
/// `PROOF` (a [`proof::Proof`]; with the handlers' types, `Workflow::<H>::PROOF`); the `State` enum and
/// a type per state in `states`, each a [`StateType`] and a Task's also a [`TaskState`]; the trait `Handlers`, which
/// [`handlers`](macro@handlers) implements; and `Workflow<H>`, which runs it. With samples, also `Input`.
///
/// # Input types from samples
///
/// Who has no Rust type for the input, but documents of it, names those:
///
/// ```text
/// include_workflow! {
///     mod order = "order.asl.json",
///     input: sample("events/order.json", "events/gift-order.json"),
/// }
/// ```
///
/// The module then holds `Input`, which `run` takes: a struct with a public field per key, where the samples are objects, and
/// another name of the type they have (`pub type Input = Vec<InputItem>`) where they are not. Each object in them is a struct
/// of its own, named after its way from the top: `$.customer` is an `InputCustomer`, `$.lines[*]` an `InputLinesItem`. They
/// are `Clone`, `Debug`, `PartialEq`, [`Shape`](shape::Shape) and serde's `Serialize` and `Deserialize`, so that handlers take
/// them too; the crate needs no `serde` for it. Each field's documentation names its sample, its path and a value.
///
/// A type fits all samples and no more than they show:
///
/// | in the samples | the type |
/// |---|---|
/// | strings, flags | `String`, `bool` |
/// | whole numbers | `i64`; `u64` where one exceeds it; `i128` where only that holds them all |
/// | numbers, one with a fraction or an exponent | `f64`; a whole one is then written as `3.0` |
/// | lists | `Vec` of what fits all items; of [`Value`] where there are none |
/// | objects | a struct; a [`Map`](value::Map) where none has a field |
/// | values of several kinds | [`Value`] |
/// | `null` in some | `Option`, written as `null` where it is `None` |
/// | left out in some | `Option`, left out where it is `None` |
/// | left out in some, `null` in others | `Option<Option<_>>`: `None` is left out, `Some(None)` is `null` |
///
/// When read, other fields are ignored; an `Option` may be missing and may be `null`, whichever the samples show.
///
/// Keys become Rust names (`orderId` is `order_id`) and stay as they are in JSON. Keywords are raw (`r#type`), or, where that
/// is not allowed, followed by an underscore (`self_`); a key without letters is spelled (`"-"` is `dash`). Where two keys
/// of an object would be one name, it is for the key that is spelled so, if there is one, and the others keep their spelling:
/// `orderId` beside `order_id` is `orderId`, `order-id` is `order_dash_id`. Where two structs would be one name, an underscore
/// stands before the last part of each: `$.lines[*]` beside `$.linesItem` is `InputLines_Item`, and that `Input_LinesItem`.
///
/// # Errors
///
/// Whatever is wrong with the definition is an error of compilation at the path's literal, with the definition's own line and
/// a caret under the character; what is wrong with a sample stands at the sample's literal. Everything is reported at once.
#[macro_export]
macro_rules! include_workflow {
    ($($invocation:tt)*) => {
        $crate::__private::include_workflow! { [$crate] $($invocation)* }
    };
}

/// Declares a workflow in Rust: the same machine as [`include_workflow!`] makes of a definition, checked and proven the same way.
///
/// ```
/// # use serde::{Deserialize, Serialize};
/// # use stepwright::{Shape, TaskError, workflow};
/// # #[derive(Serialize, Deserialize, Shape)] pub struct Order { id: String, total: u64 }
/// # #[derive(Serialize, Deserialize, Shape)] pub struct Payment { status: String }
/// # #[derive(Debug, TaskError)] pub enum PaymentError { Declined, Unreachable }
/// workflow! {
///     /// Charges an order and ships it.
///     pub mod order(Order) {
///         timeout: 10m,
///
///         task ProcessPayment(Order) -> Result<Payment, PaymentError> {
///             retry Unreachable { interval: 2s, max_attempts: 3 }
///             catch Declined => Refused { result_path: $.error }
///             result_path: $.payment,
///         }
///
///         choice IsPaid {
///             $.payment.status == "paid" && $.total > 0 => Shipped,
///             _ => Refused,
///         }
///
///         succeed Shipped;
///         fail Refused("OrderRefused", "the card was declined");
///     }
/// }
/// # fn main() {}
/// ```
///
/// `order::ASL` is the definition that AWS takes. The guide `docs/declaring.md` has the whole language; in short:
///
/// | written | is |
/// |---|---|
/// | `task Name(Input) -> Output = "arn:..";` | a Task with its handler's types; without `= ".."`, its `Resource` is `${Name}` |
/// | `pass`, `succeed`, `fail Name("Error", "cause")` | those states |
/// | `wait Name for 30s;`, `wait Name until $.due;` | a Wait |
/// | `choice Name { $.total > 100 => Review, _ => Accept }` | a Choice, its rules and its `Default` |
/// | `parallel Name { branch { .. } branch { .. } }` | a Parallel |
/// | `map Name in $.lines { each { .. } }` | a Map; `each distributed express { .. }` a distributed one |
/// | `retry A \| B { interval: 2s }`, `catch C => Name { .. }`, `_` for all errors | members of a Task, Parallel or Map |
/// | `result_path: $.payment`, and ASL's other fields in snake case | that field; a path makes its `..Path` of it |
/// | `path("$.lines[?(@.id =~ /a.*/)]")`, `call("States..")` | a path or call whose text Rust's lexer does not take |
/// | `/// text` | `Comment` |
/// | `=> Name`, `=> end` behind a state | `Next`, `End`; without it, the state that is written next, or the end |
///
/// # Errors
///
/// What is wrong is an error of compilation at its own tokens; all of it is reported at once.
#[macro_export]
macro_rules! workflow {
    ($($declaration:tt)*) => {
        $crate::__private::workflow! { [$crate] $($declaration)* }
    };
}
