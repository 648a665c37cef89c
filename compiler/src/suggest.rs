//! Similar names, and lists of valid ones.

/// The most similar of `among`, if any is near enough to be meant.
///
/// A name that differs only in case, blanks or punctuation is always meant. Otherwise up to a third of the characters may
/// be wrong, transposed neighbours counting once.
pub fn similar<'a>(name: &str, among: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(name);
    let mut best: Option<(usize, &str)> = None;
    for candidate in among {
        if candidate == name {
            continue;
        }
        let other = fold(candidate);
        if other == folded && !folded.is_empty() {
            return Some(candidate);
        }
        let limit = (folded.len().max(other.len()) / 3).max(1);
        // One letter is not a misspelling of another.
        if folded.len().min(other.len()) < 2 {
            continue;
        }
        let distance = distance(&folded, &other);
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Sorted, each in backticks, at most eight, "and N more".
pub fn list_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    const MOST: usize = 8;
    let mut names: Vec<&str> = names.into_iter().collect();
    names.sort_unstable();
    names.dedup();
    let more = names.len().saturating_sub(MOST);
    let mut list = names
        .iter()
        .take(MOST)
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ");
    if more > 0 {
        list.push_str(&format!(" and {more} more"));
    }
    list
}

fn fold(name: &str) -> Vec<char> {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Insertions, deletions, replacements and transpositions of neighbours that make one of the other.
pub(crate) fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut previous_a = None;
    for (i, &from) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        let mut previous_b = None;
        for (j, &to) in b.iter().enumerate() {
            let get = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX / 2);
            let mut least = (get(&last, j) + usize::from(from != to))
                .min(get(&last, j + 1) + 1)
                .min(get(&row, j) + 1);
            if j > 0 && previous_a == Some(to) && previous_b == Some(from) {
                least = least.min(get(&before, j - 1) + 1);
            }
            row.push(least);
            previous_b = Some(to);
        }
        before = std::mem::replace(&mut last, row);
        previous_a = Some(from);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_offered() {
        let names = ["Ship Order", "Process Payment", "Validate"];
        assert_eq!(similar("Ship Ordr", names), Some("Ship Order"));
        assert_eq!(similar("ship_order", names), Some("Ship Order"));
        assert_eq!(similar("Proces Paymnet", names), Some("Process Payment"));
        assert_eq!(similar("Notify", names), None);
        assert_eq!(similar("x", ["y"]), None);
        assert_eq!(similar("", names), None);
    }

    #[test]
    fn lists_are_sorted_and_short() {
        assert_eq!(list_of(["b", "a"]), "`a`, `b`");
        let many: Vec<String> = (0..10).map(|n| n.to_string()).collect();
        assert!(list_of(many.iter().map(String::as_str)).ends_with("`7` and 2 more"));
    }

    #[test]
    fn neighbours_swapped_are_one_mistake() {
        let distance = |a: &str, b: &str| {
            distance(
                &a.chars().collect::<Vec<_>>(),
                &b.chars().collect::<Vec<_>>(),
            )
        };
        assert_eq!(distance("timeout", "tiemout"), 1);
        assert_eq!(distance("", "ab"), 2);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
