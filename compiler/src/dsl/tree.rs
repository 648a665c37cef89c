//! The ASL that a declaration stands for: JSON each part of which knows the tokens it is from; and its text.

use std::fmt::Write as _;

use proc_macro2::Span;

use crate::ir::Site;

/// From a first token to a last.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extent {
    pub(crate) first: Span,
    pub(crate) last: Span,
}

impl Extent {
    pub(crate) fn to(self, last: Extent) -> Extent {
        Extent {
            first: self.first,
            last: last.last,
        }
    }

    /// An error there.
    pub(crate) fn error(self, message: impl std::fmt::Display) -> syn::Error {
        // rustc marks from the first token's start to the last one's end.
        let [first, last] = [self.first, self.last].map(|span| proc_macro2::Ident::new("x", span));
        syn::Error::new_spanned(quote::quote!(#first #last), message)
    }
}

impl From<Span> for Extent {
    fn from(span: Span) -> Extent {
        Extent {
            first: span,
            last: span,
        }
    }
}

/// A piece of a string: some tokens' part of it.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) text: String,
    pub(crate) extent: Extent,
}

/// A JSON value.
#[derive(Clone, Debug)]
pub(crate) enum Json {
    /// `null`, `true`, `false` or a number, as JSON writes it.
    Literal(String),
    /// A string of parts.
    String(Vec<Part>),
    Array(Vec<Node>),
    Object(Vec<Member>),
}

/// A JSON value and its tokens.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) value: Json,
    pub(crate) extent: Extent,
}

/// A field of an object.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) key: String,
    pub(crate) key_extent: Extent,
    pub(crate) value: Node,
}

impl Node {
    pub(crate) fn literal(text: impl Into<String>, extent: impl Into<Extent>) -> Node {
        Node {
            value: Json::Literal(text.into()),
            extent: extent.into(),
        }
    }

    pub(crate) fn string(text: impl Into<String>, extent: impl Into<Extent>) -> Node {
        let extent = extent.into();
        Node {
            value: Json::String(vec![Part {
                text: text.into(),
                extent,
            }]),
            extent,
        }
    }

    pub(crate) fn parts(parts: Vec<Part>, extent: Extent) -> Node {
        Node {
            value: Json::String(parts),
            extent,
        }
    }

    pub(crate) fn array(items: Vec<Node>, extent: impl Into<Extent>) -> Node {
        Node {
            value: Json::Array(items),
            extent: extent.into(),
        }
    }

    pub(crate) fn object(members: Vec<Member>, extent: impl Into<Extent>) -> Node {
        Node {
            value: Json::Object(members),
            extent: extent.into(),
        }
    }
}

/// An object as it is put together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fields(pub(crate) Vec<Member>);

impl Fields {
    pub(crate) fn push(&mut self, key: impl Into<String>, extent: impl Into<Extent>, value: Node) {
        self.0.push(Member {
            key: key.into(),
            key_extent: extent.into(),
            value,
        });
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.0.iter().any(|member| member.key == key)
    }
}

/// A part of the text, and the tokens it is from. What lies within comes after what it lies in.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    pub(crate) site: Site,
    pub(crate) extent: Extent,
}

/// The text of a document as people format it, and what each part of it is from.
pub(crate) fn text(node: &Node) -> (String, Vec<Piece>) {
    let mut writer = Writer::default();
    writer.node(node, 0);
    writer.text.push('\n');
    (writer.text, writer.pieces)
}

#[derive(Default)]
struct Writer {
    text: String,
    pieces: Vec<Piece>,
}

impl Writer {
    fn node(&mut self, node: &Node, depth: usize) {
        let piece = self.open(node.extent);
        match &node.value {
            Json::Literal(text) => self.text.push_str(text),
            Json::String(parts) => self.string(parts),
            Json::Array(items) if items.iter().all(is_short) => {
                self.text.push('[');
                for (number, item) in items.iter().enumerate() {
                    if number > 0 {
                        self.text.push_str(", ");
                    }
                    self.node(item, depth);
                }
                self.text.push(']');
            }
            Json::Array(items) => {
                self.text.push('[');
                for (number, item) in items.iter().enumerate() {
                    self.line(number, depth + 1);
                    self.node(item, depth + 1);
                }
                self.line(0, depth);
                self.text.push(']');
            }
            Json::Object(members) if members.is_empty() => self.text.push_str("{}"),
            Json::Object(members) => {
                self.text.push('{');
                for (number, member) in members.iter().enumerate() {
                    self.line(number, depth + 1);
                    let key = self.open(member.key_extent);
                    self.string(&[Part {
                        text: member.key.clone(),
                        extent: member.key_extent,
                    }]);
                    self.close(key);
                    self.text.push_str(": ");
                    self.node(&member.value, depth + 1);
                }
                self.line(0, depth);
                self.text.push('}');
            }
        }
        self.close(piece);
    }

    /// The comma after what came before, and the start of a line.
    fn line(&mut self, before: usize, depth: usize) {
        if before > 0 {
            self.text.push(',');
        }
        self.text.push('\n');
        self.text.extend(std::iter::repeat_n("  ", depth));
    }

    fn string(&mut self, parts: &[Part]) {
        self.text.push('"');
        for part in parts {
            let piece = self.open(part.extent);
            for character in part.text.chars() {
                match character {
                    '"' => self.text.push_str("\\\""),
                    '\\' => self.text.push_str("\\\\"),
                    '\n' => self.text.push_str("\\n"),
                    '\r' => self.text.push_str("\\r"),
                    '\t' => self.text.push_str("\\t"),
                    control if control.is_ascii_control() => {
                        let _ = write!(self.text, "\\u{:04x}", u32::from(control));
                    }
                    other => self.text.push(other),
                }
            }
            self.close(piece);
        }
        self.text.push('"');
    }

    fn open(&mut self, extent: Extent) -> usize {
        let start = self.text.len();
        self.pieces.push(Piece {
            site: start..start,
            extent,
        });
        self.pieces.len() - 1
    }

    fn close(&mut self, piece: usize) {
        let end = self.text.len();
        if let Some(piece) = self.pieces.get_mut(piece) {
            piece.site.end = end;
        }
    }
}

/// What stands on one line with others.
fn is_short(node: &Node) -> bool {
    matches!(node.value, Json::Literal(_) | Json::String(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_written_as_people_format_it() {
        let here = Span::call_site();
        let mut fields = Fields::default();
        fields.push("a\"b", here, Node::literal("1", here));
        fields.push(
            "list",
            here,
            Node::array(
                vec![Node::string("x\ny", here), Node::literal("null", here)],
                here,
            ),
        );
        fields.push("none", here, Node::object(Vec::new(), here));
        let inner = Node::array(vec![Node::object(Vec::new(), here)], here);
        fields.push("objects", here, inner);
        let (text, pieces) = text(&Node::object(fields.0, here));
        assert_eq!(
            text,
            "{\n  \"a\\\"b\": 1,\n  \"list\": [\"x\\ny\", null],\n  \"none\": {},\n  \"objects\": [\n    {}\n  ]\n}\n"
        );
        let shown: Vec<&str> = pieces
            .iter()
            .map(|piece| &text[piece.site.clone()])
            .collect();
        assert!(shown.contains(&"x\\ny"), "{shown:?}");
        assert!(shown.contains(&"\"list\""), "{shown:?}");
    }
}
