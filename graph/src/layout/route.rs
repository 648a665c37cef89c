//! Lines: down through the rows' places, straight within a row, bent between rows only, so that none passes a box.

use super::flow::Places;
use super::layers::Item;
use super::{Link, Rect, Route};

/// Part of a line: straight, or bent by two points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Segment {
    pub(crate) from: (i32, i32),
    pub(crate) bend: Option<[(i32, i32); 2]>,
    pub(crate) to: (i32, i32),
}

/// An arrow's tip and where it points to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tip {
    pub(crate) at: (i32, i32),
    pub(crate) towards: (i32, i32),
}

/// What a line is drawn for.
pub(super) struct Ends<'a> {
    /// Its vertices from top to bottom.
    pub(super) path: &'a [usize],
    /// Whether it leads up.
    pub(super) backward: bool,
    pub(super) link: &'a Link,
}

/// How much of a box's edge no line meets.
const CORNER: i32 = 16;
/// How round a line turns.
const ROUND: i32 = 12;

impl Segment {
    const fn straight(from: (i32, i32), to: (i32, i32)) -> Segment {
        Segment {
            from,
            bend: None,
            to,
        }
    }

    /// From a row to the next: it leaves and arrives upright.
    fn bent(from: (i32, i32), to: (i32, i32)) -> Segment {
        if from.0 == to.0 {
            return Segment::straight(from, to);
        }
        let middle = i32::midpoint(from.1, to.1);
        Segment {
            from,
            bend: Some([(from.0, middle), (to.0, middle)]),
            to,
        }
    }

    const fn turned(self) -> Segment {
        Segment {
            from: self.to,
            bend: match self.bend {
                Some([a, b]) => Some([b, a]),
                None => None,
            },
            to: self.from,
        }
    }

    pub(super) fn shift(&mut self, x: i32, y: i32) {
        let bend = self.bend.iter_mut().flatten();
        for point in [&mut self.from, &mut self.to].into_iter().chain(bend) {
            point.0 += x;
            point.1 += y;
        }
    }
}

impl Tip {
    pub(super) fn shift(&mut self, x: i32, y: i32) {
        self.at.0 += x;
        self.at.1 += y;
    }
}

/// Draws a line between two states.
pub(super) fn route(places: &Places, ends: &Ends, route: &mut Route) {
    let layers = places.layers;
    let [upper, .., lower] = *ends.path else {
        return;
    };
    let mut segments = Vec::new();
    let after = ends.path[1];
    let before = ends.path[ends.path.len() - 2];

    let mut at = leave(places, ends, upper, after, &mut segments);
    for vertex in &ends.path[1..ends.path.len() - 1] {
        let (top, bottom) = places.bands[layers.row[*vertex]];
        let x = places.x[*vertex];
        push(&mut segments, Segment::bent(at, (x, top)));
        at = (x, top);
        if layers.item[*vertex] == Item::Label {
            let height = layers.size[*vertex].height;
            let begin = top + (bottom - top - height) / 2;
            push(&mut segments, Segment::straight(at, (x, begin)));
            route.label_at = (x, begin + 2);
            at = (x, begin + height);
        }
        push(&mut segments, Segment::straight(at, (x, bottom)));
        at = (x, bottom);
    }
    arrive(places, ends, lower, before, at, &mut segments);

    if ends.backward {
        segments.reverse();
        for segment in &mut segments {
            *segment = segment.turned();
        }
    }
    if let Some(last) = segments.last() {
        let from = last.bend.map_or(last.from, |[_, bend]| bend);
        route.tip = Tip {
            at: last.to,
            towards: ((last.to.0 - from.0).signum(), (last.to.1 - from.1).signum()),
        };
        // A bent line arrives upright.
        if route.tip.towards.0 != 0 && route.tip.towards.1 != 0 {
            route.tip.towards.0 = 0;
        }
    }
    route.segments = segments;
}

fn push(segments: &mut Vec<Segment>, segment: Segment) {
    if segment.from != segment.to {
        segments.push(segment);
    }
}

