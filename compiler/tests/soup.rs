//! Whatever tokens a declaration is made of, it is read without a panic, and stands for JSON.

#[path = "written/generate.rs"]
mod generate;
#[path = "written/generate_values.rs"]
mod generate_values;
#[path = "written/pools.rs"]
mod pools;
mod random;

use generate::Generator;
use proc_macro2::{Delimiter, Group, Punct, Spacing, TokenStream, TokenTree};
use quote::quote;
use random::Random;
use stepwright_compiler::{Declaration, declaration_of, declare};

const VEHICLE: &str = include_str!("declared/vehicle.rs");

/// What a declaration is made of, besides what stands in one already.
const OTHERS: &str = r#"
    task pass choice wait parallel map fail succeed end retry catch branch each for until in is not matches
    distributed present path call States mod pub input output allow rename query_language JSONata version
    "a" r"b" 1 1.5 30s 5x 'c' b"d" -1 true null _ r#x $ $$ # ! != < <= == = => -> | || & && . .. : :: ; , @ ? % *
    () {} [] {% %} {% $x %} (Order) #[doc = "x"] #![y] /* */ 99999999999999999999d 1e999
"#;

/// Reads tokens; what comes of them is JSON, and an error where there are some.
fn survives(tokens: &TokenStream) {
    let Ok(read) = Declaration::parse("src/main.rs", tokens.clone()) else {
        return;
    };
    let json = serde_json::from_str::<serde_json::Value>(read.definition());
    assert!(json.is_ok(), "{json:?}\n{tokens}\n{}", read.definition());
    let expanded = declare(&quote!(stepwright), &read, "0", Vec::new());
    assert!(!expanded.module.is_empty());
    for error in read.errors() {
        let message = error.to_string();
        assert!(!message.is_empty());
        assert!(expanded.errors.contains(&message), "`{message}` is lost");
    }
}

/// How many tokens there are, with those in groups.
fn count(tokens: &TokenStream) -> usize {
    let size = |token| match token {
        TokenTree::Group(group) => 1 + count(&group.stream()),
        _ => 1,
    };
    tokens.clone().into_iter().map(size).sum()
}

/// The tokens with something done to the one of a number.
fn changed(
    tokens: &TokenStream,
    at: &mut usize,
    change: &mut dyn FnMut(TokenTree) -> Vec<TokenTree>,
) -> TokenStream {
    let mut out: Vec<TokenTree> = Vec::new();
    for token in tokens.clone() {
        if *at == 0 {
            *at = usize::MAX;
            out.extend(change(token));
            continue;
        }
        *at = at.wrapping_sub(1);
        let token = match token {
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), changed(&group.stream(), at, change));
                inner.set_span(group.span());
                TokenTree::Group(inner)
            }
            other => other,
        };
        out.push(token);
    }
    out.into_iter().collect()
}

fn mutate(tokens: &TokenStream, others: &[TokenTree], random: &mut Random) -> TokenStream {
    let mut at = random.below(count(tokens));
    let other = others[random.below(others.len())].clone();
    let kind = random.below(7);
    let mut moved = None;
    let changed_once = changed(tokens, &mut at, &mut |token| match (kind, token) {
        (0, _) => Vec::new(),
        (1, token) => vec![token.clone(), token],
        (2, _) => vec![other.clone()],
        (3, token) => vec![other.clone(), token],
        // What stands in a group stands outside of it.
        (4, TokenTree::Group(group)) => group.stream().into_iter().collect(),
        (5, TokenTree::Group(group)) => {
            let delimiters = [Delimiter::Parenthesis, Delimiter::Bracket, Delimiter::None];
            let delimiter = delimiters[group.stream().to_string().len() % 3];
            vec![Group::new(delimiter, group.stream()).into()]
        }
        (6, TokenTree::Punct(punct)) => {
            let spacing = match punct.spacing() {
                Spacing::Alone => Spacing::Joint,
                Spacing::Joint => Spacing::Alone,
            };
            vec![Punct::new(punct.as_char(), spacing).into()]
        }
        (_, token) => {
            moved = Some(token);
            Vec::new()
        }
    });
    let Some(moved) = moved else {
        return changed_once;
    };
    let mut to = random.below(count(&changed_once).max(1));
    changed(&changed_once, &mut to, &mut |token| {
        vec![token, moved.clone()]
    })
}

#[test]
fn no_tokens_make_the_reader_panic() {
    let others: Vec<TokenTree> = OTHERS
        .split_whitespace()
        .filter_map(|word| word.parse::<TokenStream>().ok())
        .flatten()
        .collect();
    assert!(others.len() > 80, "{}", others.len());
    let mut declarations = vec![VEHICLE.to_owned()];
    for seed in 1000..1020 {
        let text = Generator::new(seed).definition().to_string();
        declarations.extend(declaration_of("a.json", &text, "machine"));
    }
    assert!(declarations.len() > 15);
    let mut random = Random(7);
    for declaration in &declarations {
        let whole: TokenStream = declaration.parse().expect("it is made of tokens");
        survives(&whole);
        for _ in 0..12 {
            let mut tokens = whole.clone();
            for _ in 0..=random.below(3) {
                tokens = mutate(&tokens, &others, &mut random);
                survives(&tokens);
            }
        }
    }
}

#[test]
fn a_declaration_may_end_anywhere() {
    let whole: TokenStream = VEHICLE.parse().expect("it is made of tokens");
    for number in 0..count(&whole) {
        let mut at = number;
        survives(&changed(&whole, &mut at, &mut |_| Vec::new()));
    }
    let tokens: Vec<TokenTree> = whole.into_iter().collect();
    for end in 0..tokens.len() {
        survives(&tokens[..end].iter().cloned().collect());
    }
}

#[test]
fn deep_nesting_is_an_error_and_no_overflow() {
    for (open, close) in [("[", "]"), ("{ a: ", "}"), ("(", ")")] {
        let depth = 3000;
        let nested = format!("{}{}", open.repeat(depth), close.repeat(depth));
        for text in [
            format!("mod a {{ pass A {{ result: {nested} }} }}"),
            format!("mod a {{ choice A {{ {nested} => A }} }}"),
            format!("mod a {{ task A{nested}; }}"),
        ] {
            let Ok(tokens) = text.parse::<TokenStream>() else {
                continue;
            };
            let Ok(read) = Declaration::parse("src/main.rs", tokens) else {
                continue;
            };
            assert!(!read.errors().is_empty(), "{open}");
        }
    }
}
