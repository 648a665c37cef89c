//! Mutants of `ui-tests/mutants/booking.asl.json`.

use crate::mutant::{Base, Mutant};

pub(crate) const BASE: Base = Base {
    name: "booking",
    source: "ui-tests/mutants/booking.rs",
    definition: "ui-tests/mutants/booking.asl.json",
    written: "booking.asl.json",
};

/// What the carrier's handler gets.
const BOOK: &str = "\"TimeoutSecondsPath\": \"$.patience_seconds\",\n      \"Parameters\": {";
const BOOK_TAKES: &str = "state `Book` gives its handler what it cannot take";
/// What the insurance's handler gets.
const INSURE: &str = "function:Insure\",\n      \"Parameters\": {";
const INSURE_TAKES: &str = "state `Insure` gives its handler what it cannot take";
const NOTIFY_TAKES: &str = "state `Notify` gives its handler what it cannot take";

fn mutant(name: &'static str) -> Mutant {
    Mutant::of(BASE, name)
}

pub(crate) fn mutants() -> Vec<Mutant> {
    let mut all = paths();
    all.extend(dropped());
    all.extend(kinds());
    all.extend(renamed());
    all.extend(swapped());
    all.extend(errors());
    all.extend(outputs());
    all
}

/// Misspelt paths.
fn paths() -> Vec<Mutant> {
    vec![
        mutant("input_path")
            .definition(r#""InputPath": "$.booking""#, r#""InputPath": "$.bookin""#)
            .says("state `Notify` reads `$.bookin`, which is not there"),
        mutant("output_path")
            .definition(
                r#""OutputPath": "$.receipt""#,
                r#""OutputPath": "$.reciept""#,
            )
            .says("state `Notify` reads `$.reciept`, which is not there"),
        mutant("path_of_the_timeout")
            .definition("$.patience_seconds", "$.patience")
            .says("state `Book` reads `$.patience`, which is not there"),
        mutant("error_path")
            .definition("$.error.Error", "$.error.Name")
            .says("state `Closed` reads `$.error.Name`, which is not there"),
        mutant("cause_path")
            .definition("$.error.Cause", "$.error.cause")
            .says("state `Closed` reads `$.error.cause`, which is not there"),
        mutant("path_of_a_result_selector")
            .definition("$.Payload.number", "$.Payload.no")
            .says("state `Book` reads `$.Payload.no`, which is not there"),
        mutant("path_of_an_envelope")
            .definition("$.StatusCode", "$.Status")
            .says("state `Book` reads `$.Status`, which is not there"),
        mutant("path_of_the_execution_in_the_context")
            .definition("$$.Execution.Name", "$$.Execution.Nmae")
            .says("`$$.Execution` of the context object has no field `Nmae`"),
        mutant("path_of_a_flag")
            .definition("$.insured", "$.insurd")
            .says("state `Insured?` reads `$.insurd`, which is not there"),
    ]
}

/// Fields that are left out, and what then replaces the document.
fn dropped() -> Vec<Mutant> {
    vec![
        mutant("field_that_the_handler_takes")
            .definition(
                ",\n          \"execution.$\": \"$$.Execution.Name\"",
                "",
            )
            .at(BOOK)
            .says(BOOK_TAKES),
        mutant("result_that_is_no_longer_discarded")
            .definition("\n      \"ResultPath\": null,", "")
            .at("$.patience_seconds")
            .says("state `Book` reads `$.patience_seconds`, which may be missing"),
        mutant("result_of_the_booking_that_replaces_the_document")
            .definition("\n      \"ResultPath\": \"$.booking\",", "")
            .at(r#""InputPath": "$.booking""#)
            .says("state `Notify` reads `$.booking`, which is not there"),
        mutant("error_of_the_booking_that_replaces_the_document")
            .definition("\n          \"ResultPath\": \"$.error\",", "")
            .at("$.error.Error")
            .says("state `Closed` reads `$.error.Error`, which is not there"),
        mutant("result_selector_that_is_left_out")
            .definition(
                "\n      \"ResultSelector\": {\n        \"number.$\": \"$.Payload.number\",\n        \"status.$\": \"$.StatusCode\"\n      },",
                "",
            )
            .at(r#""Notify": {"#)
            .says(NOTIFY_TAKES),
        mutant("field_of_a_result_selector")
            .definition(",\n        \"status.$\": \"$.StatusCode\"", "")
            .at(r#""Notify": {"#)
            .says(NOTIFY_TAKES),
    ]
}

/// Values of another kind.
fn kinds() -> Vec<Mutant> {
    let flag = "state `Insured?` tests `$.insured` with an operator that it can never match";
    vec![
        mutant("operator_of_another_family")
            .definition(r#""BooleanEquals": true"#, r#""StringEquals": "yes""#)
            .says(flag),
        mutant("type_of_a_flag")
            .rust("insured: bool", "insured: String")
            .at(r#""BooleanEquals": true"#)
            .says(flag),
        mutant("literal_for_a_handler")
            .definition(r#""execution.$": "$$.Execution.Name""#, r#""execution": 7"#)
            .at(BOOK)
            .says(BOOK_TAKES),
        mutant("number_that_becomes_text")
            .definition(
                "\"$.Payload.number\"",
                "\"States.Format('{}', $.Payload.number)\"",
            )
            .at(r#""Notify": {"#)
            .says(NOTIFY_TAKES),
        mutant("type_of_a_handler_s_field")
            .rust("pub customer: String,", "pub customer: u32,")
            .at(BOOK)
            .says(BOOK_TAKES),
        mutant("type_of_a_field_of_the_input")
            .rust("pub value_cents: u64", "pub value_cents: String")
            .at(INSURE)
            .says(INSURE_TAKES),
        mutant("type_of_a_range")
            .rust("pub values: Vec<u64>", "pub values: u64")
            .at(INSURE)
            .says(INSURE_TAKES),
        mutant("type_of_an_envelope_s_field")
            .rust("pub status: f64", "pub status: String")
            .at(r#""Notify": {"#)
            .says(NOTIFY_TAKES),
    ]
}

/// Fields that have another name in JSON, or may be left out.
fn renamed() -> Vec<Mutant> {
    let number = "    pub number: u64,\n}\n\n#[derive(Deserialize, Shape)]";
    vec![
        mutant("name_of_a_result_s_field")
            .rust(
                "pub struct Booked {",
                "#[serde(rename_all = \"UPPERCASE\")]\npub struct Booked {",
            )
            .at("$.Payload.number")
            .says("state `Book` reads `$.Payload.number`, which is not there"),
        mutant("name_of_what_a_handler_takes")
            .rust(
                "    pub execution: String",
                "    #[serde(rename = \"run\")]\n    pub execution: String",
            )
            .at(BOOK)
            .says(BOOK_TAKES),
        mutant("field_that_may_be_left_out")
            .rust(
                number,
                &format!("    #[serde(skip_serializing_if = \"is_zero\")]\n{number}"),
            )
            .rust(
                "pub struct Depot;",
                "fn is_zero(number: &u64) -> bool {\n    *number == 0\n}\n\npub struct Depot;",
            )
            .at("$.Payload.number")
            .says("state `Book` reads `$.Payload.number`, which may be missing"),
        mutant("field_that_is_skipped")
            .rust(
                "    pub insured: bool",
                "    #[serde(skip)]\n    pub insured: bool",
            )
            .at("$.insured")
            .says("state `Insured?` reads `$.insured`, which is not there"),
        mutant("field_that_is_new")
            .rust(
                "    pub holder: String,",
                "    pub holder: String,\n    pub until: String,",
            )
            .at(INSURE)
            .says(INSURE_TAKES),
    ]
}

/// Handlers that take or give what another one does.
fn swapped() -> Vec<Mutant> {
    vec![
        mutant("input_of_the_first_handler")
            .rust("_insurance: Insurance", "_notice: Notice")
            .at(INSURE)
            .says(INSURE_TAKES),
        mutant("input_of_the_last_handler")
            .rust("notice: Notice", "insurance: Insurance")
            .rust(
                "notice.number, notice.status",
                "insurance.holder, insurance.values.len()",
            )
            .at(r#""Notify": {"#)
            .says(NOTIFY_TAKES),
        mutant("output_of_another_handler")
            .rust(
                "Result<Booked, CarrierError>",
                "Result<Receipt, CarrierError>",
            )
            .rust(
                "_ => Ok(Booked { number: 7 }),",
                "_ => Ok(Receipt { text: String::new() }),",
            )
            .at("$.Payload.number")
            .says("state `Book` reads `$.Payload.number`, which is not there"),
        mutant("output_of_nothing")
            .rust("Result<Booked, CarrierError>", "Result<(), CarrierError>")
            .rust("_ => Ok(Booked { number: 7 }),", "_ => Ok(()),")
            .at("$.Payload.number")
            .says("state `Book` reads `$.Payload.number`, which is not there"),
    ]
}

/// Errors that nothing raises.
fn errors() -> Vec<Mutant> {
    vec![
        mutant("error_of_a_retrier")
            .definition(r#"["CarrierBusy"]"#, r#"["CarierBusy"]"#)
            .says("state `Book` retries `CarierBusy`, which its handler never fails with"),
        mutant("error_of_a_catcher")
            .definition(r#"["CarrierClosed"]"#, r#"["CarrierShut"]"#)
            .says("state `Book` catches `CarrierShut`, which its handler never fails with"),
        mutant("variant_of_an_error")
            .rust(
                "    CarrierClosed,\n}",
                "    #[task_error(name = \"Closed\")]\n    CarrierClosed,\n}",
            )
            .at(r#"["CarrierClosed"]"#)
            .says("state `Book` catches `CarrierClosed`, which its handler never fails with"),
    ]
}

/// What the execution ends with.
fn outputs() -> Vec<Mutant> {
    vec![]
}
