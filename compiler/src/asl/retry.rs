//! `Retry` and `Catch`.

use super::Lower;
use super::expression::Place;
use super::fields::{CATCHER, RETRIER};
use super::object::Object;
use super::values::{MOST, spanned};
use crate::errors::{Code, Diagnostic};
use crate::ir::{Catcher, Retrier, Spanned, Target};
use crate::json::Value;

/// AWS: `MaxDelaySeconds` is below 366 days.
const MOST_DELAY: u64 = 31_622_400 - 1;

impl Lower<'_> {
    /// `Retry`.
    pub(super) fn retry(&mut self, state: &Object<'_>) -> Vec<Retrier> {
        let mut retriers = Vec::new();
        for node in self.array(state, "Retry").unwrap_or_default() {
            let name = format!("a retrier of {}", state.name);
            if let Some(object) = self.object(node, &RETRIER, None, name, state.language) {
                retriers.push(self.retrier(&object));
            }
        }
        retriers
    }

    fn retrier(&mut self, object: &Object<'_>) -> Retrier {
        let errors = self.error_equals(object);
        let interval = self.whole(object, "IntervalSeconds", 1..=MOST);
        let attempts = self.whole(object, "MaxAttempts", 0..=MOST);
        let backoff = self.number(object, "BackoffRate", 1.0..=f64::MAX);
        let delay = self.whole(object, "MaxDelaySeconds", 1..=MOST_DELAY);
        let least = interval.as_ref().map_or(1, |interval| interval.value);
        if let Some(delay) = delay.as_ref().filter(|delay| delay.value <= least) {
            let title = format!(
                "`MaxDelaySeconds` is {} and not above `IntervalSeconds`, which is {least}",
                delay.value
            );
            let diagnostic =
                Diagnostic::new(Code::BadValue, delay.site.clone(), title).label("too small");
            self.report(match &interval {
                Some(interval) => {
                    diagnostic.note_at(interval.site.clone(), "`IntervalSeconds` stands")
                }
                None => diagnostic.note("`IntervalSeconds` is 1 where it is not given"),
            });
        }
        let jitter = self.word(object, "JitterStrategy", &["FULL", "NONE"]);
        Retrier {
            errors,
            interval_seconds: interval.map_or(1, |interval| interval.value),
            max_attempts: attempts.map_or(3, |attempts| attempts.value),
            backoff_rate: backoff.map_or(2.0, |backoff| backoff.value),
            max_delay_seconds: delay.map(|delay| delay.value),
            full_jitter: jitter == Some("FULL"),
            site: object.site.clone(),
        }
    }

    /// `Catch`.
    pub(super) fn catch(&mut self, state: &Object<'_>) -> Vec<Catcher> {
        let mut catchers = Vec::new();
        let nodes = self.array(state, "Catch").unwrap_or_default();
        for (index, node) in nodes.iter().enumerate() {
            let name = format!("a catcher of {}", state.name);
            let Some(object) = self.object(node, &CATCHER, None, name, state.language) else {
                self.mark_incomplete();
                continue;
            };
            let place = Place::of("Catch").at(index).with_error_output();
            let errors = self.error_equals(&object);
            let result_path = self.result_path(&object);
            let output = self.output(&object, &place);
            let assign = self.assign(&object, &place);
            let Some(next) = self.required_string(&object, "Next").map(spanned) else {
                self.mark_incomplete();
                continue;
            };
            catchers.push(Catcher {
                errors,
                next: Target {
                    name: next,
                    state: None,
                },
                result_path,
                output,
                assign,
                comment: Self::any_comment(&object),
                site: object.site.clone(),
            });
        }
        catchers
    }

    /// `ErrorEquals`: names, at least one.
    fn error_equals(&mut self, object: &Object<'_>) -> Vec<Spanned<String>> {
        if !object.has("ErrorEquals") {
            self.missing(object, "ErrorEquals");
        }
        let Some(items) = self.array(object, "ErrorEquals") else {
            return Vec::new();
        };
        if items.is_empty()
            && let Some(node) = object.get("ErrorEquals")
        {
            self.report(
                Diagnostic::new(
                    Code::BadValue,
                    node.site.clone(),
                    format!("`ErrorEquals` of {} is empty", object.name),
                )
                .label("names no error")
                .help("`States.ALL` stands for every error"),
            );
        }
        let mut errors = Vec::new();
        for item in items {
            let Value::String(text) = &item.value else {
                self.wrong_kind(item, "an entry of `ErrorEquals`", "a string");
                continue;
            };
            errors.push(spanned(text));
        }
        errors
    }
}
