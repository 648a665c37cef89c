//! `?(..)`: what a filter asks of each node.

use super::{Cursor, DEEPEST};
use crate::ir::{Comparator, Filter, FilterValue, Json};
use crate::problem::Problem;

/// Longest first, so that `<=` is not read as `<`. Words want a character that is no letter after them.
const COMPARATORS: [(&str, Comparator); 16] = [
    ("==", Comparator::Equal),
    ("!=", Comparator::NotEqual),
    ("<=", Comparator::LessOrEqual),
    (">=", Comparator::GreaterOrEqual),
    ("=~", Comparator::Matches),
    ("<", Comparator::Less),
    (">", Comparator::Greater),
    ("subsetof", Comparator::SubsetOf),
    ("contains", Comparator::Contains),
    ("noneof", Comparator::NoneOf),
    ("anyof", Comparator::AnyOf),
    ("empty", Comparator::Empty),
    ("size", Comparator::Size),
    ("nin", Comparator::NotIn),
    ("in", Comparator::In),
    ("IN", Comparator::In),
];

impl Cursor<'_> {
    /// `a || b`
    pub(super) fn filter(&mut self) -> Result<Filter, Problem> {
        self.level()?;
        let mut parts = vec![self.all_of()?];
        loop {
            self.blanks();
            if !self.take_word("||") {
                break;
            }
            parts.push(self.all_of()?);
        }
        self.ascend();
        Ok(if parts.len() > 1 {
            Filter::Or(parts)
        } else {
            parts.remove(0)
        })
    }

    fn level(&mut self) -> Result<(), Problem> {
        if self.descend(DEEPEST) {
            return Ok(());
        }
        Err(self.malformed(
            self.here(),
            "has filters nested too deep",
            "the limit is 32 levels",
        ))
    }

    /// `a && b`
    fn all_of(&mut self) -> Result<Filter, Problem> {
        let mut parts = vec![self.condition()?];
        loop {
            self.blanks();
            if !self.take_word("&&") {
                break;
            }
            parts.push(self.condition()?);
        }
        Ok(if parts.len() > 1 {
            Filter::And(parts)
        } else {
            parts.remove(0)
        })
    }

    /// `!a`, `(a)`, `left op right`, a path that must exist
    fn condition(&mut self) -> Result<Filter, Problem> {
        self.blanks();
        if self.peek() == Some('!') && !self.rest().starts_with("!=") {
            self.skip(1);
            self.level()?;
            let condition = self.condition()?;
            self.ascend();
            return Ok(Filter::Not(Box::new(condition)));
        }
        if self.take('(') {
            let inner = self.filter()?;
            self.blanks();
            if !self.take(')') {
                let at = self.here();
                return Err(self.malformed(
                    at,
                    "has a parenthesis that does not end",
                    "expected `)`",
                ));
            }
            return Ok(inner);
        }
        let start = self.at();
        let left = self.operand()?;
        self.blanks();
        let comparator = COMPARATORS.iter().find(|(word, _)| {
            self.rest().strip_prefix(word).is_some_and(|rest| {
                !word.starts_with(char::is_alphabetic)
                    || !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')
            })
        });
        let Some((word, comparator)) = comparator else {
            return match left {
                FilterValue::Path(path) => match self.peek() {
                    None | Some(')' | '&' | '|') => Ok(Filter::Exists(path)),
                    Some(_) => {
                        let rest = self.rest();
                        let word: String = rest
                            .chars()
                            .take_while(|c| !c.is_whitespace() && *c != ')')
                            .collect();
                        let at = self.at()..self.at() + word.len();
                        let help = (word == "=").then(|| "equality is written `==`".to_owned());
                        Err(self
                            .malformed(
                                at,
                                "compares with something unknown",
                                "expected an operator such as `==`",
                            )
                            .with_help(help))
                    }
                },
                _ => {
                    let at = start..self.at();
                    Err(self.malformed(
                        at,
                        "has a filter that compares nothing",
                        "expected a comparison",
                    ))
                }
            };
        };
        self.skip(word.len());
        self.blanks();
        let right = self.operand()?;
        Ok(Filter::Compare(left, *comparator, right))
    }

    fn operand(&mut self) -> Result<FilterValue, Problem> {
        self.blanks();
        match self.peek() {
            Some('@' | '$') => self.path().map(FilterValue::Path),
            Some('/') => self.regex(),
            _ => self.literal(0).map(FilterValue::Literal),
        }
    }

    fn regex(&mut self) -> Result<FilterValue, Problem> {
        let start = self.at();
        self.skip(1);
        let mut pattern = String::new();
        loop {
            let Some(character) = self.peek() else {
                return Err(self.malformed(
                    start..self.at(),
                    "has a regular expression that does not end",
                    "expected `/`",
                ));
            };
            self.skip(character.len_utf8());
            match character {
                '/' => break,
                '\\' => match self.peek() {
                    Some('/') => {
                        self.skip(1);
                        pattern.push('/');
                    }
                    Some(escaped) => {
                        self.skip(escaped.len_utf8());
                        pattern.push('\\');
                        pattern.push(escaped);
                    }
                    None => {}
                },
                other => pattern.push(other),
            }
        }
        let flags = self.at();
        while self.peek().is_some_and(|c| c.is_ascii_alphabetic()) {
            self.skip(1);
        }
        match self.slice(flags..self.at()) {
            "" => Ok(FilterValue::Regex {
                pattern,
                ignore_case: false,
            }),
            "i" => Ok(FilterValue::Regex {
                pattern,
                ignore_case: true,
            }),
            _ => Err(self.malformed(
                flags..self.at(),
                "has a regular expression with an unknown flag",
                "the flag is `i`",
            )),
        }
    }

    fn literal(&mut self, depth: usize) -> Result<Json, Problem> {
        let start = self.at();
        match self.peek() {
            Some(quote @ ('\'' | '"')) => self.quoted(quote).map(Json::String).ok_or_else(|| {
                self.malformed(
                    start..self.at(),
                    "has a quoted text that does not end",
                    "this quote is not closed",
                )
            }),
            Some('[') if depth < DEEPEST => {
                self.skip(1);
                let mut items = Vec::new();
                self.blanks();
                while self.peek() != Some(']') {
                    items.push(self.literal(depth + 1)?);
                    self.blanks();
                    if !self.take(',') {
                        break;
                    }
                    self.blanks();
                }
                if !self.take(']') {
                    let at = self.here();
                    return Err(self.malformed(
                        at,
                        "has a list that does not end",
                        "expected `]` or `,`",
                    ));
                }
                Ok(Json::Array(items))
            }
            _ => {
                while self.peek().is_some_and(|c| {
                    c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.' | '_')
                }) {
                    self.skip(1);
                }
                match self.slice(start..self.at()) {
                    "true" => Ok(Json::Bool(true)),
                    "false" => Ok(Json::Bool(false)),
                    "null" => Ok(Json::Null),
                    word if is_number(word) => Ok(Json::Number(word.to_owned())),
                    word => {
                        let at = start..self.here().end.max(self.at());
                        let help = (!word.is_empty()).then(|| {
                            format!("a text is quoted: `'{word}'`; a field is `@.{word}`")
                        });
                        Err(self
                            .malformed(
                                at,
                                "compares with neither a path nor a literal",
                                "expected `@`, `$`, a quote or a number",
                            )
                            .with_help(help))
                    }
                }
            }
        }
    }
}

/// A number as JSON writes it.
pub(crate) fn is_number(word: &str) -> bool {
    let digits = word.strip_prefix('-').unwrap_or(word);
    let leading_zero = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
    digits.starts_with(|c: char| c.is_ascii_digit())
        && !leading_zero
        && !digits.ends_with('.')
        && !digits.contains("._")
        && word.parse::<f64>().is_ok_and(f64::is_finite)
}
