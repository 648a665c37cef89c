//! The order of a row from left to right: as few crossings as some sweeps find, from the main way outwards.

use super::layers::{Layers, Step};

/// Orders the rows.
pub(super) fn order(layers: &mut Layers, start: usize) {
    /// So many sweeps without fewer crossings are enough.
    const PATIENCE: usize = 4;
    first(layers, start);
    let mut places = places(layers);
    let mut best = layers.rows.clone();
    let mut fewest = crossings(layers, &places);
    let sweeps = effort(layers, 16);
    let mut since = 0;
    for sweep in 0..sweeps {
        if fewest == 0 || since == PATIENCE {
            break;
        }
        if sweep % 2 == 0 {
            for row in 1..layers.rows.len() {
                arrange(layers, &mut places, row, true);
            }
        } else {
            for row in (0..layers.rows.len().saturating_sub(1)).rev() {
                arrange(layers, &mut places, row, false);
            }
        }
        let crossings = crossings(layers, &places);
        since += 1;
        if crossings < fewest {
            since = 0;
            fewest = crossings;
            best.clone_from(&layers.rows);
        }
    }
    layers.rows = best;
}

/// How often to try for a better picture: less often the larger it is, so that the time stays with its size.
pub(super) fn effort(layers: &Layers, most: usize) -> usize {
    (most * 500 / layers.item.len().max(1)).clamp(2, most)
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
fn arrange(layers: &mut Layers, places: &mut [usize], row: usize, by_above: bool) {
    let steps_of = if by_above { &layers.up } else { &layers.down };
    let vertices = std::mem::take(&mut layers.rows[row]);
    let medians: Vec<Option<usize>> = vertices
        .iter()
        .map(|vertex| median(&steps_of[*vertex], places))
        .collect();
    let mut sorted: Vec<(usize, usize)> = medians
        .iter()
        .zip(&vertices)
        .filter_map(|(median, vertex)| Some(((*median)?, *vertex)))
        .collect();
    sorted.sort_by_key(|(median, _)| *median);
    let mut sorted = sorted.into_iter();
    // What is joined with nothing there keeps its place.
    let arranged: Vec<usize> = vertices
        .iter()
        .zip(&medians)
        .map(|(vertex, median)| match median {
            None => *vertex,
            Some(_) => sorted.next().map_or(*vertex, |(_, vertex)| vertex),
        })
        .collect();
    for (place, vertex) in arranged.iter().enumerate() {
        places[*vertex] = place;
    }
    layers.rows[row] = arranged;
}

/// Twice the median of the places that steps lead to. What should be straight decides alone; it stands first.
fn median(steps: &[Step], places: &[usize]) -> Option<usize> {
    let pull = steps.first()?.pull;
    let deciding = steps.iter().take_while(|step| step.pull == pull);
    let mut beside: Vec<usize> = deciding.map(|step| places[step.to]).collect();
    beside.sort_unstable();
    let middle = beside.len() / 2;
    Some(if beside.len() % 2 == 1 {
        beside[middle] * 2
    } else {
        beside[middle - 1] + beside[middle]
    })
}

/// How many pairs of lines cross; what should be straight counts for more.
fn crossings(layers: &Layers, places: &[usize]) -> usize {
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
