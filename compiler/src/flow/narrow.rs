//! Narrowing: what is known where a rule has matched, and where it has not.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::fact::{Fact, Field, Leaf, Made, Object, Rest, Step};
use super::filter::{self, Filter};
use super::jsonata::{self, Narrowing};
use super::kinds::Kinds;
use super::obligation::{Goal, Wanted, Way, Words};
use super::read::{Found, position};
use super::scope::{Record, Scope};
use super::test::holds;
use super::world::{Entry, World};
use crate::errors::Code;
use crate::ir::{
    self, Condition, ExpressionRoot, ExpressionStep, Family, Json, Operand, Operator, Property,
    Relation, Root, Test,
};
use crate::problem::quoted;

/// The worlds in which a condition holds, and those in which it does not.
#[derive(Debug, Default)]
pub(super) struct Split {
    pub(super) yes: Entry,
    pub(super) no: Entry,
}

impl Scope<'_> {
    /// Splits this scope's world, whose document is the scope's, by a condition.
    pub(super) fn split(&self, condition: &Condition, record: &mut Record<'_>) -> Split {
        let mut split = Split::default();
        match condition {
            Condition::Constant(true) => {
                split.yes.add(self.world.clone());
            }
            Condition::Constant(false) => {
                split.no.add(self.world.clone());
            }
            Condition::Not(inner) => {
                let Split { yes, no } = self.split(inner, record);
                split = Split { yes: no, no: yes };
            }
            Condition::And(all) => {
                split.yes.add(self.world.clone());
                for one in all {
                    let holding = std::mem::take(&mut split.yes);
                    for world in holding.worlds {
                        let next = self.within(&world).split(one, record);
                        split.yes.extend(next.yes.worlds);
                        split.no.extend(next.no.worlds);
                    }
                }
            }
            Condition::Or(any) => {
                split.no.add(self.world.clone());
                for one in any {
                    let failing = std::mem::take(&mut split.no);
                    for world in failing.worlds {
                        let next = self.within(&world).split(one, record);
                        split.yes.extend(next.yes.worlds);
                        split.no.extend(next.no.worlds);
                    }
                }
            }
            Condition::Test(test) => split = self.test(test, record),
            Condition::Expression(expression) => split = self.condition(expression, record),
        }
        split
    }

    /// What a condition tests.
    pub(super) fn tested(&self, condition: &Condition, tested: &mut Vec<Fact>) {
        match condition {
            Condition::And(all) | Condition::Or(all) => {
                for one in all {
                    self.tested(one, tested);
                }
            }
            Condition::Not(one) => self.tested(one, tested),
            Condition::Test(test) => tested.extend(self.look(&test.variable).value),
            Condition::Constant(_) => {}
            Condition::Expression(_) => tested.push(Fact::any("an expression tests it")),
        }
    }

    /// Whether a condition tests something that is not there, which fails.
    pub(super) fn lacks(&self, condition: &Condition) -> bool {
        match condition {
            Condition::And(all) | Condition::Or(all) => all.iter().any(|one| self.lacks(one)),
            Condition::Not(one) => self.lacks(one),
            Condition::Test(test) => {
                !matches!(test.operator, Operator::Is(Property::Present, _))
                    && self.look(&test.variable).value.is_none()
            }
            Condition::Constant(_) | Condition::Expression(_) => false,
        }
    }

    /// By an expression.
    fn condition(&self, expression: &ir::Expression, record: &mut Record<'_>) -> Split {
        let wanted = Wanted::any_of(Kinds::BOOL);
        let fact = self.expression_as(expression, "a condition", wanted, record);
        let mut split = Split::default();
        for (holds, entry) in [(true, &mut split.yes), (false, &mut split.no)] {
            let is_other = matches!(&fact, Fact::Value(Json::Bool(value)) if *value != holds);
            if !is_other && let Some(world) = self.where_it_is(expression, holds) {
                entry.add(world);
            }
        }
        split
    }

    /// The world in which a condition is true, or false; none where it cannot be.
    fn where_it_is(&self, expression: &ir::Expression, holds: bool) -> Option<World> {
        let context = self.context();
        let made = Made::default();
        let said = jsonata::narrow(&expression.text, &self.sources(&context, &made), holds);
        let mut world = self.world.clone();
        for Narrowing {
            root,
            steps,
            filter,
        } in said
        {
            let root = match root {
                ExpressionRoot::Input => Root::Document,
                ExpressionRoot::Context => Root::Context,
                ExpressionRoot::Variable(name) => Root::Variable(name),
                ExpressionRoot::Result | ExpressionRoot::ErrorOutput => continue,
            };
            let steps: Vec<Step> = steps
                .into_iter()
                .map(|step| match step {
                    ExpressionStep::Field(name) => Step::Member(Rc::from(name)),
                    ExpressionStep::Index(index) => Step::Index(index),
                })
                .collect();
            world = self.within(&world).refined_at(&root, &steps, &filter)?;
        }
        Some(world)
    }

    fn within<'b>(&'b self, world: &'b World) -> Scope<'b> {
        Scope {
            world,
            document: &world.document,
            ..*self
        }
    }

    fn test(&self, test: &Test, record: &mut Record<'_>) -> Split {
        let path = &test.variable;
        let mut split = Split::default();
        let found = self.look(path);
        if let Operator::Is(Property::Present, wanted) = test.operator {
            let is = Filter {
                present: Some(wanted),
                ..Filter::ALL
            };
            let is_not = Filter {
                present: Some(!wanted),
                ..Filter::ALL
            };
            self.keep(&mut split.yes, path, &is);
            self.keep(&mut split.no, path, &is_not);
            return split;
        }
        let value = self.read(path, record);
        if let Operator::Compare(_, _, Operand::At(right)) = &test.operator {
            self.read(right, record);
            self.can_be_compared(right, &test.operator, record);
        }
        self.can_compare(test, record);
        if found.value.is_none() {
            // The execution has failed.
            return split;
        }
        if let Fact::Value(json) = &value {
            let holds = holds(&test.operator, json);
            if holds != Some(false) {
                split.yes.add(self.world.clone());
            }
            if holds != Some(true) {
                split.no.add(self.world.clone());
            }
        } else {
            let (is, is_not) = filters(&test.operator);
            self.keep(&mut split.yes, path, &is);
            self.keep(&mut split.no, path, &is_not);
        }
        split
    }

    /// An operator has to be able to match what it is given, whatever the rules before it have found out. (What is never
    /// there is said by the read.)
    fn can_compare(&self, test: &Test, record: &mut Record<'_>) {
        let Some(obligations) = record else { return };
        let entered = Scope {
            world: self.entered,
            ..self.of(&self.entered.document)
        };
        let Some(value) = &entered.look(&test.variable).value else {
            return;
        };
        let (is, _) = filters(&test.operator);
        if is.kinds == Kinds::ALL {
            return;
        }
        let mut world = self.entered.clone();
        let mut learned = Vec::new();
        let possible = meet(value, &is, &mut learned).is_some()
            && learned
                .into_iter()
                .all(|(leaf, filter)| world.learn(leaf.source, &leaf.steps, &filter));
        let way = possible.then(|| Way::new(Found::there(value.clone()), &world));
        let (tested, name) = (quoted(&test.variable.text), self.name());
        let kinds = is.kinds;
        obligations.add(
            (self.id, Code::ImpossibleTest, &test.site),
            Goal::Possible,
            way,
            || Words {
                what: format!("{tested} can match its operator"),
                never: format!(
                    "state `{name}` tests {tested} with an operator that it can never match"
                ),
                sometimes: String::new(),
                label: format!("compares {kinds}"),
                subject: test.variable.text.clone(),
                notes: value
                    .kinds()
                    .map(|kinds| (format!("{tested} is {kinds}"), None))
                    .into_iter()
                    .collect(),
                ..Words::default()
            },
        );
        if let Some(why) = self.excuse(std::slice::from_ref(value)) {
            obligations.excuse((self.id, &test.site), why);
        }
    }

    /// So has what it is compared with.
    fn can_be_compared(&self, right: &ir::Path, operator: &Operator, record: &mut Record<'_>) {
        let Some(obligations) = record else { return };
        let entered = Scope {
            world: self.entered,
            ..self.of(&self.entered.document)
        };
        let Some(value) = &entered.look(right).value else {
            return;
        };
        let (is, _) = filters(operator);
        let of_family = Filter {
            kinds: is.kinds,
            ..Filter::ALL
        };
        let mut world = self.entered.clone();
        let mut learned = Vec::new();
        let possible = meet(value, &of_family, &mut learned).is_some()
            && learned
                .into_iter()
                .all(|(leaf, filter)| world.learn(leaf.source, &leaf.steps, &filter));
        let way = possible.then(|| Way::new(Found::there(value.clone()), &world));
        let (text, name, kinds) = (quoted(&right.text), self.name(), is.kinds);
        obligations.add(
            (self.id, Code::ImpossibleTest, &right.site),
            Goal::Possible,
            way,
            || Words {
                what: format!("{text} can be compared by its operator"),
                never: format!(
                    "state `{name}` compares with {text}, which its operator never matches"
                ),
                label: format!("expected {kinds}"),
                subject: right.text.clone(),
                notes: value
                    .kinds()
                    .map(|kinds| (format!("{text} is {kinds}"), None))
                    .into_iter()
                    .collect(),
                ..Words::default()
            },
        );
        if self.is_sampled {
            obligations.excuse(
                (self.id, &right.site),
                "what is like a sample may be otherwise",
            );
        }
    }

    /// Why a test of these values that never holds is no mistake.
    pub(super) fn excuse(&self, tested: &[Fact]) -> Option<&'static str> {
        if self.is_sampled {
            return Some("what is like a sample may be otherwise");
        }
        let is_value = |fact: &Fact| {
            fact.alternatives()
                .iter()
                .all(|it| matches!(it, Fact::Value(_)))
        };
        (!tested.is_empty() && tested.iter().all(is_value))
            .then_some("the definition's own values decide it")
    }

    /// The world in which something holds of what a path leads to, if there is one.
    fn keep(&self, entry: &mut Entry, path: &ir::Path, filter: &Filter) {
        if let Some(world) = self.refined(path, filter) {
            entry.add(world);
        }
    }

    /// This world, knowing more of what a path leads to; none where that cannot be.
    pub(super) fn refined(&self, path: &ir::Path, filter: &Filter) -> Option<World> {
        let steps: Option<Vec<Step>> = path
            .steps
            .iter()
            .map(|step| match step {
                ir::Step::Field(name) => Some(Step::Field(Rc::from(name.as_str()))),
                ir::Step::Index(index) => Some(Step::Index(*index)),
                _ => None,
            })
            .collect();
        match steps {
            Some(steps) => self.refined_at(&path.root, &steps, filter),
            None => Some(self.world.clone()),
        }
    }

    pub(super) fn refined_at(&self, root: &Root, steps: &[Step], filter: &Filter) -> Option<World> {
        let mut world = self.world.clone();
        let mut learned = Vec::new();
        match root {
            Root::Document => {
                world.document = refine(&world.document, steps, filter, &mut learned)?;
            }
            Root::Variable(name) => {
                if let Some(variable) = world.variables.get(name) {
                    let fact = refine(&variable.fact, steps, filter, &mut learned)?;
                    let variable = Field { fact, ..*variable };
                    Rc::make_mut(&mut world.variables).insert(name.clone(), variable);
                }
            }
            // It does not change, so only what is of a Rust type can be learnt of it.
            Root::Context => {
                refine(&self.context(), steps, filter, &mut learned)?;
            }
            Root::Current => {}
        }
        for (leaf, filter) in learned {
            if !world.learn(leaf.source, &leaf.steps, &filter) {
                return None;
            }
        }
        Some(world)
    }
}

