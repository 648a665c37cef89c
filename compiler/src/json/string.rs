//! Decoding a JSON string into a [`Text`]: escapes resolved, substitutions made, every character's place kept.

use crate::ir::Site;
use crate::substitute::Substitutions;
use crate::text::{Run, Text};

/// Decodes a string that is known to be well-formed. `written` includes the quotes; `start` is its first byte's place.
pub(super) fn decode(written: &str, start: usize, substitutions: &mut Substitutions<'_>) -> Text {
    let inner = written
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(written);
    let mut out = Decoder {
        text: Text {
            value: String::new(),
            site: start..start + written.len(),
            runs: Vec::new(),
        },
    };
    let mut rest = inner;
    let mut at = start + 1;
    while let Some(character) = rest.chars().next() {
        let (length, whole) = if character == '\\' {
            let (decoded, length) = escape(rest);
            (length, Some(decoded.to_string()))
        } else if let Some((name, value)) = substitutions.at(rest) {
            (name.len() + "${}".len(), Some(value.to_owned()))
        } else {
            (character.len_utf8(), None)
        };
        match whole {
            Some(value) => out.whole(&value, at..at + length),
            None => out.verbatim(character, at),
        }
        at += length;
        rest = rest.get(length..).unwrap_or("");
    }
    if out.text.runs.is_empty() {
        out.text.runs.push(Run {
            at: 0,
            source: start + 1..start + 1,
            verbatim: true,
        });
    }
    out.text
}

struct Decoder {
    text: Text,
}

impl Decoder {
    fn verbatim(&mut self, character: char, at: usize) {
        let end = at + character.len_utf8();
        match self.text.runs.last_mut() {
            Some(run) if run.verbatim && run.source.end == at => run.source.end = end,
            _ => self.text.runs.push(Run {
                at: self.text.value.len(),
                source: at..end,
                verbatim: true,
            }),
        }
        self.text.value.push(character);
    }

    fn whole(&mut self, value: &str, source: Site) {
        self.text.runs.push(Run {
            at: self.text.value.len(),
            source,
            verbatim: false,
        });
        self.text.value.push_str(value);
    }
}

/// The character that the escape at the start of `text` stands for, and the escape's length.
fn escape(text: &str) -> (char, usize) {
    match text.as_bytes().get(1) {
        Some(b'b') => ('\u{8}', 2),
        Some(b'f') => ('\u{c}', 2),
        Some(b'n') => ('\n', 2),
        Some(b'r') => ('\r', 2),
        Some(b't') => ('\t', 2),
        Some(b'u') => {
            let unit = |from: usize| {
                text.get(from..from + 4)
                    .and_then(|hex| u16::from_str_radix(hex, 16).ok())
            };
            let pair = [unit(2), unit(8)];
            match pair {
                [Some(high @ 0xd800..=0xdbff), Some(low)] => (
                    char::decode_utf16([high, low])
                        .next()
                        .and_then(Result::ok)
                        .unwrap_or('\u{fffd}'),
                    12,
                ),
                [Some(one), _] => (char::from_u32(u32::from(one)).unwrap_or('\u{fffd}'), 6),
                // The parser lets no other `\u` through.
                [None, _] => ('\u{fffd}', 2),
            }
        }
        // `"`, `\` and `/` stand for themselves.
        Some(other) => (char::from(*other), 2),
        None => ('\\', 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(written: &str, given: &[(String, String)]) -> Text {
        decode(written, 100, &mut Substitutions::new(given))
    }

    /// The part of the source that holds the given part of the value.
    fn located<'a>(written: &'a str, text: &Text, part: &str) -> &'a str {
        let at = text.value.find(part).expect("the value holds the part");
        let site = text.locate(at..at + part.len());
        &written[site.start - 100..site.end - 100]
    }

    #[test]
    fn escapes_are_decoded() {
        assert_eq!(
            text(r#""a\n\t\"\\\/\u0041\ud83d\ude00é""#, &[]).value,
            "a\n\t\"\\/A😀é"
        );
        assert_eq!(text(r#""""#, &[]).value, "");
    }

    #[test]
    fn places_are_right_after_escapes() {
        let written = r#""\u0041\n$.é.\ud83d\ude00b""#;
        let text = text(written, &[]);
        assert_eq!(located(written, &text, "$.é"), "$.é");
        assert_eq!(located(written, &text, "A"), r"\u0041");
        assert_eq!(located(written, &text, "😀"), r"\ud83d\ude00");
        assert_eq!(located(written, &text, "b"), "b");
        assert_eq!(located(written, &text, "\n$"), r"\n$");
    }

    #[test]
    fn an_empty_range_at_the_end_is_the_closing_quote() {
        let text = text(r#""ab""#, &[]);
        assert_eq!(text.locate(2..2), 103..104);
        assert_eq!(super::tests::text(r#""""#, &[]).locate(0..0), 101..102);
    }

    #[test]
    fn substitutions_are_made_and_keep_their_place() {
        let given = [
            ("Name".to_owned(), "longer value".to_owned()),
            ("E".to_owned(), String::new()),
        ];
        let written = r#""a ${Name}:${Other}${E}!""#;
        let text = text(written, &given);
        assert_eq!(text.value, "a longer value:${Other}!");
        assert_eq!(located(written, &text, "value"), "${Name}");
        assert_eq!(located(written, &text, "${Other}"), "${Other}");
        assert_eq!(located(written, &text, "!"), "!");
    }
}
