//! Words: names, strings, durations, comments.

use std::fmt::Write as _;

use super::layout::width;

/// A name where it is a word that Rust's lexer gives back as it is.
pub(super) fn identifier(name: &str) -> Option<String> {
    let mut characters = name.chars();
    let first = characters.next()?;
    let starts = first == '_' || unicode_ident::is_xid_start(first);
    // rustc composes what is written in two; below U+0300 nothing is.
    let is_word = starts
        && name != "_"
        && name.chars().all(|it| it < '\u{300}')
        && characters.all(unicode_ident::is_xid_continue);
    is_word.then(|| name.to_owned())
}

/// The name of a state: a word, or a string where it is none or would read as Rust.
pub(super) fn state(name: &str) -> String {
    let is_keyword = syn::parse_str::<syn::Ident>(name).is_err();
    match identifier(name) {
        Some(word) if !is_keyword && word != "end" => word,
        _ => string(name),
    }
}

/// The name of a field of a JSON object.
pub(super) fn key(name: &str) -> String {
    identifier(name).unwrap_or_else(|| string(name))
}

/// The name of an error: words with dots between them, or a string.
pub(super) fn error(name: &str) -> String {
    if name == "States.ALL" {
        return "_".to_owned();
    }
    let is_path = name.split('.').all(|part| identifier(part).is_some());
    if is_path {
        name.to_owned()
    } else {
        string(name)
    }
}

/// A string literal; a raw one where that spares backslashes.
pub(super) fn string(text: &str) -> String {
    let is_plain = |it: char| !it.is_control() && !is_direction(it);
    if text.contains(['"', '\\']) && text.chars().all(is_plain) {
        return raw(text);
    }
    let mut literal = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            it if is_plain(it) => literal.push(it),
            it => {
                let _ = write!(literal, "\\u{{{:x}}}", u32::from(it));
            }
        }
    }
    literal.push('"');
    literal
}

/// A raw string literal, with as many `#` as it takes.
pub(super) fn raw(text: &str) -> String {
    let mut marks = String::new();
    while text.contains(&format!("\"{marks}")) {
        marks.push('#');
    }
    format!("r{marks}\"{text}\"{marks}")
}

/// What turns the direction of text, which rustc refuses in a literal.
pub(super) fn is_direction(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A number of seconds in the largest unit that divides it.
pub(super) fn duration(written: &str) -> String {
    // `-0` is zero, too.
    let seconds: u64 = written.parse().unwrap_or(0);
    let units = [(86_400, 'd'), (3600, 'h'), (60, 'm')];
    let whole = units
        .iter()
        .find(|(factor, _)| seconds > 0 && seconds.is_multiple_of(*factor));
    match whole {
        Some((factor, unit)) => format!("{}{unit}", seconds / factor),
        None => format!("{seconds}s"),
    }
}

/// The lines of a doc comment, at most so wide where words allow it. An empty one ends a line of the text.
pub(super) fn comment(text: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for (number, line) in text.trim().lines().enumerate() {
        if number > 0 {
            lines.push("///".to_owned());
        }
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let mut current = String::from("///");
        for chunk in chunks(line) {
            if width(&current) + 1 + width(&chunk) > room && current != "///" {
                lines.push(std::mem::replace(&mut current, "///".to_owned()));
            }
            current.push(' ');
            current.push_str(&chunk);
        }
        lines.push(current);
    }
    if lines.is_empty() {
        lines.push("///".to_owned());
    }
    lines
}

/// What no line ends within: where there are several spaces, none may be lost.
fn chunks(line: &str) -> Vec<String> {
    let mut chunks: Vec<String> = Vec::new();
    let mut is_open = false;
    for word in line.split(' ') {
        let plain = word.chars().filter(|it| *it != '\r' && !is_direction(*it));
        match chunks.last_mut() {
            Some(last) if is_open || word.is_empty() => {
                last.push(' ');
                last.extend(plain);
            }
            _ => chunks.push(plain.collect()),
        }
        is_open = word.is_empty();
    }
    chunks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_in_the_largest_unit() {
        for (seconds, written) in [
            ("0", "0s"),
            ("90", "90s"),
            ("120", "2m"),
            ("3600", "1h"),
            ("172800", "2d"),
            ("-0", "0s"),
        ] {
            assert_eq!(duration(seconds), written);
        }
    }

    #[test]
    fn names_that_rust_cannot_read_are_strings() {
        for (name, written) in [
            ("Ship", "Ship"),
            ("Größe", "Größe"),
            ("Ship Order", "\"Ship Order\""),
            ("end", "\"end\""),
            ("match", "\"match\""),
            ("_", "\"_\""),
            ("o\u{308}", "\"o\u{308}\""),
            ("a\"b", "r#\"a\"b\"#"),
        ] {
            assert_eq!(state(name), written);
        }
        assert_eq!(error("States.ALL"), "_");
        assert_eq!(error("My.Own.Error"), "My.Own.Error");
        assert_eq!(error("HTTP 404"), "\"HTTP 404\"");
    }

    #[test]
    fn a_comment_is_wrapped_between_words() {
        assert_eq!(
            comment("one two  three\nfour", 12),
            ["/// one", "/// two  three", "///", "/// four"]
        );
    }
}
