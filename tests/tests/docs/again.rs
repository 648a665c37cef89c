//! The definitions that the page's declarations stand for, included as any other definition.

#![allow(dead_code, reason = "their programs are compared, no more")]

use stepwright::include_workflow;
use stepwright::program::Program;

use crate::systems;

include_workflow!("../docs/systems/order.asl.json");
include_workflow!("../docs/systems/meal.asl.json");
include_workflow!("../docs/systems/cancellation.asl.json");
include_workflow!("../docs/systems/order_manager.asl.json");
include_workflow!("../docs/systems/order_processor.asl.json");

/// Its name, the definition that the declaration gives, its program, and that of the definition.
pub(crate) type System = (
    &'static str,
    &'static str,
    &'static Program,
    &'static Program,
);

macro_rules! systems {
    ($($name:ident)+) => {
        [$((stringify!($name), systems::$name::ASL, &systems::$name::PROGRAM, &$name::PROGRAM)),+]
    };
}

pub(crate) static ALL: [System; 5] =
    systems![order meal cancellation order_manager order_processor];
