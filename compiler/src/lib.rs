//! The compiler behind stepwright's macros: definition text in, checked program and Rust tokens out.
//!
//! Pure: reads no file, knows no runtime.

pub mod errors;
pub mod ir;
pub mod text;
