//! The same machines as a good engineer writes them.

use std::fmt::Write as _;

use super::workflow::{Kind, Shape, handlers, skipped, types, units};

/// How many steps one function has: rustc's time for an async function grows faster than its awaits.
const STEPS: usize = 10;

/// The program; the number is in the body of its first step.
pub(super) fn source(shape: Shape, states: usize, round: u32) -> String {
    let mut source = String::from(
        "//! Generated for a measure.\n#![allow(dead_code, unused_imports)]\n\nuse futures_util::future::{try_join, try_join_all};\n\
         use serde::{Deserialize, Serialize};\nuse serde_json::{Value, json};\n\n",
    );
    source += &types(false);
    let edited = format!("        let _ = {round};\n        Err(Refused::Empty)");
    source += &handlers(shape, states).replacen("        Err(Refused::Empty)", &edited, 1);
    source += &match shape {
        Shape::Linear | Shape::Declared => linear(states),
        Shape::Document | Shape::Choices => document(shape, states),
        Shape::Nested => nested(states),
    };
    source + "\nfn main() {\n    std::process::exit(wait(Shop.run(order())).is_err().into());\n}\n"
}

fn linear(states: usize) -> String {
    let mut source = String::from("\nimpl Shop {\n");
    let parts = states.div_ceil(STEPS);
    for part in 0..parts {
        let _ = writeln!(
            source,
            "    async fn part_{part}(&self, order: Order) -> Result<Order, Refused> {{"
        );
        for step in part * STEPS..states.min((part + 1) * STEPS) {
            let _ = writeln!(
                source,
                "        let order = self.step_{step}(order).await?;"
            );
        }
        source += "        Ok(order)\n    }\n";
    }
    source += "    async fn run(&self, order: Order) -> Result<Order, Refused> {\n";
    for part in 0..parts {
        let _ = writeln!(
            source,
            "        let order = Box::pin(self.part_{part}(order)).await?;"
        );
    }
    source + "        Ok(order)\n    }\n}\n"
}

/// A loop over the states and a document of JSON; a function for every fifty states, or the loop is one function of thousands of
/// lines.
fn document(shape: Shape, states: usize) -> String {
    const STATES: usize = 50;
    let mut source = String::from(
        r"
fn take<T: serde::de::DeserializeOwned>(value: Value) -> Result<T, Refused> {
    serde_json::from_value(value).map_err(|_| Refused::Late)
}

fn give(value: impl Serialize) -> Result<Value, Refused> {
    serde_json::to_value(value).map_err(|_| Refused::Late)
}

impl Shop {
",
    );
    let parts = states.div_ceil(STATES);
    for part in 0..parts {
        let _ = writeln!(
            source,
            "    async fn part_{part}(&self, state: usize, document: &mut Value) -> Result<usize, Refused> {{\n        \
             match state {{"
        );
        for state in part * STATES..states.min((part + 1) * STATES) {
            let _ = match shape.kind(state, states) {
                Kind::Task(total) => {
                    let total = match total {
                        Some(of) => format!("document[\"r{of}\"][\"total\"]"),
                        None => "document[\"amount_cents\"]".to_owned(),
                    };
                    writeln!(
                        source,
                        "            {state} => {{\n                let demand = json!({{\n                    \"order_id\": document[\"order_id\"],\n                    \
                         \"express\": document[\"express\"],\n                    \"total\": {total},\n                }});\n                \
                         document[\"r{state}\"] = give(self.step_{state}(take(demand)?).await?)?;\n                Ok({})\n            }}",
                        state + 1
                    )
                }
                Kind::Choice(of) => writeln!(
                    source,
                    "            {state} => Ok(if document[\"r{of}\"][\"state\"] == \"Open\" {{\n                {next}\n            \
                     }} else if document[\"r{of}\"][\"total\"].as_f64() > Some({state} as f64) {{\n                {skipped}\n            \
                     }} else if document[\"express\"] == true && document[\"r{of}\"][\"state\"] == \"Shipped\" {{\n                {skipped}\n            \
                     }} else {{\n                {next}\n            }}),",
                    next = state + 1,
                    skipped = skipped(state)
                ),
            };
        }
        source += "            _ => unreachable!(),\n        }\n    }\n";
    }
    source += "    async fn run(&self, order: Order) -> Result<Value, Refused> {\n        let mut document = give(order)?;\n        \
               let mut state = 0;\n";
    let _ = writeln!(
        source,
        "        while state < {states} {{\n            state = match state / {STATES} {{"
    );
    for part in 0..parts {
        let _ = writeln!(
            source,
            "                {part} => Box::pin(self.part_{part}(state, &mut document)).await?,"
        );
    }
    source
        + "                _ => unreachable!(),\n            };\n        }\n        Ok(document)\n    }\n}\n"
}

fn nested(states: usize) -> String {
    let mut source = String::from("\nimpl Shop {\n");
    let units = units(states);
    for unit in 0..units {
        let _ = writeln!(
            source,
            r"    async fn both_{unit}(&self, order: Order) -> Result<Order, Refused> {{
        let copy = take(&order)?;
        let tasks = async {{
            let order = self.first_{unit}(order).await?;
            self.second_{unit}(order).await
        }};
        let joined = try_join(tasks, self.each_{unit}(copy)).await?;
        self.join_{unit}(joined).await
    }}

    async fn each_{unit}(&self, order: Order) -> Result<Vec<(String, String)>, Refused> {{
        let lines = order.lines.into_iter();
        try_join_all(lines.map(|line| try_join(self.left_{unit}(line.clone()), self.right_{unit}(line)))).await
    }}
"
        );
    }
    source += "    async fn run(&self, order: Order) -> Result<Order, Refused> {\n";
    for unit in 0..units {
        let _ = writeln!(
            source,
            "        let order = Box::pin(self.both_{unit}(order)).await?;"
        );
    }
    source
        + "        Ok(order)\n    }\n}\n\nfn take(order: &Order) -> Result<Order, Refused> {\n    let copy = \
           serde_json::to_value(order).and_then(serde_json::from_value);\n    copy.map_err(|_| Refused::Late)\n}\n"
}
