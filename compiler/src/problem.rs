//! A mistake inside a string of the definition.

use std::ops::Range;

use crate::errors::{Code, Diagnostic};
use crate::text::Text;

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
    /// Says the remedy, where there is one.
    #[must_use]
    pub fn with_help(mut self, help: Option<String>) -> Self {
        self.help = help;
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
