//! A picture as SVG: one text without scripts, fonts, ids or blank lines, so that it can stand anywhere, any number of times.

mod shape;
mod style;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::layout::{LABEL_LINE, Rect, Route, STUB, Segment, Tip, layout};
use crate::model::{Node, Picture};
use crate::overlay::Status;
use crate::text::clean;

/// Writes the picture.
pub(crate) fn write(picture: &Picture) -> String {
    let layout = layout(picture);
    let (width, height) = (layout.width, layout.height);
    let mut svg = String::with_capacity(2048 + picture.nodes.len() * 700);
    let name = escape(&clean(&picture.name));
    // Where there is little room, it shrinks, but not so far that nobody can read it.
    let least = width * 3 / 5;
    let _ = write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"stepwright-picture\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" style=\"max-width:100%;min-width:{least}px;height:auto\" role=\"img\" \
         aria-label=\"The workflow {name}\"><style>{}</style>",
        style::SHEET
    );
    for (node, area) in layout.boxes.iter().enumerate() {
        if !picture.regions_in(node).is_empty() {
            shape::cluster(&mut svg, picture, &layout, node, *area);
        }
    }
    lines(&mut svg, picture, &layout.routes);
    for (node, area) in layout.boxes.iter().enumerate() {
        ends(&mut svg, picture, node, *area);
        if picture.regions_in(node).is_empty() {
            shape::state(&mut svg, picture, &layout, node, *area);
        }
    }
    svg.push_str("</svg>");
    svg
}

/// Whether an execution took a line.
fn is_taken(picture: &Picture, route: &Route) -> bool {
    let Some(overlay) = &picture.overlay else {
        return false;
    };
    route.edges.iter().any(|edge| {
        let edge = &picture.edges[*edge];
        overlay.taken(edge.from, edge.to, edge.kind.is_catch()) > 0
    })
}

/// Draws the lines. What an execution took lies above what it did not, and what lines share is drawn once: dashes over dashes
/// would be none.
fn lines(svg: &mut String, picture: &Picture, routes: &[Route]) {
    let (taken, idle): (Vec<&Route>, Vec<&Route>) =
        routes.iter().partition(|route| is_taken(picture, route));
    let segments = taken.iter().flat_map(|route| &route.segments);
    let mut drawn: BTreeSet<Segment> = segments.copied().collect();
    for route in idle {
        line(svg, picture, route, &mut drawn);
    }
    drawn.clear();
    for route in taken {
        line(svg, picture, route, &mut drawn);
    }
}

fn line(svg: &mut String, picture: &Picture, route: &Route, drawn: &mut BTreeSet<Segment>) {
    let Some(edge) = route.edges.first().map(|edge| &picture.edges[*edge]) else {
        return;
    };
    let caught = if edge.kind.is_catch() {
        " sw-catch"
    } else {
        ""
    };
    let taken = match &picture.overlay {
        None => "",
        Some(_) if is_taken(picture, route) => " sw-taken",
        Some(_) => " sw-idle",
    };
    let name = |node: usize| clean(&picture.nodes[node].name);
    let mut title = format!("{} → {}", name(edge.from), name(edge.to));
    for (number, edge) in route.edges.iter().enumerate() {
        let label = clean(&picture.edges[*edge].kind.label());
        if !label.is_empty() {
            title.push_str(if number == 0 { ": " } else { "; or " });
            title.push_str(&label);
        }
    }
    let segments: Vec<Segment> = route
        .segments
        .iter()
        .copied()
        .filter(|segment| drawn.insert(*segment))
        .collect();
    let _ = write!(
        svg,
        "<g class=\"sw-edge{caught}{taken}\"><title>{}</title><path class=\"sw-line\" d=\"{}\"/>",
        escape(&title),
        path(&segments)
    );
    arrow(svg, route.tip);
    let (x, y) = route.label_at;
    for (line, text) in (0..).zip(&route.label) {
        let y = y + 11 + line * LABEL_LINE;
        let _ = write!(
            svg,
            "<text class=\"sw-label\" x=\"{x}\" y=\"{y}\">{}</text>",
            escape(text)
        );
    }
    svg.push_str("</g>");
}

fn path(segments: &[Segment]) -> String {
    let mut path = String::new();
    let mut at = None;
    for segment in segments {
        if at != Some(segment.from) {
            let _ = write!(path, "M{} {}", segment.from.0, segment.from.1);
        }
        let (x, y) = segment.to;
        let _ = match segment.bend {
            None => write!(path, "L{x} {y}"),
            Some([a, b]) => write!(path, "C{} {} {} {} {x} {y}", a.0, a.1, b.0, b.1),
        };
        at = Some(segment.to);
    }
    path
}

fn arrow(svg: &mut String, tip: Tip) {
    let ((x, y), (dx, dy)) = (tip.at, tip.towards);
    let (back_x, back_y) = (x - 8 * dx, y - 8 * dy);
    let (aside_x, aside_y) = (4 * dy, 4 * dx);
    let _ = write!(
        svg,
        "<path class=\"sw-tip\" d=\"M{x} {y}L{} {}L{} {}Z\"/>",
        back_x + aside_x,
        back_y + aside_y,
        back_x - aside_x,
        back_y - aside_y
    );
}

/// The dot above a state that its region starts with, the ring below one that its region ends with.
fn ends(svg: &mut String, picture: &Picture, node: usize, area: Rect) {
    let (x, _) = area.middle();
    let region = picture.regions.get(picture.region_of(node));
    let mark = picture.overlay.as_ref().map(|overlay| overlay.mark(node));
    let class = |went: bool| match mark {
        None => "",
        Some(_) if went => " sw-taken",
        Some(_) => " sw-idle",
    };
    let entered = class(mark.flatten().is_some());
    let ended = class(
        mark.flatten()
            .is_some_and(|mark| mark.status == Status::Succeeded),
    );
    if region.and_then(|region| region.start) == Some(node) {
        let y = area.y - STUB + 5;
        let _ = write!(
            svg,
            "<g class=\"sw-edge{entered}\"><circle class=\"sw-tip\" cx=\"{x}\" cy=\"{y}\" r=\"4\"/><path class=\"sw-line\" d=\"M{x} {y}L{x} {}\"/>",
            area.y
        );
        let tip = Tip {
            at: (x, area.y),
            towards: (0, 1),
        };
        arrow(svg, tip);
        svg.push_str("</g>");
    }
    if picture.nodes[node].ends {
        let (from, y) = (area.bottom(), area.bottom() + STUB - 6);
        let _ = write!(
            svg,
            "<g class=\"sw-edge{ended}\"><path class=\"sw-line\" d=\"M{x} {from}L{x} {}\"/><circle class=\"sw-line\" cx=\"{x}\" cy=\"{y}\" r=\"5\"/><circle class=\"sw-tip\" cx=\"{x}\" cy=\"{y}\" r=\"2\"/></g>",
            y - 5
        );
    }
}

/// A state in words.
fn title(picture: &Picture, node: usize) -> String {
    let Node {
        name,
        kind,
        retries,
        ends,
        ..
    } = &picture.nodes[node];
    let mut title = format!("{} ({})", clean(name), kind.name());
    if *retries > 0 {
        let _ = write!(title, ", tried again up to {retries} times");
    }
    if *ends {
        title.push_str(", may end here");
    }
    if let Some(overlay) = &picture.overlay {
        let words = overlay.mark(node).map(crate::Mark::words);
        let _ = write!(title, ": {}", words.as_deref().unwrap_or("not entered"));
    }
    escape(&title)
}

/// Text in XML.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(character),
        }
    }
    escaped
}
