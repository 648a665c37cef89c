//! JSONata expressions: strings `{% .. %}`.

use super::Lower;
use super::object::Object;
use crate::errors::{Code, Diagnostic};
use crate::ir::{Expression, Spanned};
use crate::json::{Node, Value};
use crate::jsonata::{self, Available};
use crate::text::Text;

/// What stands around an expression.
const OPEN: &str = "{%";
const CLOSE: &str = "%}";

/// Where an expression stands in its state, and what it may read there besides `$states.input` and `$states.context`.
#[derive(Clone, Debug)]
pub(super) struct Place {
    location: String,
    available: Available,
}

impl Place {
    /// A field of the state.
    pub(super) fn of(field: &str) -> Place {
        Place {
            location: field.to_owned(),
            available: Available::default(),
        }
    }

    /// The state itself, whose fields come.
    pub(super) fn state() -> Place {
        Place::of("")
    }

    /// There is a result to read.
    pub(super) fn with_result(mut self, has_result: bool) -> Place {
        self.available.result = has_result;
        self
    }

    /// There is an error to read.
    pub(super) fn with_error_output(mut self) -> Place {
        self.available.error_output = true;
        self
    }

    /// A field of what stands here.
    pub(super) fn inside(&self, field: &str) -> Place {
        let location = if self.location.is_empty() {
            field.to_owned()
        } else {
            format!("{}/{field}", self.location)
        };
        Place {
            location,
            available: self.available,
        }
    }

    /// An item of the array that stands here.
    pub(super) fn at(&self, index: usize) -> Place {
        Place {
            location: format!("{}[{index}]", self.location),
            available: self.available,
        }
    }
}

/// There is none, which has been said.
pub(super) struct Reported;

/// Whether a string of a JSONata state is an expression.
pub(super) fn is_expression(text: &Text) -> bool {
    text.value.len() >= OPEN.len() + CLOSE.len()
        && text.value.starts_with(OPEN)
        && text.value.ends_with(CLOSE)
}

/// Whether a string is an expression at one end only, which AWS refuses. With space around it, it is plain text.
pub(super) fn is_half_expression(text: &Text) -> bool {
    (text.value.starts_with(OPEN) || text.value.ends_with(CLOSE)) && !is_expression(text)
}

impl Lower<'_> {
    /// Reports a string that is an expression at one end only.
    pub(super) fn check_marks(&mut self, text: &Text) {
        if !is_half_expression(text) {
            return;
        }
        let value = text.value.as_str();
        let (end, before) = (value.len(), value.len() - value.trim_start().len());
        let after = value.trim_end().len();
        let (at, title, label) = if before > 0 && value.trim_start().starts_with(OPEN) {
            (
                0..before,
                "expression has a space before its `{%`",
                "a space",
            )
        } else if after < end && value.trim_end().ends_with(CLOSE) {
            (
                after..end,
                "expression has a space after its `%}`",
                "a space",
            )
        } else if value.starts_with(OPEN) {
            (
                0..OPEN.len(),
                "expression starts with `{%` and does not end with `%}`",
                "never closed",
            )
        } else {
            (
                end - CLOSE.len()..end,
                "expression ends with `%}` and does not start with `{%`",
                "never opened",
            )
        };
        self.report(
            Diagnostic::new(Code::MalformedExpression, text.locate(at), title)
                .label(label)
                .note("AWS refuses a string that is an expression at one end only")
                .help("an expression stands between `{%` and `%}`, with nothing around them"),
        );
    }

    /// An expression, parsed and checked; none where it is none, which is reported.
    pub(super) fn expression(&mut self, text: &Text, place: &Place) -> Option<Expression> {
        let inner = text.value.strip_prefix(OPEN)?.strip_suffix(CLOSE)?;
        let source = inner.trim();
        let begin = OPEN.len() + (inner.len() - inner.trim_start().len());
        let mut report = |problem: crate::problem::Problem| {
            let mut problem = problem;
            problem.at = problem.at.start + begin..problem.at.end + begin;
            self.report(problem.into_diagnostic(text));
        };
        let parsed = match jsonata::parse(source) {
            Ok(parsed) => parsed,
            Err(problems) => {
                problems.into_iter().for_each(report);
                return None;
            }
        };
        parsed
            .check(place.available)
            .into_iter()
            .for_each(&mut report);
        let reads = parsed.roots().into_iter().map(|(root, at)| Spanned {
            value: root,
            site: text.locate(at.start + begin..at.end + begin),
        });
        Some(Expression {
            text: source.to_owned(),
            location: place.location.clone(),
            reads: reads.collect(),
            form: parsed.form,
            written: text.clone(),
            begin,
            site: text.site.clone(),
        })
    }

    /// The expression in a field that takes one besides a literal; none where it holds no string.
    pub(super) fn expression_field(
        &mut self,
        node: &Node,
        object: &Object<'_>,
        field: &str,
        takes: &str,
    ) -> Option<Result<Expression, Reported>> {
        if object.language != crate::ir::QueryLanguage::Jsonata {
            return None;
        }
        let Value::String(text) = &node.value else {
            return None;
        };
        if is_expression(text) {
            let expression = self.expression(text, &object.place.inside(field));
            return Some(expression.ok_or(Reported));
        }
        if is_half_expression(text) {
            self.check_marks(text);
            return Some(Err(Reported));
        }
        self.report(
            Diagnostic::new(
                Code::WrongKind,
                node.site.clone(),
                format!("`{field}` takes {takes} or an expression, not a string"),
            )
            .label("a plain string")
            .help("an expression stands between `{%` and `%}`, with nothing around them"),
        );
        Some(Err(Reported))
    }
}
