//! Literal timestamps: RFC 3339 with an upper-case `T` and an upper-case `Z` or an offset, as ASL profiles it.

use std::ops::Range;

use crate::cursor::Cursor;
use crate::errors::Code;
use crate::problem::{Problem, quoted};
use crate::text::Text;

const EXAMPLE: &str =
    "a timestamp is written like `2026-03-14T01:59:00Z` or `2026-03-14T01:59:00+01:00`";

/// Whether a string is a timestamp.
pub(crate) fn is_timestamp(value: &str) -> bool {
    check_timestamp(&Text::verbatim(value, 0..value.len() + 2)).is_ok()
}

/// Whether a text is a timestamp, or where it is not.
pub fn check_timestamp(text: &Text) -> Result<(), Problem> {
    let mut reader = Reader {
        cursor: Cursor::new(text),
    };
    reader.read().map_err(|(at, reason, label)| {
        let whole = 0..text.value.len();
        let at = if text.value.is_empty() { whole } else { at };
        Problem::new(
            Code::MalformedTimestamp,
            at,
            format!("timestamp {} {reason}", quoted(&text.value)),
            label,
        )
        .help(EXAMPLE)
    })
}

/// Where, why, and what stands there.
type Mistake = (Range<usize>, String, String);

struct Reader<'t> {
    cursor: Cursor<'t>,
}

impl Reader<'_> {
    fn read(&mut self) -> Result<(), Mistake> {
        let year = self.number(4, "year", 0, 9999)?;
        self.mark('-', "month")?;
        let month = self.number(2, "month", 1, 12)?;
        self.mark('-', "day")?;
        let day_at = self.cursor.at();
        let day = self.number(2, "day", 1, 31)?;
        let last = days(year, month);
        if day > last {
            let at = day_at..self.cursor.at();
            return Err((
                at,
                format!("has day {day} in a month of {last} days"),
                "no such day".to_owned(),
            ));
        }
        self.mark('T', "time")?;
        self.number(2, "hour", 0, 23)?;
        self.mark(':', "minute")?;
        self.number(2, "minute", 0, 59)?;
        self.mark(':', "second")?;
        // A leap second is a second of its minute.
        self.number(2, "second", 0, 60)?;
        if self.cursor.eat(".") && self.cursor.eat_while(|c| c.is_ascii_digit()).is_empty() {
            return Err((
                self.cursor.here(),
                "has no digits after the seconds' dot".to_owned(),
                "expected digits".to_owned(),
            ));
        }
        self.zone()?;
        if self.cursor.peek().is_some() || self.cursor.end() < self.cursor.text().value.len() {
            return Err((
                self.cursor.at()..self.cursor.text().value.len(),
                "goes on after its end".to_owned(),
                "nothing follows the zone".to_owned(),
            ));
        }
        Ok(())
    }

    fn zone(&mut self) -> Result<(), Mistake> {
        let here = self.cursor.here();
        match self.cursor.peek() {
            Some('Z') => {
                self.cursor.next();
                Ok(())
            }
            Some('+' | '-') => {
                self.cursor.next();
                self.number(2, "hours of its offset", 0, 23)?;
                self.mark(':', "minutes of the offset")?;
                self.number(2, "minutes of its offset", 0, 59)?;
                Ok(())
            }
            Some('z') => Err((
                here,
                "has a lower-case `z`".to_owned(),
                "expected `Z`".to_owned(),
            )),
            _ => Err((
                here,
                "has no time zone".to_owned(),
                "expected `Z` or an offset such as `+01:00`".to_owned(),
            )),
        }
    }

    fn number(&mut self, digits: usize, what: &str, least: u32, most: u32) -> Result<u32, Mistake> {
        let at = self.cursor.eat_while(|c| c.is_ascii_digit());
        if at.len() != digits {
            let at = if at.is_empty() {
                self.cursor.here()
            } else {
                at
            };
            return Err((
                at,
                format!("has no {what} of {digits} digits"),
                format!("expected {digits} digits"),
            ));
        }
        let number = self.cursor.slice(at.clone()).parse().unwrap_or(u32::MAX);
        if (least..=most).contains(&number) {
            return Ok(number);
        }
        Err((
            at.clone(),
            format!("has {what} {}", self.cursor.slice(at)),
            format!("expected {least:02} to {most:02}"),
        ))
    }

    fn mark(&mut self, mark: char, before: &str) -> Result<(), Mistake> {
        if self.cursor.peek() == Some(mark) {
            self.cursor.next();
            return Ok(());
        }
        let reason = match self.cursor.peek() {
            None => format!("ends before the {before}"),
            Some(' ') => format!("has a space where `{mark}` belongs"),
            Some(other) => format!("has `{}` where `{mark}` belongs", other.escape_default()),
        };
        Err((self.cursor.here(), reason, format!("expected `{mark}`")))
    }
}

