//! `#[derive(Shape)]`: what it says of each attribute, and whether serde agrees.

#![allow(
    dead_code,
    reason = "what serde skips is read by nobody, and some types are only described"
)]
#![allow(
    clippy::enum_variant_names,
    clippy::option_option,
    clippy::struct_excessive_bools,
    clippy::struct_field_names,
    reason = "types are here for their attributes"
)]
#![allow(
    clippy::ref_option,
    clippy::trivially_copy_pass_by_ref,
    reason = "serde calls it"
)]

#[path = "shape/conforms.rs"]
mod conforms;
#[path = "shape/crates.rs"]
mod crates;
#[path = "shape/enums.rs"]
mod enums;
#[path = "shape/generate.rs"]
mod generate;
#[path = "shape/mutate.rs"]
mod mutate;
#[path = "shape/properties.rs"]
mod properties;
#[path = "shape/recursion.rs"]
mod recursion;
#[path = "shape/show.rs"]
mod show;
#[path = "shape/std_types.rs"]
mod std_types;
#[path = "shape/structs.rs"]
mod structs;
#[path = "shape/unshaped.rs"]
mod unshaped;
