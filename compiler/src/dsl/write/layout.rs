//! Lines and their indentation, and what is written on one line or on several.

/// How long a line may be.
const WIDTH: usize = 100;

const STEP: usize = 4;

/// Up to how many fields of an object stand on one line.
const FEW: usize = 4;

/// Text as it grows, line by line.
#[derive(Default)]
pub(super) struct Lines {
    pub(super) text: String,
    depth: usize,
}

/// A value before it is known on how many lines.
pub(super) enum Piece {
    /// What is not broken up.
    Atom(String),
    List(Vec<Piece>),
    /// A function and its arguments.
    Call(String, Vec<String>),
    /// Names and values.
    Object(Vec<(String, Piece)>),
}

impl Lines {
    /// Empty, at the same depth.
    pub(super) fn beside(&self) -> Lines {
        Lines {
            text: String::new(),
            depth: self.depth,
        }
    }

    pub(super) fn indent(&mut self) {
        self.depth += 1;
    }

    pub(super) fn outdent(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    pub(super) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// Lines that are indented already.
    pub(super) fn append(&mut self, lines: &str) {
        self.text.push_str(lines);
    }

    pub(super) fn push(&mut self, line: impl AsRef<str>) {
        let indentation = self.indentation();
        self.text.push_str(&indentation);
        self.text.push_str(line.as_ref());
        self.text.push('\n');
    }

    /// What a line begins with.
    pub(super) fn indentation(&self) -> String {
        " ".repeat(self.depth * STEP)
    }

    /// How many characters a line may have behind its indentation.
    pub(super) fn room(&self) -> usize {
        WIDTH.saturating_sub(self.depth * STEP)
    }

    /// A value between what stands before and behind it on its lines.
    pub(super) fn value(&mut self, before: &str, piece: &Piece, behind: &str) {
        let laid = piece.laid(self.depth * STEP, width(before) + width(behind));
        self.push(format!("{before}{laid}{behind}"));
    }
}

pub(super) fn width(text: &str) -> usize {
    text.chars().count()
}

impl Piece {
    pub(super) fn atom(text: impl Into<String>) -> Piece {
        Piece::Atom(text.into())
    }

    /// On one line, where it can be.
    pub(super) fn inline(&self) -> Option<String> {
        match self {
            Piece::Atom(text) => (!text.contains('\n')).then(|| text.clone()),
            Piece::List(items) => {
                let items: Option<Vec<String>> = items.iter().map(Piece::inline).collect();
                Some(format!("[{}]", items?.join(", ")))
            }
            Piece::Call(name, arguments) => Some(format!("{name}({})", arguments.join(", "))),
            Piece::Object(fields) if fields.is_empty() => Some("{}".to_owned()),
            Piece::Object(fields) if fields.len() > FEW => None,
            Piece::Object(fields) => {
                let fields: Option<Vec<String>> = fields
                    .iter()
                    .map(|(name, value)| Some(format!("{name}: {}", value.inline()?)))
                    .collect();
                Some(format!("{{ {} }}", fields?.join(", ")))
            }
        }
    }

    /// As it stands in a line that is indented so far and has that much besides.
    fn laid(&self, indent: usize, besides: usize) -> String {
        if let Some(line) = self.inline()
            && indent + besides + width(&line) <= WIDTH
        {
            return line;
        }
        let inside = " ".repeat(indent + STEP);
        let close = " ".repeat(indent);
        let within = indent + STEP;
        match self {
            Piece::Atom(text) => text.clone(),
            Piece::List(items) if items.is_empty() => "[]".to_owned(),
            Piece::List(items) => {
                let mut text = "[\n".to_owned();
                for item in items {
                    text.extend([&inside, &item.laid(within, 1), ",\n"]);
                }
                text + &close + "]"
            }
            Piece::Call(name, arguments) => {
                let mut text = format!("{name}(\n");
                for argument in arguments {
                    text.extend([&inside, argument, ",\n"]);
                }
                text + &close + ")"
            }
            Piece::Object(fields) => {
                let mut text = "{\n".to_owned();
                for (name, value) in fields {
                    let laid = value.laid(within, width(name) + ": ,".len());
                    text.extend([&inside, name, ": ", &laid, ",\n"]);
                }
                text + &close + "}"
            }
        }
    }
}
