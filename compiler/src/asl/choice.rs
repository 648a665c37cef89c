//! A Choice state: rules, conditions, operators.

use super::Lower;
use super::expression::Place;
use super::fields::{In, NESTED_RULE, OPERATORS, RULE};
use super::object::Object;
use super::state::no_path;
use super::values::spanned;
use crate::errors::{Code, Diagnostic};
use crate::ir::{
    Choice, Condition, Family, Operand, Operator, Property, QueryLanguage, Relation, Rule, Spanned,
    Target, Test,
};
use crate::json::{Member, Value};

/// What a rule is made of: an operator, or one of these.
const COMBINERS: [&str; 3] = ["And", "Or", "Not"];

impl Lower<'_> {
    pub(super) fn choice(&mut self, state: &Object<'_>) -> Choice {
        let default = self.string(state, "Default").map(|text| Target {
            name: spanned(text),
            state: None,
        });
        if state.has("Default") && default.is_none() {
            self.mark_incomplete();
        }
        if !state.has("Choices") {
            self.missing(state, "Choices");
            self.mark_incomplete();
        }
        let Some(nodes) = self.array(state, "Choices") else {
            self.mark_incomplete();
            return Choice {
                rules: Vec::new(),
                default,
            };
        };
        if nodes.is_empty()
            && let Some(node) = state.get("Choices")
        {
            // Where its rules would have gone is not known.
            self.mark_incomplete();
            self.report(
                Diagnostic::new(
                    Code::BadValue,
                    node.site.clone(),
                    format!("`Choices` of {} is empty", state.name),
                )
                .label("no rules")
                .help("a Choice has at least one rule; without one it is a Pass state"),
            );
        }
        let mut rules = Vec::new();
        for (index, node) in nodes.iter().enumerate() {
            let name = format!("a rule of {}", state.name);
            let Some(rule) = self.object(node, &RULE, None, name, state.language) else {
                self.mark_incomplete();
                continue;
            };
            let place = Place::of("Choices").at(index);
            let rule = rule.placed(place.clone());
            let condition = self.condition(&rule);
            let output = self.output(&rule, &place);
            let assign = self.assign(&rule, &place);
            let Some(next) = self.required_string(&rule, "Next").map(spanned) else {
                self.mark_incomplete();
                continue;
            };
            rules.push(Rule {
                // A condition that could not be read never leaves this phase: it is an error.
                condition: condition.unwrap_or(Condition::And(Vec::new())),
                next: Target {
                    name: next,
                    state: None,
                },
                output,
                assign,
                comment: Self::any_comment(&rule),
                site: rule.site.clone(),
            });
        }
        Choice { rules, default }
    }

    fn condition(&mut self, rule: &Object<'_>) -> Option<Condition> {
        if rule.language == QueryLanguage::Jsonata {
            return self.jsonata_condition(rule);
        }
        let mut tests = rule.members.iter().filter(|member| {
            let name = member.key.value.as_str();
            OPERATORS.contains(&name) || COMBINERS.contains(&name)
        });
        let Some(test) = tests.next() else {
            self.no_test(rule);
            return None;
        };
        for second in tests {
            self.conflict(rule, &test.key, &second.key);
        }
        match test.key.value.as_str() {
            "And" => self.nested(rule, "And").map(Condition::And),
            "Or" => self.nested(rule, "Or").map(Condition::Or),
            "Not" => {
                self.no_variable(rule, test);
                let name = format!("`Not` of {}", rule.name);
                let inner = self.object(&test.value, &NESTED_RULE, None, name, rule.language)?;
                self.condition(&inner)
                    .map(|inner| Condition::Not(Box::new(inner)))
            }
            _ => self.test(rule, test),
        }
    }

    /// `Condition`: a boolean or an expression.
    fn jsonata_condition(&mut self, rule: &Object<'_>) -> Option<Condition> {
        let Some(node) = rule.get("Condition") else {
            // A condition in the other language has been reported.
            if !rule
                .members
                .iter()
                .any(|it| rule.table.find(&it.key.value) == Some(In::JsonPath))
            {
                self.missing(rule, "Condition");
            }
            return None;
        };
        if let Value::Bool(constant) = node.value {
            return Some(Condition::Constant(constant));
        }
        let takes = "`true`, `false`";
        if let Some(expression) = self.expression_field(node, rule, "Condition", takes) {
            return expression.ok().map(Condition::Expression);
        }
        let takes = "`true`, `false` or an expression in a string";
        self.wrong_kind(node, "`Condition`", takes);
        None
    }

    /// The rules inside `And` or `Or`.
    fn nested(&mut self, rule: &Object<'_>, field: &str) -> Option<Vec<Condition>> {
        let member = rule.member(field)?;
        self.no_variable(rule, member);
        let nodes = self.array(rule, field)?;
        if nodes.is_empty() {
            self.report(
                Diagnostic::new(
                    Code::BadValue,
                    member.value.site.clone(),
                    format!("`{field}` of {} is empty", rule.name),
                )
                .label("no rules")
                .help(format!("`{field}` takes at least one rule")),
            );
        }
        let mut conditions = Vec::new();
        for node in nodes {
            // One name for all depths: the caret says which.
            let name = if rule.name.starts_with("a rule inside") {
                rule.name.clone()
            } else {
                format!("a rule inside `{field}` of {}", rule.name)
            };
            if let Some(inner) = self.object(node, &NESTED_RULE, None, name, rule.language) {
                conditions.extend(self.condition(&inner));
            }
        }
        Some(conditions)
    }

    /// `Variable` belongs to an operator, not to `And`, `Or` and `Not`.
    fn no_variable(&mut self, rule: &Object<'_>, combiner: &Member) {
        if let Some(variable) = rule.member("Variable") {
            let (first, second) = if variable.key.site.start < combiner.key.site.start {
                (&variable.key, &combiner.key)
            } else {
                (&combiner.key, &variable.key)
            };
            self.conflict(rule, first, second);
        }
    }

    /// A rule without an operator.
    fn no_test(&mut self, rule: &Object<'_>) {
        // A misspelt or misplaced field, which is reported, may be the operator.
        if rule
            .members
            .iter()
            .any(|member| !rule.knows(&member.key.value))
        {
            return;
        }
        let diagnostic = match rule.member("Variable") {
            Some(variable) => Diagnostic::new(
                Code::MissingField,
                variable.key.site.clone(),
                format!("{} has a `Variable` and no operator", rule.name),
            )
            .label("compared with nothing")
            .help("an operator such as `StringEquals` or `IsPresent` says what the variable has to be"),
            None => Diagnostic::new(
                Code::MissingField,
                rule.anchor.clone(),
                format!("{} has no condition", rule.name),
            )
            .label("this rule")
            .help("a rule has `Variable` and an operator, or `And`, `Or` or `Not`"),
        };
        self.report(diagnostic);
    }

    fn test(&mut self, rule: &Object<'_>, member: &Member) -> Option<Condition> {
        let variable = if rule.has("Variable") {
            self.path(rule, "Variable")
        } else {
            self.missing(rule, "Variable");
            None
        };
        let operator = self.operator(member);
        let variable = variable.unwrap_or_else(|| no_path(rule.anchor.clone()));
        Some(Condition::Test(Box::new(Test {
            variable,
            operator: operator?,
            site: member.key.site.clone(),
        })))
    }

    /// An operator and its operand.
    fn operator(&mut self, member: &Member) -> Option<Operator> {
        let name = member.key.value.as_str();
        if let Some(property) = name.strip_prefix("Is") {
            let property = match property {
                "Present" => Property::Present,
                "Null" => Property::Null,
                "String" => Property::String,
                "Numeric" => Property::Numeric,
                "Boolean" => Property::Boolean,
                _ => Property::Timestamp,
            };
            let Value::Bool(value) = member.value.value else {
                self.operand_kind(member, "`true` or `false`");
                return None;
            };
            return Some(Operator::Is(property, value));
        }
        if name == "StringMatches" {
            let Value::String(pattern) = &member.value.value else {
                self.operand_kind(member, "a string with wildcards `*`");
                return None;
            };
            return Some(Operator::StringMatches(spanned(pattern)));
        }
        let (family, rest) = family(name)?;
        let (relation, is_path) = match rest.strip_suffix("Path") {
            Some(relation) => (relation, true),
            None => (rest, false),
        };
        let relation = match relation {
            "Equals" => Relation::Equals,
            "LessThan" => Relation::LessThan,
            "LessThanEquals" => Relation::LessThanEquals,
            "GreaterThan" => Relation::GreaterThan,
            _ => Relation::GreaterThanEquals,
        };
        let operand = if is_path {
            let Value::String(text) = &member.value.value else {
                self.operand_kind(member, "a path in a string");
                return None;
            };
            Operand::At(self.parsed(text)?)
        } else {
            self.literal(member, family)?
        };
        Some(Operator::Compare(family, relation, operand))
    }

    fn literal(&mut self, member: &Member, family: Family) -> Option<Operand> {
        let node = &member.value;
        match (family, &node.value) {
            (Family::Timestamp, Value::String(text)) => {
                self.check_timestamp(&member.key.value, text);
            }
            (Family::String, Value::String(_))
            | (Family::Numeric, Value::Number(_))
            | (Family::Boolean, Value::Bool(_)) => {}
            _ => {
                self.operand_kind(
                    member,
                    match family {
                        Family::String => "a string",
                        Family::Numeric => "a number",
                        Family::Boolean => "`true` or `false`",
                        Family::Timestamp => "a timestamp in a string",
                    },
                );
                return None;
            }
        }
        Some(Operand::Literal(Spanned {
            value: node.to_json(),
            site: node.site.clone(),
        }))
    }

    /// An operand of another kind than the operator compares.
    fn operand_kind(&mut self, member: &Member, takes: &str) {
        let (name, node) = (&member.key.value, &member.value);
        let diagnostic = Diagnostic::new(
            Code::OperandKind,
            node.site.clone(),
            format!("`{name}` compares with {takes}, not {}", node.kind()),
        )
        .label(format!("this is {}", node.kind()));
        let help = match &node.value {
            Value::String(text)
                if text.value.starts_with('$')
                    && OPERATORS.contains(&format!("{name}Path").as_str()) =>
            {
                Some(format!("`{name}Path` compares with the value at a path"))
            }
            Value::String(text)
                if takes == "a number" && text.value.parse::<f64>().is_ok_and(f64::is_finite) =>
            {
                Some(format!("a number stands without quotes: `{}`", text.value))
            }
            Value::String(text)
                if takes.starts_with("`true`")
                    && ["true", "false"].contains(&text.value.as_str()) =>
            {
                Some(format!("a boolean stands without quotes: `{}`", text.value))
            }
            Value::Null => Some("`IsNull` tests for `null`".to_owned()),
            Value::String(_) => operator_for(name, "String"),
            Value::Number(_) => operator_for(name, "Numeric"),
            Value::Bool(_) => operator_for(name, "Boolean"),
            _ => None,
        };
        self.report(match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
    }
}

/// The family that an operator's name starts with, and the rest of the name.
fn family(name: &str) -> Option<(Family, &str)> {
    let families = [
        ("String", Family::String),
        ("Numeric", Family::Numeric),
        ("Boolean", Family::Boolean),
        ("Timestamp", Family::Timestamp),
    ];
    families
        .into_iter()
        .find_map(|(prefix, family)| name.strip_prefix(prefix).map(|rest| (family, rest)))
}

/// The operator that compares in the same way values of the kind that was given.
fn operator_for(name: &str, prefix: &str) -> Option<String> {
    let (_, rest) = family(name)?;
    let other = format!("{prefix}{rest}");
    (other != name && OPERATORS.contains(&other.as_str())).then(|| {
        format!(
            "`{other}` compares with {}",
            match prefix {
                "String" => "a string",
                "Numeric" => "a number",
                _ => "a boolean",
            }
        )
    })
}
