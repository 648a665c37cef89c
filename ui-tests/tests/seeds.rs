//! The two defects of the published Serverlesspresso workflows are found while they compile, and nothing else is.
//!
//! The definitions are read at `../shared/seeds`, and copied into a package of the test's own with handlers of their
//! services' types.

use std::fs;
use std::io::Write;
use std::path::Path;

use ui_tests::{Package, Said};

/// What `cargo check` says of a seed with these types and handlers, in a package of that name; nothing, and a word about it,
/// where the seeds are absent.
fn said(package: &str, name: &str, source: &str) -> Option<Vec<Said>> {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/seeds/serverlesspresso");
    let file = format!("{name}.asl.json");
    let Ok(definition) = fs::read_to_string(seeds.join(&file)) else {
        // What the harness captures of a test that passes is never shown.
        let _ = writeln!(std::io::stderr(), "skipped: no seeds at ../shared/seeds");
        return None;
    };
    let serde = "serde = { version = \"1\", features = [\"derive\"] }";
    let package = Package::new(env!("CARGO_TARGET_TMPDIR"), package, "", &[serde]);
    package.write(&file, &definition);
    package.write("src/main.rs", source);
    let mut said = package.check();
    // Not what is said of the crates that it depends on.
    said.retain(|said| said.file == "src/main.rs");
    Some(said)
}

/// All lines of a text are lines of a message, in that order.
fn assert_says(said: &Said, lines: &[&str]) {
    let mut rest = said.text.lines();
    for line in lines {
        assert!(
            rest.any(|said| said.trim_start().ends_with(line)),
            "it lacks `{line}`:\n{}",
            said.text
        );
    }
}

#[test]
fn unmaking_an_order_drops_the_event_s_id() {
    let source = include_str!("../seeds/order_manager.rs");
    let Some(said) = said("seed_manager", "OrderManager", source) else {
        return;
    };
    let [said] = said.as_slice() else {
        panic!("one thing is said: {said:#?}");
    };
    assert_says(
        said,
        &[
            "state `Transform record` reads `$.eventId`, which may be missing",
            "--> OrderManager.asl.json:281:25",
            r#""eventId.$": "$.eventId","#,
            "missing on the way by `Unmake Order`; there on the way straight to `Transform record`",
            "`$` is made by the `Parameters` of `Unmake Order`, which keep only `Message`, `baristaUserId`, `orderId`, \
             `result`, at OrderManager.asl.json:237:21",
        ],
    );
}

#[test]
fn nothing_else_is_wrong_with_the_order_manager() {
    let allowed = "input: Order,\n    allow: { missing_path: [\"Transform record\"] },";
    let source = include_str!("../seeds/order_manager.rs").replace("input: Order,", allowed);
    if let Some(said) = said("seed_manager_allowed", "OrderManager", &source) {
        assert!(said.is_empty(), "{said:#?}");
    }
}

#[test]
fn no_order_is_ever_refused_for_lack_of_capacity() {
    let source = include_str!("../seeds/order_processor.rs");
    let Some(said) = said("seed_processor", "OrderProcessor", source) else {
        return;
    };
    let [said] = said.as_slice() else {
        panic!("one thing is said: {said:#?}");
    };
    assert_says(
        said,
        &[
            "state `Is capacity available?` has a rule to `EventBridge PutEvents` that can never match",
            "--> OrderProcessor.asl.json:46:9",
            "what the handler of `ListExecutions` gives is an object, which has no items",
        ],
    );
}
