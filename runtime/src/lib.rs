//! Amazon States Language workflows, compiled.
pub mod program;

mod data;
#[cfg(test)]
mod testing_support;
pub mod value;

pub use value::Value;
