//! Without the feature `jsonata`: what needs the engine is refused while compiling, except a plain path, which needs it only
//! where it meets a list on its way.
use super::{
    Context,
    evaluation::{Bindings, Error, Outcome},
};

#[allow(
    clippy::unnecessary_wraps,
    reason = "it stands for the engine's `evaluate`"
)]
pub(super) fn evaluate(
    _: &'static str,
    _: &Bindings<'_>,
    _: &dyn Context,
) -> Result<Outcome, Error> {
    let what = "meets a list on its way: this needs the JSONata engine, which is compiled in with the feature `jsonata` of the crate `stepwright`.";
    Err(Error {
        what: what.to_owned(),
    })
}
