//! A picture as a graph for Graphviz.

use std::fmt::Write as _;

use crate::model::{Edge, Kind, Picture};
use crate::overlay::Status;
use crate::text::{clean, shorten};

/// Writes the picture.
pub(crate) fn write(picture: &Picture) -> String {
    let mut dot = format!(
        "digraph \"{}\" {{\n    compound=true; rankdir=TB; fontname=\"Helvetica\"; fontsize=11;\n    node [shape=box, fontname=\"Helvetica\", fontsize=11];\n    edge [fontname=\"Helvetica\", fontsize=9];\n",
        escape(&clean(&picture.name))
    );
    region(&mut dot, picture, 0, 1);
    for edge in &picture.edges {
        if picture.is_drawn(edge) {
            arrow(&mut dot, picture, edge);
        }
    }
    dot.push_str("}\n");
    dot
}

/// The states of a region, and what is in them.
fn region(dot: &mut String, picture: &Picture, number: usize, depth: usize) {
    let indent = "    ".repeat(depth);
    let start = picture.regions.get(number).and_then(|region| region.start);
    for (id, node) in picture.nodes.iter().enumerate() {
        if picture.region_of(id) != number {
            continue;
        }
        let inner = picture.regions_in(id);
        let (label, color) = (label(picture, id), color(picture, id));
        if inner.is_empty() {
            let shape = match node.kind {
                Kind::Choice => "hexagon",
                Kind::Wait => "box, style=rounded",
                Kind::Succeed => "box, style=rounded, peripheries=2",
                Kind::Fail => "octagon",
                _ => "box",
            };
            let _ = writeln!(
                dot,
                "{indent}s{id} [label=\"{label}\", shape={shape}{color}];"
            );
        } else {
            let _ = writeln!(dot, "{indent}subgraph cluster_s{id} {{");
            let _ = writeln!(
                dot,
                "{indent}    graph [label=\"{label}\", style=solid{color}];"
            );
            // Lines lead to a point inside and are cut off at the border.
            let _ = writeln!(dot, "{indent}    s{id} [shape=point, style=invis];");
            for inner in inner {
                let _ = writeln!(dot, "{indent}    subgraph cluster_r{inner} {{");
                let _ = writeln!(dot, "{indent}        graph [label=\"\", style=dotted];");
                region(dot, picture, inner, depth + 2);
                let _ = writeln!(dot, "{indent}    }}");
            }
            let _ = writeln!(dot, "{indent}}}");
        }
        if start == Some(id) {
            let _ = writeln!(
                dot,
                "{indent}b{number} [shape=point, width=0.12]; b{number} -> s{id}{};",
                head(picture, id)
            );
        }
        if node.ends {
            let _ = writeln!(
                dot,
                "{indent}e{number} [shape=doublecircle, label=\"\", width=0.1]; s{id} -> e{number};"
            );
        }
    }
}

fn head(picture: &Picture, id: usize) -> String {
    if picture.regions_in(id).is_empty() {
        String::new()
    } else {
        format!(" [lhead=cluster_s{id}]")
    }
}

fn label(picture: &Picture, id: usize) -> String {
    let node = &picture.nodes[id];
    let mut label = format!("{}\\n{}", escape(&clean(&node.name)), node.kind.name());
    if node.retries > 0 {
        let _ = write!(label, " ↻ {}", node.retries);
    }
    let mark = picture.overlay.as_ref().and_then(|all| all.mark(id));
    if let Some(note) = mark.and_then(crate::Mark::note) {
        let _ = write!(label, "\\n{note}");
    }
    label
}

fn color(picture: &Picture, id: usize) -> String {
    let Some(overlay) = &picture.overlay else {
        return String::new();
    };
    let color = match overlay.mark(id).map(|mark| mark.status) {
        None => return ", color=\"#b0b0b0\", fontcolor=\"#808080\"".to_owned(),
        Some(Status::Succeeded) => "#3a9e5c",
        Some(Status::Failed) => "#e5534b",
        Some(Status::Caught) => "#d97b1f",
        Some(Status::Running) => "#4184e4",
        Some(Status::Aborted) => "#8b949e",
    };
    format!(", color=\"{color}\", penwidth=2.5")
}

fn arrow(dot: &mut String, picture: &Picture, edge: &Edge) {
    let caught = edge.kind.is_catch();
    let mut attributes = Vec::new();
    let label = shorten(&clean(&edge.kind.label()), 60);
    if !label.is_empty() {
        attributes.push(format!("label=\"{}\"", escape(&label)));
    }
    if caught {
        attributes.push("style=dashed, color=\"#e5534b\", fontcolor=\"#e5534b\"".to_owned());
    }
    for (end, cut_at) in [(edge.from, "ltail"), (edge.to, "lhead")] {
        if !picture.regions_in(end).is_empty() {
            attributes.push(format!("{cut_at}=cluster_s{end}"));
        }
    }
    let overlay = picture.overlay.as_ref();
    if overlay.is_some_and(|all| all.taken(edge.from, edge.to, caught) > 0) {
        attributes.push("penwidth=2.5".to_owned());
    }
    let attributes = if attributes.is_empty() {
        String::new()
    } else {
        format!(" [{}]", attributes.join(", "))
    };
    let _ = writeln!(dot, "    s{} -> s{}{attributes};", edge.from, edge.to);
}

/// Text in quotes.
fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}