/// What holds where an operator matches, and where it does not, as far as it can be said.
fn filters(operator: &Operator) -> (Filter, Filter) {
    // What was tested was there in either case, but to say so where nothing else is known would be remembered for ever.
    let of = |kinds| Filter {
        present: Some(true),
        kinds,
        ..Filter::ALL
    };
    let not_of = |kinds| Filter {
        kinds,
        ..Filter::ALL
    };
    match operator {
        Operator::Is(property, wanted) => {
            let kinds = match property {
                Property::Present => Kinds::ALL,
                Property::Null => Kinds::NULL,
                Property::String => Kinds::STRING,
                Property::Numeric => Kinds::NUMBER,
                Property::Boolean => Kinds::BOOL,
                Property::Timestamp => Kinds::TIMESTAMP,
            };
            if *wanted {
                (of(kinds), not_of(!kinds))
            } else {
                (not_of(!kinds), of(kinds))
            }
        }
        Operator::StringMatches(_) => (of(Kinds::STRING), Filter::ALL),
        Operator::Compare(family, relation, operand) => {
            let kinds = match family {
                Family::String => Kinds::STRING,
                Family::Numeric => Kinds::NUMBER,
                Family::Boolean => Kinds::BOOL,
                Family::Timestamp => Kinds::TIMESTAMP,
            };
            let mut is = of(kinds);
            let mut is_not = Filter::ALL;
            if let (Relation::Equals, Operand::Literal(literal)) = (relation, operand) {
                match (family, &literal.value) {
                    (Family::String, Json::String(text)) => {
                        is.one_of = BTreeSet::from([text.clone()]);
                        is_not.none_of = BTreeSet::from([text.clone()]);
                    }
                    (Family::Boolean, Json::Bool(value)) => {
                        is.boolean = Some(*value);
                        is_not.boolean = Some(!*value);
                    }
                    _ => {}
                }
            }
            (is, is_not)
        }
    }
}

