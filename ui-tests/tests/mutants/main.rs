//! Mutants: the examples with one mistake each, in a path, a field, a kind, a name or a type. Every one is found while it
//! compiles, at its line.
//!
//! All of them are modules of one package, so that one `cargo check` looks at all of them. The definitions and types are
//! those of the examples, and of `ui-tests/mutants/` for the parts of ASL that no example has.

mod booking;
mod bulk;
mod dispatch;
mod linear;
mod mutant;
mod quotes;
mod vehicle;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use mutant::{Base, Mutant};
use ui_tests::{Package, Said};

fn bases() -> Vec<Base> {
    vec![
        booking::BASE,
        bulk::PRICE_LIST,
        bulk::PUBLISH_PRICES,
        dispatch::BASE,
        linear::ORDER,
        linear::QUICK_START,
        quotes::BASE,
        vehicle::BASE,
    ]
}

fn mutants() -> Vec<Mutant> {
    let mut all = booking::mutants();
    all.extend(dispatch::mutants());
    all.extend(linear::mutants());
    all.extend(quotes::mutants());
    all.extend(vehicle::mutants());
    all
}

#[test]
fn every_mistake_is_found_at_its_line() {
    let manifest = [
        "serde = { version = \"1\", features = [\"derive\"] }",
        "serde_json = \"1\"",
    ];
    let package = Package::new(env!("CARGO_TARGET_TMPDIR"), "mutants", "", &manifest);
    let (bases, mutants) = (bases(), mutants());
    let names: BTreeSet<&str> = mutants.iter().map(|it| it.name).collect();
    assert_eq!(names.len(), mutants.len(), "each has a name of its own");
    for base in &bases {
        base.write(&package);
    }
    // What the examples include besides.
    package.write("lists/spring.csv", "");
    for name in ["price-list", "publish-prices"] {
        let path = format!("workflows/{name}.asl.json");
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/bulk-pricing");
        package.write(&path, &fs::read_to_string(folder.join(&path)).unwrap());
    }
    for mutant in &mutants {
        mutant.write(&package);
    }
    // Two programs, because a core checks a program.
    let names = bases.iter().map(|it| it.name);
    let names: Vec<&str> = names.chain(mutants.iter().map(|it| it.name)).collect();
    for (number, program) in ["even", "odd"].iter().enumerate() {
        let mut text = "#![allow(warnings)]\nfn main() {}\n".to_owned();
        for name in names.iter().skip(number).step_by(2) {
            writeln!(text, "#[path = \"../{name}.rs\"]\nmod {name};").unwrap();
        }
        package.write(&format!("src/bin/{program}.rs"), &text);
    }

    let said = package.check();
    let of = |name: &str| -> Vec<&Said> {
        let file = format!("/{name}.rs");
        let of = |said: &&Said| said.file.ends_with(&file);
        said.iter().filter(of).collect()
    };
    let mut wrong = String::new();
    for base in &bases {
        for said in of(base.name) {
            writeln!(wrong, "`{}` has no mistake:\n{}", base.name, said.text).unwrap();
        }
    }
    for mutant in &mutants {
        let said = of(mutant.name);
        if let Err(what) = mutant.judge(&said) {
            writeln!(wrong, "`{}`: {what}", mutant.name).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(mutants.len() >= 40, "all of them: {}", mutants.len());
}
