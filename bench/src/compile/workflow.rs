//! The workflows: their definitions, and the programs that include them.

use std::fmt::Write as _;

/// What a workflow looks like.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Shape {
    /// Tasks in a row, each of which takes what the one before it gives: a struct of five fields.
    Linear,
    /// The same, declared in Rust with the types of its Tasks.
    Declared,
    /// Tasks whose `Parameters` read three paths of the document and whose `ResultPath` adds a field to it. Every fifth state
    /// is a Choice that may skip the Task behind it.
    Document,
    /// The same the other way around: four of five states are Choices with three rules each.
    Choices,
    /// Parallels of two branches: two Tasks, and a Map whose iterations are a Parallel of two Tasks; eight states with the Task that
    /// makes an order of it again.
    Nested,
}

/// What a state of a workflow on a document is.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// Its Task reads the total of that state's result, where there is one yet.
    Task(Option<usize>),
    /// Its rules read the result of that state.
    Choice(usize),
}

impl Shape {
    pub(super) fn name(self) -> &'static str {
        match self {
            Shape::Linear => "linear",
            Shape::Declared => "declared",
            Shape::Document => "document",
            Shape::Choices => "choices",
            Shape::Nested => "nested",
        }
    }

    /// The state of that number, on a document.
    pub(super) fn kind(self, number: usize, states: usize) -> Kind {
        // Of five states, the first is a Task that no Choice skips.
        let first = number / 5 * 5;
        let before = first.checked_sub(5);
        let is_choice = match self {
            Shape::Choices => !number.is_multiple_of(5),
            _ => number % 5 == 3,
        };
        if is_choice && number + 2 < states {
            Kind::Choice(first)
        } else if number == first {
            Kind::Task(before)
        } else {
            Kind::Task(Some(first))
        }
    }
}

const RESOURCE: &str = "arn:aws:lambda:eu-central-1:123456789012:function:work";

/// The definition; the number is in it, in the Resource of its first Task.
pub(super) fn definition(shape: Shape, states: usize, round: u32) -> String {
    if matches!(shape, Shape::Nested) {
        return nested(states, round);
    }
    let mut text = String::from("{\n  \"StartAt\": \"Step 0\",\n  \"States\": {");
    for number in 0..states {
        let next = if number + 1 == states {
            "\"End\": true".to_owned()
        } else {
            format!("\"Next\": \"Step {}\"", number + 1)
        };
        let edited = if number == 0 { round } else { 0 };
        let state = match shape {
            Shape::Document | Shape::Choices => match shape.kind(number, states) {
                Kind::Choice(of) => choice(number, of),
                Kind::Task(total) => {
                    let total = match total {
                        Some(of) => format!("$.r{of}.total"),
                        None => "$.amount_cents".to_owned(),
                    };
                    let fields = format!(
                        r#"
      "Parameters": {{ "order_id.$": "$.order_id", "express.$": "$.express", "total.$": "{total}" }},
      "ResultPath": "$.r{number}","#
                    );
                    task(&fields, &next, edited)
                }
            },
            _ => task("", &next, edited),
        };
        let before = if number == 0 { "" } else { "," };
        let _ = write!(text, "{before}\n    \"Step {number}\": {state}");
    }
    text + "\n  }\n}\n"
}

fn task(fields: &str, next: &str, edited: u32) -> String {
    format!(
        r#"{{
      "Type": "Task",
      "Resource": "{RESOURCE}{edited}",{fields}
      {next}
    }}"#
    )
}

/// Where a Choice goes that skips what is behind it; the Task that five states begin with is never skipped.
pub(super) fn skipped(number: usize) -> usize {
    (number + 2).min(number / 5 * 5 + 5)
}

fn choice(number: usize, of: usize) -> String {
    let (next, skipped) = (number + 1, skipped(number));
    format!(
        r#"{{
      "Type": "Choice",
      "Choices": [
        {{ "Variable": "$.r{of}.state", "StringEquals": "Open", "Next": "Step {next}" }},
        {{ "Variable": "$.r{of}.total", "NumericGreaterThan": {number}, "Next": "Step {skipped}" }},
        {{ "And": [
          {{ "Variable": "$.express", "BooleanEquals": true }},
          {{ "Variable": "$.r{of}.state", "StringEquals": "Shipped" }}
        ], "Next": "Step {skipped}" }}
      ],
      "Default": "Step {next}"
    }}"#
    )
}

/// How many Parallels with all that is in them.
pub(super) fn units(states: usize) -> usize {
    states.div_ceil(8)
}

