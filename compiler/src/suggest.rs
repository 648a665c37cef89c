//! Similar names, and lists of names, for messages.

/// Longer names are not compared letter by letter: the cost grows with the square.
const LONGEST: usize = 120;

/// The name among those known that was most likely meant: one that differs in case and separators only, else the
/// nearest by edit distance; none where all are too far. Among equals the first.
pub fn similar<'a>(name: &str, among: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = plain(name);
    let letters = lower(name);
    let mut best: Option<(usize, &'a str)> = None;
    for candidate in among {
        if candidate == name {
            continue;
        }
        let distance = if !wanted.is_empty() && plain(candidate) == wanted {
            0
        } else {
            // By the letters as written: a changed separator counts as one edit.
            let known = lower(candidate);
            match distance(&letters, &known, reach(&letters, &known)) {
                Some(distance) => distance.max(1),
                None => continue,
            }
        };
        if best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Whether the names differ in case and separators only.
pub(crate) fn same_letters(one: &str, other: &str) -> bool {
    plain(one) == plain(other)
}

/// The names in backticks, sorted, each once; after eight, how many more.
pub fn list_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    const MOST: usize = 8;
    let mut names: Vec<&str> = names.into_iter().collect();
    names.sort_unstable();
    names.dedup();
    let shown: Vec<String> = names
        .iter()
        .take(MOST)
        .map(|name| format!("`{name}`"))
        .collect();
    let shown = shown.join(", ");
    match names.len().saturating_sub(MOST) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// How far two names may be apart: a third of the longer one's letters, and never for one or two letters, where every
/// other name is near.
fn reach(one: &[char], other: &[char]) -> usize {
    (one.len().max(other.len()) / 3).min(4)
}

fn lower(name: &str) -> Vec<char> {
    name.to_lowercase().chars().collect()
}

/// The letters and digits, in lower case.
fn plain(name: &str) -> Vec<char> {
    name.to_lowercase()
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .collect()
}

/// How many letters must be inserted, left out, replaced or swapped with their neighbour; none for more than `most`,
/// and for very long names.
pub(crate) fn distance(from: &[char], to: &[char], most: usize) -> Option<usize> {
    if from.len().abs_diff(to.len()) > most || from.len().max(to.len()) > LONGEST {
        return None;
    }
    let (from, to) = differing(from, to);
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    let mut letter_before: Option<char> = None;
    for (row, &letter) in from.iter().enumerate() {
        let mut current = vec![row + 1];
        let mut other_before: Option<char> = None;
        for (column, &other) in to.iter().enumerate() {
            let at = |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX);
            let replaced = at(&last, column).saturating_add(usize::from(letter != other));
            let removed = at(&last, column + 1).saturating_add(1);
            let added = at(&current, column).saturating_add(1);
            let mut fewest = replaced.min(removed).min(added);
            if letter_before == Some(other) && other_before == Some(letter) && column > 0 {
                fewest = fewest.min(at(&before_last, column - 1).saturating_add(1));
            }
            current.push(fewest);
            other_before = Some(other);
        }
        // A later line is never below the least of the two before it.
        if last.iter().chain(&current).all(|distance| *distance > most) {
            return None;
        }
        letter_before = Some(letter);
        before_last = last;
        last = current;
    }
    last.last().copied().filter(|distance| *distance <= most)
}

/// What is left of two names without the letters that both start and end with: similar names share most.
fn differing<'a>(from: &'a [char], to: &'a [char]) -> (&'a [char], &'a [char]) {
    let same = |(one, other): &(&char, &char)| one == other;
    let start = from.iter().zip(to).take_while(same).count();
    let (_, from) = from.split_at(start);
    let (_, to) = to.split_at(start);
    let end = from
        .iter()
        .rev()
        .zip(to.iter().rev())
        .take_while(same)
        .count();
    let (from, _) = from.split_at(from.len() - end);
    let (to, _) = to.split_at(to.len() - end);
    (from, to)
}

#[cfg(test)]
mod tests {
    use super::{distance, list_of, similar};

    #[test]
    fn edits_are_counted() {
        let cases = [
            ("order", "order", 0),
            ("order", "odrer", 1),
            ("aab", "ab", 1),
            ("abab", "ab", 2),
            ("xabcy", "xacby", 1),
            ("kitten", "sitting", 3),
            ("", "abc", 3),
            ("ca", "abc", 3),
        ];
        for (from, to, edits) in cases {
            let [one, other] = [from, to].map(|name| name.chars().collect::<Vec<char>>());
            for (one, other) in [(&one, &other), (&other, &one)] {
                assert_eq!(distance(one, other, edits), Some(edits), "{from} {to}");
                if edits > 0 {
                    assert_eq!(distance(one, other, edits - 1), None, "{from} {to}");
                }
            }
        }
    }

    #[test]
    fn the_name_that_was_meant_is_found() {
        let names = ["Ship Order", "Validate Order", "Notify Customer", "A", "B"];
        let cases = [
            ("Ship Ordr", Some("Ship Order")),
            ("ship_order", Some("Ship Order")),
            ("ShipOrder", Some("Ship Order")),
            ("Vaildate Order", Some("Validate Order")),
            ("a", Some("A")),
            ("C", None),
            ("Refund", None),
            ("", None),
            ("---", None),
        ];
        for (name, expected) in cases {
            assert_eq!(similar(name, names), expected, "{name}");
        }
    }

    #[test]
    fn letters_decide_before_distance_does() {
        assert_eq!(similar("id", ["ids", "ID"]), Some("ID"));
        assert_eq!(
            similar("oder_id", ["order_ib", "order_id"]),
            Some("order_id")
        );
        assert_eq!(similar("same", ["same", "sane"]), Some("sane"));
    }

    #[test]
    fn lists_are_sorted_and_end() {
        assert_eq!(list_of(["b", "a", "b"]), "`a`, `b`");
        assert_eq!(list_of([]), "");
        let many = ["9", "8", "7", "6", "5", "4", "3", "2", "1", "0"];
        assert_eq!(
            list_of(many),
            "`0`, `1`, `2`, `3`, `4`, `5`, `6`, `7` and 2 more"
        );
    }

    #[test]
    fn very_long_names_cost_nothing() {
        let long = "x".repeat(100_000);
        let other = "y".repeat(100_000);
        assert_eq!(similar(&long, [other.as_str()]), None);
    }
}
