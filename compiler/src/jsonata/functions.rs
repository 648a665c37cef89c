//! The functions that there are, with their signatures as JSONata writes them.
//!
//! Source: JSONata's documentation of its function library, and the chapter of the Step Functions developer guide on
//! transforming data with JSONata for those that AWS adds.

use super::tree::{Kind, Node};

/// A function's name, its signature, and its parameters as documented.
type Row = (&'static str, &'static str, &'static str);

/// Sorted by name.
const FUNCTIONS: &[Row] = &[
    ("abs", "n-", "number"),
    ("append", "xx", "array1, array2"),
    ("assert", "bs?", "condition, message"),
    ("average", "a", "array"),
    ("base64decode", "s-", "string"),
    ("base64encode", "s-", "string"),
    ("boolean", "x-", "arg"),
    ("ceil", "n-", "number"),
    ("clone", "(oa)-", "object"),
    ("contains", "s-(sf)", "string, pattern"),
    ("count", "a", "array"),
    ("decodeUrl", "s-", "string"),
    ("decodeUrlComponent", "s-", "string"),
    ("distinct", "x", "array"),
    ("each", "o-f", "object, function"),
    ("encodeUrl", "s-", "string"),
    ("encodeUrlComponent", "s-", "string"),
    ("error", "s?", "message"),
    ("exists", "x", "arg"),
    ("filter", "af", "array, function"),
    ("floor", "n-", "number"),
    ("formatBase", "n-n?", "number, radix"),
    ("formatInteger", "n-s", "number, picture"),
    ("formatNumber", "n-so?", "number, picture, options"),
    ("fromMillis", "n-s?s?", "number, picture, timezone"),
    ("hash", "ss?", "data, algorithm"),
    ("join", "as?", "array, separator"),
    ("keys", "x-", "object"),
    ("length", "s-", "string"),
    ("lookup", "x-s", "object, key"),
    ("lowercase", "s-", "string"),
    ("map", "af", "array, function"),
    ("match", "s-fn?", "string, pattern, limit"),
    ("max", "a", "array"),
    ("merge", "a", "array"),
    ("millis", "", ""),
    ("min", "a", "array"),
    ("not", "x-", "arg"),
    ("now", "s?s?", "picture, timezone"),
    ("number", "(nsb)-", "arg"),
    ("pad", "s-ns?", "string, width, char"),
    ("parse", "s-", "string"),
    ("parseInteger", "s-s", "string, picture"),
    ("partition", "an", "array, size"),
    ("power", "n-n", "base, exponent"),
    ("random", "n?", "seed"),
    ("range", "nnn", "first, last, step"),
    ("reduce", "afj?", "array, function, init"),
    (
        "replace",
        "s-(sf)(sf)n?",
        "string, pattern, replacement, limit",
    ),
    ("reverse", "a", "array"),
    ("round", "n-n?", "number, precision"),
    ("shuffle", "a", "array"),
    ("sift", "o-f?", "object, function"),
    ("single", "af?", "array, function"),
    ("sort", "af?", "array, function"),
    ("split", "s-(sf)n?", "string, separator, limit"),
    ("spread", "x-", "object"),
    ("sqrt", "n-", "number"),
    ("string", "x-b?", "arg, prettify"),
    ("substring", "s-nn?", "string, start, length"),
    ("substringAfter", "s-s", "string, chars"),
    ("substringBefore", "s-s", "string, chars"),
    ("sum", "a", "array"),
    ("toMillis", "s-s?", "timestamp, picture"),
    ("trim", "s-", "string"),
    ("type", "x", "value"),
    ("uppercase", "s-", "string"),
    ("uuid", "", ""),
    ("zip", "a+", "array1, .."),
];

/// A function.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Function(&'static Row);

impl Function {
    /// The function of this name.
    pub(crate) fn named(name: &str) -> Option<Function> {
        let at = FUNCTIONS.binary_search_by(|row| row.0.cmp(name)).ok()?;
        FUNCTIONS.get(at).map(Function)
    }

    /// How it is called.
    pub(crate) fn usage(self) -> String {
        format!("${}({})", self.0.0, self.0.2)
    }

    /// The least and the most arguments that it takes; what the context can stand for need not be given.
    pub(super) fn count(self) -> (usize, Option<usize>) {
        let parameters = parameters(self.0.1);
        let least = parameters.iter().filter(|it| it.1 != Often::Maybe).count();
        let has_more = parameters.iter().any(|it| it.1 == Often::More);
        (least, (!has_more).then_some(parameters.len()))
    }

    /// Whether it may take these arguments.
    pub(crate) fn takes(self, arguments: &[Argument]) -> bool {
        matches(&parameters(self.0.1), arguments)
    }

    /// Whether it may take the first of these arguments for its first parameter.
    pub(crate) fn takes_first(self, arguments: &[Argument]) -> bool {
        let parameters = parameters(self.0.1);
        let (Some(((kinds, often), later)), Some((first, rest))) =
            (parameters.split_first(), arguments.split_first())
        else {
            return false;
        };
        let goes_on = *often == Often::More && matches(&parameters, rest);
        takes(kinds, *first) && (matches(later, rest) || goes_on)
    }

    /// Whether it may take these arguments after the context item, which stands for the first parameter.
    pub(crate) fn takes_after_context(self, arguments: &[Argument]) -> bool {
        let parameters = parameters(self.0.1);
        let later = parameters.get(1..).unwrap_or_default();
        self.has_context() && matches(later, arguments)
    }

    /// Whether the context item stands for the first parameter where that is left out.
    fn has_context(self) -> bool {
        let first = self.0.1.find(')').map_or(1, |at| at + 1);
        let is_group = self.0.1.starts_with('(');
        self.0
            .1
            .get(if is_group { first } else { 1 }..)
            .is_some_and(|rest| rest.starts_with('-'))
    }

    /// The kinds that a parameter takes, by the letters of signatures.
    pub(crate) fn letters(self, number: usize) -> Option<&'static str> {
        let parameters = parameters(self.0.1);
        let repeated = parameters.last().filter(|it| it.1 == Often::More);
        parameters.get(number).or(repeated).map(|it| it.0)
    }
}

