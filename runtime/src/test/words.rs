//! Names in messages.

/// Sorted, at most eight.
pub(super) fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    const MOST: usize = 8;
    let mut names: Vec<_> = names.collect();
    names.sort_unstable();
    let more = names.len().saturating_sub(MOST);
    names.truncate(MOST);
    let quoted = names.iter().map(|name| format!("`{name}`"));
    let text = quoted.collect::<Vec<_>>().join(", ");
    if more == 0 {
        return text;
    }
    format!("{text} and {more} more")
}

/// The name that was likely meant: the nearest, if a third of its letters are right but for case.
pub(super) fn similar<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let wanted = name.to_lowercase();
    let near = names.map(|candidate| (distance(&wanted, &candidate.to_lowercase()), candidate));
    let most = (name.chars().count() / 3).max(1);
    let near = near.filter(|(distance, _)| *distance <= most);
    near.min().map(|(_, candidate)| candidate)
}

/// How many letters are to be added, removed or replaced.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (line, letter) in from.chars().enumerate() {
        let mut corner = row[0];
        row[0] = line + 1;
        for (column, other) in to.iter().enumerate() {
            let replaced = corner + usize::from(letter != *other);
            corner = row[column + 1];
            row[column + 1] = replaced.min(corner + 1).min(row[column] + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::{listed, similar};

    #[test]
    fn the_nearest_name_is_meant_if_it_is_near() {
        let names = ["Return", "Throw"];
        assert_eq!(similar("return", names.into_iter()), Some("Return"));
        assert_eq!(similar("Retrun", names.into_iter()), Some("Return"));
        assert_eq!(similar("Output", names.into_iter()), None);
    }

    #[test]
    fn many_names_are_cut_short() {
        let names = ["j", "i", "h", "g", "f", "e", "d", "c", "b", "a"];
        assert_eq!(
            listed(names.into_iter()),
            "`a`, `b`, `c`, `d`, `e`, `f`, `g`, `h` and 2 more"
        );
    }
}
