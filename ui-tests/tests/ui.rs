//! One case per diagnostic code, through the real macro; and the cases of invocations, handlers and derives.
//!
//! `TRYBUILD=overwrite` writes the messages; read them before they are committed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use stepwright_compiler::errors::Code;
use stepwright_compiler::examine;
use stepwright_compiler::invocation::Invocation;

/// What only Rust types can say is found when the handlers say which they are.
const BY_TYPES: [Code; 3] = [Code::HandlerInput, Code::UnraisedError, Code::OutputType];

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases")
}

fn files() -> BTreeSet<String> {
    fs::read_dir(cases())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn mistakes_do_not_compile_and_say_why() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("cases/*.rs");
}

#[test]
fn every_code_has_its_case_and_every_message_its_source() {
    let files = files();
    for code in Code::ALL {
        assert!(
            files.contains(&format!("{}.rs", code.name())),
            "`{}` has no case",
            code.name()
        );
    }
    for file in &files {
        if let Some(stem) = file.strip_suffix(".stderr") {
            assert!(
                files.contains(&format!("{stem}.rs")),
                "`{file}` belongs to no case"
            );
        } else if Path::new(file)
            .extension()
            .is_none_or(|extension| extension != "json")
        {
            let stem = file
                .strip_suffix(".rs")
                .unwrap_or_else(|| panic!("`{file}` is none of a case's files"));
            assert!(
                files.contains(&format!("{stem}.stderr")),
                "`{file}` has no message"
            );
        }
    }
}

/// A case named after a code shows this code and no other, and rustc adds nothing to it.
#[test]
fn a_code_s_case_shows_that_code_alone() {
    for code in Code::ALL {
        let name = code.name();
        let source = fs::read_to_string(cases().join(format!("{name}.rs"))).unwrap();
        let invocation = invocation(&source);
        let (options, errors) = invocation.options();
        assert!(errors.is_empty(), "{name}: {errors:?}");
        let path = invocation.path.value();
        let text = fs::read_to_string(cases().join(&path)).unwrap();
        let found: Vec<Code> = examine(&path, &text, &options)
            .errors
            .iter()
            .map(|error| error.code)
            .collect();
        let message = fs::read_to_string(cases().join(format!("{name}.stderr"))).unwrap();
        if BY_TYPES.contains(code) {
            assert_eq!(found, [], "`{name}.rs` shows others");
            let way_out = format!("the invocation allows it: `allow: {{ {name}: ");
            assert!(message.contains(&way_out), "{message}");
        } else {
            assert_eq!(found, [*code], "`{name}.rs` shows others or none");
        }
        let errors = message.lines().filter(|line| line.starts_with("error"));
        assert_eq!(errors.count(), 1, "`{name}.stderr` has a second wave");
    }
}

/// The first `include_workflow!` of a case.
fn invocation(source: &str) -> Invocation {
    let file = syn::parse_file(source).unwrap();
    let included = file.items.iter().find_map(|item| match item {
        syn::Item::Macro(item) => Some(item.mac.tokens.clone()),
        _ => None,
    });
    syn::parse2(included.expect("a case includes a definition")).unwrap()
}

#[test]
fn no_message_names_a_folder_of_this_machine() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let root = root.to_string_lossy();
    for file in files().iter().filter(|file| file.ends_with(".stderr")) {
        let message = fs::read_to_string(cases().join(file)).unwrap();
        assert!(!message.contains(&*root), "{file}:\n{message}");
    }
}
