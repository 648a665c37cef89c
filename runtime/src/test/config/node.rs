//! JSON text, one level at a time, with the place of everything. The text has passed `serde_json`.

/// A value in a text.
#[derive(Clone, Copy)]
pub(super) struct Node<'t> {
    text: &'t str,
    /// The value's bytes.
    start: usize,
    end: usize,
}

/// A member of an object.
pub(super) struct Member<'t> {
    pub(super) name: String,
    pub(super) key: Node<'t>,
    pub(super) value: Node<'t>,
}

impl<'t> Node<'t> {
    pub(super) fn root(text: &'t str) -> Node<'t> {
        Node {
            text,
            start: 0,
            end: text.len(),
        }
        .trimmed()
    }

    /// Line and column, from 1; columns count characters.
    pub(super) fn at(&self) -> (usize, usize) {
        let before = &self.text[..self.start];
        let line = before.rfind('\n').map_or(0, |end| end + 1);
        let column = before[line..].chars().count();
        (before.matches('\n').count() + 1, column + 1)
    }

    /// As written.
    pub(super) fn source(&self) -> &'t str {
        &self.text[self.start..self.end]
    }

    pub(super) fn string(&self) -> Option<String> {
        serde_json::from_str(self.source()).ok()
    }

    /// What kind of JSON it is, for messages.
    pub(super) fn kind(&self) -> &'static str {
        match self.source().bytes().next() {
            Some(b'{') => "an object",
            Some(b'[') => "an array",
            Some(b'"') => "a string",
            Some(b't' | b'f') => "a boolean",
            Some(b'n') => "null",
            _ => "a number",
        }
    }

    /// The members of an object; none where it is something else.
    pub(super) fn members(&self) -> Option<Vec<Member<'t>>> {
        let inner = self.source().strip_prefix('{')?.strip_suffix('}')?;
        let inside = Node {
            start: self.start + 1,
            end: self.start + 1 + inner.len(),
            ..*self
        };
        if inside.trimmed().source().is_empty() {
            return Some(Vec::new());
        }
        let member = |part: Node<'t>| {
            let sides = part.split(b':');
            let [key, value] = [sides.first()?, sides.last()?].map(Node::trimmed);
            Some(Member {
                name: key.string()?,
                key,
                value,
            })
        };
        inside.split(b',').into_iter().map(member).collect()
    }

    /// The parts between a mark, where that stands at the top level.
    fn split(&self, mark: u8) -> Vec<Node<'t>> {
        let mut parts = Vec::new();
        let (mut start, mut depth) = (self.start, 0_usize);
        let (mut in_string, mut escaped) = (false, false);
        for (offset, byte) in self.source().bytes().enumerate() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' if in_string => escaped = true,
                b'"' => in_string = !in_string,
                _ if in_string => {}
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth = depth.saturating_sub(1),
                byte if byte == mark && depth == 0 => {
                    let end = self.start + offset;
                    parts.push(Node {
                        start,
                        end,
                        ..*self
                    });
                    start = end + 1;
                }
                _ => {}
            }
        }
        parts.push(Node { start, ..*self });
        parts
    }

    fn trimmed(&self) -> Node<'t> {
        let source = self.source();
        let start = self.start + (source.len() - source.trim_start().len());
        Node {
            text: self.text,
            start,
            end: start + source.trim().len(),
        }
    }
}
