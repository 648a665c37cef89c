//! Amazon States Language workflows, compiled.
pub mod program;

mod data;
pub mod value;

pub use value::Value;
