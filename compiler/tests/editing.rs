//! What an editor needs of a declaration: names at their own tokens, and a module that stays while something is typed.

use proc_macro2::{LineColumn, TokenStream, TokenTree};
use quote::quote;
use stepwright_compiler::{Declaration, declare};

const DECLARATION: &str = r#"mod order(Order) {
    task Charge(Order) -> Result<Payment, Declined> {
        result_path: $.payment,
        catch Declined => Refused
    }
    choice IsPaid {
        $.payment.status == "paid" => Done,
        _ => Refused,
    }
    succeed Done;
    fail Refused("Refused", "nobody pays");
}"#;

fn module(text: &str) -> (TokenStream, usize) {
    let tokens = text.parse().expect("it is made of tokens");
    let declaration = Declaration::parse("src/main.rs", tokens).expect("it has a head");
    let expanded = declare(&quote!(stepwright), &declaration, "", Vec::new());
    (expanded.module, expanded.errors.len())
}

/// Where an identifier of that name stands in the declaration, as the module's tokens say.
fn places(tokens: &TokenStream, name: &str, found: &mut Vec<(usize, usize)>) {
    for token in tokens.clone() {
        match token {
            TokenTree::Ident(ident) if ident == name => {
                let LineColumn { line, column } = ident.span().start();
                found.push((line, column));
            }
            TokenTree::Group(group) => places(&group.stream(), name, found),
            _ => {}
        }
    }
}

#[test]
fn a_name_is_known_where_it_is_declared_and_where_it_is_gone_to() {
    let (module, errors) = module(DECLARATION);
    assert_eq!(errors, 0);
    for (name, expected) in [
        ("Charge", vec![(2, 9)]),
        ("Done", vec![(7, 38), (10, 12)]),
        ("Refused", vec![(4, 26), (8, 13), (11, 9)]),
        ("Payment", vec![(2, 33)]),
        ("Order", vec![(1, 10), (2, 16)]),
    ] {
        let mut found = Vec::new();
        places(&module, name, &mut found);
        for place in expected {
            assert!(found.contains(&place), "`{name}` at {place:?}: {found:?}");
        }
    }
}

#[test]
fn every_name_stays_while_something_is_typed() {
    let lines: Vec<&str> = DECLARATION.lines().collect();
    for (line, typed) in [
        (2, "result_path: $."),
        (2, "resu"),
        (3, "catch Declined =>"),
        (3, "catch"),
        (6, "$.payment.status == "),
        (6, "$.payment."),
        (7, "_ =>"),
    ] {
        let mut edited = lines.clone();
        edited[line] = typed;
        let (module, errors) = module(&edited.join("\n"));
        assert!(errors > 0, "`{typed}` is not whole");
        for name in [
            "Charge", "IsPaid", "Done", "Refused", "charge", "Workflow", "Handlers",
        ] {
            let mut found = Vec::new();
            places(&module, name, &mut found);
            assert!(
                !found.is_empty(),
                "`{name}` is gone while `{typed}` is typed"
            );
        }
    }
}
