//! A diagnostic as text: title, place, the line with carets, notes, help.
//!
//! The form is rustc's, because rustc prints it: the first line is the title without a leading `error:`, which rustc
//! puts before the message of a macro.

use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::errors::{Code, Diagnostic, Entry};
use crate::ir::Site;
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
    /// The message without the line that it is about, for where that is shown already.
    pub brief: String,
    /// The text it is about.
    pub(crate) site: Site,
    /// The state it lies in, where it lies in one.
    pub state: Option<String>,
    /// The entry of the invocation that it is about, where it is not about the definition.
    pub entry: Option<Entry>,
}

impl Rendered {
    /// Says which entry of the invocation it is about.
    pub(crate) fn about(mut self, key: &str) -> Self {
        self.entry = Some(Entry {
            key: key.to_owned(),
            state: None,
        });
        self
    }
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
        let errors = if more == 1 { "error" } else { "errors" };
        let _ = write!(last.message, "\n\nand {more} more {errors}");
        let _ = write!(last.brief, "\n\nand {more} more {errors}");
    }
    rendered
}

/// Renders one diagnostic.
fn render(source: &Source, diagnostic: &Diagnostic) -> Rendered {
    let place = source.place(diagnostic.site.start);
    let title = printable(&diagnostic.title);
    let notes: Vec<String> = diagnostic
        .notes
        .iter()
        .map(|note| match &note.site {
            Some(second) => {
                let (source, second) = source.shown(second);
                let Place { line, column } = source.place(second.start);
                format!(
                    "{} at {}:{line}:{column}",
                    printable(&note.text),
                    source.file()
                )
            }
            None => printable(&note.text),
        })
        .collect();
    let help = diagnostic.help.as_deref().map(printable);
    let lines: Vec<(&str, &String)> = notes
        .iter()
        .map(|note| ("note", note))
        .chain(help.iter().map(|help| ("help", help)))
        .collect();
    let mut brief = title.clone();
    for (number, (level, text)) in lines.iter().enumerate() {
        let apart = if number == 0 { "\n" } else { "" };
        let _ = write!(brief, "{apart}\n  = {level}: {text}");
    }
    let message = if diagnostic.site.is_empty() {
        // An empty site is the definition as a whole: there is no line to show.
        let mut message = format!("{title}\n --> {}", source.file());
        for (index, (level, text)) in lines.iter().enumerate() {
            let _ = write!(
                message,
                "{}\n  = {level}: {text}",
                if index == 0 { "\n  |" } else { "" }
            );
        }
        message
    } else {
        let (source, site) = source.shown(&diagnostic.site);
        let line = source.line(place.line);
        let label = (!diagnostic.label.is_empty()).then(|| printable(&diagnostic.label));
        let mark = AnnotationKind::Primary
            .span(marked(source, &site, &line))
            .label(label);
        let snippet = Snippet::source(source.slice(line))
            .path(source.file())
            .line_start(place.line)
            .annotation(mark);
        let group = Group::with_title(Level::ERROR.no_name().primary_title(title.as_str()))
            .element(snippet)
            .elements(notes.iter().map(|note| Level::NOTE.message(note.as_str())))
            .elements(help.iter().map(|help| Level::HELP.message(help.as_str())));
        Renderer::plain().term_width(WIDTH).render(&[group])
    };
    Rendered {
        code: diagnostic.code,
        line: place.line,
        column: place.column,
        title,
        message,
        brief,
        site: diagnostic.site.clone(),
        state: diagnostic.state.clone(),
        entry: diagnostic.entry.clone(),
    }
}

/// A place without its message, which only the types know.
pub(crate) struct Frame {
    /// The lines from ` --> order.asl.json:12:15` to the bar below the carets, each ended.
    pub(crate) snippet: String,
    /// The column of the bar.
    pub(crate) indent: usize,
}

/// What a message about `site` shows of the definition.
pub(crate) fn frame(source: &Source, site: &crate::ir::Site, label: &str) -> Frame {
    let diagnostic = Diagnostic::new(Code::MissingPath, site.clone(), "-").label(label);
    let message = render(source, &diagnostic).message;
    let mut snippet = String::new();
    let mut indent = 1;
    for line in message.lines().skip(1) {
        if let (true, Some(bar)) = (line.trim() == "|", line.find('|')) {
            indent = bar;
        }
        snippet.push_str(line);
        snippet.push('\n');
    }
    let bar = format!("{:indent$}|\n", "");
    if !snippet.ends_with(&bar) {
        snippet.push_str(&bar);
    }
    Frame { snippet, indent }
}

