//! A diagnostic as text: title, place, the line with carets, notes, help.
//!
//! The form is rustc's, because rustc prints it: the first line is the title without a leading `error:`, which rustc
//! puts before the message of a macro.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::errors::{Code, Diagnostic};
use crate::source::{Place, Source};

/// Rendered errors beyond this many are only counted.
const MOST: usize = 20;

/// Wide enough for formatted JSON; a line of a minified file is cut to it around the carets.
const WIDTH: usize = 120;

/// A diagnostic, ready to be shown.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// What kind of mistake.
    pub code: Code,
    /// The line it is at, from 1.
    pub line: usize,
    /// The character of that line, from 1.
    pub column: usize,
    /// The one line that stands alone.
    pub title: String,
    /// The whole message; its first line is the title.
    pub message: String,
}

/// Renders diagnostics in the order given; after twenty, the last one says how many more there are.
pub(crate) fn render_all(source: &Source, diagnostics: &[Diagnostic]) -> Vec<Rendered> {
    let mut rendered: Vec<Rendered> = diagnostics
        .iter()
        .take(MOST)
        .map(|diagnostic| render(source, diagnostic))
        .collect();
    let more = diagnostics.len().saturating_sub(MOST);
    if let (1.., Some(last)) = (more, rendered.last_mut()) {
        last.message.push_str(&format!(
            "\n\nand {more} more {}",
            if more == 1 { "error" } else { "errors" }
        ));
    }
    rendered
}

/// Renders one diagnostic.
pub(crate) fn render(source: &Source, diagnostic: &Diagnostic) -> Rendered {
    let site = &diagnostic.site;
    let place = source.place(site.start);
    let notes: Vec<String> = diagnostic
        .notes
        .iter()
        .map(|note| match &note.site {
            Some(second) => {
                let Place { line, column } = source.place(second.start);
                format!("{} at {}:{line}:{column}", note.text, source.file())
            }
            None => note.text.clone(),
        })
        .collect();
    let mut group = Group::with_title(
        Level::ERROR
            .no_name()
            .primary_title(diagnostic.title.as_str()),
    );
    // An empty site is the definition as a whole: there is no line to show.
    group = if site.is_empty() {
        group.element(Origin::path(source.file()))
    } else {
        let line = source.line(place.line);
        let start = source.floor(site.start).max(line.start);
        // Only the first line of an object or array: its opening bracket.
        let end = source.ceil(site.end);
        let end = if end <= line.end {
            end
        } else if source.slice(start..line.end).starts_with(['{', '[']) {
            start + 1
        } else {
            line.end
        };
        let span = start - line.start..end.max(start) - line.start;
        let label = (!diagnostic.label.is_empty()).then_some(diagnostic.label.as_str());
        group.element(
            Snippet::source(source.slice(line))
                .path(source.file())
                .line_start(place.line)
                .annotation(AnnotationKind::Primary.span(span).label(label)),
        )
    };
    for note in &notes {
        group = group.element(Level::NOTE.message(note.as_str()));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let message = Renderer::plain().term_width(WIDTH).render(&[group]);
    Rendered {
        code: diagnostic.code,
        line: place.line,
        column: place.column,
        title: diagnostic.title.clone(),
        message,
    }
}
