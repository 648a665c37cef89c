//! The pages in `docs/` show what is true: their programs are compiled here, their definitions are what those stand for.
//!
//! `STEPWRIGHT_BLESS=1` writes the definitions.

mod again;
mod guide;
mod systems;

use std::fs;
use std::path::{Path, PathBuf};

use stepwright::program::Program;

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs")
}

/// The code blocks of a page in one language.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let text = fs::read_to_string(docs().join(page)).unwrap();
    let fence = format!("```{language}\n");
    let rest = text.split(fence.as_str()).skip(1);
    rest.map(|rest| rest.split_once("```").unwrap().0.to_owned())
        .collect()
}

/// Without indentation and empty lines.
fn plain(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_program_is_compiled() {
    let compiled = plain(&[include_str!("systems.rs"), include_str!("guide.rs")].concat());
    let mut count = 0;
    for page in ["guide.md", "declaring.md"] {
        for block in blocks(page, "rust") {
            count += 1;
            assert!(
                compiled.contains(&plain(&block)),
                "`docs/{page}` shows what is in none of the compiled files:\n{block}"
            );
        }
    }
    assert!(count > 12, "there are {count}");
}

#[test]
fn the_guide_s_definition_is_the_one_that_is_included() {
    assert_eq!(
        blocks("guide.md", "json"),
        [include_str!("parcel.asl.json")]
    );
}

#[test]
fn the_definitions_are_those_of_the_declarations() {
    let shown = blocks("declaring.md", "json");
    for (name, asl, ..) in again::ALL {
        let path = docs().join(format!("systems/{name}.asl.json"));
        if std::env::var_os("STEPWRIGHT_BLESS").is_some() {
            fs::write(&path, asl).unwrap();
        }
        assert_eq!(
            fs::read_to_string(&path).unwrap(),
            asl,
            "`docs/systems/{name}.asl.json`; STEPWRIGHT_BLESS=1 writes it"
        );
        assert!(
            shown.iter().any(|block| block == asl),
            "`docs/declaring.md` does not show the definition of `{name}` as it is:\n{asl}"
        );
    }
}

#[test]
fn a_definition_included_again_is_the_same_machine() {
    for (name, _, declared, included) in again::ALL {
        assert_eq!(machine(declared), machine(included), "`{name}`");
    }
}

/// A program but for where it stands.
fn machine(program: &Program) -> String {
    let text = format!("{program:#?}");
    let is_place =
        |line: &&str| line.trim().starts_with("file: ") || line.trim().starts_with("line: ");
    text.lines()
        .filter(|line| !is_place(line))
        .collect::<Vec<_>>()
        .join("\n")
}
