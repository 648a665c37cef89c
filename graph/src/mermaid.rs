//! A picture as a Mermaid flowchart. Its state diagrams cannot dash a line, which is how errors differ.

use std::fmt::Write as _;

use crate::model::{Edge, Kind, Picture};
use crate::overlay::Status;
use crate::text::{clean, shorten};

/// Writes the picture.
pub(crate) fn write(picture: &Picture) -> String {
    let mut mermaid = String::from("flowchart TD\n");
    region(&mut mermaid, picture, 0, 1);
    for edge in &picture.edges {
        if picture.is_drawn(edge) {
            let _ = writeln!(mermaid, "    {}", arrow(edge));
        }
    }
    styles(&mut mermaid, picture);
    mermaid
}

/// The states of a region, and what is in them. Regions nest no deeper than the definition's text.
fn region(mermaid: &mut String, picture: &Picture, number: usize, depth: usize) {
    let indent = "    ".repeat(depth);
    let start = picture.regions.get(number).and_then(|region| region.start);
    for (id, node) in picture.nodes.iter().enumerate() {
        if picture.region_of(id) != number {
            continue;
        }
        let inner = picture.regions_in(id);
        let label = label(picture, id);
        if inner.is_empty() {
            let [open, close] = match node.kind {
                Kind::Choice => ["{{", "}}"],
                Kind::Wait | Kind::Succeed => ["([", "])"],
                Kind::Fail => ["[[", "]]"],
                _ => ["[", "]"],
            };
            let _ = writeln!(mermaid, "{indent}s{id}{open}\"{label}\"{close}");
        } else {
            let _ = writeln!(mermaid, "{indent}subgraph s{id}[\"{label}\"]");
            for (branch, region_number) in inner.iter().enumerate() {
                if node.kind == Kind::Parallel {
                    let name = format!("r{region_number}[\"branch {}\"]", branch + 1);
                    let _ = writeln!(mermaid, "{indent}    subgraph {name}");
                    region(mermaid, picture, *region_number, depth + 2);
                    let _ = writeln!(mermaid, "{indent}    end");
                } else {
                    region(mermaid, picture, *region_number, depth + 1);
                }
            }
            let _ = writeln!(mermaid, "{indent}end");
        }
        if start == Some(id) {
            let _ = writeln!(mermaid, "{indent}b{number}((\" \")) --> s{id}");
        }
        if node.ends {
            let _ = writeln!(mermaid, "{indent}s{id} --> e{number}(((\" \")))");
        }
    }
}

fn label(picture: &Picture, id: usize) -> String {
    let node = &picture.nodes[id];
    let mut label = format!(
        "{}<br/><small>{}",
        escape(&clean(&node.name)),
        node.kind.name()
    );
    if node.retries > 0 {
        let _ = write!(label, " ↻ {}", node.retries);
    }
    label.push_str("</small>");
    let mark = picture.overlay.as_ref().and_then(|all| all.mark(id));
    if let Some(note) = mark.and_then(crate::Mark::note) {
        let _ = write!(label, "<br/><b>{note}</b>");
    }
    label
}

fn arrow(edge: &Edge) -> String {
    let line = if edge.kind.is_catch() { "-.->" } else { "-->" };
    let label = escape(&shorten(&clean(&edge.kind.label()), 60));
    let label = if label.is_empty() {
        label
    } else {
        format!("|\"{label}\"|")
    };
    format!("s{} {line}{label} s{}", edge.from, edge.to)
}

/// The colours of what an execution did.
fn styles(mermaid: &mut String, picture: &Picture) {
    let Some(overlay) = &picture.overlay else {
        return;
    };
    for (status, color) in [
        (Status::Succeeded, "#3a9e5c"),
        (Status::Failed, "#e5534b"),
        (Status::Caught, "#d97b1f"),
        (Status::Running, "#4184e4"),
        (Status::Aborted, "#8b949e"),
    ] {
        let marked: Vec<String> = (0..picture.nodes.len())
            .filter(|id| overlay.mark(*id).is_some_and(|mark| mark.status == status))
            .map(|id| format!("s{id}"))
            .collect();
        if !marked.is_empty() {
            let name = status.name();
            let _ = writeln!(
                mermaid,
                "    classDef {name} stroke:{color},stroke-width:3px"
            );
            let _ = writeln!(mermaid, "    class {} {name}", marked.join(","));
        }
    }
}

/// Text in quotes. Mermaid reads Markdown and HTML there, and entities with a `#`.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' | '#' | '&' | '<' | '>' | '`' | '\\' | '*' | '_' | '~' | '|' | ';' => {
                let _ = write!(escaped, "#{};", u32::from(character));
            }
            _ => escaped.push(character),
        }
    }
    escaped
}