/// What is known of a value at the end of a way once a filter holds there; none where it cannot. What is found out about
/// Rust values is added to `learned`.
fn refine(
    fact: &Fact,
    steps: &[Step],
    filter: &Filter,
    learned: &mut Vec<(Leaf, Filter)>,
) -> Option<Fact> {
    let Some((step, rest)) = steps.split_first() else {
        return meet(fact, filter, learned);
    };
    match (fact, step) {
        (Fact::OneOf(all), _) => {
            let mut kept = Vec::new();
            let mut all_learned = Vec::new();
            for one in all.iter() {
                let mut of_one = Vec::new();
                if let Some(fact) = refine(one, steps, filter, &mut of_one) {
                    kept.push(fact);
                    all_learned.push(of_one);
                }
            }
            // What holds of one of several need not hold.
            if let [one] = all_learned.as_mut_slice() {
                learned.append(one);
            }
            Fact::one_of(kept)
        }
        (Fact::Leaf(leaf), step) => {
            let end = rest.iter().fold(leaf.step(step.clone()), |leaf, step| {
                leaf.step(step.clone())
            });
            Some(Fact::Leaf(learn(leaf, &end, filter, learned)?))
        }
        (Fact::Object(object), Step::Field(name) | Step::Member(name)) => {
            refine_field(object, name, rest, filter, learned)
        }
        (Fact::Tuple(items), Step::Index(index)) => {
            let Some(at) = position(*index, items.len()).filter(|at| *at < items.len()) else {
                return (filter.present != Some(true)).then(|| fact.clone());
            };
            let mut made = items.to_vec();
            if let Some(item) = made.get_mut(at) {
                *item = refine(item, rest, filter, learned)?;
            }
            Some(Fact::tuple(made))
        }
        (Fact::Any(why), Step::Field(name)) if filter.present == Some(true) => {
            let inner = refine(&Fact::Any(why.clone()), rest, filter, learned)?;
            let object = Object {
                fields: [(name.clone(), Field::there(inner))].into(),
                rest: Rest::Any(why.clone()),
                made: Made::default(),
            };
            Some(Fact::Object(Rc::new(object)))
        }
        (Fact::Any(_) | Fact::List(_) | Fact::Of(_), _) => Some(fact.clone()),
        // A part of what has no such parts.
        _ => (filter.present != Some(true)).then(|| fact.clone()),
    }
}

