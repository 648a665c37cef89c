//! Mutants of the bulk pricing, whose workflows are in JSONata.

use crate::mutant::{Base, Mutant};

pub(crate) const PRICE_LIST: Base = Base {
    name: "price_list",
    source: "examples/bulk-pricing/src/lib.rs",
    definition: "examples/bulk-pricing/workflows/price-list.asl.json",
    written: "workflows/price-list.asl.json",
};

pub(crate) const PUBLISH_PRICES: Base = Base {
    name: "publish_prices",
    definition: "examples/bulk-pricing/workflows/publish-prices.asl.json",
    written: "workflows/publish-prices.asl.json",
    ..PRICE_LIST
};

pub(crate) fn mutants() -> Vec<Mutant> {
    let list = |name| Mutant::of(PRICE_LIST, name);
    let publish = |name| Mutant::of(PUBLISH_PRICES, name);
    vec![
        list("expression_of_an_assign")
            .definition("$states.input.list", "$states.input.lists")
            .says("state `Set Out` reads `$states.input.lists`, which is not there"),
        list("operand_of_a_sum")
            .rust("pub percent: f64", "pub percent: String")
            .at("$states.input.percent")
            .says("state `Set Out` computes with `$states.input.percent`, which is not a number"),
        list("column_that_the_selector_reads")
            .definition("Item.Value.price", "Item.Value.prize")
            .says("state `Price Articles` reads `$states.context.Map.Item.Value.prize`, which is not there"),
        list("header_that_is_given")
            .definition(r#"["sku", "name", "price"]"#, r#"["sku", "name", "cost"]"#)
            .at("Item.Value.price")
            .says("state `Price Articles` reads `$states.context.Map.Item.Value.price`, which is not there"),
        list("field_of_the_selector")
            .definition(",\n        \"factor\": \"{% $factor %}\"", "")
            .at("lambda:invoke\",\n            \"Arguments\": {")
            .says("state `Price Article` gives its handler what it cannot take"),
        list("payload_that_is_one_field")
            .definition(
                r#""Payload": "{% $states.input %}""#,
                r#""Payload": "{% $states.input.sku %}""#,
            )
            .at("lambda:invoke\",\n            \"Arguments\": {")
            .says("state `Price Article` gives its handler what it cannot take"),
        list("result_without_its_envelope")
            .definition("$states.result.Payload.cents", "$states.result.cents")
            .says("state `Price Article` reads `$states.result.cents`, which is not there"),
        list("name_of_a_price")
            .rust(
                "    /// In cents.\n",
                "    /// In cents.\n    #[serde(rename = \"price\")]\n",
            )
            .at("$states.result.Payload.cents")
            .says("state `Price Article` reads `$states.result.Payload.cents`, which is not there"),
        list("details_of_the_writer")
            .definition(
                "$states.input.ResultWriterDetails",
                "$states.input.ResultWriterDetail",
            )
            .says("state `Publish` reads `$states.input.ResultWriterDetail`, which is not there"),
        list("output_of_another_workflow")
            .definition("{% $states.result.Output %}", "{% $states.result %}")
            .at("{% $states.result %}\",\n      \"End\": true")
            .says("state `Publish` ends the execution with what is not of its declared type"),
        publish("argument_of_the_reader")
            .definition("$states.input.manifest", "$states.input.list")
            .says("state `Read Prices` gives its handler what it cannot take"),
        publish("result_that_is_assigned")
            .definition("$states.result.left_out", "$states.result.leftout")
            .says("state `Read Prices` reads `$states.result.leftout`, which is not there"),
        publish("condition_that_is_a_number")
            .definition("{% $count($prices) > 0 %}", "{% $count($prices) %}")
            .says("state `Anything To Publish?` takes `$count($prices)` as a condition, which is not a truth value"),
        publish("variable_of_an_expression")
            .definition("{% $leftOut %}", "{% $leftout %}")
            .says("`$leftout` reads a variable that nothing assigns"),
        publish("field_of_the_output")
            .definition("\n        \"articles\": \"{% $articles %}\",", "")
            .at("\"Published\": {")
            .says("state `Published` ends the execution with what is not of its declared type"),
        publish("name_of_a_result_s_field_in_json")
            .rust(
                "    /// How many articles have none.\n    pub left_out: usize,\n}\n\n/// The folder",
                "    #[serde(rename = \"leftOut\")]\n    pub left_out: usize,\n}\n\n/// The folder",
            )
            .at("$states.result.left_out")
            .says("state `Read Prices` reads `$states.result.left_out`, which is not there"),
    ]
}
