//! Pictures of workflows: a graph of states comes in, an SVG, a Mermaid or a DOT text goes out.
//!
//! The compiler draws a module's documentation with it and the runtime what `GRAPH` is asked for, so that both draw alike. It
//! knows neither of them, and no ASL beyond the names of the types. Everything is deterministic: no map is iterated that has no
//! order, and coordinates are whole numbers.

mod dot;
mod layout;
mod mermaid;
mod model;
mod overlay;
mod svg;
#[cfg(test)]
mod tests;
mod text;
mod words;

pub use self::{
    model::{Edge, EdgeKind, Kind, Node, Picture, Region},
    overlay::{Mark, Overlay, Status},
    words::Words,
};
