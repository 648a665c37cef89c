//! The distinct definitions of the cases, each checked by the compiler before a crate is made of them: one that does not
//! compile must not stop the others.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use stepwright_compiler::errors::Code;
use stepwright_compiler::{Allow, Analysis, Options, examine};

use crate::read::{Line, Record};

/// The definitions by number, in the order that they were met.
pub(crate) struct Definitions {
    numbers: BTreeMap<String, usize>,
    all: Vec<Definition>,
}

pub(crate) struct Definition {
    pub(crate) text: String,
    /// How it is included, or the compiler's message.
    pub(crate) inclusion: Result<Inclusion, String>,
}

/// What the invocation has to say for a definition that AWS runs.
#[derive(Debug, Default)]
pub(crate) struct Inclusion {
    /// Findings, by name: AWS takes what is most likely a mistake.
    pub(crate) allow: Vec<&'static str>,
    /// Rust names for all states, where two of them would get the same, or one none.
    pub(crate) rename: Vec<(String, String)>,
}

impl Definitions {
    pub(crate) fn of(lines: &[Line]) -> Definitions {
        let mut definitions = Definitions {
            numbers: BTreeMap::new(),
            all: Vec::new(),
        };
        for record in lines.iter().filter_map(|line| line.record.as_ref().ok()) {
            let definition = record.get("definition");
            definitions
                .numbers
                .entry(definition.to_string())
                .or_insert_with(|| {
                    definitions.all.push(Definition::checked(definition));
                    definitions.all.len() - 1
                });
        }
        definitions
    }

    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// Those that compile.
    pub(crate) fn accepted(&self) -> impl Iterator<Item = (usize, &Definition, &Inclusion)> {
        let all = self.all.iter().enumerate();
        all.filter_map(|(number, it)| Some((number, it, it.inclusion.as_ref().ok()?)))
    }

    /// The number of a case's definition, and whether it compiles.
    pub(crate) fn find(&self, record: &Record) -> (usize, Result<&Inclusion, &str>) {
        let number = self.numbers[&record.get("definition").to_string()];
        (
            number,
            self.all[number].inclusion.as_ref().map_err(String::as_str),
        )
    }

    /// The text of a case's definition.
    pub(crate) fn text(&self, record: &Record) -> &str {
        &self.all[self.numbers[&record.get("definition").to_string()]].text
    }

    /// One that the compiler took and rustc does not.
    pub(crate) fn refuse(&mut self, number: usize, message: String) {
        self.all[number].inclusion = Err(message);
    }
}

impl Definition {
    fn checked(definition: &Json) -> Definition {
        let text = format!("{definition:#}\n");
        let inclusion = check(&text);
        Definition { text, inclusion }
    }
}

fn check(text: &str) -> Result<Inclusion, String> {
    let mut options = Options::default();
    // An allowance for what is not there is an error itself: each is made when it is needed.
    loop {
        let analysis = examine("definition.asl.json", text, &options);
        let before = (options.allow.len(), options.rename.len());
        for error in &analysis.errors {
            match error.code {
                Code::NameCollision | Code::UnnamableState if options.rename.is_empty() => {
                    options.rename = numbered(&analysis);
                }
                code if options.allow.iter().all(|allow| allow.code != Some(code)) => {
                    options.allow.extend(Allow::named(code.name(), None).ok());
                }
                _ => {}
            }
        }
        if analysis.errors.is_empty() {
            return Ok(Inclusion {
                allow: options
                    .allow
                    .iter()
                    .filter_map(|allow| allow.code)
                    .map(Code::name)
                    .collect(),
                rename: options.rename,
            });
        }
        if before == (options.allow.len(), options.rename.len()) {
            let messages: Vec<&str> = analysis
                .errors
                .iter()
                .map(|error| error.message.as_str())
                .collect();
            return Err(messages.join("\n\n"));
        }
    }
}

/// A Rust name for each state, by its number.
fn numbered(analysis: &Analysis) -> Vec<(String, String)> {
    let states = analysis.program.iter().flat_map(|program| &program.states);
    let named = states
        .enumerate()
        .map(|(index, state)| (state.name.value.clone(), format!("state_{index}")));
    named.filter(|(name, _)| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_aws_runs_is_allowed_by_its_findings() {
        let states = json!({ "A": { "Type": "Succeed" }, "B": { "Type": "Succeed" } });
        let definition = Definition::checked(&json!({ "StartAt": "A", "States": states }));
        assert_eq!(definition.inclusion.unwrap().allow, ["unreachable_state"]);
    }

    #[test]
    fn a_finding_of_the_proof_is_allowed_too() {
        let states = json!({
            "A": { "Type": "Pass", "Result": {}, "Next": "B" },
            "B": { "Type": "Pass", "InputPath": "$.none", "End": true },
        });
        let definition = Definition::checked(&json!({ "StartAt": "A", "States": states }));
        assert_eq!(definition.inclusion.unwrap().allow, ["missing_path"]);
    }

    #[test]
    fn states_of_one_rust_name_are_numbered() {
        let states = json!({ "a b": { "Type": "Pass", "Next": "a-b" }, "a-b": { "Type": "Pass", "Next": "?" }, "?": { "Type": "Succeed" } });
        let definition = Definition::checked(&json!({ "StartAt": "a b", "States": states }));
        let rename = definition.inclusion.unwrap().rename;
        assert_eq!(rename[2], ("?".to_owned(), "state_2".to_owned()));
        assert_eq!(rename.len(), 3);
    }

    #[test]
    fn a_mistake_keeps_its_message() {
        let states = json!({ "A": { "Type": "Pass", "Next": "B" }, "C": { "Type": "Succeed" } });
        let message = Definition::checked(&json!({ "StartAt": "A", "States": states }))
            .inclusion
            .unwrap_err();
        assert!(
            message.contains("transitions to `B`, which is not a state"),
            "{message}"
        );
    }
}
