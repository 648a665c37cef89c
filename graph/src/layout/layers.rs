//! Rows with everything in them that takes room: nodes, labels, and the lines that pass.

use std::collections::BTreeMap;

use super::order::places;
use super::rank::Ranks;
use super::{Link, Size};

/// What stands in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// A node.
    Node,
    /// The label of a link; its line is broken there.
    Label,
    /// A line that passes.
    Line,
}

/// The rows. A vertex is a node (of the node's number), a label, or a place where a line passes.
pub(super) struct Layers {
    /// The rows' vertices, from left to right.
    pub(super) rows: Vec<Vec<usize>>,
    /// What each vertex is.
    pub(super) item: Vec<Item>,
    /// How much room it takes.
    pub(super) size: Vec<Size>,
    /// The row of each vertex.
    pub(super) row: Vec<usize>,
    /// What each vertex leads to in the next row, the straightest first.
    pub(super) down: Vec<Vec<Step>>,
    /// The same, looking up.
    pub(super) up: Vec<Vec<Step>>,
    /// For each link, its vertices from top to bottom.
    pub(super) paths: Vec<Vec<usize>>,
}

/// Part of a link, from a row to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// The vertex it leads to.
    pub(super) to: usize,
    /// How much it should be straight.
    pub(super) pull: u8,
}

/// Puts nodes, labels and lines into rows.
pub(super) fn layers(sizes: &[Size], links: &[Link], ranks: &Ranks, start: usize) -> Layers {
    let rows = ranks.rank.iter().max().map_or(0, |rank| rank + 1);
    // A row for labels stands between two rows of nodes only where something needs it: a label, or a line back up, which
    // would else lie on the line down.
    let mut spaced = vec![false; rows];
    for (number, link) in links.iter().enumerate() {
        if ranks.backward[number] {
            spaced[ranks.rank[link.from] - 1] = true;
        } else if link.label.is_some() {
            spaced[ranks.rank[link.from]] = true;
        }
    }
    let mut row_of = Vec::with_capacity(rows);
    let mut next = 0;
    for spaced in &spaced {
        row_of.push(next);
        next += 1 + usize::from(*spaced);
    }
    let mut layers = Layers {
        rows: vec![Vec::new(); next],
        item: vec![Item::Node; sizes.len()],
        size: sizes.to_vec(),
        row: ranks.rank.iter().map(|rank| row_of[*rank]).collect(),
        down: Vec::new(),
        up: Vec::new(),
        paths: Vec::with_capacity(links.len()),
    };
    let mut shared = BTreeMap::new();
    for (number, link) in links.iter().enumerate() {
        layers.add_path(link, ranks.backward[number], &mut shared);
    }
    layers.add_steps(links, ranks, start);
    layers
}

impl Layers {
    /// What may stand for a link in each row that it passes. Those of one kind to one node share their lines.
    fn add_path(
        &mut self,
        link: &Link,
        backward: bool,
        shared: &mut BTreeMap<(usize, bool, bool, usize), usize>,
    ) {
        let (upper, lower) = if backward {
            (link.to, link.from)
        } else {
            (link.from, link.to)
        };
        let (first, last) = (self.row[upper] + 1, self.row[lower]);
        let labelled = if backward { last - 1 } else { first };
        let mut path = vec![upper];
        for row in first..last {
            let vertex = match link.label {
                Some((width, height)) if row == labelled => {
                    self.add(Item::Label, Size::centred(width, height), row)
                }
                _ => {
                    let key = (link.to, link.caught, backward, row);
                    *shared
                        .entry(key)
                        .or_insert_with(|| self.add(Item::Line, Size::centred(2, 0), row))
                }
            };
            path.push(vertex);
        }
        path.push(lower);
        self.paths.push(path);
    }

    /// Once the rows are in order, moves the labels of lines that may leave by the side so far from the straight line beside
    /// them that they can.
    pub(super) fn set_aside(&mut self, links: &[Link], ranks: &Ranks) {
        /// What is wider is left by its lower edge.
        const WIDEST: i32 = 260;
        let places = places(self);
        for (number, link) in links.iter().enumerate() {
            let backward = ranks.backward[number];
            let path = &self.paths[number];
            let label = if backward {
                path[path.len() - 2]
            } else {
                path[1]
            };
            let half = self.size[link.from].right;
            if !(link.sideways || backward) || self.item[label] == Item::Node || 2 * half > WIDEST {
                continue;
            }
            let steps = if backward {
                &self.up[link.from]
            } else {
                &self.down[link.from]
            };
            let straight = steps
                .iter()
                .filter(|step| step.pull >= 2 && step.to != label);
            let place = places[label];
            for beside in straight.map(|step| places[step.to]) {
                let size = &mut self.size[label];
                if beside + 1 == place {
                    size.left = size.left.max(half + 4);
                } else if place + 1 == beside {
                    size.right = size.right.max(half + 4);
                }
            }
        }
    }

    fn add(&mut self, item: Item, size: Size, row: usize) -> usize {
        self.item.push(item);
        self.size.push(size);
        self.row.push(row);
        self.item.len() - 1
    }

    fn add_steps(&mut self, links: &[Link], ranks: &Ranks, start: usize) {
        self.down = vec![Vec::new(); self.item.len()];
        self.up = vec![Vec::new(); self.item.len()];
        let mut on_main = vec![false; links.len()];
        let mut node = start;
        while let Some(link) = ranks.main.get(node).copied().flatten() {
            on_main[link] = true;
            node = links[link].to;
        }
        // What is short stays near, what is long goes around it.
        let mut by_length: Vec<usize> = (0..links.len()).collect();
        by_length.sort_by_key(|number| self.paths[*number].len());
        for number in by_length {
            let link = &links[number];
            let is_main = ranks.main[link.from] == Some(number);
            let pull = match (on_main[number], is_main) {
                (true, _) => 4,
                (_, true) => 2,
                _ if link.caught || ranks.backward[number] => 0,
                _ => 1,
            };
            for pair in self.paths[number].windows(2) {
                let [from, to] = [pair[0], pair[1]];
                let is_line = |vertex: usize| self.item[vertex] == Item::Line;
                let leaves = links[number].label.is_some() && self.item[to] == Item::Label;
                let pull = if is_line(from) && is_line(to) {
                    pull.max(3)
                } else if leaves || is_main {
                    pull
                } else {
                    // A label stands above where its line goes, rather than below where it comes from.
                    pull + 1
                };
                join(&mut self.down[from], to, pull);
                join(&mut self.up[to], from, pull);
            }
        }
        for steps in self.down.iter_mut().chain(&mut self.up) {
            steps.sort_by_key(|step| std::cmp::Reverse(step.pull));
        }
    }
}

fn join(steps: &mut Vec<Step>, to: usize, pull: u8) {
    match steps.iter_mut().find(|step| step.to == to) {
        Some(step) => step.pull = step.pull.max(pull),
        None => steps.push(Step { to, pull }),
    }
}
