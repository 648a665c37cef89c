//! The workflows that the tests share: made of the recordings and the seeds, through the real macro.

#![allow(
    missing_docs,
    reason = "generated modules are documented by their definitions"
)]

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

mod closures;
mod definition;
pub mod recorded;

pub use closures::Closures;
pub use definition::program;

/// What a future gives that has nothing to wait for: a run on the virtual clock needs no executor.
///
/// # Panics
///
/// Where it has.
pub fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits for something outside the virtual clock"),
    }
}

/// Why a definition has no program.
#[derive(Clone, Copy, Debug)]
pub struct Refusal {
    /// The name of its first error's code.
    pub code: &'static str,
    /// That error's title.
    pub title: &'static str,
}

/// The recorded definitions.
#[allow(
    unreachable_pub,
    clippy::all,
    clippy::pedantic,
    reason = "the table is generated"
)]
pub mod executions {
    use stepwright::program::Program;

    use crate::Refusal;

    include!(concat!(env!("OUT_DIR"), "/executions.rs"));
}

/// The seeds.
#[allow(
    unreachable_pub,
    clippy::all,
    clippy::pedantic,
    reason = "the table is generated"
)]
pub mod seeds {
    use stepwright::program::Program;

    include!(concat!(env!("OUT_DIR"), "/seeds.rs"));
}

/// Says it where a test that passes is heard too: what the harness captures of one is never shown.
pub fn say(line: &str) {
    use std::io::Write;
    // Nobody may be listening, which is fine.
    let _ = writeln!(std::io::stderr(), "{line}");
}
