//! `chrono`: what its feature `serde` makes of its types.

use chrono::{DateTime, Month, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Weekday};

use super::text;
use crate::shape::{Node, Shape, Text};

text! {
    NaiveDate => Text::Form("a date"),
    NaiveDateTime => Text::Form("a date and time without an offset"),
    NaiveTime => Text::Form("a time of day"),
    Month => Text::Form("the name of a month"),
    Weekday => Text::Form("the name of a weekday"),
}

/// RFC 3339 with a `T`, and a `Z` or an offset.
impl<Z: TimeZone> Shape for DateTime<Z> {
    const SHAPE: &'static Node = &Node::Text(Text::Timestamp);
}

/// Seconds, within what milliseconds in an `i64` can hold, and nanoseconds. That not all of these are taken beside the first
/// and the last second is not said.
impl Shape for TimeDelta {
    const SHAPE: &'static Node = &Node::Tuple(&[
        &Node::Integer(-(i64::MAX as i128 / 1000) - 1, i64::MAX as i128 / 1000),
        &Node::Integer(0, 999_999_999),
    ]);
}
