//! Declarations and the definitions they stand for.

use stepwright_compiler::{Declaration, Options, analyse, declare};

fn read(text: &str) -> Declaration {
    let tokens = text.parse().expect("it is made of tokens");
    Declaration::parse("src/main.rs", tokens).expect("it has a head")
}

#[test]
fn trial() {
    let text = std::fs::read_to_string(
        std::env::var("TRIAL").unwrap_or("tests/declared/vehicle.rs".to_owned()),
    )
    .unwrap();
    let declaration = read(&text);
    for error in declaration.errors() {
        println!("error {:?}: {error}", error.span().start());
    }
    println!("{}", declaration.definition());
    let expanded = declare(&quote::quote!(stepwright), &declaration, "", Vec::new());
    for error in expanded.errors {
        println!("{error}");
    }
    let _ = (Options::default(), analyse);
}
