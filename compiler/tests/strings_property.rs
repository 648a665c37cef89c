//! Properties of the strings' parsers over generated input: nothing panics, every problem points into its string, and
//! what is written by a grammar is read back as that grammar means it.
//!
//! The generator is seeded, so that a failure is the same failure tomorrow.

mod random;

use random::Random;
use stepwright_compiler::error_names::check_error_name;
use stepwright_compiler::intrinsic::parse_query;
use stepwright_compiler::jsonata::{self, Available};
use stepwright_compiler::path::{parse_path, parse_reference_path};
use stepwright_compiler::problem::Problem;
use stepwright_compiler::resource::integration;
use stepwright_compiler::suggest::{list_of, similar};
use stepwright_compiler::text::Text;
use stepwright_compiler::timestamp::check_timestamp;

const ROUNDS: usize = 5_000;

fn one<'a>(random: &mut Random, of: &[&'a str]) -> &'a str {
    of[random.below(of.len())]
}

const PIECES: &[&str] = &[
    "$",
    "$$",
    "@",
    ".",
    "..",
    "[",
    "]",
    "(",
    ")",
    "?",
    "*",
    ",",
    ":",
    "-",
    "'",
    "\"",
    "\\",
    "/",
    "!",
    "=",
    "==",
    "=~",
    "<",
    ">=",
    "&&",
    "||",
    "&",
    " ",
    "\n",
    "0",
    "-1",
    "12345678901",
    "1.5e3",
    "a",
    "é",
    "😀",
    "\u{0}",
    "name",
    "['a b']",
    "[0]",
    "[1:]",
    "[?(",
    ")]",
    "@.a",
    "in",
    "empty",
    "size",
    "true",
    "null",
    "{",
    "}",
    "{}",
    "\\{",
    "\\u00e9",
    "\\ud83d",
    "length()",
    "States.",
    "States.Format(",
    "States.Array(",
    "Execution",
    ".Input",
    "${Name}",
    "'it\\'s'",
    "T",
    "Z",
    "2026-",
];

const VALID: &[&str] = &[
    "$.a.b[0]['c d'].e",
    "$$.Execution.Input.order.lines[-1]",
    "$..lines[?(@.price < 10 && (@.sku in ['a', 'b'] || !@.gone))].name",
    "$.a[1:5:2].*.length()",
    "$order.items[?(@.name =~ /a.*\\/b/i)]['x','y']",
    "States.Format('it\\'s \\{{}\\} of {}', $.a['b,c)'], States.ArrayGetItem(States.Array(1, 'x', null), 0))",
    "$states.input.items[price > 10].{'n': name, 't': $sum(price * qty)} ~> $string",
    "($f := function($a, $b)<nn:n>{ $a ? $b : 1 }; $map([1..$x], $f(?, 2)))^(<a, >b)#$i@$v.**{a: b}",
    "States.JsonMerge(States.StringToJson($.b), States.StringToJson('{\"n\": {}}'), false)",
    "2026-03-14T01:59:00.123+01:00",
    "Lambda.ServiceException",
    "arn:aws:states:::aws-sdk:dynamodb:putItem.waitForTaskToken",
];

fn text(value: &str) -> Text {
    Text::verbatim(value, 0..value.len() + 2)
}

/// Gives a string to every parser and looks at what they say.
fn feed(value: &str) {
    let text = text(value);
    let mut problems: Vec<Problem> = Vec::new();
    problems.extend(parse_path(&text).err());
    problems.extend(parse_reference_path(&text).err());
    match parse_query(&text) {
        Ok(_) => {}
        Err(found) => {
            assert!(!found.is_empty(), "{value:?} is refused without a reason");
            problems.extend(found);
        }
    }
    match jsonata::parse(value) {
        Ok(expression) => {
            problems.extend(expression.check(Available::default()));
            for (root, at) in expression.roots() {
                assert!(
                    value.get(at.clone()).is_some(),
                    "{value:?}: {root:?} at {at:?}"
                );
            }
        }
        Err(found) => {
            assert!(!found.is_empty(), "{value:?} is refused without a reason");
            problems.extend(found);
        }
    }
    problems.extend(check_timestamp(&text).err());
    problems.extend(check_error_name(&text));
    let _ = integration(value);
    let _ = similar(value, ["Id", "Name", "States.Timeout"]);
    let _ = list_of([value]);
    for problem in problems {
        let at = problem.at.clone();
        assert!(
            value.get(at.clone()).is_some(),
            "{value:?}: {at:?} is no part of it: {}",
            problem.title
        );
        assert!(
            !problem.title.contains('\n'),
            "{value:?}: {}",
            problem.title
        );
        let site = problem.into_diagnostic(&text).site;
        assert!(
            site.start < site.end && site.end <= value.len() + 2,
            "{value:?}: {site:?}"
        );
    }
}

