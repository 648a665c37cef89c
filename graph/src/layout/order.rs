//! The order of a row from left to right: as few crossings as some sweeps find, from the main way outwards.

use super::layers::{Layers, Step};

/// Orders the rows.
pub(super) fn order(layers: &mut Layers, start: usize) {
    first(layers, start);
    let mut best = layers.rows.clone();
    let mut fewest = crossings(layers);
    let sweeps = if layers.item.len() > 600 { 6 } else { 16 };
    for sweep in 0..sweeps {
        if fewest == 0 {
            break;
        }
        if sweep % 2 == 0 {
            for row in 1..layers.rows.len() {
                arrange(layers, row, true);
            }
        } else {
            for row in (0..layers.rows.len().saturating_sub(1)).rev() {
                arrange(layers, row, false);
            }
        }
        let crossings = crossings(layers);
        if crossings < fewest {
            fewest = crossings;
            best.clone_from(&layers.rows);
        }
    }
    layers.rows = best;
}

/// For each vertex, its place in its row.
pub(super) fn places(layers: &Layers) -> Vec<usize> {
    let mut places = vec![0; layers.item.len()];
    for row in &layers.rows {
        for (place, vertex) in row.iter().enumerate() {
            places[*vertex] = place;
        }
    }
    places
}

/// The order of a search from the start that follows what should be straight first: that is left, what fails is right.
fn first(layers: &mut Layers, start: usize) {
    let mut seen = vec![false; layers.item.len()];
    for root in std::iter::once(start).chain(0..layers.item.len()) {
        if seen.get(root) != Some(&false) {
            continue;
        }
        seen[root] = true;
        layers.rows[layers.row[root]].push(root);
        let mut stack = vec![(root, 0)];
        while let Some((vertex, next)) = stack.last_mut() {
            let Some(step) = layers.down[*vertex].get(*next) else {
                stack.pop();
                continue;
            };
            *next += 1;
            let to = step.to;
            if !seen[to] {
                seen[to] = true;
                layers.rows[layers.row[to]].push(to);
                stack.push((to, 0));
            }
        }
    }
}

/// Sorts a row by the medians of what its vertices are joined with in the row above, or below.
fn arrange(layers: &mut Layers, row: usize, by_above: bool) {
    let places = places(layers);
    let median = |vertex: usize| {
        let steps: &[Step] = if by_above {
            &layers.up[vertex]
        } else {
            &layers.down[vertex]
        };
        // What should be straight decides alone; it stands first.
        let pull = steps.first().map(|step| step.pull);
        let deciding = steps.iter().filter(|step| Some(step.pull) == pull);
        let mut beside: Vec<usize> = deciding.map(|step| places[step.to]).collect();
        beside.sort_unstable();
        let middle = beside.len() / 2;
        match beside.len() {
            0 => None,
            count if count % 2 == 1 => Some(beside[middle] * 2),
            _ => Some(beside[middle - 1] + beside[middle]),
        }
    };
    let mut sorted: Vec<(usize, usize)> = layers.rows[row]
        .iter()
        .filter_map(|vertex| Some((median(*vertex)?, *vertex)))
        .collect();
    sorted.sort_by_key(|(median, _)| *median);
    let mut sorted = sorted.into_iter();
    // What is joined with nothing there keeps its place.
    let arranged = layers.rows[row]
        .iter()
        .map(|vertex| match median(*vertex) {
            None => *vertex,
            Some(_) => sorted.next().map_or(*vertex, |(_, vertex)| vertex),
        })
        .collect();
    layers.rows[row] = arranged;
}

/// How many pairs of lines cross; what should be straight counts for more.
fn crossings(layers: &Layers) -> usize {
    let places = places(layers);
    let mut crossings = 0;
    for row in &layers.rows {
        let mut ends = Vec::new();
        for vertex in row {
            let mut to: Vec<(usize, usize)> = layers.down[*vertex]
                .iter()
                .map(|step| (places[step.to], 1 + usize::from(step.pull)))
                .collect();
            to.sort_unstable();
            ends.extend(to);
        }
        crossings += inversions(&mut ends);
    }
    crossings
}

/// The weights of all pairs that are in the wrong order, summed up; sorts them.
fn inversions(ends: &mut [(usize, usize)]) -> usize {
    if ends.len() < 2 {
        return 0;
    }
    let (left, right) = ends.split_at_mut(ends.len() / 2);
    let mut sum = inversions(left) + inversions(right);
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut i, mut j) = (0, 0);
    let mut waiting: usize = left.iter().map(|(_, weight)| weight).sum();
    while i < left.len() || j < right.len() {
        if j == right.len() || (i < left.len() && left[i].0 <= right[j].0) {
            waiting -= left[i].1;
            merged.push(left[i]);
            i += 1;
        } else {
            sum += waiting + (left.len() - i) * right[j].1;
            merged.push(right[j]);
            j += 1;
        }
    }
    ends.copy_from_slice(&merged);
    sum
}

#[cfg(test)]
mod tests {
    use super::inversions;

    #[test]
    fn crossings_are_inversions() {
        assert_eq!(inversions(&mut [(0, 1), (1, 1), (2, 1)]), 0);
        assert_eq!(inversions(&mut [(2, 1), (1, 1), (0, 1)]), 6);
        assert_eq!(inversions(&mut [(1, 3), (1, 1), (0, 1)]), 6);
    }
}
