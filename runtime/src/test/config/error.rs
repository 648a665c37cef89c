//! What is wrong with a mock configuration, or with how it is used.
use std::{error::Error, fmt};

/// What is wrong with a `MockConfigFile.json`, all of it, each with its place and remedy:
///
/// ```text
/// mocks/MockConfigFile.json:4:31: the test case `Happy` gives `Charge` the response `Payd`, which `MockedResponses` does not have
///   = help: a mocked response with a similar name exists: `Paid`
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MockConfigError {
    file: String,
    problems: Vec<Problem>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    /// Line and column, from 1; none where it is about the file as a whole.
    at: Option<(usize, usize)>,
    title: String,
    help: Option<String>,
}

impl Problem {
    pub(super) fn new(at: Option<(usize, usize)>, title: String) -> Problem {
        Problem {
            at,
            title,
            help: None,
        }
    }

    pub(super) fn help(mut self, help: String) -> Problem {
        self.help = Some(help);
        self
    }

    /// The error that says only this.
    pub(super) fn of(self, file: &str) -> MockConfigError {
        MockConfigError::new(file, vec![self])
    }
}

impl MockConfigError {
    pub(super) fn new(file: &str, mut problems: Vec<Problem>) -> MockConfigError {
        problems.sort_by_key(|problem| problem.at);
        MockConfigError {
            file: file.to_owned(),
            problems,
        }
    }
}

impl fmt::Display for MockConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MOST: usize = 20;
        for (number, problem) in self.problems.iter().take(MOST).enumerate() {
            if number > 0 {
                writeln!(f)?;
            }
            write!(f, "{}", self.file)?;
            if let Some((line, column)) = problem.at {
                write!(f, ":{line}:{column}")?;
            }
            write!(f, ": {}", problem.title)?;
            if let Some(help) = &problem.help {
                write!(f, "\n  = help: {help}")?;
            }
        }
        match self.problems.len().checked_sub(MOST) {
            None | Some(0) => Ok(()),
            Some(more) => write!(f, "\nand {more} more"),
        }
    }
}

impl Error for MockConfigError {}
