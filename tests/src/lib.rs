//! What the tests share: definitions as programs, and the seeds through the real macro.

#![allow(
    missing_docs,
    reason = "generated modules are documented by their definitions"
)]

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

mod closures;
mod definition;

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

/// A workflow of very many Tasks.
#[allow(clippy::pedantic, unreachable_pub, reason = "it is generated")]
pub mod many {
    include!(concat!(env!("OUT_DIR"), "/many_tasks.rs"));
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