fn days(year: u32, month: u32) -> u32 {
    let leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::check_timestamp;
    use crate::testing::{said, text};

    #[test]
    fn the_profile_is_kept() {
        for good in [
            "2012-10-09T19:00:55Z",
            "2012-10-09T19:00:55+01:00",
            "2012-10-09T19:00:55.123456789Z",
            "2016-02-29T00:00:00-12:30",
            "2016-12-31T23:59:60Z",
        ] {
            assert!(check_timestamp(&text(good)).is_ok(), "{good}");
        }
    }

    #[test]
    fn each_mistake_is_shown_at_its_character() {
        let cases = [
            (
                "2012-10-09 19:00:55Z",
                "10..11 timestamp `2012-10-09 19:00:55Z` has a space where `T` belongs (expected `T`)",
            ),
            (
                "2012-10-09t19:00:55Z",
                "10..11 timestamp `2012-10-09t19:00:55Z` has `t` where `T` belongs (expected `T`)",
            ),
            (
                "2012-10-09T19:00:55",
                "19..19 timestamp `2012-10-09T19:00:55` has no time zone (expected `Z` or an offset such as `+01:00`)",
            ),
            (
                "2012-10-09T19:00:55z",
                "19..20 timestamp `2012-10-09T19:00:55z` has a lower-case `z` (expected `Z`)",
            ),
            (
                "2012-10-09T19:00:55+0100",
                "20..24 timestamp `2012-10-09T19:00:55+0100` has no hours of its offset of 2 digits (expected 2 digits)",
            ),
            (
                "2012-10-09T19:00:55.Z",
                "20..21 timestamp `2012-10-09T19:00:55.Z` has no digits after the seconds' dot (expected digits)",
            ),
            (
                "2012-13-09T19:00:55Z",
                "5..7 timestamp `2012-13-09T19:00:55Z` has month 13 (expected 01 to 12)",
            ),
            (
                "2015-02-29T00:00:00Z",
                "8..10 timestamp `2015-02-29T00:00:00Z` has day 29 in a month of 28 days (no such day)",
            ),
            (
                "2012-10-09T25:00:55Z",
                "11..13 timestamp `2012-10-09T25:00:55Z` has hour 25 (expected 00 to 23)",
            ),
            (
                "2023-02-24",
                "10..10 timestamp `2023-02-24` ends before the time (expected `T`)",
            ),
            (
                "2012-10-09T19:00Z",
                "16..17 timestamp `2012-10-09T19:00Z` has `Z` where `:` belongs (expected `:`)",
            ),
            (
                "2012-10-09T19:00:55Z ",
                "20..21 timestamp `2012-10-09T19:00:55Z ` goes on after its end (nothing follows the zone)",
            ),
            (
                "tomorrow",
                "0..1 timestamp `tomorrow` has no year of 4 digits (expected 4 digits)",
            ),
            (
                "",
                "0..0 timestamp `` has no year of 4 digits (expected 4 digits)",
            ),
        ];
        for (stamp, expected) in cases {
            let text = text(stamp);
            let problem = check_timestamp(&text).expect_err(stamp);
            assert_eq!(said(&problem), expected);
        }
    }
}
