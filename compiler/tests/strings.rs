//! Every message about a path, a call or an expression, below the string that causes it.
//!
//! Each block of `tests/strings/*.txt` is a string, the place and label of each problem, its code and title, its notes
//! and help. `STEPWRIGHT_BLESS=1` writes what is said now; the difference is for a reviewer to judge.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use stepwright_compiler::intrinsic::parse_query;
use stepwright_compiler::jsonata::{self, Available};
use stepwright_compiler::path::parse_path;
use stepwright_compiler::problem::Problem;
use stepwright_compiler::text::Text;

/// The string is marked where it starts and ends, so that spaces there are seen.
const MARK: char = '|';

fn text(value: &str) -> Text {
    Text::verbatim(value, 0..value.len() + 2)
}

fn block(value: &str, problems: &[Problem]) -> String {
    let mut block = format!("{MARK}{value}{MARK}\n");
    if problems.is_empty() {
        block.push_str("nothing\n");
    }
    for problem in problems {
        let before = value.get(..problem.at.start).expect("between characters");
        let marked = value.get(problem.at.clone()).expect("between characters");
        let mut line = " ".repeat(before.chars().count() + 1);
        line.push_str(&"^".repeat(marked.chars().count().max(1)));
        writeln!(block, "{line} {}", problem.label).expect("strings grow");
        writeln!(block, "{}: {}", problem.code.name(), problem.title).expect("strings grow");
        for note in &problem.notes {
            writeln!(block, "note: {note}").expect("strings grow");
        }
        if let Some(help) = &problem.help {
            writeln!(block, "help: {help}").expect("strings grow");
        }
    }
    block
}

fn compare(file: &str, read: impl Fn(&Text) -> Vec<Problem>) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/strings")
        .join(file);
    let old = fs::read_to_string(&path).expect("the file can be read");
    let mut new = Vec::new();
    for case in old.split("\n\n") {
        let line = case.lines().next().unwrap_or_default();
        let value = line
            .strip_prefix(MARK)
            .and_then(|line| line.strip_suffix(MARK));
        let value = value.expect("a block starts with a marked string");
        new.push(block(value, &read(&text(value))));
    }
    let new = new.join("\n");
    if std::env::var_os("STEPWRIGHT_BLESS").is_some() {
        fs::write(&path, new).expect("the file can be written");
    } else {
        assert!(
            old == new,
            "{file} differs:\n{}",
            first_difference(&old, &new)
        );
    }
}

fn first_difference(old: &str, new: &str) -> String {
    let mut olds = old.split("\n\n");
    for new in new.split("\n\n") {
        let old = olds.next().unwrap_or_default();
        if old.trim_end() != new.trim_end() {
            return format!("{new}\n\nnot\n\n{old}");
        }
    }
    "in its blank lines".to_owned()
}

#[test]
fn what_is_said_of_paths_is_as_reviewed() {
    compare("paths.txt", |text| {
        parse_path(text).err().into_iter().collect()
    });
}

#[test]
fn what_is_said_of_calls_is_as_reviewed() {
    compare("calls.txt", |text| {
        parse_query(text).err().unwrap_or_default()
    });
}

/// What is said of an expression where there is neither a result nor an error.
fn problems_of_expression(text: &str) -> Vec<Problem> {
    match jsonata::parse(text) {
        Ok(expression) => expression.check(Available::default()),
        Err(problems) => problems,
    }
}

#[test]
fn what_is_said_of_expressions_is_as_reviewed() {
    compare("expressions.txt", |text| {
        problems_of_expression(&text.value)
    });
}

#[test]
fn messages_keep_to_the_grammar() {
    let long = "x".repeat(200);
    let cases = include_str!("strings/paths.txt")
        .lines()
        .chain(include_str!("strings/calls.txt").lines())
        .chain(include_str!("strings/expressions.txt").lines());
    for line in cases.filter_map(|line| line.strip_prefix(MARK)?.strip_suffix(MARK)) {
        // A name at its longest shows how long the title gets.
        for value in [line.to_owned(), line.replace('a', &long)] {
            let of_query = parse_query(&text(&value)).err().unwrap_or_default();
            for problem in of_query.into_iter().chain(problems_of_expression(&value)) {
                let title = &problem.title;
                assert!(!title.ends_with('.'), "ends with a full stop: {title}");
                assert!(
                    !title.starts_with(char::is_uppercase),
                    "starts with a capital: {title}"
                );
                assert!(title.chars().count() <= 120, "too long: {title}");
                assert!(!problem.label.is_empty(), "no label: {title}");
                for word in ["invalid", "please", "failed to", "unexpected"] {
                    assert!(!title.contains(word), "says `{word}`: {title}");
                }
            }
        }
    }
}