fn nested(states: usize, round: u32) -> String {
    let units = units(states);
    let mut text = String::from("{\n  \"StartAt\": \"Both 0\",\n  \"States\": {");
    for unit in 0..units {
        let next = if unit + 1 == units {
            "\"End\": true".to_owned()
        } else {
            format!("\"Next\": \"Both {}\"", unit + 1)
        };
        let edited = if unit == 0 { round } else { 0 };
        let work = |next: &str| task("", next, edited);
        let (first, last) = (
            work(&format!("\"Next\": \"Second {unit}\"")),
            work("\"End\": true"),
        );
        let joined = work(&next);
        let before = if unit == 0 { "" } else { "," };
        let _ = write!(
            text,
            r#"{before}
    "Both {unit}": {{
      "Type": "Parallel",
      "Branches": [
        {{ "StartAt": "First {unit}", "States": {{ "First {unit}": {first}, "Second {unit}": {last} }} }},
        {{ "StartAt": "Each {unit}", "States": {{ "Each {unit}": {{
          "Type": "Map",
          "ItemsPath": "$.lines",
          "ItemProcessor": {{ "StartAt": "Sides {unit}", "States": {{ "Sides {unit}": {{
            "Type": "Parallel",
            "Branches": [
              {{ "StartAt": "Left {unit}", "States": {{ "Left {unit}": {last} }} }},
              {{ "StartAt": "Right {unit}", "States": {{ "Right {unit}": {last} }} }}
            ],
            "End": true
          }} }} }},
          "End": true
        }} }} }}
      ],
      "Next": "Join {unit}"
    }},
    "Join {unit}": {joined}"#
        );
    }
    text + "\n  }\n}\n"
}

/// The types of both contestants.
pub(super) fn types(ours: bool) -> String {
    let shape = if ours { ", Shape" } else { "" };
    let error = if ours { ", TaskError" } else { "" };
    format!(
        r"#[derive(Serialize, Deserialize{shape})]
pub struct Order {{
    order_id: String,
    amount_cents: u64,
    lines: Vec<String>,
    note: Option<String>,
    express: bool,
}}

#[derive(Serialize, Deserialize{shape})]
pub struct Demand {{
    order_id: String,
    express: bool,
    total: u64,
}}

#[derive(Serialize, Deserialize{shape})]
pub struct Receipt {{
    order_id: String,
    total: u64,
    lines: Vec<String>,
    note: Option<String>,
    state: Progress,
}}

#[derive(Serialize, Deserialize{shape})]
pub enum Progress {{
    Open,
    Shipped,
    Closed,
}}

#[derive(Debug{error})]
pub enum Refused {{
    Empty,
    Late,
}}

pub struct Shop;

fn order() -> Order {{
    Order {{
        order_id: String::new(),
        amount_cents: 1,
        lines: Vec::new(),
        note: None,
        express: false,
    }}
}}

fn wait<T>(future: impl Future<Output = T>) -> T {{
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    runtime.unwrap().block_on(future)
}}

"
    )
}

/// The handlers of both contestants: their methods, within an `impl`.
pub(super) fn handlers(shape: Shape, states: usize) -> String {
    let mut source = String::from("impl Shop {\n");
    let mut handler = |name: &str, takes: &str, gives: &str| {
        let _ = write!(
            source,
            "    async fn {name}(&self, _: {takes}) -> Result<{gives}, Refused> {{\n        Err(Refused::Empty)\n    }}\n"
        );
    };
    match shape {
        Shape::Linear | Shape::Declared => {
            for number in 0..states {
                handler(&format!("step_{number}"), "Order", "Order");
            }
        }
        Shape::Document | Shape::Choices => {
            for number in 0..states {
                if let Kind::Task(_) = shape.kind(number, states) {
                    handler(&format!("step_{number}"), "Demand", "Receipt");
                }
            }
        }
        Shape::Nested => {
            for unit in 0..units(states) {
                handler(&format!("first_{unit}"), "Order", "Order");
                handler(&format!("second_{unit}"), "Order", "Order");
                handler(&format!("left_{unit}"), "String", "String");
                handler(&format!("right_{unit}"), "String", "String");
                handler(
                    &format!("join_{unit}"),
                    "(Order, Vec<(String, String)>)",
                    "Order",
                );
            }
        }
    }
    source + "}\n"
}

/// The program; the number is in it where there is no definition to have it.
pub(super) fn source(shape: Shape, states: usize, round: u32) -> String {
    let mut source = String::from(
        "//! Generated for a measure.\n#![allow(dead_code)]\n\nuse serde::{Deserialize, Serialize};\n\
         use stepwright::{Shape, TaskError};\n\n",
    );
    if shape == Shape::Declared {
        source += "stepwright::workflow! {\n    mod flow(Order) {\n";
        for number in 0..states {
            let edited = if number == 0 { round } else { 0 };
            let _ = writeln!(
                source,
                "        task \"Step {number}\"(Order) -> Result<Order, Refused> = \"{RESOURCE}{edited}\";"
            );
        }
        source += "    }\n}\n\n";
    } else {
        source += "stepwright::include_workflow! {\n    mod flow = \"flow.asl.json\",\n    input: Order,\n}\n\n";
    }
    source += &types(true);
    source += "#[stepwright::handlers(flow)]\n";
    source += &handlers(shape, states);
    source
        + "\nfn main() {\n    let flow = flow::Workflow::new(Shop);\n    std::process::exit(wait(flow.run(order())).is_err().into());\n}\n"
}
