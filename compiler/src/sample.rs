//! `input: sample("order.json")`: the type of the execution's input, for those who have a document of it but no Rust type.
//!
//! Texts come in, Rust types go out, still without tokens: [`parse_all`] reads the texts, [`form::Form`] is what all of
//! them have in common, [`types::types`] gives it Rust names and types. `expand/input.rs` writes those out.

mod form;
mod names;
#[cfg(test)]
pub(crate) mod testing;
mod types;

use crate::errors::Errors;
use crate::ir;
use crate::json;
use crate::render::{self, Rendered};
use crate::source::Source;
use crate::substitute::Substitutions;

pub(crate) use types::{Field, Origin, Struct, Type, Types, types};

/// A document that an execution may get as its input.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Its file, as the invocation and the messages call it.
    pub file: String,
    /// Its text.
    pub text: String,
}

/// A sample, read.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    pub(crate) file: String,
    pub(crate) value: ir::Json,
}

/// The value of a sample's text, or what is wrong with it, each message with the sample's own line.
pub(crate) fn parse(file: &str, text: &str) -> Result<ir::Json, Vec<Rendered>> {
    let source = Source::sample(file, text);
    let mut errors = Errors::new();
    let root = json::parse(&source, &mut Substitutions::new(&[]), &mut errors);
    match root {
        Some(root) if errors.is_empty() => Ok(root.to_json()),
        _ => Err(render::render_all(&source, &errors.into_sorted())),
    }
}

/// Reads all samples. None are left where one cannot be read, because the others say less than all of them would; what
/// is wrong goes to `errors`, under the name of the sample's file.
pub(crate) fn parse_all(samples: &[Sample], errors: &mut Vec<Rendered>) -> Vec<Document> {
    let mut documents = Vec::with_capacity(samples.len());
    let before = errors.len();
    for Sample { file, text } in samples {
        match parse(file, text) {
            Ok(value) => documents.push(Document {
                file: file.clone(),
                value,
            }),
            Err(wrong) => errors.extend(wrong.into_iter().map(|error| error.about(file))),
        }
    }
    if errors.len() > before {
        documents.clear();
    }
    documents
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::errors::Code;

    fn sample(file: &str, text: &str) -> Sample {
        Sample {
            file: file.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn what_is_wrong_with_a_sample_has_its_own_line() {
        let errors = parse("events/order.json", "{\n  \"id\": 1,\n  \"id\": 2\n}").unwrap_err();
        assert_eq!(errors.len(), 1);
        assert_eq!((errors[0].line, errors[0].column), (3, 3));
        assert_eq!(errors[0].code, Code::DuplicateKey);
        let says = &errors[0].message;
        assert!(says.contains("--> events/order.json:3:3"), "{says}");
        assert!(says.contains("^^^^ the second one"), "{says}");
    }

    #[test]
    fn messages_speak_of_a_sample() {
        for (text, says) in [
            ("", "expected a JSON document, found an empty file"),
            ("{ // no\n}", "JSON has no comments\n"),
            ("{ \"id\": ${Id} }", "without placeholders"),
            (&"[".repeat(200), "the sample nests"),
        ] {
            let errors = parse("order.json", text).unwrap_err();
            let message = format!("{}\n", errors[0].message);
            assert!(message.contains(says), "{text}: {message}");
            for word in ["definition", "state machine", "Comment"] {
                assert!(!message.contains(word), "{text}: {message}");
            }
        }
    }

    #[test]
    fn a_broken_sample_leaves_none() {
        let samples = [
            sample("a.json", "1"),
            sample("b.json", "{"),
            sample("c.json", "?"),
        ];
        let mut errors = Vec::new();
        assert!(parse_all(&samples, &mut errors).is_empty());
        let about: Vec<_> = errors
            .iter()
            .map(|error| error.entry.as_ref().unwrap().key.as_str())
            .collect();
        assert_eq!(about, ["b.json", "c.json"]);

        let mut errors = Vec::new();
        let documents = parse_all(&samples[..1], &mut errors);
        assert_eq!(documents[0].value, ir::Json::Number("1".to_owned()));
        assert!(errors.is_empty());
    }

    #[test]
    fn placeholders_and_byte_order_marks_are_as_they_are() {
        assert_eq!(
            parse("a.json", "\u{feff}\"${Name}\"").unwrap(),
            ir::Json::String("${Name}".to_owned())
        );
    }
}