/// From a box to the end of its row.
fn leave(
    places: &Places,
    ends: &Ends,
    node: usize,
    next: usize,
    segments: &mut Vec<Segment>,
) -> (i32, i32) {
    let area = places.boxes[node];
    let (_, bottom) = places.bands[places.layers.row[node]];
    let x = places.x[next];
    if let Some(edge) = side(places, node, x, ends) {
        let level = level(area, ends);
        corner(segments, (edge, level), x, level + ROUND);
        let end = (x, bottom.max(level + ROUND));
        push(segments, Segment::straight((x, level + ROUND), end));
        return end;
    }
    let mut port = port(places, node, x, ends.link.caught || ends.backward);
    // The mark of an end is below the middle.
    let from_middle = port - places.x[node];
    if places.ends[node] && from_middle.abs() < 14 {
        port += if from_middle < 0 { -18 } else { 18 };
    }
    push(
        segments,
        Segment::straight((port, area.bottom()), (port, bottom)),
    );
    (port, bottom)
}

/// From the end of the row above to a box.
fn arrive(
    places: &Places,
    ends: &Ends,
    node: usize,
    before: usize,
    at: (i32, i32),
    segments: &mut Vec<Segment>,
) {
    let area = places.boxes[node];
    let (top, _) = places.bands[places.layers.row[node]];
    let x = places.x[before];
    if ends.backward
        && let Some(edge) = side(places, node, x, ends)
    {
        let level = level(area, ends);
        push(segments, Segment::straight(at, (x, level - ROUND)));
        let mut turn = Vec::new();
        corner(&mut turn, (edge, level), x, level - ROUND);
        segments.extend(turn.into_iter().rev().map(Segment::turned));
        return;
    }
    let port = port(places, node, x, ends.backward);
    push(segments, Segment::bent(at, (port, top)));
    push(segments, Segment::straight((port, top), (port, area.y)));
}

/// How high at a box's side a line meets it: what fails, what goes back and what a Choice leads to keep apart.
fn level(area: Rect, ends: &Ends) -> i32 {
    let (_, middle) = area.middle();
    if ends.backward {
        middle - 7
    } else if ends.link.caught {
        middle + 7
    } else {
        middle
    }
}

/// From a box's side to above or below, round the corner.
fn corner(segments: &mut Vec<Segment>, from: (i32, i32), x: i32, y: i32) {
    let before = if x < from.0 { x + ROUND } else { x - ROUND };
    push(segments, Segment::straight(from, (before, from.1)));
    segments.push(Segment {
        from: (before, from.1),
        bend: Some([(x, from.1), (x, from.1)]),
        to: (x, y),
    });
}

/// Where a line meets a box's upper or lower edge: straight below or above where it goes, as far as the edge reaches.
fn port(places: &Places, node: usize, x: i32, aside: bool) -> i32 {
    let area = places.boxes[node];
    let (left, right) = (area.x + CORNER, area.right() - CORNER);
    let middle = places.x[node];
    if (left..=right).contains(&x) {
        return x;
    }
    let reach = if aside {
        area.width / 2 - CORNER
    } else {
        area.width / 4
    };
    if x < middle {
        middle - reach
    } else {
        middle + reach
    }
}

/// The side of a box that a line leaves or enters by, where it leads past the box and nothing stands between.
fn side(places: &Places, node: usize, x: i32, ends: &Ends) -> Option<i32> {
    let area = places.boxes[node];
    let edge = if x > area.right() + ROUND + 4 {
        area.right()
    } else if x < area.x - ROUND - 4 {
        area.x
    } else {
        return None;
    };
    if !ends.link.sideways && !ends.backward {
        return None;
    }
    let (least, most) = (edge.min(x) - 5, edge.max(x) + 5);
    let layers = places.layers;
    let free = layers.rows[layers.row[node]].iter().all(|other| {
        let size = layers.size[*other];
        let (left, right) = (places.x[*other] - size.left, places.x[*other] + size.right);
        if *other == node {
            // A loop to itself stands right of the box.
            return edge == area.x || right <= area.right() + 1;
        }
        right < least || left > most
    });
    free.then_some(edge)
}

/// Draws a loop from a state to itself, on its right.
pub(super) fn around(area: Rect, begun: i32, route: &mut Route) {
    let right = area.right();
    let out = right + begun.max(0) + 20;
    let (high, low) = (area.y + area.height / 4, area.bottom() - area.height / 4);
    route.segments = vec![Segment {
        from: (right, high),
        bend: Some([(out, high - 4), (out, low + 4)]),
        to: (right + 2, low),
    }];
    route.tip = Tip {
        at: (right, low),
        towards: (-1, 0),
    };
    let width = super::label_size(&route.label).map_or(0, |(width, _)| width);
    let lines = i32::try_from(route.label.len()).unwrap_or(0);
    let (_, middle) = area.middle();
    route.label_at = (out - 2 + width / 2, middle - lines * super::LABEL_LINE / 2);
}