fn refine_field(
    object: &Object,
    name: &str,
    rest: &[Step],
    filter: &Filter,
    learned: &mut Vec<(Leaf, Filter)>,
) -> Option<Fact> {
    let mut made = object.clone();
    match object.fields.get(name) {
        Some(field) => {
            let inner = if rest.is_empty() && filter.present == Some(false) {
                None
            } else {
                refine(&field.fact, rest, filter, learned)
            };
            match inner {
                Some(fact) => {
                    let may_be_missing = field.may_be_missing && filter.present != Some(true);
                    let field = Field {
                        fact,
                        may_be_missing,
                    };
                    made.fields.insert(Rc::from(name), field);
                }
                // Then it is the field that is missing.
                None if field.may_be_missing && filter.present != Some(true) => {
                    made.fields.remove(name);
                }
                None => return None,
            }
        }
        None => match &object.rest {
            Rest::None => {
                return (filter.present != Some(true)).then(|| Fact::Object(Rc::new(made)));
            }
            Rest::Any(why) if filter.present == Some(true) => {
                let inner = refine(&Fact::Any(why.clone()), rest, filter, learned)?;
                made.fields.insert(Rc::from(name), Field::there(inner));
            }
            Rest::Any(_) => {}
            Rest::Leaf(leaf) => {
                let end = leaf.step(Step::Field(Rc::from(name)));
                let end = rest.iter().fold(end, |leaf, step| leaf.step(step.clone()));
                made.rest = Rest::Leaf(learn(leaf, &end, filter, learned)?);
            }
        },
    }
    Some(Fact::Object(Rc::new(made)))
}

