//! Every message, beside the definition that causes it.
//!
//! Each file of `tests/errors/` belongs to one code and holds cases: a title, a definition, and what is said about it.
//! `STEPWRIGHT_BLESS=1` writes what is said now; the difference is for a reviewer to judge.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use stepwright_compiler::errors::Code;
use stepwright_compiler::{Allow, Options, analyse};

const CASE: &str = "=== ";
const SAYS: &str = "--- says";

/// What only Rust types can say is found while the user's crate is checked; `ui-tests/cases/` has the messages.
const BY_TYPES: [Code; 3] = [Code::HandlerInput, Code::UnraisedError, Code::OutputType];

struct Case {
    title: String,
    options: Options,
    /// The option lines, as written.
    head: String,
    definition: String,
    says: String,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/errors")
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    for block in text
        .split("\n=== ")
        .map(|block| block.strip_prefix(CASE).unwrap_or(block))
    {
        let (title, rest) = block.split_once('\n').expect("a case has a title");
        let (before, says) = rest.split_once(SAYS).expect("a case has a line `--- says`");
        let mut options = Options::default();
        let mut head = String::new();
        let mut definition = String::new();
        for line in before.split_inclusive('\n') {
            if let Some(given) = line.strip_prefix("substitute ") {
                let (name, value) = given
                    .trim_end()
                    .split_once('=')
                    .expect("substitute name=value");
                options
                    .substitutions
                    .push((name.to_owned(), value.to_owned()));
                head.push_str(line);
            } else if let Some(given) = line.strip_prefix("rename ") {
                let (state, name) = given.trim_end().split_once('=').expect("rename state=name");
                options.rename.push((state.to_owned(), name.to_owned()));
                head.push_str(line);
            } else if let Some(allowed) = line.strip_prefix("allow ") {
                let (name, states) = allowed
                    .trim_end()
                    .split_once(": ")
                    .unwrap_or((allowed.trim_end(), ""));
                let code = *Code::ALL
                    .iter()
                    .find(|code| code.name() == name)
                    .expect("a code's name");
                let states =
                    (!states.is_empty()).then(|| states.split(", ").map(str::to_owned).collect());
                let code = Some(code);
                options.allow.push(Allow { code, states });
                head.push_str(line);
            } else {
                definition.push_str(line);
            }
        }
        let says = says.trim().to_owned();
        cases.push(Case {
            title: title.to_owned(),
            options,
            head,
            definition,
            says,
        });
    }
    cases
}

fn said(case: &Case) -> (Vec<Code>, String) {
    // The last line's end belongs to the file of cases.
    let definition = case
        .definition
        .strip_suffix('\n')
        .unwrap_or(&case.definition);
    match analyse("order.asl.json", definition, &case.options) {
        Ok(_) => (Vec::new(), "nothing".to_owned()),
        Err(errors) => {
            let messages: Vec<String> = errors
                .iter()
                .map(|error| format!("error: {}", error.message))
                .collect();
            let text = messages.join("\n\n");
            let text: Vec<&str> = text.lines().map(str::trim_end).collect();
            (
                errors.iter().map(|error| error.code).collect(),
                text.join("\n"),
            )
        }
    }
}

#[test]
fn every_message_is_as_reviewed() {
    let bless = std::env::var_os("STEPWRIGHT_BLESS").is_some();
    let mut wrong = Vec::new();
    for code in Code::ALL.iter().filter(|code| !BY_TYPES.contains(code)) {
        let path = folder().join(format!("{}.txt", code.name()));
        let Ok(text) = fs::read_to_string(&path) else {
            wrong.push(format!(
                "no file for the code `{}`: {}",
                code.name(),
                path.display()
            ));
            continue;
        };
        let mut new = String::new();
        let mut codes = Vec::new();
        for case in cases(&text) {
            let (found, says) = said(&case);
            if says != case.says && !bless {
                wrong.push(format!(
                    "{}: {}\n\nsays\n\n{says}\n\nnot\n\n{}\n",
                    code.name(),
                    case.title,
                    case.says
                ));
            }
            codes.extend(found);
            if !new.is_empty() {
                new.push('\n');
            }
            write!(
                new,
                "{CASE}{}\n{}{}{SAYS}\n{says}\n",
                case.title, case.head, case.definition
            )
            .expect("a string takes all");
        }
        if !codes.contains(code) {
            wrong.push(format!(
                "no case of `{}` is reported with that code",
                code.name()
            ));
        }
        if bless {
            fs::write(&path, new).expect("the folder can be written");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_belongs_to_a_code() {
    for entry in fs::read_dir(folder()).expect("the folder exists") {
        let name = entry
            .expect("an entry")
            .file_name()
            .into_string()
            .expect("a plain name");
        let code = name.strip_suffix(".txt").unwrap_or(&name);
        assert!(
            Code::ALL.iter().any(|known| known.name() == code),
            "`{name}` belongs to no code"
        );
    }
}

#[test]
fn titles_keep_to_the_grammar() {
    for entry in fs::read_dir(folder()).expect("the folder exists") {
        let text = fs::read_to_string(entry.expect("an entry").path()).expect("text");
        for title in text.lines().filter_map(|line| line.strip_prefix("error: ")) {
            assert!(!title.ends_with('.'), "ends with a full stop: {title}");
            assert!(
                !title.contains('\u{21}'),
                "has an exclamation mark: {title}"
            );
            assert!(title.chars().count() <= 110, "too long: {title}");
            assert!(
                !title.starts_with(char::is_uppercase),
                "starts with a capital: {title}"
            );
            for word in ["invalid", "please", "failed to", "unexpected"] {
                assert!(!title.contains(word), "says `{word}`: {title}");
            }
        }
    }
}
