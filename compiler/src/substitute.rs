//! `${Name}` in strings: replaced where a value is given, left alone where none is.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::errors::{Code, Diagnostic, Errors};
use crate::suggest;

/// The values given for `${Name}`s, and which were used.
#[derive(Debug)]
pub(crate) struct Substitutions<'a> {
    given: &'a [(String, String)],
    used: BTreeSet<usize>,
    /// Names that stand in the definition.
    seen: BTreeSet<String>,
}

impl<'a> Substitutions<'a> {
    pub(crate) fn new(given: &'a [(String, String)]) -> Self {
        Substitutions {
            given,
            used: BTreeSet::new(),
            seen: BTreeSet::new(),
        }
    }

    /// The name and value of the substitution that `text` starts with, if it is a `${Name}` with a value.
    pub(crate) fn at<'t>(&mut self, text: &'t str) -> Option<(&'t str, &'a str)> {
        let (name, _) = text.strip_prefix("${")?.split_once('}')?;
        if self.seen.len() < 1000 {
            self.seen.insert(name.to_owned());
        }
        let index = self.given.iter().position(|(given, _)| given == name)?;
        self.used.insert(index);
        self.given
            .get(index)
            .map(|(_, value)| (name, value.as_str()))
    }

    /// Reports the values that no `${Name}` asked for.
    pub(crate) fn check_unused(&self, errors: &mut Errors) {
        for (index, (name, _)) in self.given.iter().enumerate() {
            if self.used.contains(&index) {
                continue;
            }
            let title =
                format!("the substitution `{name}` names no `${{{name}}}` of the definition");
            let diagnostic =
                Diagnostic::new(Code::UnusedSubstitution, 0..0, title).entry(name, None);
            let names = self.seen.iter().map(String::as_str);
            errors.push(
                if self
                    .given
                    .iter()
                    .take(index)
                    .any(|(other, _)| other == name)
                {
                    diagnostic
                        .note("an earlier substitution has the same name and was used instead")
                } else if let Some(similar) = suggest::similar(name, names.clone()) {
                    diagnostic.help(format!(
                        "a similar name stands in the definition: `${{{similar}}}`"
                    ))
                } else if self.seen.is_empty() {
                    diagnostic.help("no string of the definition holds a `${Name}`")
                } else {
                    diagnostic.help(format!("the definition has {}", suggest::list_of(names)))
                },
            );
        }
    }
}

/// A definition's text with substitutions made inside its strings, each value escaped as JSON needs it.
///
/// Text outside of strings is left alone; so is everything in a text that is not JSON.
pub fn substitute(text: &str, given: &[(String, String)]) -> String {
    let mut substitutions = Substitutions::new(given);
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut in_string) = (text, false);
    while let Some(character) = rest.chars().next() {
        let mut length = character.len_utf8();
        match character {
            '"' => in_string = !in_string,
            // An escape is one thing: its second character ends no string.
            '\\' if in_string => length += rest.chars().nth(1).map_or(0, char::len_utf8),
            '$' if in_string => {
                if let Some((name, value)) = substitutions.at(rest) {
                    value
                        .chars()
                        .for_each(|character| push_escaped(&mut out, character));
                    rest = rest.get(name.len() + "${}".len()..).unwrap_or("");
                    continue;
                }
            }
            _ => {}
        }
        out.push_str(rest.get(..length).unwrap_or(""));
        rest = rest.get(length..).unwrap_or("");
    }
    out
}

/// Writes a character as it stands in a JSON string.
pub(crate) fn push_escaped(out: &mut String, character: char) {
    match character {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        control if control.is_control() && (control as u32) < 0x20 => {
            let _ = write!(out, "\\u{:04x}", control as u32);
        }
        other => out.push(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_substituted_inside_strings_only() {
        let given = [("A".to_owned(), "x\"y\n".to_owned())];
        assert_eq!(
            substitute(r#"{"${A}": "\"${A}${B}"}"#, &given),
            r#"{"x\"y\n": "\"x\"y\n${B}"}"#
        );
        assert_eq!(substitute("${A}", &given), "${A}");
    }
}
