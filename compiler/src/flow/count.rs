//! Numbers that a field takes by a path or an expression.

use super::kinds::Kinds;
use super::obligation::Wanted;
use super::scope::{Record, Scope};
use crate::ir::{Count, Json, Map, Percentage};
use crate::problem::quoted;

impl Scope<'_> {
    /// A whole number from 0, as itself or (where AWS takes that) as text.
    pub(super) fn count(
        &self,
        count: &Count,
        role: &str,
        takes_text: bool,
        record: &mut Record<'_>,
    ) {
        let text = if takes_text {
            Kinds::STRING
        } else {
            Kinds::NONE
        };
        let wanted = Wanted {
            kinds: Kinds::INTEGER,
            some_of: Kinds::FRACTION | text,
            judge: |json| match json {
                Json::Number(text) | Json::String(text) => match text.parse::<i64>() {
                    Ok(0..) => None,
                    Ok(_) => Some(format!("{text} is negative")),
                    Err(_) => Some(format!("{} is no whole number", quoted(text))),
                },
                _ => None,
            },
        };
        match count {
            Count::Literal(_) => {}
            Count::At(path) => drop(self.read_as(path, role, wanted, record)),
            Count::Expression(expression) => {
                self.expression_as(expression, role, wanted, record);
            }
        }
    }

    /// `ToleratedFailurePercentage`.
    pub(super) fn percentage(&self, map: &Map, record: &mut Record<'_>) {
        let wanted = Wanted {
            kinds: Kinds::NUMBER,
            some_of: Kinds::STRING,
            judge: |json| match json {
                Json::Number(text) | Json::String(text) => match text.parse::<f64>() {
                    Ok(number) if (0.0..=100.0).contains(&number) => None,
                    Ok(_) => Some(format!("{text} is not between 0 and 100")),
                    Err(_) => Some(format!("{} is no number", quoted(text))),
                },
                _ => None,
            },
        };
        match map
            .tolerated_failure_percentage
            .as_ref()
            .map(|it| &it.value)
        {
            Some(Percentage::At(path)) => {
                self.read_as(path, "its tolerated failures", wanted, record);
            }
            Some(Percentage::Expression(expression)) => {
                self.expression_as(expression, "its tolerated failures", wanted, record);
            }
            Some(Percentage::Literal(_)) | None => {}
        }
    }
}

/// Whether a Map goes on where an iteration fails.
pub(super) fn tolerates(map: &Map) -> bool {
    map.tolerated_failure_count.is_some() || map.tolerated_failure_percentage.is_some()
}