/// Notes and help below a frame, the last line without its end.
pub(crate) fn notes(indent: usize, help: Option<&str>, note: &str) -> String {
    let mut lines = format!("{:indent$}= note: {}", "", printable(note));
    if let Some(help) = help {
        let _ = write!(lines, "\n{:indent$}= help: {}", "", printable(help));
    }
    lines
}

/// The part of a line to mark, in bytes of the line. Of something on several lines, only its opening bracket.
fn marked(source: &Source, site: &Site, line: &Range<usize>) -> Range<usize> {
    let start = source.floor(site.start).clamp(line.start, line.end);
    let end = source.ceil(site.end);
    let end = if end <= line.end {
        end
    } else if source.slice(start..line.end).starts_with(['{', '[']) {
        start + 1
    } else {
        line.end
    };
    start - line.start..end.max(start) - line.start
}

/// Text of the definition may hold anything; a message stays one line.
fn printable(text: &str) -> String {
    text.chars()
        .flat_map(|c| {
            if c.is_control() {
                c.escape_default().collect()
            } else {
                vec![c]
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str, diagnostic: &Diagnostic) -> String {
        let source = Source::new("order.asl.json", text);
        render(&source, diagnostic)
            .message
            .lines()
            .map(str::trim_end)
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn a_whole_diagnostic() {
        let text = "{\r\n  \"StartAt\": \"A\",\r\n  \"Größe\": 日本\r\n}";
        let at = text.find("日").expect("there");
        let diagnostic = Diagnostic::new(Code::JsonSyntax, at..at + 6, "a title")
            .label("a label")
            .note("why")
            .note_at(5..14, "the other is")
            .help("a remedy");
        assert_eq!(
            message(text, &diagnostic),
            "a title\n --> order.asl.json:3:12\n  |\n3 |   \"Größe\": 日本\n  |            ^^^^ a label\n  |\n  = note: why\n  \
             = note: the other is at order.asl.json:2:3\n  = help: a remedy"
        );
    }

    #[test]
    fn a_minified_line_is_cut_around_the_carets() {
        let text = format!(
            "{{{} \"here\": 1, {}}}",
            "\"before\": 1, ".repeat(100),
            "\"after\": 1, ".repeat(100)
        );
        let at = text.find("\"here\"").expect("there");
        let message = message(
            &text,
            &Diagnostic::new(Code::JsonSyntax, at..at + 6, "a title").label("a label"),
        );
        assert!(message.contains("\"here\": 1"), "{message}");
        assert!(message.contains("^^^^^^ a label"), "{message}");
        assert!(
            message.lines().all(|line| line.chars().count() <= WIDTH),
            "{message}"
        );
    }

    #[test]
    fn titles_stay_one_line() {
        let message = message(
            "{}",
            &Diagnostic::new(Code::BadValue, 0..1, "state `a\nb\u{1b}[31m`"),
        );
        assert!(
            message.starts_with("state `a\\nb\\u{1b}[31m`\n -->"),
            "{message}"
        );
    }

    #[test]
    fn every_place_of_every_text_can_be_shown() {
        let text = "\u{feff}{\t\"a\": \"é日\u{1F600}\"\r\n}\r\n\n";
        for start in 0..=text.len() + 2 {
            for end in start..=text.len() + 2 {
                message(
                    text,
                    &Diagnostic::new(Code::JsonSyntax, start..end, "a title").label("a label"),
                );
            }
        }
    }

    #[test]
    fn after_twenty_the_rest_is_counted() {
        let source = Source::new("order.asl.json", "{}");
        let diagnostics: Vec<_> = (0..23)
            .map(|number| Diagnostic::new(Code::BadValue, 0..1, format!("number {number}")))
            .collect();
        let rendered = render_all(&source, &diagnostics);
        assert_eq!(rendered.len(), 20);
        assert!(rendered[19].message.ends_with("and 3 more errors"));
        assert!(!rendered[18].message.contains("more"));
    }
}
