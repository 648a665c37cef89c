//! Workflows with typed handlers, through the real macros.

mod approval;
mod declared;
mod documents;
mod each;
mod graph;
mod handlers;
mod invocation;
mod invoke;
mod line;
mod many;
mod nested;
mod regions;
mod sample;
