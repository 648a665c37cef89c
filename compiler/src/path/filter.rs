//! Filters: `[?(..)]`.
//!
//! Jayway's grammar: `||` of `&&` of comparisons, existence tests, negations and parentheses.

use std::ops::Range;

use super::read::{Place, Reader, Way};
use crate::ir::{self, Comparator, Filter, FilterValue, Json};
use crate::problem::{Problem, quoted_part};
use crate::suggest;

/// The operators, as users write them; those of letters in any case.
const OPERATORS: &[(&str, Comparator)] = &[
    ("!=", Comparator::NotEqual),
    ("<", Comparator::Less),
    ("<=", Comparator::LessOrEqual),
    ("==", Comparator::Equal),
    ("=~", Comparator::Matches),
    (">", Comparator::Greater),
    (">=", Comparator::GreaterOrEqual),
    ("anyof", Comparator::AnyOf),
    ("contains", Comparator::Contains),
    ("empty", Comparator::Empty),
    ("in", Comparator::In),
    ("nin", Comparator::NotIn),
    ("noneof", Comparator::NoneOf),
    ("size", Comparator::Size),
    ("subsetof", Comparator::SubsetOf),
];

impl Reader<'_> {
    /// Reads `?(..)`; the brackets around it are `bracket`'s.
    pub(super) fn filter(&mut self, open: usize) -> Result<Filter, Problem> {
        let mark = self.cursor.here();
        self.cursor.eat("?");
        self.cursor.skip_spaces();
        if self.cursor.peek() == Some(']') {
            return Err(self
                .fault(
                    mark,
                    "has a filter without a condition",
                    "no condition follows",
                )
                .help("a condition stands in parentheses: `[?(@.status == 'open')]`"));
        }
        let parenthesis = self.cursor.at();
        if !self.cursor.eat("(") {
            if self.cursor.peek().is_none() {
                return Err(self.unclosed(open));
            }
            return Err(self
                .fault(
                    self.cursor.here(),
                    "has a filter without parentheses",
                    "expected `(`",
                )
                .help("a condition stands in parentheses: `[?(@.status == 'open')]`"));
        }
        let filter = self.deeper(Self::any)?;
        self.close_parenthesis(parenthesis)?;
        Ok(filter)
    }

    fn close_parenthesis(&mut self, open: usize) -> Result<(), Problem> {
        self.cursor.skip_spaces();
        if self.cursor.eat(")") {
            return Ok(());
        }
        let at = self.cursor.here();
        Err(match self.cursor.peek() {
            None => self.fault(
                open..self.cursor.end(),
                "ends inside a filter",
                "never closed",
            ),
            Some(letter @ ('&' | '|')) => self
                .fault(
                    at,
                    &format!("has a single `{letter}` in a filter"),
                    "expected two of them",
                )
                .help("conditions are joined by `&&` and `||`"),
            Some(letter) => self.fault(
                at,
                &format!(
                    "has {} where a condition ends",
                    quoted_part(&letter.to_string())
                ),
                "expected `&&`, `||` or `)`",
            ),
        })
    }

    /// `a || b`.
    fn any(&mut self) -> Result<Filter, Problem> {
        let first = self.all()?;
        let mut filters = vec![first];
        while self.joined_by("||") {
            filters.push(self.all()?);
        }
        Ok(match filters.len() {
            1 => filters.remove(0),
            _ => Filter::Or(filters),
        })
    }

    /// `a && b`.
    fn all(&mut self) -> Result<Filter, Problem> {
        let first = self.one()?;
        let mut filters = vec![first];
        while self.joined_by("&&") {
            filters.push(self.one()?);
        }
        Ok(match filters.len() {
            1 => filters.remove(0),
            _ => Filter::And(filters),
        })
    }

    fn joined_by(&mut self, operator: &str) -> bool {
        self.cursor.skip_spaces();
        self.cursor.eat(operator)
    }

    /// `(a)`, `!a`, `@.x`, `@.x == 1`.
    fn one(&mut self) -> Result<Filter, Problem> {
        self.cursor.skip_spaces();
        let start = self.cursor.at();
        if self.cursor.eat("(") {
            let filter = self.deeper(Self::any)?;
            self.close_parenthesis(start)?;
            return Ok(filter);
        }
        if !self.cursor.rest().starts_with("!=") && self.cursor.eat("!") {
            let negated = self.deeper(Self::one)?;
            // Jayway leaves the `!` out of `!@.x == 1`, which nobody means.
            let bare = self.cursor.slice(start + 1..self.cursor.at()).trim_start();
            if matches!(negated, Filter::Compare(..)) && !bare.starts_with(['(', '!']) {
                return Err(self
                    .fault(
                        start..self.cursor.at(),
                        "negates a comparison without parentheses",
                        "AWS reads it without the negation",
                    )
                    .help(format!("a negated comparison is `!({bare})`")));
            }
            return Ok(Filter::Not(Box::new(negated)));
        }
        let (left, left_at) = self.value("a condition")?;
        let Some((comparator, operator_at)) = self.operator(&left, &left_at)? else {
            return match left {
                FilterValue::Path(path) => Ok(Filter::Exists(path)),
                FilterValue::Literal(_) | FilterValue::Regex { .. } => Err(self
                    .fault(
                        left_at,
                        "has a literal where a condition stands",
                        "compares with nothing",
                    )
                    .help("a condition tests a part of the item, such as `@.status == 'open'`")),
            };
        };
        let (right, right_at) = self.value("the right side of a comparison")?;
        self.check(&left, comparator, (&right, right_at), operator_at)?;
        Ok(Filter::Compare(left, comparator, right))
    }

    /// An operand and where it stands.
    fn value(&mut self, what: &str) -> Result<(FilterValue, Range<usize>), Problem> {
        self.cursor.skip_spaces();
        let start = self.cursor.at();
        let value = match self.cursor.peek() {
            Some('@' | '$') => {
                let way = self.deeper(|reader| reader.path(Place::Filter))?;
                FilterValue::Path(self.filter_path(way))
            }
            Some('/') => self.pattern()?,
            Some(')' | ']' | '&' | '|' | '=' | '<' | '>' | '~' | '!') | None => {
                let at = self.cursor.here();
                return Err(match self.cursor.peek() {
                    None => self.fault(at, "ends inside a filter", format!("expected {what}")),
                    Some(_) => {
                        self.fault(at, &format!("lacks {what}"), "expected a path or a literal")
                    }
                });
            }
            Some(_) => FilterValue::Literal(self.deeper(Self::literal)?),
        };
        Ok((value, start..self.cursor.at()))
    }

    fn filter_path(&self, way: Way) -> ir::Path {
        ir::Path {
            text: self.cursor.slice(way.at.clone()).to_owned(),
            root: way.root,
            sites: way
                .steps
                .iter()
                .map(|(_, at)| self.cursor.text().locate(at.clone()))
                .collect(),
            steps: way.steps.into_iter().map(|(step, _)| step).collect(),
            site: self.cursor.text().locate(way.at),
        }
    }

    /// The operator, if one follows.
    fn operator(
        &mut self,
        left: &FilterValue,
        left_at: &Range<usize>,
    ) -> Result<Option<(Comparator, Range<usize>)>, Problem> {
        self.cursor.skip_spaces();
        let at = match self.cursor.peek() {
            Some('=' | '!' | '<' | '>' | '~') => {
                self.cursor.eat_while(|letter| "=!<>~".contains(letter))
            }
            Some(letter) if letter.is_alphabetic() => self.cursor.eat_while(char::is_alphanumeric),
            _ => return Ok(None),
        };
        let written = self.cursor.slice(at.clone());
        let known = OPERATORS
            .iter()
            .find(|(operator, _)| operator.eq_ignore_ascii_case(written));
        let Some((operator, comparator)) = known else {
            return Err(self.unknown_operator(written, at));
        };
        let is_word = operator.starts_with(char::is_alphabetic);
        if is_word && !self.cursor.peek().is_some_and(char::is_whitespace) {
            return Err(self
                .fault(
                    at,
                    &format!("has no space after the operator `{written}`"),
                    "a space follows it",
                )
                .help(format!("it is written with spaces: ` {operator} `")));
        }
        if is_word && at.start == left_at.end && matches!(left, FilterValue::Literal(_)) {
            return Err(self.fault(
                at,
                &format!("has no space before the operator `{written}`"),
                "a space comes before it",
            ));
        }
        Ok(Some((*comparator, at)))
    }

    fn unknown_operator(&self, written: &str, at: Range<usize>) -> Problem {
        let names = OPERATORS.iter().map(|(operator, _)| *operator);
        let help = match written {
            "=" | "===" => "equality is `==`".to_owned(),
            "<>" | "!==" => "inequality is `!=`".to_owned(),
            "=<" | "=>" => format!("it is written `{}=`", written.trim_start_matches('=')),
            "and" | "AND" | "or" | "OR" => "conditions are joined by `&&` and `||`".to_owned(),
            _ => match suggest::similar(written, names.clone()) {
                Some(similar) => format!("an operator with a similar name exists: `{similar}`"),
                None => format!("operators are {}", all(names)),
            },
        };
        self.fault(
            at,
            &format!(
                "has the operator {}, which filters do not know",
                quoted_part(written)
            ),
            "no such operator",
        )
        .help(help)
    }

    /// What can be said of a comparison before there is a document: its literals' kinds.
    fn check(
        &self,
        left: &FilterValue,
        comparator: Comparator,
        (right, right_at): (&FilterValue, Range<usize>),
        operator_at: Range<usize>,
    ) -> Result<(), Problem> {
        let operator = self.cursor.slice(operator_at.clone());
        let is_pattern = |value: &FilterValue| matches!(value, FilterValue::Regex { .. });
        if comparator == Comparator::Matches {
            if is_pattern(left) == is_pattern(right) {
                return Err(self
                    .fault(
                        right_at,
                        "compares by `=~` with what is no pattern",
                        "not a pattern",
                    )
                    .help("a pattern stands between slashes: `/open.*/i`"));
            }
            return Ok(());
        }
        if is_pattern(left) || is_pattern(right) {
            return Err(self
                .fault(
                    operator_at,
                    &format!("compares with a pattern by `{operator}`"),
                    "does not match patterns",
                )
                .help("a pattern is matched by `=~`"));
        }
        let FilterValue::Literal(literal) = right else {
            return Ok(());
        };
        let wanted = match (comparator, literal) {
            (Comparator::Empty, Json::Bool(_)) | (Comparator::Size, Json::Number(_)) => {
                return Ok(());
            }
            (Comparator::Empty, _) => "`true` or `false`",
            (Comparator::Size, _) => "a number",
            (
                Comparator::In
                | Comparator::NotIn
                | Comparator::SubsetOf
                | Comparator::AnyOf
                | Comparator::NoneOf,
                literal,
            ) if !matches!(literal, Json::Array(_)) => "a list",
            _ => return Ok(()),
        };
        Err(self.fault(
            right_at,
            &format!("has the operator `{operator}` without {wanted} after it"),
            format!("expected {wanted}"),
        ))
    }
}

/// Every name in backticks: a filter's operators are few enough to show them all.
fn all<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    names.join(", ")
}
