//! Mutants of `ui-tests/mutants/quotes.asl.json`.

use crate::mutant::{Base, Mutant};

pub(crate) const BASE: Base = Base {
    name: "quotes",
    source: "ui-tests/mutants/quotes.rs",
    definition: "ui-tests/mutants/quotes.asl.json",
    written: "quotes.asl.json",
};

/// What the offer's handler gets.
const OFFER: &str = "function:Offer\",\n      \"Parameters\": {";
const OFFER_TAKES: &str = "state `Offer` gives its handler what it cannot take";
const OFFER_SOMETIMES: &str = "state `Offer` gives its handler what it cannot always take";

fn mutant(name: &'static str) -> Mutant {
    Mutant::of(BASE, name)
}

pub(crate) fn mutants() -> Vec<Mutant> {
    let mut all = paths();
    all.extend(dropped());
    all.extend(kinds());
    all.extend(renamed());
    all.extend(errors());
    all
}

/// Misspelt paths and variables.
fn paths() -> Vec<Mutant> {
    vec![
        mutant("path_of_the_items")
            .definition(r#""ItemsPath": "$.parcels""#, r#""ItemsPath": "$.parcel""#)
            .says("state `Quote Parcels` reads `$.parcel`, which is not there"),
        mutant("path_of_an_item_in_the_context")
            .definition("$$.Map.Item.Value", "$$.Map.Item.Valeu")
            .says("`$$.Map.Item` of the context object has no field `Valeu`"),
        mutant("variable")
            .definition("$customer.id", "$custumer.id")
            .says("`$custumer` reads a variable that nothing assigns"),
        mutant("path_in_a_variable")
            .definition("$customer.id", "$customer.key")
            .says("state `Quote Parcels` reads `$customer.key`, which is not there"),
        mutant("path_of_an_assign")
            .definition(
                r#""customer.$": "$.customer""#,
                r#""customer.$": "$.custumer""#,
            )
            .says("state `Note` reads `$.custumer`, which is not there"),
        mutant("path_of_an_operand")
            .definition("\"$limit\"", "\"$.quoted.limit\"")
            .says("state `Anything Else?` reads `$.quoted.limit`, which is not there"),
        mutant("variable_of_an_operand")
            .definition("\"$limit\"", "\"$limits\"")
            .says("`$limits` reads a variable that nothing assigns"),
        mutant("argument_of_a_cause")
            .definition("many', $.quoted.count", "many', $.quoted.counts")
            .says("state `Refused` reads `$.quoted.counts`, which is not there"),
        mutant("argument_of_a_sum")
            .definition("(100, $.customer.discount", "(100, $.customer.dicount")
            .says("state `Grant Discount` reads `$.customer.dicount`, which is not there"),
        mutant("path_into_a_cause")
            .definition("$.failure.Cause", "$.failure.Cause.text")
            .says("state `Quote By Hand` reads `$.failure.Cause.text`, which is not there"),
        mutant("path_into_an_item")
            .definition("$.parcel.value_cents", "$.parcel.cents")
            .says("state `Quote By Hand` reads `$.parcel.cents`, which is not there"),
    ]
}

/// Fields that are left out, and what then replaces the document.
fn dropped() -> Vec<Mutant> {
    let label =
        ",\n        \"label.$\": \"States.Format('{}-{}', $customer.id, $$.Map.Item.Index)\"";
    vec![
        mutant("field_that_a_state_of_each_iteration_reads")
            .definition(label, "")
            .at(r#""label.$": "$.label""#)
            .says("state `Quote By Hand` reads `$.label`, which is not there"),
        mutant("field_that_a_later_rule_reads")
            .definition(",\n        \"count.$\": \"States.ArrayLength($)\"", "")
            .at(r#""Variable": "$.quoted.count""#)
            .says("state `Anything Else?` reads `$.quoted.count`, which is not there"),
        mutant("field_that_a_catcher_s_way_leaves_out")
            .definition("\n              \"cents.$\": \"$.parcel.value_cents\",", "")
            .at(OFFER)
            .says(OFFER_SOMETIMES),
        mutant("result_that_replaces_the_document")
            .definition("\n      \"ResultPath\": \"$.quoted\",", "")
            .at(r#""Variable": "$.quoted.count""#)
            .says("state `Anything Else?` reads `$.quoted.count`, which is not there"),
        mutant("result_of_a_pass_that_replaces_the_document")
            .definition("\n      \"ResultPath\": \"$.granted\",", "")
            .at(r#""to.$": "$.customer.id""#)
            .says("state `Offer` reads `$.customer.id`, which may be missing"),
        mutant("error_that_replaces_the_document")
            .definition("\n                \"ResultPath\": \"$.failure\",", "")
            .at(r#""label.$": "$.label""#)
            .says("state `Quote By Hand` reads `$.label`, which is not there"),
        mutant("variable_that_is_not_assigned")
            .definition(r#", "limit": 3"#, "")
            .at("\"$limit\"")
            .says("`$limit` reads a variable that nothing assigns"),
        mutant("test_that_something_is_there")
            .definition(
                "\n            { \"Variable\": \"$.customer.discount\", \"IsPresent\": true },",
                "",
            )
            .at(r#"{ "Variable": "$.customer.discount", "NumericGreaterThan": 0 }"#)
            .says("state `Anything Else?` reads `$.customer.discount`, which may be missing"),
    ]
}

/// Values of another kind.
fn kinds() -> Vec<Mutant> {
    vec![
        mutant("items_of_an_object")
            .definition(r#""ItemsPath": "$.parcels""#, r#""ItemsPath": "$.customer""#)
            .says("state `Quote Parcels` takes `$.customer` as its items, which is not a list"),
        mutant("type_of_the_items")
            .rust("pub parcels: Vec<Parcel>", "pub parcels: Parcel")
            .at(r#""ItemsPath": "$.parcels""#)
            .says("state `Quote Parcels` takes `$.parcels` as its items, which is not a list"),
        mutant("argument_that_is_text")
            .definition("(100, $.customer.discount", "(100, $.customer.id")
            .says("state `Grant Discount` gives `$.customer.id` to `States.MathAdd`, which takes a number there"),
        mutant("operator_of_numbers_on_text")
            .definition(
                r#""$.customer.discount", "NumericGreaterThan": 0"#,
                r#""$.customer.id", "NumericGreaterThan": 0"#,
            )
            .says("state `Anything Else?` tests `$.customer.id` with an operator that it can never match"),
        mutant("type_of_an_item_s_field")
            .rust("pub value_cents: u64", "pub value_cents: String")
            .at(OFFER)
            .says(OFFER_SOMETIMES),
        mutant("type_of_a_result_s_field")
            .rust("pub cents: u64", "pub cents: f32")
            .rust("Ok(Quote { label, cents: 590 })", "Ok(Quote { label, cents: 590.0 })")
            .rust("let cents: u64 =", "let cents: f32 =")
            .rust("pub struct Offer {\n    pub to: String", "pub struct Offer {\n    pub to: u32")
            .at(OFFER)
            .says(OFFER_TAKES),
    ]
}

/// Fields that have another name in JSON.
fn renamed() -> Vec<Mutant> {
    vec![
        mutant("names_of_an_item_s_fields")
            .rust(
                "pub struct Parcel {",
                "#[serde(rename_all = \"camelCase\")]\npub struct Parcel {",
            )
            .at(r#""cents.$": "$.parcel.value_cents""#)
            .says("state `Quote By Hand` reads `$.parcel.value_cents`, which is not there"),
        mutant("name_of_a_field_of_what_an_iteration_gives")
            .rust(
                "    pub cents: u64",
                "    #[serde(rename(serialize = \"price\"))]\n    pub cents: u64",
            )
            .at(OFFER)
            .says(OFFER_SOMETIMES),
        mutant("type_of_what_an_iteration_gives")
            .rust(
                "0..30_000 => Ok(Quote { label, cents: 590 }),",
                "0..30_000 => Ok(label),",
            )
            .rust("Result<Quote, QuoteError>", "Result<String, QuoteError>")
            .at(OFFER)
            .says(OFFER_SOMETIMES),
    ]
}

/// Errors that nothing raises.
fn errors() -> Vec<Mutant> {
    let catches = "state `Quote Parcel` catches `Oversized`, which its handler never fails with";
    vec![
        mutant("error_of_another_handler")
            .definition(r#"["Oversized"]"#, r#"["CarrierBusy"]"#)
            .says("state `Quote Parcel` catches `CarrierBusy`, which its handler never fails with"),
        mutant("name_of_an_error")
            .rust(
                "    Oversized,",
                "    #[task_error(name = \"TooLarge\")]\n    Oversized,",
            )
            .at(r#"["Oversized"]"#)
            .says(catches),
        mutant("handler_that_never_fails")
            .rust("Result<Quote, QuoteError>", "Result<Quote, Infallible>")
            .rust(
                "_ => Err(QuoteError::Oversized),",
                "_ => Ok(Quote { label, cents: 0 }),",
            )
            .at(r#"["Oversized"]"#)
            .says(catches),
    ]
}
