//! Timestamps: RFC 3339 as ASL profiles it, with an upper-case `T`, and `Z` or a numeric offset.

use std::ops::Range;

use crate::errors::Code;
use crate::problem::Problem;
use crate::text::Text;

/// Checks a timestamp that is written in the definition.
pub fn check_timestamp(text: &Text) -> Result<(), Problem> {
    parse(&text.value).map_err(|(at, what, label)| Problem {
        code: Code::MalformedTimestamp,
        at,
        title: format!(
            "`{}` is not a timestamp: {what}",
            crate::path::shown(&text.value)
        ),
        label: label.to_owned(),
        notes: vec![
            "a timestamp is RFC 3339 with an upper-case `T`, and `Z` or an offset".to_owned(),
        ],
        help: Some(
            "for example `2026-11-20T12:30:00Z` or `2026-11-20T12:30:00.5+01:00`".to_owned(),
        ),
    })
}

type Wrong = (Range<usize>, &'static str, &'static str);

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

fn parse(text: &str) -> Result<(), Wrong> {
    let mut reader = Reader { text, at: 0 };
    let year = reader.number(4, 0..=9999, "the year has four digits")?;
    reader.expect("-", "the date is written `YYYY-MM-DD`")?;
    let month = reader.number(2, 1..=12, "the month is 01 to 12")?;
    reader.expect("-", "the date is written `YYYY-MM-DD`")?;
    let day_at = reader.at;
    let day = reader.number(2, 1..=31, "the day is 01 to 31")?;
    if day > days(year, month) {
        return Err((
            day_at..day_at + 2,
            "the month has no such day",
            "no such day",
        ));
    }
    reader.expect("T", "an upper-case `T` stands between date and time")?;
    reader.number(2, 0..=23, "the hour is 00 to 23")?;
    reader.expect(":", "the time is written `hh:mm:ss`")?;
    reader.number(2, 0..=59, "the minute is 00 to 59")?;
    reader.expect(":", "the time is written `hh:mm:ss`")?;
    reader.number(2, 0..=60, "the second is 00 to 59")?;
    if reader.rest().starts_with('.') {
        reader.at += 1;
        let digits = reader.rest().bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            return Err(reader.wrong("a fraction of a second has digits", "expected digits"));
        }
        reader.at += digits;
    }
    match reader.rest().chars().next() {
        Some('Z') => reader.at += 1,
        Some('+' | '-') => {
            reader.at += 1;
            reader.number(2, 0..=23, "the offset's hours are 00 to 23")?;
            reader.expect(":", "an offset is written `+hh:mm`")?;
            reader.number(2, 0..=59, "the offset's minutes are 00 to 59")?;
        }
        Some('z') => return Err(reader.wrong("its `z` is lower-case", "expected `Z`")),
        _ => {
            return Err(reader.wrong(
                "it has no time zone",
                "expected `Z` or an offset such as `+01:00`",
            ));
        }
    }
    if reader.rest().is_empty() {
        Ok(())
    } else {
        Err(reader.wrong("it goes on after its end", "expected the end"))
    }
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn wrong(&self, what: &'static str, label: &'static str) -> Wrong {
        let length = self.rest().chars().next().map_or(0, char::len_utf8);
        (self.at..self.at + length, what, label)
    }

    fn expect(&mut self, word: &str, what: &'static str) -> Result<(), Wrong> {
        if self.rest().starts_with(word) {
            self.at += word.len();
            return Ok(());
        }
        Err(self.wrong(what, "not what belongs here"))
    }

    fn number(
        &mut self,
        digits: usize,
        range: std::ops::RangeInclusive<u32>,
        what: &'static str,
    ) -> Result<u32, Wrong> {
        let text = self
            .rest()
            .get(..digits)
            .filter(|text| text.bytes().all(|b| b.is_ascii_digit()));
        let number = text.and_then(|text| text.parse().ok());
        match number {
            Some(number) if range.contains(&number) => {
                self.at += digits;
                Ok(number)
            }
            Some(_) => Err((self.at..self.at + digits, what, "out of range")),
            None => Err(self.wrong(what, "expected digits")),
        }
    }
}

fn days(year: u32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn the_profile_is_strict() {
        for good in [
            "2016-08-18T17:33:00Z",
            "2024-02-29T00:00:00.123456789+01:00",
            "2026-12-31T23:59:60Z",
        ] {
            assert_eq!(parse(good), Ok(()), "{good}");
        }
        for (bad, at) in [
            ("2016-08-18 17:33:00Z", 10..11),
            ("2016-08-18t17:33:00Z", 10..11),
            ("2016-08-18T17:33:00z", 19..20),
            ("2016-08-18T17:33:00", 19..19),
            ("2016-08-18", 10..10),
            ("2023-02-29T00:00:00Z", 8..10),
            ("2016-13-18T17:33:00Z", 5..7),
            ("2016-08-18T24:33:00Z", 11..13),
            ("2016-08-18T17:33Z", 16..17),
            ("2016-08-18T17:33:00.Z", 20..21),
            ("2016-08-18T17:33:00+1:00", 20..21),
            ("2016-08-18T17:33:00Zé", 20..22),
            ("tomorrow", 0..1),
            ("", 0..0),
        ] {
            assert_eq!(parse(bad).unwrap_err().0, at, "{bad}");
        }
    }
}
