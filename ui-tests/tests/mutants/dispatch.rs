//! Mutants of `ui-tests/mutants/dispatch.asl.json`.

use crate::mutant::{Base, Mutant};

pub(crate) const BASE: Base = Base {
    name: "dispatch",
    source: "ui-tests/mutants/dispatch.rs",
    definition: "ui-tests/mutants/dispatch.asl.json",
    written: "dispatch.asl.json",
};

const SECONDS: &str =
    "state `Gather` takes `$.gather_seconds` as the seconds to wait, which is not a whole number";
const LEFT_OUT: &str = "state `How Soon?` has no `Default`, and its rules leave something out";

pub(crate) fn mutants() -> Vec<Mutant> {
    let mutant = |name| Mutant::of(BASE, name);
    vec![
        mutant("path_of_a_rule")
            .definition(
                r#""$.speed", "StringEquals": "economy""#,
                r#""$.sped", "StringEquals": "economy""#,
            )
            .says("state `How Soon?` reads `$.sped`, which is not there"),
        mutant("path_of_the_seconds")
            .definition("$.gather_seconds", "$.gather_second")
            .says("state `Gather` reads `$.gather_second`, which is not there"),
        mutant("type_of_the_seconds")
            .rust("gather_seconds: u32", "gather_seconds: String")
            .at("$.gather_seconds")
            .says(SECONDS),
        mutant("list_of_seconds")
            .rust("gather_seconds: u32", "gather_seconds: Vec<u32>")
            .at("$.gather_seconds")
            .says(SECONDS),
        mutant("name_of_an_input_s_field")
            .rust(
                "    pub gather_seconds",
                "    #[serde(rename = \"gather\")]\n    pub gather_seconds",
            )
            .at("$.gather_seconds")
            .says("state `Gather` reads `$.gather_seconds`, which is not there"),
        mutant("variant_that_no_rule_takes")
            .definition(
                "\n        { \"Variable\": \"$.speed\", \"StringEquals\": \"standard\", \"Next\": \"Dispatch\" },",
                "",
            )
            .at(r#""How Soon?": {"#)
            .says(LEFT_OUT),
        mutant("variant_that_is_new")
            .rust("    Economy,", "    Economy,\n    Overnight,")
            .at(r#""How Soon?": {"#)
            .says(LEFT_OUT),
    ]
}
