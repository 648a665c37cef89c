//! Reading the values of fields: numbers in their ranges, paths, and fields that come as a literal or as a path.

use std::ops::RangeInclusive;

use super::Lower;
use super::object::Object;
use crate::errors::{Code, Diagnostic};
use crate::ir::{self, Count, Percentage, ResultPath, Select, Spanned, Step};
use crate::json::Value;
use crate::path::{parse_path, parse_reference_path};
use crate::text::Text;

/// The most seconds AWS takes anywhere, and the most attempts.
pub(super) const MOST: u64 = 99_999_999;

impl Lower<'_> {
    /// A field that must be a whole number in a range, if present.
    pub(super) fn whole(
        &mut self,
        object: &Object<'_>,
        field: &str,
        range: RangeInclusive<u64>,
    ) -> Option<Spanned<u64>> {
        let node = object.get(field)?;
        let Value::Number(written) = &node.value else {
            self.wrong_kind(node, &format!("`{field}`"), "a whole number");
            return None;
        };
        if written.contains(['.', 'e', 'E']) {
            self.report(
                Diagnostic::new(
                    Code::WrongKind,
                    node.site.clone(),
                    format!("`{field}` takes a whole number, not `{written}`"),
                )
                .label("not written as a whole number"),
            );
            return None;
        }
        // "-0" is zero; what does not fit is out of every range.
        let value = if written == "-0" {
            Some(0)
        } else {
            written.parse::<u64>().ok()
        };
        if let Some(value) = value.filter(|value| range.contains(value)) {
            return Some(Spanned {
                value,
                site: node.site.clone(),
            });
        }
        let (least, most) = (*range.start(), *range.end());
        let takes = if most == u64::MAX {
            format!("a whole number from {least} up")
        } else {
            format!("a whole number from {least} to {most}")
        };
        let low = written.starts_with('-') || value.is_some_and(|value| value < least);
        let title = format!("`{field}` takes {takes}, not `{written}`");
        self.report(
            Diagnostic::new(Code::BadValue, node.site.clone(), title).label(if low {
                "too small"
            } else {
                "too large"
            }),
        );
        None
    }

    /// A field that must be a number in a range, if present.
    pub(super) fn number(
        &mut self,
        object: &Object<'_>,
        field: &str,
        range: RangeInclusive<f64>,
    ) -> Option<Spanned<f64>> {
        let node = object.get(field)?;
        let Value::Number(written) = &node.value else {
            self.wrong_kind(node, &format!("`{field}`"), "a number");
            return None;
        };
        let value = written.parse::<f64>().unwrap_or(f64::NAN);
        if range.contains(&value) {
            return Some(Spanned {
                value,
                site: node.site.clone(),
            });
        }
        let takes = if range.end().is_finite() && *range.end() < f64::MAX {
            format!("a number from {} to {}", range.start(), range.end())
        } else {
            format!("a number from {:.1} up", range.start())
        };
        self.report(
            Diagnostic::new(
                Code::BadValue,
                node.site.clone(),
                format!("`{field}` takes {takes}, not `{written}`"),
            )
            .label(if value < *range.start() {
                "too small"
            } else {
                "too large"
            }),
        );
        None
    }

    /// `Field` or `FieldPath`, not both: a whole number, or a path to one.
    pub(super) fn count(
        &mut self,
        object: &Object<'_>,
        field: &str,
        range: RangeInclusive<u64>,
    ) -> Option<Spanned<Count>> {
        self.exclusive(object, &[field, &format!("{field}Path")]);
        self.whole_or_path(object, field, range)
    }

    /// `Field` or `FieldPath`.
    pub(super) fn whole_or_path(
        &mut self,
        object: &Object<'_>,
        field: &str,
        range: RangeInclusive<u64>,
    ) -> Option<Spanned<Count>> {
        if let Some(node) = object.get(field) {
            if let Some(expression) = self.expression_field(node, object, field, "a whole number") {
                return Some(Spanned {
                    value: Count::Expression(expression.ok()?),
                    site: node.site.clone(),
                });
            }
            let whole = self.whole(object, field, range)?;
            return Some(Spanned {
                value: Count::Literal(whole.value),
                site: whole.site,
            });
        }
        let path_field = format!("{field}Path");
        let path = self.single_path(object, &path_field)?;
        Some(Spanned {
            value: Count::At(path),
            site: object.get(&path_field)?.site.clone(),
        })
    }

    /// `ToleratedFailurePercentage` or its path.
    pub(super) fn percentage(
        &mut self,
        object: &Object<'_>,
        field: &str,
    ) -> Option<Spanned<Percentage>> {
        let path_field = format!("{field}Path");
        self.exclusive(object, &[field, &path_field]);
        if let Some(node) = object.get(field) {
            if let Some(expression) = self.expression_field(node, object, field, "a number") {
                return Some(Spanned {
                    value: Percentage::Expression(expression.ok()?),
                    site: node.site.clone(),
                });
            }
            let number = self.number(object, field, 0.0..=100.0)?;
            return Some(Spanned {
                value: Percentage::Literal(number.value),
                site: number.site,
            });
        }
        let path = self.single_path(object, &path_field)?;
        Some(Spanned {
            site: object.get(&path_field)?.site.clone(),
            value: Percentage::At(path),
        })
    }

    /// A field that must be a path, if present.
    pub(super) fn path(&mut self, object: &Object<'_>, field: &str) -> Option<ir::Path> {
        let node = object.get(field)?;
        let Value::String(text) = &node.value else {
            self.wrong_kind(node, &format!("`{field}`"), "a path in a string");
            return None;
        };
        self.parsed(text)
    }

    /// A path that is known to be a string.
    pub(super) fn parsed(&mut self, text: &Text) -> Option<ir::Path> {
        parse_path(text)
            .map_err(|problem| self.report(problem.into_diagnostic(text)))
            .ok()
    }

    /// A field that must be a path to one value, if present: a number or timestamp is read there.
    pub(super) fn single_path(&mut self, object: &Object<'_>, field: &str) -> Option<ir::Path> {
        let path = self.path(object, field)?;
        if let Some(what) = path.steps.iter().find_map(several) {
            self.report(
                Diagnostic::new(
                    Code::NotReferencePath,
                    path.site.clone(),
                    format!(
                        "`{}` may select several values, and `{field}` takes one",
                        path.text
                    ),
                )
                .label(format!("has {what}")),
            );
            return None;
        }
        Some(path)
    }

    /// `InputPath`, `OutputPath`: a path or `null`.
    pub(super) fn select(&mut self, object: &Object<'_>, field: &str) -> Option<Spanned<Select>> {
        let node = object.get(field)?;
        let value = match &node.value {
            Value::Null => Select::Nothing,
            Value::String(text) => Select::At(self.parsed(text)?),
            _ => {
                self.wrong_kind(node, &format!("`{field}`"), "a path in a string, or `null`");
                return None;
            }
        };
        Some(Spanned {
            value,
            site: node.site.clone(),
        })
    }

    /// `ResultPath`: a reference path or `null`.
    pub(super) fn result_path(&mut self, object: &Object<'_>) -> Option<Spanned<ResultPath>> {
        let node = object.get("ResultPath")?;
        let value = match &node.value {
            Value::Null => ResultPath::Discard,
            Value::String(text) => match parse_reference_path(text) {
                Ok(path) => ResultPath::At(path),
                Err(problem) => {
                    self.report(problem.into_diagnostic(text));
                    return None;
                }
            },
            _ => {
                self.wrong_kind(node, "`ResultPath`", "a path in a string, or `null`");
                return None;
            }
        };
        Some(Spanned {
            value,
            site: node.site.clone(),
        })
    }

    /// `Comment`, where it must be a string.
    pub(super) fn comment(&mut self, object: &Object<'_>) -> Option<Spanned<String>> {
        self.string(object, "Comment").map(spanned)
    }

    /// `Comment`, where AWS takes anything: in retriers, catchers and rules.
    pub(super) fn any_comment(object: &Object<'_>) -> Option<Spanned<String>> {
        match &object.get("Comment")?.value {
            Value::String(text) => Some(spanned(text)),
            _ => None,
        }
    }
}

/// A string and its place.
pub(super) fn spanned(text: &Text) -> Spanned<String> {
    Spanned {
        value: text.value.clone(),
        site: text.site.clone(),
    }
}

/// What makes a step select several values.
fn several(step: &Step) -> Option<&'static str> {
    Some(match step {
        Step::Fields(_) => "several names in one step",
        Step::Indices(_) => "several indices in one step",
        Step::Slice { .. } => "a slice",
        Step::Wildcard => "a wildcard",
        Step::Descend => "a deep scan",
        Step::Filter(_) => "a filter",
        Step::Field(_) | Step::Index(_) | Step::Function(_) => return None,
    })
}
