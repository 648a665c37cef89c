//! `jiff`: what its feature `serde` makes of its types.

use jiff::civil::{Date, DateTime, ISOWeekDate, Time};
use jiff::{SignedDuration, Span, Timestamp, ZonedDateTime};

use super::text;
use crate::shape::Text;

text! {
    // RFC 3339 with a `T` and a `Z`.
    Timestamp => Text::Timestamp,
    ZonedDateTime => Text::Form("a date and time with a time zone"),
    Date => Text::Form("a date"),
    DateTime => Text::Form("a date and time without an offset"),
    ISOWeekDate => Text::Form("an ISO 8601 week date"),
    Time => Text::Form("a time of day"),
    SignedDuration => Text::Form("an ISO 8601 duration"),
    Span => Text::Form("an ISO 8601 duration"),
}
