//! What a Wait state adds.

use super::Lower;
use super::expression::{Place, is_expression};
use super::object::Object;
use super::values::{MOST, spanned};
use crate::errors::{Code, Diagnostic};
use crate::ir::{Count, QueryLanguage, Spanned, Wait};
use crate::json::Member;
use crate::problem::quoted_part;
use crate::suggest;
use crate::text::Text;
use crate::timestamp::check_timestamp;

impl Lower<'_> {
    pub(super) fn wait(&mut self, object: &Object<'_>) -> Wait {
        let ways: &[&str] = match object.language {
            QueryLanguage::JsonPath => &["Seconds", "SecondsPath", "Timestamp", "TimestampPath"],
            QueryLanguage::Jsonata => &["Seconds", "Timestamp"],
        };
        self.exclusive(object, ways);
        // One of the other language has been reported.
        let paths = ["SecondsPath", "TimestampPath"];
        let elsewhere = |it: &Member| paths.contains(&it.key.value.as_str());
        if !ways.iter().any(|way| object.has(way)) && !object.members.iter().any(elsewhere) {
            self.report(
                Diagnostic::new(
                    Code::MissingField,
                    object.anchor.clone(),
                    format!("{} does not say how long it waits", object.name),
                )
                .label("this Wait state")
                .help(format!(
                    "one of {} says it",
                    suggest::list_of(ways.iter().copied())
                )),
            );
        }
        let dummy = Wait::Seconds(Spanned {
            value: Count::Literal(0),
            site: object.anchor.clone(),
        });
        if object.has("Timestamp") {
            self.timestamp(object)
        } else if object.has("TimestampPath") {
            self.single_path(object, "TimestampPath")
                .map(Wait::TimestampPath)
        } else {
            self.whole_or_path(object, "Seconds", 0..=MOST)
                .map(Wait::Seconds)
        }
        .unwrap_or(dummy)
    }

    fn timestamp(&mut self, object: &Object<'_>) -> Option<Wait> {
        let text = self.string(object, "Timestamp")?;
        if object.language == QueryLanguage::Jsonata && is_expression(text) {
            let expression = self.expression(text, &Place::of("Timestamp"))?;
            return Some(Wait::TimestampExpression(expression));
        }
        self.check_timestamp("Timestamp", text);
        Some(Wait::Timestamp(spanned(text)))
    }

    /// A literal timestamp. A path belongs in the field's other form; a substitution in the invocation.
    pub(super) fn check_timestamp(&mut self, field: &str, text: &Text) {
        if let Err(problem) = check_timestamp(text) {
            let diagnostic = problem.into_diagnostic(text);
            self.report(if text.value.starts_with("${") {
                diagnostic.help(format!(
                    "the value of {} is given where the definition is included",
                    quoted_part(&text.value)
                ))
            } else if text.value.starts_with('$') {
                diagnostic.help(format!("`{field}Path` reads the timestamp at a path"))
            } else {
                diagnostic
            });
        }
    }
}
