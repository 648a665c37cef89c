//! The README shows what is true: its example is the program in `examples/quick-start`, its message is the compiler's.

use std::fs;
use std::path::Path;

use quote::quote;
use stepwright_compiler::Files;
use stepwright_compiler::invocation::Invocation;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)).unwrap()
}

#[test]
fn the_example_is_the_program() {
    let readme = read("README.md");
    let definition = read("examples/quick-start/order.asl.json");
    assert!(
        readme.contains(&format!("```json\n{definition}```")),
        "the definition stands in the README as it is"
    );
    let program = read("examples/quick-start/src/main.rs");
    let (_, program) = program.split_once("\n\n").unwrap();
    let (program, _) = program.split_once("\n#[cfg(test)]").unwrap();
    assert!(
        readme.contains(&format!("```rust\n{program}```")),
        "the program stands in the README as it is"
    );
}

#[test]
fn the_other_programs_compile() {
    let plain = |text: &str| {
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        lines.join("\n")
    };
    let programs = read("tests/tests/readme_programs.rs") + &read("tests/tests/docs/guide.rs");
    let compiled = plain(&programs);
    let readme = read("README.md");
    let programs = readme.split("```rust\n").skip(2);
    let programs: Vec<&str> = programs
        .filter_map(|rest| Some(rest.split_once("```")?.0))
        .filter(|program| !program.starts_with("include_workflow!"))
        .collect();
    assert!(programs.len() >= 3, "they are where they are looked for");
    for program in programs {
        assert!(
            compiled.contains(plain(program).trim()),
            "`readme_programs.rs` lacks:\n{program}"
        );
    }
}

#[test]
fn the_message_is_the_compilers() {
    let definition = read("examples/quick-start/order.asl.json").replacen(
        "\"Process Payment\"",
        "\"Process Paymnet\"",
        1,
    );
    let invocation: Invocation = syn::parse_str("\"order.asl.json\"").unwrap();
    let expanded = stepwright_compiler::include(
        &quote!(::stepwright),
        &invocation,
        "",
        &Files::definition(definition),
    );
    assert_eq!(expanded.errors.len(), 1, "{:#?}", expanded.errors);
    // rustc indents what follows a message's first line.
    let readme = read("README.md");
    for line in expanded.errors[0].lines() {
        assert!(
            readme
                .lines()
                .any(|shown| shown.trim_start().ends_with(line.trim_start())),
            "the README lacks `{line}`"
        );
    }
}

#[test]
fn the_crate_documents_itself_with_the_readme() {
    assert_eq!(read("runtime/README.md"), read("README.md"));
}

/// The tables' last cells: `a_test` in `a/file.rs`, separated by commas.
fn cited(cell: &str) -> (Vec<&str>, Vec<&str>) {
    let names = cell.split('`').skip(1).step_by(2);
    names.partition(|name| name.contains(['/', '.']))
}

#[test]
fn every_row_of_what_is_supported_has_a_test() {
    let readme = read("README.md");
    let (_, section) = readme.split_once("\n## What is supported\n").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let rows: Vec<&str> = section
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| part of ASL"))
        .collect();
    assert!(rows.len() > 20, "the table is where it is looked for");
    for row in rows {
        let cell = row.trim_end_matches('|').rsplit('|').next().unwrap();
        let (files, tests) = cited(cell);
        assert!(!tests.is_empty(), "no test is named in: {row}");
        let sources: Vec<String> = files.iter().map(|file| source(file)).collect();
        for test in tests {
            assert!(
                sources
                    .iter()
                    .any(|source| source.contains(&format!("fn {test}("))),
                "`{test}` is in none of the files named in: {row}"
            );
        }
    }
}

/// A test's file, by its path from the project's root or from `tests/tests`.
fn source(file: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    [root.join("..").join(file), root.join("tests").join(file)]
        .iter()
        .find_map(|path| fs::read_to_string(path).ok())
        .unwrap_or_else(|| panic!("the README names `{file}`, which is no file"))
}
