//! Where everything stands: regions from the inside out, each in rows, then all of it from the outside in.

mod face;
mod flow;
mod layers;
mod order;
mod place;
mod rank;
mod route;

use std::collections::BTreeMap;

use self::flow::Flow;
use crate::model::Picture;
use crate::text;

pub(crate) use self::face::{Face, HEADER};
pub(crate) use self::route::{Segment, Tip};

/// The size of labels at lines.
pub(crate) const LABEL: i32 = 11;
/// From the top of one line of a label to the next.
pub(crate) const LABEL_LINE: i32 = 14;
/// Between a cluster's border and what is in it, and around the whole.
const PADDING: i32 = 14;
/// What stands above a state that its region starts with, and below one that its region ends with.
pub(crate) const STUB: i32 = 22;

/// A rectangle, from its upper left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rect {
    pub(crate) x: i32,
    pub(crate) y: i32,
    pub(crate) width: i32,
    pub(crate) height: i32,
}

impl Rect {
    pub(crate) const fn right(self) -> i32 {
        self.x + self.width
    }

    pub(crate) const fn bottom(self) -> i32 {
        self.y + self.height
    }

    pub(crate) const fn middle(self) -> (i32, i32) {
        (self.x + self.width / 2, self.y + self.height / 2)
    }
}

/// A picture's states, regions and lines, with their places.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    pub(crate) width: i32,
    pub(crate) height: i32,
    /// For each state, its box.
    pub(crate) boxes: Vec<Rect>,
    /// For each state, what its box says.
    pub(crate) faces: Vec<Face>,
    /// For each region inside a state, its area.
    pub(crate) regions: Vec<Option<Rect>>,
    /// The lines.
    pub(crate) routes: Vec<Route>,
}

/// A line: all transitions of one kind between two states.
#[derive(Clone, Debug, Default)]
pub(crate) struct Route {
    /// Their numbers.
    pub(crate) edges: Vec<usize>,
    /// The line, from its beginning. Where a segment does not begin at the end of the one before, its label is.
    pub(crate) segments: Vec<Segment>,
    /// The arrow.
    pub(crate) tip: Tip,
    /// The label's lines.
    pub(crate) label: Vec<String>,
    /// The middle of the label's upper edge.
    pub(crate) label_at: (i32, i32),
}

/// What a node or label takes, from its axis to either side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Size {
    left: i32,
    right: i32,
    height: i32,
}

impl Size {
    const fn centred(width: i32, height: i32) -> Size {
        Size {
            left: width / 2,
            right: width - width / 2,
            height,
        }
    }
}

/// A line to be routed, between members of a region.
#[derive(Clone, Debug)]
struct Link {
    from: usize,
    to: usize,
    caught: bool,
    /// Whether it may leave by the side: a catcher's, and what a Choice leads to.
    sideways: bool,
    /// The label's width and height.
    label: Option<(i32, i32)>,
}

/// Lays a picture out.
pub(crate) fn layout(picture: &Picture) -> Layout {
    let mut inside_out: Vec<usize> = (0..picture.regions.len().max(1)).collect();
    let owner = |region: usize| {
        let region = if region == 0 {
            None
        } else {
            picture.regions.get(region)
        };
        region.and_then(|region| region.owner)
    };
    // A state stands before those inside it, and the machine's own region has no owner.
    inside_out.sort_by_key(|region| std::cmp::Reverse(owner(*region)));
    let members = members(picture);
    let grouped = routes(picture);
    let mut faces: Vec<Face> = Vec::new();
    faces.resize_with(picture.nodes.len(), Face::default);
    let mut flows: Vec<Flow> = Vec::new();
    flows.resize_with(inside_out.len(), Flow::default);
    for region in &inside_out {
        for node in &members[*region] {
            let inner = picture.regions_in(*node);
            let sizes: Vec<(usize, (i32, i32))> = inner
                .into_iter()
                .map(|region| (region, (flows[region].width, flows[region].height)))
                .collect();
            faces[*node] = Face::of(picture, *node, &sizes);
        }
        flows[*region] = Flow::of(
            picture,
            *region,
            &members[*region],
            &faces,
            &grouped[*region],
        );
    }

    let mut layout = Layout {
        width: flows[0].width + 2 * PADDING,
        height: flows[0].height + 2 * PADDING,
        boxes: vec![Rect::default(); picture.nodes.len()],
        faces,
        regions: vec![None; flows.len()],
        routes: Vec::new(),
    };
    for region in inside_out.iter().rev() {
        let origin = match layout.regions[*region] {
            Some(area) => (area.x, area.y),
            None if *region == 0 => (PADDING, PADDING),
            None => continue,
        };
        let flow = std::mem::take(&mut flows[*region]);
        flow.put(origin, &members[*region], &mut layout);
    }
    layout
}

/// The states of each region.
fn members(picture: &Picture) -> Vec<Vec<usize>> {
    let mut members = vec![Vec::new(); picture.regions.len().max(1)];
    for node in 0..picture.nodes.len() {
        members[picture.region_of(node)].push(node);
    }
    members
}

/// The lines of each region, with their labels.
fn routes(picture: &Picture) -> Vec<Vec<Route>> {
    let mut routes: Vec<Vec<Route>> = vec![Vec::new(); picture.regions.len().max(1)];
    let mut known = BTreeMap::new();
    for (number, edge) in picture.edges.iter().enumerate() {
        if !picture.is_drawn(edge) {
            continue;
        }
        let of_region = &mut routes[picture.region_of(edge.from)];
        let at = *known
            .entry((edge.from, edge.to, edge.kind.is_catch()))
            .or_insert_with(|| {
                of_region.push(Route::default());
                of_region.len() - 1
            });
        of_region[at].edges.push(number);
    }
    for route in routes.iter_mut().flatten() {
        route.label = label(picture, &route.edges);
    }
    routes
}

/// The lines of the label that several transitions have.
fn label(picture: &Picture, edges: &[usize]) -> Vec<String> {
    const EDGES: usize = 4;
    let mut lines: Vec<String> = Vec::new();
    for edge in edges.iter().take(EDGES) {
        let text = text::clean(&picture.edges[*edge].kind.label());
        if text.is_empty() {
            continue;
        }
        if let Some(last) = lines.last_mut() {
            last.push_str(" or");
        }
        lines.extend(text::wrap(&text::shorten(&text, 60), LABEL, 190, 4));
    }
    if edges.len() > EDGES {
        lines.push(format!("or {} more", edges.len() - EDGES));
    }
    lines
}

/// What a label takes.
fn label_size(lines: &[String]) -> Option<(i32, i32)> {
    let widest = lines.iter().map(|line| text::width(line, LABEL)).max()?;
    let count = i32::try_from(lines.len()).unwrap_or(0);
    Some((widest + 8, count * LABEL_LINE + 4))
}
