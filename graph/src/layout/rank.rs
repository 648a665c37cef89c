//! Which row each node stands in: loops are opened, then a node stands below all that lead to it.

use super::Link;

/// A graph without loops, in rows.
pub(super) struct Ranks {
    /// For each link, whether it leads back up.
    pub(super) backward: Vec<bool>,
    /// For each node, its row.
    pub(super) rank: Vec<usize>,
    /// For each node, the link of its main way on, where it has one.
    pub(super) main: Vec<Option<usize>>,
}

/// Ranks a graph; no link is from a node to itself.
pub(super) fn rank(nodes: usize, links: &[Link], start: usize) -> Ranks {
    let mut leaving = vec![Vec::new(); nodes];
    for (number, link) in links.iter().enumerate() {
        leaving[link.from].push(number);
    }
    // The way that nothing fails on is what the rows follow.
    for numbers in &mut leaving {
        numbers.sort_by_key(|number| links[*number].caught);
    }
    let (backward, order) = open_loops(nodes, links, &leaving, start);
    let ends = |number: usize| {
        let link = &links[number];
        if backward[number] {
            (link.to, link.from)
        } else {
            (link.from, link.to)
        }
    };
    let mut rank = vec![0; nodes];
    // A search's finishing order, turned round, is topological for what does not lead back.
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); nodes];
    for number in 0..links.len() {
        let (upper, lower) = ends(number);
        below[upper].push(lower);
    }
    for node in &order {
        for lower in &below[*node] {
            rank[*lower] = rank[*lower].max(rank[*node] + 1);
        }
    }
    let mut height = vec![0usize; nodes];
    let mut main = vec![None; nodes];
    for node in order.iter().rev() {
        for number in &leaving[*node] {
            let link = &links[*number];
            if backward[*number] || link.caught {
                continue;
            }
            let reach = height[link.to] + 1;
            if reach > height[*node] {
                height[*node] = reach;
                main[*node] = Some(*number);
            }
        }
    }
    Ranks {
        backward,
        rank,
        main,
    }
}

/// Which links lead back to where a search from the start came from, and a topological order for the others.
fn open_loops(
    nodes: usize,
    links: &[Link],
    leaving: &[Vec<usize>],
    start: usize,
) -> (Vec<bool>, Vec<usize>) {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        Not,
        Open,
        Done,
    }
    let mut backward = vec![false; links.len()];
    let mut finished = Vec::with_capacity(nodes);
    let mut seen = vec![Seen::Not; nodes];
    for root in std::iter::once(start).chain(0..nodes) {
        if seen[root] != Seen::Not {
            continue;
        }
        seen[root] = Seen::Open;
        let mut stack = vec![(root, 0)];
        while let Some((node, next)) = stack.last_mut() {
            if let Some(number) = leaving[*node].get(*next) {
                *next += 1;
                let to = links[*number].to;
                match seen[to] {
                    Seen::Open => backward[*number] = true,
                    Seen::Done => {}
                    Seen::Not => {
                        seen[to] = Seen::Open;
                        stack.push((to, 0));
                    }
                }
            } else {
                seen[*node] = Seen::Done;
                finished.push(*node);
                stack.pop();
            }
        }
    }
    finished.reverse();
    (backward, finished)
}
