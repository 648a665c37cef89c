//! How many items of a Map may fail.
use super::{Failure, View};
use crate::{
    data,
    program::{Map, Percentage},
    value::Value,
};

/// `ToleratedFailureCount` and `ToleratedFailurePercentage`: exceeding either is a failure.
pub(in crate::driver) struct Tolerance {
    count: Option<u64>,
    percentage: Option<f64>,
}

impl Tolerance {
    pub(in crate::driver) fn read(
        view: &View<'_>,
        map: &'static Map,
        input: &Value,
    ) -> Result<Tolerance, Failure> {
        let count = match &map.tolerated_failure_count {
            Some(count) => Some(view.count(count, "ToleratedFailureCount", input)?),
            None => None,
        };
        let percentage = match &map.tolerated_failure_percentage {
            Some(Percentage::Literal(percentage)) => Some(*percentage),
            Some(Percentage::At(path)) => {
                let found = view.at(path, input)?;
                let Some(number) = float(&found) else {
                    return Err(view.not_a("float", "ToleratedFailurePercentage", path, &found));
                };
                Some(number)
            }
            Some(Percentage::Expression(expression)) => {
                let found = data::float(expression, &view.scope(input));
                Some(found.map_err(|fault| view.fail(fault))?)
            }
            None => None,
        };
        if percentage.is_some_and(|percentage| !(0.0..=100.0).contains(&percentage)) {
            let cause = "ToleratedFailurePercentage must be between 0 and 100.";
            return Err(view.visit.runtime(cause.to_owned()));
        }
        view.see(|seen| {
            seen.tolerated_failure_count = count;
            seen.tolerated_failure_percentage = percentage;
        });
        Ok(Tolerance { count, percentage })
    }

    pub(in crate::driver) fn is_given(&self) -> bool {
        self.count.is_some() || self.percentage.is_some()
    }

    /// `items` is none as long as nobody knows how many there are: then a percentage is not yet exceeded.
    #[allow(
        clippy::cast_precision_loss,
        reason = "lists are far shorter than 2^52"
    )]
    pub(in crate::driver) fn is_exceeded(&self, failures: u64, items: Option<usize>) -> bool {
        if failures == 0 {
            return false;
        }
        let share = items.map(|items| failures as f64 * 100.0 / items.max(1) as f64);
        self.count.is_some_and(|count| failures > count)
            || share
                .zip(self.percentage)
                .is_some_and(|(share, most)| share > most)
            || !self.is_given()
    }

    pub(in crate::driver) fn failure(state: &'static str) -> Failure {
        let cause = "The specified tolerated failure threshold was exceeded";
        Failure::new(
            state,
            "States.ExceedToleratedFailureThreshold",
            Some(cause.to_owned()),
        )
    }
}

/// A number, or text that is one: AWS takes both.
fn float(value: &Value) -> Option<f64> {
    match value.as_str() {
        Some(text) => text.parse().ok(),
        None => value.as_f64(),
    }
}