/// The names of all functions.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    FUNCTIONS.iter().map(|row| row.0)
}

/// What is known of an argument: the letter of its kind in signatures, or nothing.
pub(crate) type Argument = Option<char>;

/// What is known of an argument by how it is written.
pub(crate) fn argument(node: &Node) -> Argument {
    match &node.kind {
        Kind::String(_) => Some('s'),
        Kind::Number(_) => Some('n'),
        Kind::Bool(_) => Some('b'),
        Kind::Null => Some('l'),
        Kind::Array(_) => Some('a'),
        Kind::Object(_) => Some('o'),
        Kind::Regex | Kind::Lambda(..) => Some('f'),
        _ => None,
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Often {
    Once,
    /// `?`, and `-`, which stands for the context where the argument is missing.
    Maybe,
    More,
}

/// The letters that a parameter takes, and how often it stands.
fn parameters(signature: &'static str) -> Vec<(&'static str, Often)> {
    let mut parameters: Vec<(&str, Often)> = Vec::new();
    let mut rest = signature;
    while !rest.is_empty() {
        let kinds;
        if let Some((inside, after)) = rest.strip_prefix('(').and_then(|it| it.split_once(')')) {
            (kinds, rest) = (inside, after);
        } else {
            (kinds, rest) = rest.split_at(1);
        }
        let (often, length) = match rest.bytes().next() {
            Some(b'?' | b'-') => (Often::Maybe, 1),
            Some(b'+') => (Often::More, 1),
            _ => (Often::Once, 0),
        };
        rest = rest.get(length..).unwrap_or_default();
        parameters.push((kinds, often));
    }
    parameters
}

/// Whether the arguments can be told to the parameters, each to one that takes it, in order.
fn matches(parameters: &[(&str, Often)], arguments: &[Argument]) -> bool {
    let Some(((kinds, often), later)) = parameters.split_first() else {
        return arguments.is_empty();
    };
    let first = arguments
        .split_first()
        .filter(|(argument, _)| takes(kinds, **argument));
    match (first, often) {
        (None, Often::Maybe) => matches(later, arguments),
        (None, _) => false,
        (Some((_, rest)), Often::Once) => matches(later, rest),
        (Some((_, rest)), Often::Maybe) => matches(later, rest) || matches(later, arguments),
        (Some((_, rest)), Often::More) => matches(later, rest) || matches(parameters, rest),
    }
}

fn takes(kinds: &str, argument: Argument) -> bool {
    let Some(kind) = argument else {
        return true;
    };
    kinds.contains(kind)
        || kinds.contains('x')
        // What is no array counts as one of its own item.
        || kind != 'f' && (kinds.contains('a') && kinds.len() == 1 || kinds.contains('j'))
}

#[cfg(test)]
mod tests {
    use super::{FUNCTIONS, Function};

    #[test]
    fn the_table_is_sorted() {
        assert!(FUNCTIONS.is_sorted_by(|one, other| one.0 < other.0));
    }

    #[test]
    fn arguments_fit_as_signatures_say() {
        let takes = |name: &str, arguments: &str| {
            let arguments: Vec<_> = arguments
                .chars()
                .map(|kind| (kind != '_').then_some(kind))
                .collect();
            Function::named(name).unwrap().takes(&arguments)
        };
        for (name, good) in [
            ("substring", "sn"),
            ("substring", "snn"),
            ("substring", "n"),
            ("sum", "n"),
            ("split", "sf"),
            ("zip", "aaa"),
            ("millis", ""),
            ("join", "_s"),
            ("uppercase", ""),
            ("reduce", "afl"),
        ] {
            assert!(takes(name, good), "{name} takes {good}");
        }
        for (name, bad) in [
            ("substring", "snnn"),
            ("substring", "ss"),
            ("uppercase", "n"),
            ("millis", "n"),
            ("map", "as"),
            ("zip", ""),
            ("random", "nn"),
            ("range", "nn"),
            ("partition", "as"),
        ] {
            assert!(!takes(name, bad), "{name} does not take {bad}");
        }
    }
}
