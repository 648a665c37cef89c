//! The proc macros of `stepwright`; depend on `stepwright`, which re-exports them.
//!
//! Reads files and maps spans; `stepwright-compiler` does the work.
//!
//! `STEPWRIGHT_PROOF=off` leaves out the proof of every workflow, so that what it costs can be measured; for nothing else.

mod definition;
mod print;

use proc_macro::TokenStream;

/// Called by `stepwright::include_workflow!`, which adds the path of its crate.
#[doc(hidden)]
#[proc_macro]
pub fn include_workflow(tokens: TokenStream) -> TokenStream {
    definition::include(tokens.into()).into()
}

/// Called by `stepwright::workflow!`, which adds the path of its crate.
#[doc(hidden)]
#[proc_macro]
pub fn workflow(tokens: TokenStream) -> TokenStream {
    definition::declare(tokens.into()).into()
}

/// Makes the methods of a plain `impl` the handlers of a workflow's Task states.
///
/// The argument is the workflow's module. Every Task state has one method, named after the state:
///
/// ```text
/// #[stepwright::handlers(order)]
/// impl Shop {
///     async fn validate_order(&self, order: Order) -> Result<Order, Rejected> { .. }
///     async fn process_payment(&self, order: Order, context: &TaskContext) -> Result<Payment, PaymentError> { .. }
/// }
/// ```
///
/// The context comes after the input. The input implements `serde::Deserialize`, the output `serde::Serialize`, the error
/// `stepwright::TaskError`. Input and context may be left out. Methods that are not async are left alone. The `impl` itself
/// stays as it is written: plain methods that plain tests can call. Beside it stands an `impl` of the module's `Handlers`
/// trait, which hands each call on.
///
/// A workflow with the same Tasks takes its handlers from the same `impl`, under an attribute of its own
/// (`#[handlers(order)] #[handlers(refund)]`). Where a state of the same name needs a different handler, the
/// second workflow takes a type of its own, because the methods of one type cannot share a name.
///
/// A handler may be under `#[cfg(..)]`, one for each condition. An attribute on the `impl` or on a method stays where it is.
///
/// A handler that awaits nothing is still an `async fn`, as written: where `clippy::unused_async` is on (it is one of
/// `clippy::pedantic`), `#[allow(clippy::unused_async)]` on the `impl` says that this is meant.
#[proc_macro_attribute]
pub fn handlers(arguments: TokenStream, item: TokenStream) -> TokenStream {
    stepwright_compiler::handlers::attribute(&arguments.into(), &item.into()).into()
}

/// Called by the macro that a workflow's module gives `#[handlers]`.
#[doc(hidden)]
#[proc_macro]
pub fn handlers_of(tokens: TokenStream) -> TokenStream {
    stepwright_compiler::handlers::expand(tokens.into()).into()
}

/// Makes an enum (or struct) the error of a Task's handler: the names of its variants are the ASL error names that
/// `Retry` and `Catch` see, its `Display` (or, without one, its `Debug`) is the cause.
///
/// `#[task_error(name = "Card.Declined")]` on a variant (or struct) gives it another name;
/// `#[task_error(crate = path)]` on the type says where `stepwright` is, where the dependency is renamed.
#[proc_macro_derive(TaskError, attributes(task_error))]
pub fn task_error(input: TokenStream) -> TokenStream {
    stepwright_compiler::task_error::derive(input.into()).into()
}

/// Describes a type's JSON form as a constant, after its serde attributes, so that a workflow is proven against it while it
/// compiles.
///
/// ```text
/// #[derive(Serialize, Deserialize, Shape)]
/// #[serde(rename_all = "camelCase")]
/// struct Order {
///     order_id: String,
///     #[serde(default)]
///     amount_cents: u64,
///     note: Option<String>,
/// }
/// ```
///
/// # What it makes
///
/// `impl Shape for Order`, whose constant `SHAPE` says: an object with `orderId`, a string, which has to be there; with
/// `amountCents`, a whole number from 0 to `u64::MAX`, which may be missing when it is read; with `note`, a string or
/// `null`, which may be missing when it is read. What serialising gives and what deserialising takes are both described
/// where they differ.
///
/// All of serde's attributes are followed: names and their cases, aliases, defaults, what is skipped, `flatten`,
/// `transparent`, each representation of an enum, `from`, `try_from` and `into`. What a function makes (`with` and its kin)
/// is anything, unless `#[shape(as = "..")]` says more. The type need not derive serde's traits; if it implements them by
/// hand, the attributes below say what it is.
///
/// Type parameters that fields are of have to have a shape themselves. The type of a field need not: without one, the field
/// is anything at all, and what rests on it is listed as open in the workflow's proof.
///
/// # Attributes
///
/// | attribute | on | says |
/// |---|---|---|
/// | `#[shape(opaque)]` | a type, a variant, a field | it may be anything |
/// | `#[shape(as = "Type")]` | a type, a field | its JSON form is that of another type |
/// | `#[shape(crate = path)]` | a type | where `stepwright` is, where the dependency is renamed |
///
/// # Types that contain themselves
///
/// A type may contain itself, however deep: `Vec<Tree>` in `Tree` is a list of what is being described. Where two types
/// contain each other, neither constant can be made before the other, and rustc says that there is a cycle (E0391).
/// `#[shape(opaque)]` on a field that closes the circle opens it. So it does where the type is an argument of one that
/// wants a trait of it (`Sorted<Tree>` with `struct Sorted<T: Ord>`).
#[proc_macro_derive(Shape, attributes(serde, shape))]
pub fn shape(input: TokenStream) -> TokenStream {
    stepwright_compiler::shape::derive(input.into()).into()
}
