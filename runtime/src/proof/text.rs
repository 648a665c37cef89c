//! Strings in constants: equality, similarity, the forms that a string can have.

/// Longer names are not compared letter by letter: the cost grows with the square.
const LONGEST: usize = 48;

/// `==`, which is not const for strings.
///
/// In a constant a call costs more than ten steps of a loop, and a length is a call: here and in other hot places slices
/// are taken apart by patterns.
pub(super) const fn same(one: &str, other: &str) -> bool {
    same_bytes(one.as_bytes(), other.as_bytes())
}

/// The same of their bytes, four at a time as long as there are so many.
pub(super) const fn same_bytes(one: &[u8], other: &[u8]) -> bool {
    let (mut one, mut other) = (one, other);
    while let ([a, b, c, d, rest @ ..], [e, f, g, h, other_rest @ ..]) = (one, other) {
        if *a != *e || *b != *f || *c != *g || *d != *h {
            return false;
        }
        one = rest;
        other = other_rest;
    }
    while let ([byte, rest @ ..], [other_byte, other_rest @ ..]) = (one, other) {
        if *byte != *other_byte {
            return false;
        }
        one = rest;
        other = other_rest;
    }
    matches!((one, other), ([], []))
}

/// Whether `name` is one of `names`.
pub(super) const fn contains(names: &[&str], name: &str) -> bool {
    let mut names = names;
    while let [one, rest @ ..] = names {
        if same(one, name) {
            return true;
        }
        names = rest;
    }
    false
}

/// Whether `one` comes before `other`, by bytes.
pub(super) const fn is_before(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut at = 0;
    while at < one.len() && at < other.len() {
        if one[at] != other[at] {
            return one[at] < other[at];
        }
        at += 1;
    }
    one.len() < other.len()
}

/// Whether it is one character.
pub(super) const fn is_char(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut characters = 0;
    let mut at = 0;
    while at < bytes.len() && characters < 2 {
        if bytes[at] & 0xC0 != 0x80 {
            characters += 1;
        }
        at += 1;
    }
    characters == 1
}

/// Whether it is a timestamp in ASL's profile of RFC 3339: `2016-03-14T01:59:00Z`, with an upper-case `T` and either
/// an upper-case `Z` or an offset.
pub(super) const fn is_timestamp(text: &str) -> bool {
    let text = text.as_bytes();
    if text.len() < 20
        || text[4] != b'-'
        || text[7] != b'-'
        || text[10] != b'T'
        || text[13] != b':'
        || text[16] != b':'
    {
        return false;
    }
    let (Some(year), Some(month), Some(day)) =
        (number(text, 0, 4), number(text, 5, 2), number(text, 8, 2))
    else {
        return false;
    };
    if day == 0 || day > days_in(year, month) || !is_time(text, 11, 23) {
        return false;
    }
    // A leap second is a second.
    if !matches!(number(text, 17, 2), Some(0..=60)) {
        return false;
    }
    let mut at = 19;
    if text[at] == b'.' {
        at += 1;
        let from = at;
        while at < text.len() && text[at].is_ascii_digit() {
            at += 1;
        }
        if at == from {
            return false;
        }
    }
    match text.len() - at {
        1 => text[at] == b'Z',
        6 => {
            (text[at] == b'+' || text[at] == b'-')
                && text[at + 3] == b':'
                && is_time(text, at + 1, 23)
        }
        _ => false,
    }
}

/// Whether `hh:mm` stands there.
const fn is_time(text: &[u8], at: usize, last_hour: u32) -> bool {
    match (number(text, at, 2), number(text, at + 3, 2)) {
        (Some(hour), Some(minute)) => hour <= last_hour && minute < 60,
        _ => false,
    }
}

const fn number(text: &[u8], from: usize, digits: usize) -> Option<u32> {
    let mut value = 0;
    let mut at = from;
    while at < from + digits {
        if !text[at].is_ascii_digit() {
            return None;
        }
        value = value * 10 + (text[at] - b'0') as u32;
        at += 1;
    }
    Some(value)
}

const fn days_in(year: u32, month: u32) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 0,
    }
}

const fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// The name among several that was most likely meant, by the same measure as the compiler's: one that differs in case
/// and separators only, else the nearest by edit distance. Among equals the first.
pub(super) struct Nearest {
    wanted: &'static str,
    best: Option<&'static str>,
    distance: usize,
}

impl Nearest {
    pub(super) const fn to(wanted: &'static str) -> Nearest {
        Nearest {
            wanted,
            best: None,
            distance: usize::MAX,
        }
    }

    pub(super) const fn consider(&mut self, candidate: &'static str) {
        if self.distance == 0 || same(self.wanted, candidate) {
            return;
        }
        if let Some(distance) = distance(self.wanted, candidate)
            && distance < self.distance
        {
            self.best = Some(candidate);
            self.distance = distance;
        }
    }

    pub(super) const fn found(&self) -> Option<&'static str> {
        self.best
    }
}

/// How far two names are apart; none where too far. Letters beyond ASCII count by their bytes.
const fn distance(one: &str, other: &str) -> Option<usize> {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if same_letters(one, other) {
        return Some(0);
    }
    let longer = if one.len() > other.len() {
        one.len()
    } else {
        other.len()
    };
    let reach = if longer / 3 < 4 { longer / 3 } else { 4 };
    if longer > LONGEST || letters_apart(one, other) > reach {
        return None;
    }
    let edits = edits(one, other);
    if edits > reach {
        None
    } else if edits == 0 {
        Some(1)
    } else {
        Some(edits)
    }
}

/// Whether they differ in case and separators only.
const fn same_letters(one: &[u8], other: &[u8]) -> bool {
    let (mut left, mut right) = (0, 0);
    let mut letters = 0;
    loop {
        while left < one.len() && is_separator(one[left]) {
            left += 1;
        }
        while right < other.len() && is_separator(other[right]) {
            right += 1;
        }
        if left == one.len() || right == other.len() {
            return left == one.len() && right == other.len() && letters > 0;
        }
        if lower(one[left]) != lower(other[right]) {
            return false;
        }
        letters += 1;
        left += 1;
        right += 1;
    }
}

const fn is_separator(byte: u8) -> bool {
    byte.is_ascii() && !byte.is_ascii_alphanumeric()
}

const fn lower(byte: u8) -> u8 {
    byte.to_ascii_lowercase()
}

/// The least number of edits by the letters alone, whatever their order: cheap, and settles most pairs.
const fn letters_apart(one: &[u8], other: &[u8]) -> usize {
    let mut seen = [0_u8; 256];
    let mut at = 0;
    while at < one.len() {
        seen[lower(one[at]) as usize] += 1;
        at += 1;
    }
    let mut common = 0;
    let mut at = 0;
    while at < other.len() {
        let letter = lower(other[at]) as usize;
        if seen[letter] > 0 {
            seen[letter] -= 1;
            common += 1;
        }
        at += 1;
    }
    let longer = if one.len() > other.len() {
        one.len()
    } else {
        other.len()
    };
    longer - common
}

/// How many letters must be inserted, left out, replaced or swapped with their neighbour.
const fn edits(one: &[u8], other: &[u8]) -> usize {
    let mut before_last = [0; LONGEST + 1];
    let mut last = [0; LONGEST + 1];
    let mut column = 0;
    while column <= other.len() {
        last[column] = column;
        column += 1;
    }
    let mut row = 0;
    while row < one.len() {
        let mut current = [0; LONGEST + 1];
        current[0] = row + 1;
        let mut column = 0;
        while column < other.len() {
            let (letter, with) = (lower(one[row]), lower(other[column]));
            let mut fewest = last[column] + (letter != with) as usize;
            if last[column + 1] + 1 < fewest {
                fewest = last[column + 1] + 1;
            }
            if current[column] + 1 < fewest {
                fewest = current[column] + 1;
            }
            if row > 0
                && column > 0
                && lower(one[row - 1]) == with
                && lower(other[column - 1]) == letter
                && before_last[column - 1] + 1 < fewest
            {
                fewest = before_last[column - 1] + 1;
            }
            current[column + 1] = fewest;
            column += 1;
        }
        before_last = last;
        last = current;
        row += 1;
    }
    last[other.len()]
}
