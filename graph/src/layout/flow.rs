//! One region: its states in rows, its lines between them.

use super::layers::{Item, Layers, layers};
use super::rank::rank;
use super::route::{Ends, route};
use super::{Face, LABEL_LINE, Layout, Link, Rect, Route, STUB, Size, label_size, order, place};
use crate::model::{Kind, Picture};

/// A region laid out, from its own corner.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub(super) width: i32,
    pub(super) height: i32,
    boxes: Vec<Rect>,
    routes: Vec<Route>,
}

/// The rows' vertices with their places.
pub(super) struct Places<'a> {
    pub(super) layers: &'a Layers,
    /// The axis of each vertex.
    pub(super) x: Vec<i32>,
    /// Where each row begins and ends.
    pub(super) bands: Vec<(i32, i32)>,
    /// For each node, its box.
    pub(super) boxes: Vec<Rect>,
    /// For each node, whether its region may end there.
    pub(super) ends: Vec<bool>,
}

impl Flow {
    /// Lays a region out.
    pub(super) fn of(
        picture: &Picture,
        region: usize,
        members: &[usize],
        faces: &[Face],
        routes: &[Route],
    ) -> Flow {
        if members.is_empty() {
            return Flow {
                width: 60,
                height: 24,
                ..Flow::default()
            };
        }
        let local = |node: usize| members.binary_search(&node).unwrap_or(0);
        let started = picture.regions.get(region).and_then(|region| region.start);
        let started = started.filter(|start| members.binary_search(start).is_ok());
        let start = started.map_or(0, local);
        let stubs: Vec<(i32, i32)> = members
            .iter()
            .map(|node| {
                let above = if started == Some(*node) { STUB } else { 0 };
                let below = if picture.nodes[*node].ends { STUB } else { 0 };
                (above, below)
            })
            .collect();
        let ends_of = |route: &Route| {
            let edge = &picture.edges[route.edges[0]];
            (local(edge.from), local(edge.to), edge.kind.is_catch())
        };
        let mut sizes: Vec<Size> = members
            .iter()
            .zip(&stubs)
            .map(|(node, (above, below))| {
                Size::centred(faces[*node].width, faces[*node].height + above + below)
            })
            .collect();
        let mut links = Vec::new();
        let mut loops = Vec::new();
        for (number, wire) in routes.iter().enumerate() {
            let (from, to, caught) = ends_of(wire);
            let label = label_size(&wire.label);
            if from == to {
                // A loop and its label stand right of the box, a second one below the first.
                let begun = sizes[from].right - faces[members[from]].width / 2;
                loops.push((number, from, begun));
                sizes[from].right += 26 + label.map_or(0, |(width, _)| width);
                let high = label.map_or(0, |(_, height)| height) + stubs[from].0 + stubs[from].1;
                sizes[from].height = sizes[from].height.max(high);
            } else {
                let link = Link {
                    from,
                    to,
                    caught,
                    sideways: caught || picture.nodes[members[from]].kind == Kind::Choice,
                    label,
                };
                links.push((number, link));
            }
        }
        let (numbers, links): (Vec<usize>, Vec<Link>) = links.into_iter().unzip();
        let ranks = rank(members.len(), &links, start);
        let mut layers = layers(&sizes, &links, &ranks, start);
        order::order(&mut layers, start);
        layers.set_aside(&links, &ranks);
        let mut x = place::place(&layers);
        let bands = bands(&layers, &x);

        let (mut least, mut most) = (0, 0);
        for (vertex, x) in x.iter().enumerate() {
            let size = layers.size[vertex];
            least = if vertex == 0 {
                x - size.left
            } else {
                least.min(x - size.left)
            };
            most = if vertex == 0 {
                x + size.right
            } else {
                most.max(x + size.right)
            };
        }
        for x in &mut x {
            *x += 10 - least;
        }
        let boxes = boxed(members, faces, &stubs, &layers, &x, &bands);
        let places = Places {
            layers: &layers,
            x,
            bands,
            boxes,
            ends: stubs.iter().map(|(_, below)| *below > 0).collect(),
        };
        let mut drawn = routes.to_vec();
        for (position, number) in numbers.iter().enumerate() {
            let ends = Ends {
                path: &layers.paths[position],
                backward: ranks.backward[position],
                link: &links[position],
            };
            route(&places, &ends, &mut drawn[*number]);
        }
        for (number, node, begun) in loops {
            super::route::around(places.boxes[node], begun, &mut drawn[number]);
        }
        Flow {
            width: most - least + 20,
            height: places.bands.last().map_or(0, |(_, bottom)| bottom + 10),
            boxes: places.boxes,
            routes: drawn,
        }
    }

    /// Puts the region where it belongs.
    pub(super) fn put(self, (x, y): (i32, i32), members: &[usize], layout: &mut Layout) {
        for (node, mut area) in members.iter().zip(self.boxes) {
            area.x += x;
            area.y += y;
            layout.boxes[*node] = area;
            for (region, inner) in &layout.faces[*node].inner {
                let (x, y) = (area.x + inner.x, area.y + inner.y);
                layout.regions[*region] = Some(Rect { x, y, ..*inner });
            }
        }
        for mut route in self.routes {
            for segment in &mut route.segments {
                segment.shift(x, y);
            }
            route.tip.shift(x, y);
            route.label_at.0 += x;
            route.label_at.1 += y;
            layout.routes.push(route);
        }
    }
}

/// Where each row begins and ends. Lines that go far to the side have more room to do so.
fn bands(layers: &Layers, x: &[i32]) -> Vec<(i32, i32)> {
    let mut bands = Vec::with_capacity(layers.rows.len());
    let mut top = 10;
    for (number, row) in layers.rows.iter().enumerate() {
        let height = row.iter().map(|vertex| layers.size[*vertex].height).max();
        let bottom = top + height.unwrap_or(0);
        bands.push((top, bottom));
        let aside = row.iter().flat_map(|vertex| {
            let down = layers.down[*vertex].iter();
            down.map(|step| (x[*vertex] - x[step.to]).abs())
        });
        let is_label = |row: usize| {
            let row = layers.rows.get(row);
            row.is_some_and(|row| row.iter().all(|vertex| layers.item[*vertex] != Item::Node))
        };
        let least = if is_label(number) || is_label(number + 1) {
            18
        } else {
            34
        };
        top = bottom + least + (aside.max().unwrap_or(0) / 14).min(26);
    }
    bands
}

/// The boxes of a region's states. In a row with something tall, all stand at its top, else in its middle.
fn boxed(
    members: &[usize],
    faces: &[Face],
    stubs: &[(i32, i32)],
    layers: &Layers,
    x: &[i32],
    bands: &[(i32, i32)],
) -> Vec<Rect> {
    members
        .iter()
        .enumerate()
        .map(|(vertex, node)| {
            let face = &faces[*node];
            let (top, bottom) = bands[layers.row[vertex]];
            let (above, below) = stubs[vertex];
            let spare = bottom - top - face.height - above - below;
            let aside = if spare > 6 * LABEL_LINE { 0 } else { spare / 2 };
            Rect {
                x: x[vertex] - face.width / 2,
                y: top + above + aside,
                width: face.width,
                height: face.height,
            }
        })
        .collect()
}
