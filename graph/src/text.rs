//! Text on a picture: how wide it is, where it breaks, what of it can be shown.

/// Text on one line: spaces for whatever breaks a line, nothing that cannot be seen or turns the text around it.
pub(crate) fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
            | '\u{fffe}'
            | '\u{ffff}' => {}
            _ if character.is_whitespace() || character.is_control() => {
                if !cleaned.is_empty() && !cleaned.ends_with(' ') {
                    cleaned.push(' ');
                }
            }
            _ => cleaned.push(character),
        }
    }
    cleaned.truncate(cleaned.trim_end().len());
    cleaned
}

/// The width of a text in pixels. Nobody knows the reader's font, so this is what a wide one takes.
pub(crate) fn width(text: &str, size: i32) -> i32 {
    let thousandths: i64 = text.chars().map(advance).sum();
    i32::try_from(thousandths * i64::from(size) / 1000).unwrap_or(i32::MAX / 4)
}

/// A character's advance in thousandths of the size, as in Verdana, which is wide.
const fn advance(character: char) -> i64 {
    match character {
        'i' | 'j' | 'l' | 'I' | ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 330,
        'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '/' | '-' | '"' | '`' => 420,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 980,
        'A'..='Z' | '&' => 710,
        '=' | '<' | '>' | '+' | '~' | '…' => 840,
        '_' => 500,
        ' '..='~' => 630,
        // East Asian scripts and most symbols are as wide as they are high.
        '\u{1100}'.. => 1100,
        _ => 720,
    }
}

/// A text cut to so many characters, the last of them an ellipsis.
pub(crate) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut kept: String = text.chars().take(most.saturating_sub(1)).collect();
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

/// A condition or a list of error names cut to so many characters. Of several parts, as many are shown as there is room for; of
/// one, both ends, because it begins with a path and ends with what that is compared with.
pub(crate) fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let room = most.saturating_sub(6);
    let mut parts: Vec<(usize, &str)> = [" and ", " or ", ", "]
        .into_iter()
        .flat_map(|word| text.match_indices(word))
        .collect();
    parts.sort_unstable();
    let fits = |(at, _): &&(usize, &str)| text[..*at].chars().count() <= room;
    match parts.iter().rfind(fits).or(parts.first()) {
        Some((at, word)) => format!("{}{word}…", cut_inside(&text[..*at], room)),
        None => cut_inside(text, most),
    }
}

fn cut_inside(text: &str, most: usize) -> String {
    let count = text.chars().count();
    if count <= most {
        return text.to_owned();
    }
    let before = most / 3;
    let after = most - before - 1;
    let begin: String = text.chars().take(before).collect();
    let end: String = text.chars().skip(count - after).collect();
    format!("{}…{}", begin.trim_end(), end.trim_start())
}

/// A clean text in lines no wider than that, at most so many; the last ends in an ellipsis where something is left out. The
/// lines are about as long as each other.
pub(crate) fn wrap(text: &str, size: i32, widest: i32, most: usize) -> Vec<String> {
    let mut lines = fill(text, size, widest, most);
    let whole = |lines: &[String]| lines.last().is_none_or(|line| !line.ends_with('…'));
    if lines.len() > 1 && whole(&lines) {
        let longest = pieces(text)
            .into_iter()
            .map(|piece| width(piece.trim_end(), size))
            .max();
        let narrowest = longest.unwrap_or(0).max(widest / 2).min(widest);
        for narrower in (narrowest..widest).rev().step_by(6) {
            let closer = fill(text, size, narrower, lines.len());
            if closer.len() > lines.len() || !whole(&closer) {
                break;
            }
            lines = closer;
        }
    }
    lines
}

/// Lines that are as full as they can be.
fn fill(text: &str, size: i32, widest: i32, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        // What stands alone and is too long is broken anywhere.
        for part in fitting(piece, size, widest) {
            if !line.is_empty() && width(&line, size) + width(part.trim_end(), size) > widest {
                lines.push(line.trim_end().to_owned());
                line.clear();
            }
            line.push_str(part);
        }
    }
    lines.push(line.trim_end().to_owned());
    if lines.len() > most {
        lines.truncate(most.max(1));
        if let Some(last) = lines.last_mut() {
            while width(last, size) + width("…", size) >= widest && last.pop().is_some() {}
            last.push('…');
        }
    }
    lines
}

/// The parts that a text may be broken between: after a space or a mark, before a capital or a step of a path.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut begin = 0;
    let mut before = ' ';
    for (at, character) in text.char_indices() {
        let breaks = matches!(before, ' ' | '-' | '_' | '/' | ',' | ':')
            || (before.is_lowercase() && character.is_uppercase())
            || (before.is_alphanumeric() && character == '.');
        if at > begin && breaks && character != ' ' {
            pieces.push(&text[begin..at]);
            begin = at;
        }
        before = character;
    }
    pieces.push(&text[begin..]);
    pieces
}

/// A piece in parts that are no wider than a line.
fn fitting(piece: &str, size: i32, widest: i32) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut begin = 0;
    for (at, character) in piece.char_indices() {
        let next = at + character.len_utf8();
        if at > begin && width(&piece[begin..next], size) > widest {
            parts.push(&piece[begin..at]);
            begin = at;
        }
    }
    parts.push(&piece[begin..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_breaks_between_its_words() {
        assert_eq!(
            wrap("NotifyCustomerOfCancellation", 13, 170, 3),
            ["NotifyCustomer", "OfCancellation"]
        );
        assert_eq!(
            wrap("Create idempotency settings (key and ttl)", 13, 170, 2),
            ["Create idempotency", "settings (key and ttl)"]
        );
    }

    #[test]
    fn what_is_too_long_ends_in_an_ellipsis() {
        let lines = wrap(&"x".repeat(200), 13, 100, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…'));
        assert!(lines.iter().all(|line| width(line, 13) <= 100), "{lines:?}");
        assert_eq!(cut("abcdef", 4), "abc…");
        assert_eq!(cut("abcd", 4), "abcd");
        assert_eq!(cut_inside("$.a.b.c.d == 12", 10), "$.a…== 12");
    }

    #[test]
    fn a_condition_keeps_the_parts_that_fit() {
        let shorten = |text| shorten(text, 24);
        assert_eq!(shorten("$.a == 1 and $.b == 2"), "$.a == 1 and $.b == 2");
        assert_eq!(
            shorten("$.a == 1 and $.b or $.c == \"three\""),
            "$.a == 1 and $.b or …"
        );
        assert_eq!(
            shorten("$.a.very.long.path.of == 1 and $.b"),
            "$.a.ve…ath.of == 1 and …"
        );
        assert_eq!(
            shorten("$.a.very.long.path.of.fields == 12"),
            "$.a.very…of.fields == 12"
        );
    }

    #[test]
    fn nothing_unseen_is_left() {
        assert_eq!(clean(" a\n\n\tb\u{202e}\u{0}c "), "a b c");
    }
}
