//! Amazon States Language workflows, compiled.
pub mod program;
