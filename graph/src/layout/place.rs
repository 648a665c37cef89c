//! Where in its row a vertex stands: what should be straight is, and nothing overlaps.
//!
//! Vertices of neighbouring rows that are to stand straight below each other form blocks. Blocks are pushed apart first, then
//! each goes, as far as its neighbours let it, to where its lines are shortest.

use super::layers::{Item, Layers};
use super::order::{effort, places};

/// A constraint: a block stands at least so far right of another.
struct Beside {
    block: usize,
    distance: i32,
}

/// The axis of each vertex.
pub(super) fn place(layers: &Layers) -> Vec<i32> {
    let block = blocks(layers);
    let count = block.iter().max().map_or(0, |block| block + 1);
    let mut left: Vec<Vec<Beside>> = Vec::new();
    let mut right: Vec<Vec<Beside>> = Vec::new();
    left.resize_with(count, Vec::new);
    right.resize_with(count, Vec::new);
    for row in &layers.rows {
        for pair in row.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            let distance = apart(layers, a, b);
            left[block[b]].push(Beside {
                block: block[a],
                distance,
            });
            right[block[a]].push(Beside {
                block: block[b],
                distance,
            });
        }
    }
    let order = from_left(&left, &right);
    let mut x = vec![0; count];
    for current in &order {
        let least = left[*current].iter().map(|at| x[at.block] + at.distance);
        x[*current] = least.max().unwrap_or(0);
    }
    settle(layers, &block, &order, &left, &right, &mut x);
    block.iter().map(|block| x[*block]).collect()
}

/// The distance of two axes beside each other.
fn apart(layers: &Layers, a: usize, b: usize) -> i32 {
    let gap = match (layers.item[a], layers.item[b]) {
        (Item::Node, Item::Node) => 30,
        (Item::Line, Item::Line) => 14,
        (Item::Label, Item::Label) => 16,
        _ => 18,
    };
    layers.size[a].right + gap + layers.size[b].left
}

/// The block of each vertex. Of two lines that cross, the one that should rather be straight is.
fn blocks(layers: &Layers) -> Vec<usize> {
    let places = places(layers);
    let mut above: Vec<Option<usize>> = vec![None; layers.item.len()];
    for row in &layers.rows {
        let mut steps: Vec<(u8, usize, usize)> = Vec::new();
        for vertex in row {
            let down = layers.down[*vertex].iter();
            steps.extend(down.map(|step| (step.pull, *vertex, step.to)));
        }
        steps.sort_by_key(|(pull, ..)| std::cmp::Reverse(*pull));
        // By the upper end's place, the lower end's.
        let mut straight = std::collections::BTreeMap::new();
        for (_, upper, lower) in steps {
            let (from, to) = (places[upper], places[lower]);
            let before = straight.range(..=from).next_back();
            let after = straight.range(from..).next();
            let fits = before.is_none_or(|(at, end)| *at < from && *end < to)
                && after.is_none_or(|(at, end)| *at > from && *end > to);
            if fits {
                straight.insert(from, to);
                above[lower] = Some(upper);
            }
        }
    }
    let mut block = vec![usize::MAX; layers.item.len()];
    let mut next = 0;
    for vertex in layers.rows.iter().flatten() {
        block[*vertex] = if let Some(upper) = above[*vertex] {
            block[upper]
        } else {
            next += 1;
            next - 1
        };
    }
    block
}

/// The blocks in an order in which none stands left of one before it.
fn from_left(left: &[Vec<Beside>], right: &[Vec<Beside>]) -> Vec<usize> {
    let mut waiting: Vec<usize> = left.iter().map(Vec::len).collect();
    let mut order: Vec<usize> = (0..left.len())
        .filter(|block| waiting[*block] == 0)
        .collect();
    let mut next = 0;
    while let Some(block) = order.get(next).copied() {
        next += 1;
        for beside in &right[block] {
            waiting[beside.block] -= 1;
            if waiting[beside.block] == 0 {
                order.push(beside.block);
            }
        }
    }
    order
}

/// Moves blocks to where their lines are shortest, from the right and from the left in turns.
fn settle(
    layers: &Layers,
    block: &[usize],
    order: &[usize],
    left: &[Vec<Beside>],
    right: &[Vec<Beside>],
    x: &mut [i32],
) {
    let mut lines: Vec<Vec<(usize, i64)>> = vec![Vec::new(); x.len()];
    for (vertex, steps) in layers.down.iter().enumerate() {
        for step in steps {
            let (a, b) = (block[vertex], block[step.to]);
            if a != b {
                let weight = 1 + 2 * i64::from(step.pull);
                lines[a].push((b, weight));
                lines[b].push((a, weight));
            }
        }
    }
    let mut quiet = 0;
    for round in 0..effort(layers, 24) {
        let mut moved = false;
        let mut turn = |current: usize| {
            let Some(best) = median(&lines[current], x) else {
                return;
            };
            let least = left[current].iter().map(|at| x[at.block] + at.distance);
            let most = right[current].iter().map(|at| x[at.block] - at.distance);
            let mut to = best;
            if let Some(least) = least.max() {
                to = to.max(least);
            }
            if let Some(most) = most.min() {
                to = to.min(most);
            }
            moved |= x[current] != to;
            x[current] = to;
        };
        if round % 2 == 0 {
            order.iter().rev().copied().for_each(&mut turn);
        } else {
            order.iter().copied().for_each(&mut turn);
        }
        quiet = if moved { 0 } else { quiet + 1 };
        if quiet == 2 {
            break;
        }
    }
}

/// The place with as much weight on either side; between the two, where there are two.
fn median(lines: &[(usize, i64)], x: &[i32]) -> Option<i32> {
    let mut at: Vec<(i32, i64)> = lines
        .iter()
        .map(|(block, weight)| (x[*block], *weight))
        .collect();
    at.sort_unstable();
    let total: i64 = at.iter().map(|(_, weight)| weight).sum();
    let mut sum = 0;
    let mut lower = None;
    for (place, weight) in at {
        sum += weight;
        if let Some(lower) = lower {
            return Some(i32::midpoint(lower, place));
        }
        match (sum * 2).cmp(&total) {
            std::cmp::Ordering::Greater => return Some(place),
            std::cmp::Ordering::Equal => lower = Some(place),
            std::cmp::Ordering::Less => {}
        }
    }
    lower
}