/// A leaf of whose part `end` something is found out.
fn learn(
    leaf: &Leaf,
    end: &Leaf,
    filter: &Filter,
    learned: &mut Vec<(Leaf, Filter)>,
) -> Option<Leaf> {
    let mut leaf = leaf.clone();
    match &mut leaf.frozen {
        Some(frozen) => {
            if !filter::narrow(Rc::make_mut(frozen), &end.steps, filter) {
                return None;
            }
        }
        None => learned.push((end.clone(), filter.clone())),
    }
    Some(leaf)
}

/// A value of which a filter holds.
pub(super) fn meet(
    fact: &Fact,
    filter: &Filter,
    learned: &mut Vec<(Leaf, Filter)>,
) -> Option<Fact> {
    if filter.present == Some(false) {
        return match fact {
            Fact::Leaf(leaf) => Some(Fact::Leaf(learn(leaf, leaf, filter, learned)?)),
            Fact::Any(_) => Some(fact.clone()),
            _ => None,
        };
    }
    match fact {
        Fact::OneOf(_) => refine_each(fact, filter, learned),
        Fact::Leaf(leaf) => Some(Fact::Leaf(learn(leaf, leaf, filter, learned)?)),
        Fact::Value(json) => admits(filter, json).then(|| fact.clone()),
        // It is like this one only.
        Fact::Example(_) => Some(fact.clone()),
        Fact::Any(_) => Some(known(filter).unwrap_or_else(|| fact.clone())),
        Fact::Of(kinds) => {
            let kinds = *kinds & filter.kinds;
            if kinds.is_empty() {
                return None;
            }
            Some(match known(filter) {
                Some(fact) if filter.kinds != Kinds::ALL && !matches!(fact, Fact::Of(_)) => fact,
                _ => Fact::Of(kinds),
            })
        }
        Fact::List(_) | Fact::Tuple(_) => filter.kinds.overlaps(Kinds::LIST).then(|| fact.clone()),
        Fact::Object(_) => filter.kinds.overlaps(Kinds::OBJECT).then(|| fact.clone()),
    }
}

fn refine_each(fact: &Fact, filter: &Filter, learned: &mut Vec<(Leaf, Filter)>) -> Option<Fact> {
    let mut kept = Vec::new();
    let mut all_learned = Vec::new();
    for one in fact.alternatives() {
        let mut of_one = Vec::new();
        if let Some(fact) = meet(one, filter, &mut of_one) {
            kept.push(fact);
            all_learned.push(of_one);
        }
    }
    if let [one] = all_learned.as_mut_slice() {
        learned.append(one);
    }
    Fact::one_of(kept)
}

/// Whether a filter holds of a value.
fn admits(filter: &Filter, json: &Json) -> bool {
    let kind = Kinds::of(json);
    filter.kinds.overlaps(kind)
        && match json {
            Json::String(text) => {
                (filter.one_of.is_empty() || filter.one_of.contains(text))
                    && !filter.none_of.contains(text)
            }
            Json::Bool(value) => filter.boolean.is_none_or(|wanted| wanted == *value),
            _ => true,
        }
}

/// What a filter alone says of a value of which nothing else is known.
fn known(filter: &Filter) -> Option<Fact> {
    if !filter.one_of.is_empty() && Kinds::STRING.contains(filter.kinds) {
        let values = filter.one_of.iter();
        return Fact::one_of(values.map(|text| Fact::Value(Json::String(text.clone()))));
    }
    if let (Some(value), Kinds::BOOL) = (filter.boolean, filter.kinds) {
        return Some(Fact::Value(Json::Bool(value)));
    }
    let is_scalar = !filter.kinds.overlaps(Kinds::LIST | Kinds::OBJECT);
    is_scalar.then_some(Fact::Of(filter.kinds))
}
