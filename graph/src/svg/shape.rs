//! A state's box: a shape by its type, a colour by its type or by what an execution did.

use std::fmt::Write as _;

use super::{escape, title};
use crate::layout::{HEADER, Layout, Rect};
use crate::model::{Kind, Picture};
use crate::overlay::Status;

/// A state that holds no others.
pub(super) fn state(svg: &mut String, picture: &Picture, layout: &Layout, node: usize, area: Rect) {
    let kind = picture.nodes[node].kind;
    begin(svg, picture, node, "sw-state");
    let class = class(picture, node);
    outline(svg, kind, class, area);
    let face = &layout.faces[node];
    let (x, _) = area.middle();
    caption(svg, layout, node, x, area.y + 16);
    let mut y = area.y + 34;
    for line in &face.name {
        text(svg, "sw-name", x, y, line);
        y += 17;
    }
    if let Some(note) = &face.note {
        text(svg, "sw-note", x, y, note);
    }
    end(svg, picture, node, area);
}

/// A Parallel or Map, and the areas inside it.
pub(super) fn cluster(
    svg: &mut String,
    picture: &Picture,
    layout: &Layout,
    node: usize,
    area: Rect,
) {
    let kind = picture.nodes[node].kind;
    begin(svg, picture, node, "sw-cluster");
    let class = class(picture, node);
    if kind == Kind::Map {
        // Several of the same, one behind the other.
        let _ = write!(
            svg,
            "<path class=\"sw-box sw-plain {class}\" d=\"M{} {}h{}v{}\"/>",
            area.x + 10,
            area.y - 4,
            area.width - 6,
            area.height - 6
        );
    }
    rectangle(svg, &format!("sw-box {class}"), area, 8);
    for region in picture.regions_in(node) {
        if let Some(area) = layout.regions[region] {
            rectangle(svg, "sw-area", area, 6);
        }
    }
    let face = &layout.faces[node];
    let (x, _) = area.middle();
    caption(svg, layout, node, x, area.y + 16);
    let mut name = face.name.join(" ");
    if let Some(note) = &face.note {
        let _ = write!(name, ": {note}");
    }
    text(svg, "sw-name", x, area.y + HEADER - 10, &name);
    end(svg, picture, node, area);
}

fn begin(svg: &mut String, picture: &Picture, node: usize, class: &str) {
    let marked = match &picture.overlay {
        None => "",
        Some(overlay) if overlay.mark(node).is_some() => " sw-marked",
        Some(_) => " sw-idle",
    };
    let _ = write!(
        svg,
        "<g class=\"{class}{marked}\"><title>{}</title>",
        title(picture, node)
    );
}

fn end(svg: &mut String, picture: &Picture, node: usize, area: Rect) {
    let mark = picture.overlay.as_ref().and_then(|all| all.mark(node));
    if let Some(mark) = mark {
        badge(svg, mark.status, area.x + 4, area.y + 4);
    }
    svg.push_str("</g>");
}

/// What colours a state.
fn class(picture: &Picture, node: usize) -> &'static str {
    let mark = picture.overlay.as_ref().and_then(|all| all.mark(node));
    if let Some(mark) = mark {
        return match mark.status {
            Status::Succeeded => "sw-succeeded",
            Status::Aborted => "sw-aborted",
            Status::Caught => "sw-caught",
            Status::Failed => "sw-failed",
            Status::Running => "sw-running",
        };
    }
    match picture.nodes[node].kind {
        Kind::Pass => "sw-pass",
        Kind::Task => "sw-task",
        Kind::Choice => "sw-choice",
        Kind::Wait => "sw-wait",
        Kind::Succeed => "sw-succeed",
        Kind::Fail => "sw-fail",
        Kind::Parallel => "sw-parallel",
        Kind::Map => "sw-map",
    }
}

/// A Task is a box with a bar, a Choice a hexagon, a Wait and a Succeed round, a Fail an octagon.
fn outline(svg: &mut String, kind: Kind, class: &str, area: Rect) {
    let Rect {
        x,
        y,
        width,
        height,
    } = area;
    let slanted = |slope_x: i32, slope_y: i32| {
        format!(
            "<path class=\"sw-box {class}\" d=\"M{} {y}h{}l{slope_x} {slope_y}v{}l-{slope_x} {slope_y}h-{}l-{slope_x} -{slope_y}v-{}Z\"/>",
            x + slope_x,
            width - 2 * slope_x,
            height - 2 * slope_y,
            width - 2 * slope_x,
            height - 2 * slope_y
        )
    };
    match kind {
        Kind::Choice => {
            let half = height / 2;
            let _ = write!(
                svg,
                "<path class=\"sw-box {class}\" d=\"M{} {y}H{}L{} {}L{} {}H{}L{x} {}Z\"/>",
                x + 16,
                area.right() - 16,
                area.right(),
                y + half,
                area.right() - 16,
                area.bottom(),
                x + 16,
                y + half
            );
        }
        Kind::Fail => svg.push_str(&slanted(10, 10)),
        Kind::Wait | Kind::Succeed => {
            rectangle(svg, &format!("sw-box {class}"), area, height / 2);
        }
        _ => rectangle(svg, &format!("sw-box {class}"), area, 6),
    }
    match kind {
        Kind::Task => {
            let _ = write!(
                svg,
                "<path class=\"{class}\" stroke-width=\"3\" d=\"M{} {}v{}\"/>",
                x + 5,
                y + 7,
                height - 14
            );
        }
        Kind::Succeed => {
            let inner = Rect {
                x: x + 3,
                y: y + 3,
                width: width - 6,
                height: height - 6,
            };
            rectangle(
                svg,
                &format!("sw-box sw-plain {class}"),
                inner,
                height / 2 - 3,
            );
        }
        _ => {}
    }
}

fn rectangle(svg: &mut String, class: &str, area: Rect, round: i32) {
    let _ = write!(
        svg,
        "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{round}\"/>",
        area.x, area.y, area.width, area.height
    );
}

fn caption(svg: &mut String, layout: &Layout, node: usize, x: i32, y: i32) {
    let face = &layout.faces[node];
    let mut caption = face.caption.clone();
    if let Some(retries) = &face.retries {
        let _ = write!(caption, " · {retries}");
    }
    text(svg, "sw-caption", x, y, &caption);
}

fn text(svg: &mut String, class: &str, x: i32, y: i32, text: &str) {
    let _ = write!(
        svg,
        "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>",
        escape(text)
    );
}

/// How a state stands, for those who see no colours.
fn badge(svg: &mut String, status: Status, x: i32, y: i32) {
    let (class, sign) = match status {
        Status::Succeeded => ("sw-succeeded", "m-4 0l3 3l5 -6"),
        Status::Failed => ("sw-failed", "m-3 -3l6 6m0 -6l-6 6"),
        Status::Caught => ("sw-caught", "m0 -4v4m0 3v.1"),
        Status::Running => ("sw-running", "m-3 -4l6 4l-6 4z"),
        Status::Aborted => ("sw-aborted", "m-3 0h6"),
    };
    let _ = write!(
        svg,
        "<circle class=\"sw-badge {class}\" cx=\"{x}\" cy=\"{y}\" r=\"8\"/><path class=\"sw-sign\" d=\"M{x} {y}{sign}\"/>"
    );
}
