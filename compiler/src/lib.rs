//! The compiler behind stepwright's macros.
pub mod ir;
