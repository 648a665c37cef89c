//! One case per diagnostic code, through the real macro; and the cases of handlers and derives.
//!
//! `TRYBUILD=overwrite` writes the messages; read them before they are committed.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use stepwright_compiler::errors::Code;

#[test]
fn mistakes_do_not_compile_and_say_why() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("cases/*.rs");
}

#[test]
fn every_code_has_its_case_and_every_message_its_source() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let files: BTreeSet<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    for code in Code::ALL {
        assert!(files.contains(&format!("{}.rs", code.name())), "`{}` has no case", code.name());
    }
    for file in &files {
        if let Some(stem) = file.strip_suffix(".stderr") {
            assert!(files.contains(&format!("{stem}.rs")), "`{file}` belongs to no case");
        } else if !file.ends_with(".asl.json") {
            let stem = file.strip_suffix(".rs").unwrap_or_else(|| panic!("`{file}` is none of a case's files"));
            assert!(files.contains(&format!("{stem}.stderr")), "`{file}` has no message");
        }
    }
}
