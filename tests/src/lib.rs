//! The workflows that the tests share: made of the recordings and the seeds, through the real macro.

#![allow(missing_docs, reason = "generated modules are documented by their definitions")]

/// The recorded definitions.
#[allow(unreachable_pub, clippy::all, clippy::pedantic, reason = "the table is generated")]
pub mod executions {
    use stepwright::program::Program;

    include!(concat!(env!("OUT_DIR"), "/executions.rs"));
}

/// The seeds.
#[allow(unreachable_pub, clippy::all, clippy::pedantic, reason = "the table is generated")]
pub mod seeds {
    use stepwright::program::Program;

    include!(concat!(env!("OUT_DIR"), "/seeds.rs"));
}
