//! A decoded JSON string that still knows where each of its characters was written.

use std::ops::Range;

use crate::ir::Site;

/// A string of the definition: decoded, with substitutions made, and mapped back to its place.
#[derive(Clone, Debug)]
pub struct Text {
    /// The decoded value.
    pub value: String,
    /// Where it is written, with its quotes.
    pub site: Site,
    /// For each run of the value: its first byte in `value`, and the source bytes it came from. A run is either copied
    /// byte by byte (`verbatim`) or stands as a whole for an escape or a substitution.
    pub(crate) runs: Vec<Run>,
}

/// See [`Text::runs`].
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub(crate) at: usize,
    pub(crate) source: Site,
    pub(crate) verbatim: bool,
}

impl Text {
    /// A string written without escapes at `site` (which includes its quotes).
    pub fn verbatim(value: &str, site: Site) -> Self {
        let source = site.start + 1..site.end.saturating_sub(1).max(site.start + 1);
        Text {
            value: value.to_owned(),
            site,
            runs: vec![Run {
                at: 0,
                source,
                verbatim: true,
            }],
        }
    }

    /// The place in the source of a byte range of the value. An empty range becomes the character after it (or, at the
    /// end, the closing quote), so that there is something to point at.
    pub fn locate(&self, range: Range<usize>) -> Site {
        let start = self.offset(range.start, false);
        let end = if range.end > range.start {
            self.offset(range.end, true)
        } else {
            start
        };
        start..end.max(start + 1)
    }

    fn offset(&self, at: usize, is_end: bool) -> usize {
        // An end belongs to the run that holds the byte before it.
        let probe = if is_end { at.saturating_sub(1) } else { at };
        let Some(run) = self.runs.iter().rev().find(|run| run.at <= probe) else {
            return self.site.start + 1;
        };
        if run.verbatim {
            (run.source.start + (at - run.at))
                .min(self.site.end.saturating_sub(1).max(run.source.end))
        } else if is_end {
            run.source.end
        } else {
            run.source.start
        }
    }
}
