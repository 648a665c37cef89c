//! Declarations: the definitions they stand for, and what is said about those with mistakes.
//!
//! Each `tests/declared/*.rs` is a declaration, beside it the definition; each `tests/declared/errors/*.rs` is one with
//! mistakes, beside it every message with its place and the text there, as rustc marks it. `STEPWRIGHT_BLESS=1` writes what is
//! said now; the difference is for a reviewer to judge.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{LineColumn, TokenStream, TokenTree};
use quote::quote;
use stepwright_compiler::{Declaration, declare};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/declared")
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder exists");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|it| it == extension))
        .collect();
    files.sort();
    files
}

fn tokens(text: &str) -> TokenStream {
    text.parse().expect("it is made of tokens")
}

/// Compares what each file of a folder becomes with the file beside it, or writes that.
fn all_as_reviewed(folder: &Path, beside: &str, become_: fn(&str) -> String) {
    let bless = std::env::var_os("STEPWRIGHT_BLESS").is_some();
    let mut wrong = Vec::new();
    let files = files(folder, "rs");
    assert!(!files.is_empty());
    for path in &files {
        let text = fs::read_to_string(path).expect("text");
        let now = become_(&text);
        let path = path.with_extension(beside);
        if bless {
            fs::write(&path, &now).expect("the folder can be written");
        } else if fs::read_to_string(&path).unwrap_or_default() != now {
            wrong.push(format!("{} is now\n\n{now}", path.display()));
        }
    }
    for path in self::files(folder, beside) {
        if !files.contains(&path.with_extension("rs")) {
            wrong.push(format!("{} belongs to nothing", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// The messages of a module, each from where to where rustc marks it.
fn messages(module: &TokenStream) -> Vec<(LineColumn, LineColumn, String)> {
    let tokens: Vec<TokenTree> = module.clone().into_iter().collect();
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match (token, tokens.get(at + 2)) {
            // `::core::compile_error! { ".." }`: the first of its tokens is where it begins.
            (TokenTree::Ident(word), Some(TokenTree::Group(group))) if word == "compile_error" => {
                let start = tokens[at.saturating_sub(5)].span().start();
                let literal = group.stream().into_iter().next().expect("a message");
                let message: syn::LitStr = syn::parse2(literal.into()).expect("a string");
                found.push((start, group.span().end(), message.value()));
            }
            (TokenTree::Group(group), _) => found.extend(messages(&group.stream())),
            _ => {}
        }
    }
    found
}

fn between(text: &str, start: LineColumn, end: LineColumn) -> String {
    let mut shown = String::new();
    for (number, line) in text.lines().enumerate() {
        let number = number + 1;
        if number < start.line || number > end.line {
            continue;
        }
        let from = if number == start.line {
            start.column
        } else {
            0
        };
        let to = if number == end.line {
            end.column
        } else {
            usize::MAX
        };
        shown.extend(line.chars().take(to).skip(from));
        if number < end.line {
            shown.push('\n');
        }
    }
    shown
}

fn said(text: &str) -> String {
    let module = match Declaration::parse("src/main.rs", tokens(text)) {
        Ok(read) => {
            let expanded = declare(&quote!(stepwright), &read, "0", Vec::new());
            let count = messages(&expanded.module).len();
            assert!(count >= expanded.errors.len(), "{:?}", expanded.errors);
            expanded.module
        }
        Err(error) => error.to_compile_error(),
    };
    let mut out = String::new();
    let mut found = messages(&module);
    found.sort();
    found.dedup();
    for (start, end, message) in found {
        let place = |at: LineColumn| format!("{}:{}", at.line, at.column + 1);
        writeln!(
            out,
            "{}-{}: {}",
            place(start),
            place(end),
            message.trim_end()
        )
        .expect("a string");
        for line in between(text, start, end).lines() {
            writeln!(out, "    > {line}").expect("a string");
        }
        out.push('\n');
    }
    out.trim_end().to_owned() + "\n"
}

#[test]
fn every_message_is_as_reviewed() {
    all_as_reviewed(&folder().join("errors"), "txt", said);
}

#[test]
fn declarations_stand_for_their_definitions() {
    all_as_reviewed(&folder(), "json", |text| {
        let read = Declaration::parse("src/main.rs", tokens(text)).expect("it has a head");
        let errors = declare(&quote!(stepwright), &read, "0", Vec::new()).errors;
        assert!(errors.is_empty(), "{}", errors.join("\n"));
        read.definition().to_owned()
    });
}
