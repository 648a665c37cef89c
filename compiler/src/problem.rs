//! A mistake inside a string of the definition.
//!
//! The parsers of strings know bytes of the string's value only; [`Problem::into_diagnostic`] finds the place in the
//! definition, through JSON escapes and substitutions.

use std::ops::Range;

use crate::errors::{Code, Diagnostic};
use crate::text::Text;

/// The most characters of a user's text that a title quotes as its subject.
const LONGEST_QUOTE: usize = 40;

/// The most characters of a part of it that a title quotes beside its subject.
const LONGEST_PART: usize = 20;

/// A mistake inside a string: where in its value, and what the message says.
#[derive(Clone, Debug)]
pub struct Problem {
    /// What kind of mistake.
    pub code: Code,
    /// Bytes of the string's value.
    pub at: Range<usize>,
    /// See [`Diagnostic::title`].
    pub title: String,
    /// See [`Diagnostic::label`].
    pub label: String,
    /// See [`Diagnostic::notes`].
    pub notes: Vec<String>,
    /// See [`Diagnostic::help`].
    pub help: Option<String>,
}

impl Problem {
    /// A problem that says what is marked and what the marked text is.
    pub(crate) fn new(
        code: Code,
        at: Range<usize>,
        title: impl Into<String>,
        label: impl Into<String>,
    ) -> Self {
        Problem {
            code,
            at,
            title: title.into(),
            label: label.into(),
            notes: Vec::new(),
            help: None,
        }
    }

    /// Adds a note.
    #[must_use]
    pub(crate) fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Says the remedy.
    #[must_use]
    pub(crate) fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// The diagnostic, at the place in the definition.
    pub fn into_diagnostic(self, text: &Text) -> Diagnostic {
        let mut diagnostic =
            Diagnostic::new(self.code, text.locate(self.at), self.title).label(self.label);
        for note in self.notes {
            diagnostic = diagnostic.note(note);
        }
        diagnostic.help = self.help;
        diagnostic
    }
}

/// A user's text in backticks for a title: on one line, and cut where it is long.
pub(crate) fn quoted(text: &str) -> String {
    cut(text, LONGEST_QUOTE)
}

/// The same for what is quoted beside the title's subject.
pub(crate) fn quoted_part(text: &str) -> String {
    cut(text, LONGEST_PART)
}

fn cut(text: &str, longest: usize) -> String {
    let mut quoted = String::from("`");
    for (count, letter) in text.chars().enumerate() {
        if count == longest {
            quoted.push_str("..");
            break;
        }
        if letter.is_control() {
            quoted.extend(letter.escape_default());
        } else {
            quoted.push(letter);
        }
    }
    quoted.push('`');
    quoted
}
