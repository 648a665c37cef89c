//! What AWS says of a failed evaluation: the words of JSONata's own error codes, which the engine has in part in others.
use super::{Error, walk};
use jsonata_core::{ast::AstNode, evaluator::EvaluatorError};

/// Marks what AWS reports as an error of its own.
pub(super) const INTERNAL: &str = "internal";

/// Bounds have no code.
const TOO_DEEP: &str = "Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive";
const TOO_LARGE: &str =
    "Expression evaluation memory limit exceeded: Check for excessive memory usage";
const TOO_LONG: &str = "Expression evaluation timeout: Check for infinite loop";

/// The error of an evaluation.
pub(super) fn of(error: &EvaluatorError, expression: &AstNode) -> Error {
    let message = error.message();
    if message == INTERNAL {
        return internal();
    }
    let Some((code, words)) = coded(message) else {
        return plain(message);
    };
    match code {
        "D1011" | "U1001" => plain(TOO_DEEP),
        "D1012" | "U1002" | "U1003" => plain(TOO_LONG),
        "D2014" | "D2015" => plain(TOO_LARGE),
        code => {
            let words = reworded(code, words, expression);
            Error {
                what: format!("threw an error during evaluation. {code}: {words}"),
            }
        }
    }
}

/// An error without a code.
pub(super) fn plain(message: &str) -> Error {
    Error {
        what: format!("threw an error during evaluation: {message}"),
    }
}

/// What is nobody's fault but the engine's.
pub(super) fn internal() -> Error {
    Error {
        what: "threw an internal error during evaluation.".to_owned(),
    }
}

/// `T2002: The right side ..`
fn coded(message: &str) -> Option<(&str, &str)> {
    let (code, words) = message.split_once(": ")?;
    let (letter, digits) = code.split_at_checked(1)?;
    let is_code = letter.chars().all(|it| it.is_ascii_uppercase())
        && digits.len() == 4
        && digits.bytes().all(|it| it.is_ascii_digit());
    is_code.then_some((code, words))
}

/// The words of the code's message in JSONata, where the engine has others.
fn reworded(code: &str, words: &str, expression: &AstNode) -> String {
    let last = || words.rsplit(": ").next().unwrap_or_default();
    match code {
        "T0410" | "T0412" => signature(code, words, expression),
        "T1006" => "Attempted to invoke a non-function".to_owned(),
        "T2001" | "T2002" => operator(words),
        "T2003" => "The left side of the range operator (..) must evaluate to an integer".to_owned(),
        "T2004" => "The right side of the range operator (..) must evaluate to an integer".to_owned(),
        "T2010" if words.starts_with("Cannot compare") => comparison(expression),
        "D1002" => "Cannot negate a non-numeric value".to_owned(),
        "D3001" => "Attempting to invoke string function on Infinity or NaN".to_owned(),
        "D3010" => "Second argument of replace function cannot be an empty string".to_owned(),
        "D3030" => match quoted(words) {
            Some(value) => format!("Unable to cast value to a number: \"{value}\""),
            None => "Unable to cast value to a number".to_owned(),
        },
        "D3080" => "The picture string must only contain a maximum of two sub-pictures".to_owned(),
        "D3081" => "The sub-picture must not contain more than one instance of the 'decimal-separator' character".to_owned(),
        "D3082" => "The sub-picture must not contain more than one instance of the 'percent' character".to_owned(),
        "D3083" => "The sub-picture must not contain more than one instance of the 'per-mille' character".to_owned(),
        "D3084" => "The sub-picture must not contain both a 'percent' and a 'per-mille' character".to_owned(),
        "D3085" => "The mantissa part of a sub-picture must contain at least one character that is either an 'optional digit character' or a member of the 'decimal digit family'".to_owned(),
        "D3086" => "The sub-picture must not contain a passive character that is preceded by an active character and that is followed by another active character".to_owned(),
        "D3137" if words == "$error() function evaluated" => words.to_owned(),
        "D1001" if !words.contains(": ") => "Number out of range".to_owned(),
        "T2011" => "The insert/update clause of the transform expression must evaluate to an object".to_owned(),
        "T2012" => format!(
            "The delete clause of the transform expression must evaluate to a string or array of strings: {}",
            last()
        ),
        _ => words.to_owned(),
    }
}

/// `Argument 1 of function "sum" ..`: the engine leaves the function out; where the expression calls but one, it is that.
fn signature(code: &str, words: &str, expression: &AstNode) -> String {
    let number = words
        .split(' ')
        .find(|word| word.bytes().all(|it| it.is_ascii_digit()) && !word.is_empty())
        .filter(|number| *number != "0")
        .unwrap_or("1");
    let named = words
        .split_once("of function ")
        .and_then(|(_, rest)| rest.split(' ').next())
        .map(|name| name.trim_matches(['$', '"']))
        .filter(|name| !["does", "must", "undefined"].contains(name));
    let mut called = Vec::new();
    walk::called(expression, &mut called);
    let name = named.or_else(|| match &called[..] {
        [only] => Some(only.as_str()),
        _ => None,
    });
    let function = name.map_or_else(
        || "function".to_owned(),
        |name| format!("function \"{name}\""),
    );
    if code == "T0410" {
        return format!("Argument {number} of {function} does not match function signature");
    }
    let items = words.rsplit(' ').next().unwrap_or_default().to_lowercase();
    format!("Argument {number} of {function} must be an array of \"{items}s\"")
}

/// `The left side of the "+" operator must evaluate to a number`
fn operator(words: &str) -> String {
    let (before, rest) = words.split_once(" of the ").unwrap_or((words, ""));
    match rest.split_once(" operator") {
        Some((token, after)) => {
            let token = token.trim_matches('"');
            format!("{before} of the \"{token}\" operator{after}")
        }
        None => words.to_owned(),
    }
}

fn comparison(expression: &AstNode) -> String {
    let mut tokens = Vec::new();
    walk::comparisons(expression, &mut tokens);
    let operator = match tokens[..] {
        [only] => format!("operator \"{only}\""),
        _ => "operator".to_owned(),
    };
    format!("The expressions either side of {operator} must evaluate to numeric or string values")
}

fn quoted(words: &str) -> Option<&str> {
    let (_, rest) = words.split_once('\'')?;
    Some(rest.rsplit_once('\'')?.0)
}
