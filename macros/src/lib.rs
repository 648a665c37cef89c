//! The proc macros of `stepwright`.
