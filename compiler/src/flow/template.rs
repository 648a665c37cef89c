//! What payload templates make: objects, paths, calls and expressions.

use std::rc::Rc;

use super::call;
use super::fact::{Fact, Field, Made, Object, Rest};
use super::jsonata::{self, Needed, Sources};
use super::kinds::Kinds;
use super::obligation::{Goal, Wanted, Way, Words};
use super::read::{Found, Missing, Within};
use super::scope::{Record, Scope};
use super::tree::Tree;
use crate::errors::Code;
use crate::ir::{
    ArgumentValue, Call, Expression, ExpressionRoot, Json, Path, Query, Step, Template,
    TemplateNode,
};
use crate::problem::quoted;

impl Scope<'_> {
    /// What a template makes. Where it is one expression that may be undefined, the field says so.
    pub(super) fn template(
        &self,
        template: &Template,
        field: &'static str,
        record: &mut Record<'_>,
    ) -> Fact {
        self.part(template, &self.made(field, &template.site), record)
    }

    fn part(&self, template: &Template, made: &Made, record: &mut Record<'_>) -> Fact {
        match &template.node {
            TemplateNode::Literal(json) => Fact::value(json, made),
            TemplateNode::Array(items) => Fact::tuple(
                items
                    .iter()
                    .map(|item| self.part(item, made, record))
                    .collect(),
            ),
            TemplateNode::Object(fields) => {
                let fields: Tree<Rc<str>, Field> = fields
                    .iter()
                    .map(|(name, part)| {
                        (
                            Rc::from(name.value.as_str()),
                            Field::there(self.part(part, made, record)),
                        )
                    })
                    .collect();
                Fact::Object(Rc::new(Object {
                    fields,
                    rest: Rest::None,
                    made: made.clone(),
                }))
            }
            TemplateNode::Query(Query::Path(path)) => self.in_template(path, record),
            TemplateNode::Query(Query::Call(call)) => self.call(call, record),
            TemplateNode::Query(Query::Expression(expression)) => {
                self.expression(expression, record)
            }
        }
    }

    /// AWS makes null of an index beyond a list that is there, where it is a path's last step; a path to many places that
    /// misses something on its way makes an empty list.
    fn in_template(&self, path: &Path, record: &mut Record<'_>) -> Fact {
        let found = self.look(path);
        let last = path.steps.len().wrapping_sub(1);
        let is_definite = path
            .steps
            .iter()
            .all(|step| matches!(step, Step::Field(_) | Step::Index(_) | Step::Function(_)));
        let is_index = matches!(path.steps.last(), Some(Step::Index(_)));
        let null = Fact::Value(Json::Null);
        match (&found.missing, &found.open) {
            (Some(_), _) if !is_definite => Fact::list(Fact::any("a path may match nothing")),
            (
                Some(Missing {
                    step,
                    within: Within::List(_),
                }),
                _,
            ) if *step == last => null,
            (None, Some(_)) if is_index => {
                let fact = found.fact();
                if matches!(fact, Fact::Any(_)) {
                    self.read(path, record)
                } else {
                    fact.join(&null)
                }
            }
            _ => self.read(path, record),
        }
    }

    /// What a call gives; its arguments have to fit.
    pub(super) fn call(&self, call: &Call, record: &mut Record<'_>) -> Fact {
        let mut arguments = Vec::new();
        for (number, argument) in call.arguments.iter().enumerate() {
            let (fact, text) = match &argument.value {
                // Literals are checked where they are read.
                ArgumentValue::Literal(json) => (Fact::value(json, &Made::default()), None),
                ArgumentValue::Path(path) => (self.read(path, record), Some(path.text.as_str())),
                ArgumentValue::Call(inner) => (self.call(inner, record), Some(inner.text.as_str())),
            };
            let takes = call::takes(call.function, number);
            if let (Some(text), Some(obligations), false) =
                (text, record.as_mut(), takes.kinds == Kinds::ALL)
            {
                let name = self.name();
                let function = call::name(call.function);
                obligations.add(
                    (self.id, Code::ArgumentKind, &argument.site),
                    Goal::Kind(takes),
                    Some(Way::new(Found::there(fact.clone()), self.world)),
                    || {
                        let (text, kinds) = (quoted(text), takes.kinds);
                        Words {
                            what: format!("{text}, an argument of `{function}`, is {kinds}"),
                            never: format!("state `{name}` gives {text} to `{function}`, which takes {kinds} there"),
                            sometimes: format!("state `{name}` gives {text} to `{function}`, which takes only {kinds} there"),
                            but: format!("state `{name}` gives {text} to `{function}`"),
                            label: format!("expected {kinds}"),
                            subject: text.trim_matches('`').to_owned(),
                            ..Words::default()
                        }
                    },
                );
            }
            arguments.push(fact);
        }
        call::gives(call, &arguments)
    }

    /// What an expression gives, which has to be something.
    pub(super) fn expression(&self, expression: &Expression, record: &mut Record<'_>) -> Fact {
        let found = self.evaluate(expression, record);
        found.fact()
    }

    /// What an expression gives, if anything; that it does is an obligation.
    pub(super) fn evaluate(&self, expression: &Expression, record: &mut Record<'_>) -> Found {
        let context = self.context();
        let made = self.made("Output", &expression.site);
        let variables = self.variables_of(expression);
        let sources = Sources {
            variables: &variables,
            ..self.sources(&context, &made)
        };
        let given = jsonata::evaluate(&expression.text, &sources);
        let Some(obligations) = record else {
            return given.found;
        };
        let name = self.name();
        let text = quoted(&expression.text);
        // Of its value, something is asked only where it has one.
        let way = |found| Some(Way::new(found, self.world));
        let read = match &given.blame {
            Some((_, path)) => quoted(path),
            None => text.clone(),
        };
        let (never, sometimes) = match &given.blame {
            Some(_) => ("which is not there", "which may be missing"),
            None => ("which gives nothing", "which may give nothing"),
        };
        let mark = given
            .blame
            .as_ref()
            .map(|(at, _)| expression.locate(at.clone()));
        obligations.add(
            (self.id, Code::MissingPath, &expression.site),
            Goal::There,
            way(given.found.clone()),
            || Words {
                what: format!("{text} gives a value"),
                never: format!("state `{name}` reads {read}, {never}"),
                sometimes: format!("state `{name}` reads {read}, {sometimes}"),
                label: "no value".to_owned(),
                subject: read.trim_matches('`').to_owned(),
                ..Words::default()
            },
        );
        if let (Some(mark), Some(_)) = (mark, &given.found.missing) {
            obligations.mark((self.id, &expression.site), &mark);
        }
        for need in &given.needs {
            let fact = Fact::Leaf(need.leaf.clone());
            let site = expression.locate(need.at.clone());
            let path = quoted(&need.path);
            let (code, goal, what) = match need.what {
                Needed::There => (Code::MissingPath, Goal::There, format!("{path} is there")),
                Needed::Kinds(kinds) => (
                    Code::ArgumentKind,
                    Goal::Kind(Wanted::any_of(kinds)),
                    format!("{path} is {kinds}"),
                ),
            };
            obligations.add(
                (self.id, code, &site),
                goal,
                way(Found::there(fact)),
                || {
                    let (never, sometimes, label) = match need.what {
                        Needed::There => (
                            format!("state `{name}` reads {path}, which is not there"),
                            format!("state `{name}` reads {path}, which may be missing"),
                            "not there".to_owned(),
                        ),
                        Needed::Kinds(kinds) => (
                            format!("state `{name}` computes with {path}, which is not {kinds}"),
                            format!(
                                "state `{name}` computes with {path}, which is not always {kinds}"
                            ),
                            format!("expected {kinds}"),
                        ),
                    };
                    Words {
                        what,
                        never,
                        sometimes,
                        label,
                        subject: need.path.clone(),
                        ..Words::default()
                    }
                },
            );
        }
        for (at, fault) in &given.faults {
            let found = Found {
                fault: Some(fault.clone()),
                ..Found::default()
            };
            let site = expression.locate(at.clone());
            obligations.add(
                (self.id, Code::FailingExpression, &site),
                Goal::There,
                way(found),
                || Words {
                    what: format!("{text} does not fail"),
                    but: format!("state `{name}` evaluates {text}"),
                    label: "fails".to_owned(),
                    ..Words::default()
                },
            );
        }
        given.found
    }

    /// The variables, and those that nothing assigns, which is said elsewhere.
    fn variables_of(&self, expression: &Expression) -> Rc<Tree<String, Field>> {
        let mut variables = self.world.variables.clone();
        for read in &expression.reads {
            if let ExpressionRoot::Variable(name) = &read.value
                && !self.assigned.contains(name)
                && !variables.contains_key(name)
                && !crate::jsonata::is_function(name)
            {
                let fact = Fact::any("a variable has no value");
                Rc::make_mut(&mut variables).insert(name.clone(), Field::there(fact));
            }
        }
        variables
    }

    /// What an expression of this state reads from.
    pub(super) fn sources<'s>(&'s self, context: &'s Fact, made: &'s Made) -> Sources<'s> {
        Sources {
            input: self.document,
            result: self.result,
            error_output: self.error,
            context,
            variables: &self.world.variables,
            known: &self.world.known,
            made,
        }
    }

    /// A value of a field that takes an expression for a kind.
    pub(super) fn expression_as(
        &self,
        expression: &Expression,
        role: &str,
        kinds: Wanted,
        record: &mut Record<'_>,
    ) -> Fact {
        let found = self.evaluate(expression, record);
        let fact = found.fact();
        self.expect(
            &expression.site,
            &expression.text,
            role,
            kinds,
            found,
            record,
        );
        fact
    }
}
