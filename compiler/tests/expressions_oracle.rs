//! The parser of expressions against the engine's: both take the same.
//!
//! The engine's parser says of no mistake where it stands, which is why there are two.

mod random;

use std::fs;
use std::panic::catch_unwind;
use std::path::PathBuf;

use random::Random;
use stepwright_compiler::jsonata;

/// What is refused here and not there: the reference implementation refuses it too, or the engine gets it wrong.
const STRICTER: &[&str] = &[
    // The engine has ranges outside of arrays.
    "`..` ",
    // It binds anything.
    "`:=` binds something that is no variable",
    // It ends at the first `/`, wherever that stands.
    "regular expression has a `/` inside of brackets",
    "regular expression is empty",
    // It takes any letters as flags.
    "is no flag of a regular expression",
    // It reads over what it does not know.
    "` stands in a function's signature",
    "a predicate follows a grouping expression",
];

/// What is taken here and not there: known gaps, which fail with `States.QueryEvaluationError`.
const GAPS: &[&str] = &[
    // A `%` that has no parent to give.
    "S0217", // A function's signature is checked for brackets and letters only.
    "S0401",
    "S0402",
    // It reads no regular expression after `*`, `/` and `%`, where none makes sense.
    "The symbol Slash",
];

/// How the two differ over an expression, if they do and it is not known.
fn differs(expression: &str) -> Option<String> {
    let ours = jsonata::parse(expression).err();
    let ours = ours.map(|problems| problems[0].title.clone());
    // It falls over some of them.
    let theirs = catch_unwind(|| jsonata_core::parser::parse(expression)).ok()?;
    let theirs = theirs.err().map(|error| error.to_string());
    let is_known = match (&ours, &theirs) {
        (Some(ours), None) => STRICTER.iter().any(|known| ours.contains(known)),
        (None, Some(theirs)) => GAPS.iter().any(|known| theirs.contains(known)),
        _ => true,
    };
    // After a step called `in`, the engine takes a `/` for the start of a regular expression.
    let is_named_in = [".in/", ".or/", ".and/"]
        .iter()
        .any(|it| expression.contains(it));
    (!is_known && !is_named_in)
        .then(|| format!("{expression}\n  ours {ours:?}\n  theirs {theirs:?}"))
}

fn assert_same<'a>(expressions: impl IntoIterator<Item = &'a str>) {
    let wrong: Vec<String> = expressions.into_iter().filter_map(differs).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_reviewed_expressions_are_taken_alike() {
    let cases = include_str!("strings/expressions.txt").lines();
    assert_same(cases.filter_map(|line| line.strip_prefix('|')?.strip_suffix('|')));
}

#[test]
fn the_corpus_s_expressions_are_taken_alike() {
    let shared = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let mut texts = Vec::new();
    for file in [
        "executions.jsonl",
        "definitions.jsonl",
        "intrinsic_functions.jsonl",
    ] {
        // A user's checkout has no corpus.
        texts.extend(fs::read_to_string(shared.join(file)));
    }
    for entry in fs::read_dir(shared.join("workflows")).into_iter().flatten() {
        texts.extend(fs::read_to_string(entry.expect("an entry").path()));
    }
    let mut expressions = Vec::new();
    for text in &texts {
        for part in text.split("\"{%").skip(1) {
            let Some((inside, _)) = part.split_once("%}\"") else {
                continue;
            };
            if let Ok(inside) = serde_json::from_str::<String>(&format!("\"{inside}\"")) {
                expressions.push(inside.trim().to_owned());
            }
        }
    }
    assert!(
        texts.is_empty() || expressions.len() > 200,
        "{}",
        expressions.len()
    );
    assert_same(expressions.iter().map(String::as_str));
}

const VALID: &[&str] = &[
    "$states.input.items[price > 10 and qty in [1..5]].{\"n\": name, \"t\": $sum(price * qty)}",
    "($f := function($a, $b)<nn:n>{ $a + $b }; $reduce([1, 2, 3], $f, 0) ~> $string)",
    "$states.input.items^(<price, >name)#$i.(`a b` & ' no. ' & $i)",
    "$states.input ~> |items|{\"total\": -price}, [\"tax\"]|",
    "$x ? $y.*.** : $z ?: 'none' /* why */ ?? null",
    "$match($x, /a[b]\\/c/i).match",
    "$map($states.result, λ($v, $i){ $substring(?, 0, $i)($v) })",
    "$states.input.a@$a.%.b[$a.id = id]{id: $count(b)}",
];

const PIECES: &[char] = &[
    '$', '.', '[', ']', '(', ')', '{', '}', ',', ';', ':', '?', '+', '-', '*', '/', '%', '|', '=',
    '<', '>', '^', '&', '~', '!', '@', '#', '\'', '"', '`', '\\', ' ', 'a', '1', '0', 'é',
];

/// What differs is looked at; here it is that neither falls over, and that they differ rarely.
#[test]
fn changed_expressions_are_taken_alike() {
    let mut random = Random(0x00C0_FFEE);
    let mut wrong = Vec::new();
    for _ in 0..20_000 {
        let mut letters: Vec<char> = VALID[random.below(VALID.len())].chars().collect();
        for _ in 0..=random.below(2) {
            let at = random.below(letters.len());
            match random.below(3) {
                0 => {
                    letters.remove(at);
                }
                1 => letters.insert(at, PIECES[random.below(PIECES.len())]),
                _ => letters[at] = PIECES[random.below(PIECES.len())],
            }
        }
        let expression: String = letters.into_iter().collect();
        wrong.extend(differs(&expression));
    }
    assert!(
        wrong.is_empty(),
        "{} of 20000\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