#[test]
fn any_string_is_read_or_refused() {
    let mut random = Random(0x5EED);
    for _ in 0..ROUNDS {
        let length = random.below(24);
        let value: String = (0..length).map(|_| one(&mut random, PIECES)).collect();
        feed(&value);
        feed(&format!("$.{value}"));
        feed(&format!("$[?({value})]"));
        feed(&format!("States.Format({value})"));
        feed(&format!("$sum($states.input.{value})"));
    }
}

#[test]
fn any_change_of_a_valid_string_is_read_or_refused() {
    let mut random = Random(0x00C0_FFEE);
    for _ in 0..ROUNDS {
        let mut letters: Vec<char> = one(&mut random, VALID).chars().collect();
        for _ in 0..=random.below(3) {
            let at = random.below(letters.len());
            match random.below(4) {
                0 => {
                    letters.remove(at);
                }
                1 => letters.insert(
                    at,
                    one(&mut random, PIECES).chars().next().expect("a letter"),
                ),
                2 => letters.truncate(at.max(1)),
                _ => {
                    let other = random.below(letters.len());
                    letters.swap(at, other);
                }
            }
            if letters.is_empty() {
                letters.push('$');
            }
        }
        feed(&letters.into_iter().collect::<String>());
    }
}

#[test]
fn long_strings_are_read_or_refused() {
    for piece in PIECES {
        feed(&piece.repeat(5_000));
        feed(&format!("$.{}", piece.repeat(5_000)));
        feed(&format!("$[?({}", piece.repeat(5_000)));
        feed(&format!("States.Array({}", piece.repeat(5_000)));
    }
}

/// A step as it is written, and as the tree prints it.
fn step(random: &mut Random) -> (String, String) {
    const NAMES: &[&str] = &["a", "order_id", "detail-type", "über", "a:b", "@type", "x1"];
    const ODD: &[&str] = &["a b", "a.b", "a[0]", "", "(", "it\"s", "$"];
    let name = one(random, NAMES);
    let number = i64::try_from(random.below(50)).expect("small") - 10;
    match random.below(12) {
        0..=3 => (format!(".{name}"), format!("Field({name:?})")),
        4 => {
            let odd = one(random, ODD);
            (format!("['{odd}']"), format!("Field({odd:?})"))
        }
        5 => (format!("[ \"{name}\" ]"), format!("Field({name:?})")),
        6 => (format!("[{number}]"), format!("Index({number})")),
        7 => (
            format!("['{name}', 'b']"),
            format!("Fields([{name:?}, \"b\"])"),
        ),
        8 => (format!("[{number},0]"), format!("Indices([{number}, 0])")),
        9 => (
            format!("[{number}:]"),
            format!("Slice {{ from: Some({number}), to: None, step: None }}"),
        ),
        10 => ("[*]".to_owned(), "Wildcard".to_owned()),
        _ => (format!("..{name}"), format!("Descend, Field({name:?})")),
    }
}

#[test]
fn what_is_written_is_what_is_read() {
    let mut random = Random(0xA51);
    for _ in 0..ROUNDS {
        let (mut path, mut tree) = ("$".to_owned(), Vec::new());
        for _ in 0..random.below(8) {
            let (written, meant) = step(&mut random);
            path.push_str(&written);
            tree.push(meant);
        }
        let expected = format!("[{}]", tree.join(", "));
        let read =
            parse_path(&text(&path)).unwrap_or_else(|problem| panic!("{path}: {}", problem.title));
        assert_eq!(format!("{:?}", read.steps), expected, "{path}");
        assert_eq!(read.site, 1..path.len() + 1, "{path}");

        // The same path means the same as an argument, and ends where it ends there.
        let call = format!("States.Array(1, {path} , {path})");
        let Ok(stepwright_compiler::ir::Query::Call(read)) = parse_query(&text(&call)) else {
            panic!("{call} is not read");
        };
        assert_eq!(read.arguments.len(), 3, "{call}");
        for argument in read.arguments.iter().skip(1) {
            let stepwright_compiler::ir::ArgumentValue::Path(argument) = &argument.value else {
                panic!("{call} has something else than a path");
            };
            assert_eq!(argument.text, path);
            assert_eq!(format!("{:?}", argument.steps), expected, "{call}");
        }

        // And in a filter, where names end at operators.
        if !path.contains("..") {
            let filter = format!("$[?({path} == 1)]");
            assert!(parse_path(&text(&filter)).is_ok(), "{filter}");
        }
    }
}

#[test]
fn a_path_cut_short_is_never_read_past_its_end() {
    for path in VALID.iter().filter(|path| path.starts_with('$')) {
        for (at, _) in path.char_indices() {
            feed(&path[..at]);
        }
    }
}
