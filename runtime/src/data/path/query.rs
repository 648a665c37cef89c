//! Indefinite paths: all that matches.
use super::{Miss, filter, function, merged};
use crate::{
    data::Scope,
    program::Step,
    value::{Value, position},
};

/// Goes on from `node` at step number `at`, the first indefinite one.
pub(super) fn follow(
    root: &Value,
    node: &Value,
    at: usize,
    steps: &'static [Step],
    scope: &Scope,
) -> Result<Value, Miss> {
    let (indefinite, function) = match steps.split_last() {
        Some((Step::Function(function), before)) => (before, Some(*function)),
        _ => (steps, None),
    };
    let rest = indefinite.get(at..).unwrap_or_default();
    applies(rest.first(), node, at)?;
    let mut search = Search {
        root,
        scope,
        found: Vec::new(),
    };
    search.visit(node, rest);
    let found = search.found;
    let Some(function) = function else {
        return Ok(Value::from(found));
    };
    if rest.iter().any(|step| matches!(step, Step::Descend)) {
        // `$..a.sum()` computes on all matches together ..
        return function::apply(function, &Value::from(found)).ok_or(Miss::Aggregation);
    }
    // .. everything else on each match alone.
    let each = found.iter().map(|found| function::apply(function, found));
    each.collect::<Option<Value>>().ok_or(Miss::Aggregation)
}

/// The first indefinite step must suit its node; later ones need not.
fn applies(step: Option<&Step>, node: &Value, at: usize) -> Result<(), Miss> {
    match (step, node.json()) {
        (Some(Step::Indices(_) | Step::Slice { .. }), Value::Array(_))
        | (Some(Step::Fields(_)), Value::Object(_))
        | (Some(Step::Filter(_)), Value::Array(_) | Value::Object(_)) => Ok(()),
        (Some(Step::Indices(_) | Step::Slice { .. } | Step::Fields(_)), _) => Err(Miss::Kind(at)),
        (Some(Step::Filter(_)), _) => Err(Miss::Filter(at)),
        _ => Ok(()),
    }
}

struct Search<'a> {
    root: &'a Value,
    scope: &'a Scope<'a>,
    found: Vec<Value>,
}

impl Search<'_> {
    fn visit(&mut self, node: &Value, steps: &'static [Step]) {
        let Some((step, rest)) = steps.split_first() else {
            self.found.push(node.clone());
            return;
        };
        match (step, node.json()) {
            (Step::Field(name), Value::Object(fields)) => {
                if let Some(field) = fields.get(name) {
                    self.visit(field, rest);
                }
            }
            (Step::Fields(names), Value::Object(fields)) if rest.is_empty() => {
                self.found.push(merged(names, fields));
            }
            (Step::Fields(names), Value::Object(fields)) => {
                for field in names.iter().filter_map(|name| fields.get(name)) {
                    self.visit(field, rest);
                }
            }
            (Step::Index(index), Value::Array(items)) => self.visit_item(items, *index, rest),
            (Step::Indices(indices), Value::Array(items)) => {
                for index in *indices {
                    self.visit_item(items, *index, rest);
                }
            }
            (Step::Slice { from, to, step }, Value::Array(items)) => {
                for index in slice(*from, *to, *step, items.len()) {
                    self.visit_item(items, index, rest);
                }
            }
            (Step::Wildcard, Value::Array(items)) => {
                items.iter().for_each(|item| self.visit(item, rest));
            }
            (Step::Wildcard, Value::Object(fields)) => {
                fields.values().for_each(|field| self.visit(field, rest));
            }
            (Step::Descend, Value::Array(items)) => {
                self.visit(node, rest);
                items.iter().for_each(|item| self.visit(item, steps));
            }
            (Step::Descend, Value::Object(fields)) => {
                self.visit(node, rest);
                fields.values().for_each(|field| self.visit(field, steps));
            }
            (Step::Filter(filter), Value::Array(items)) => {
                for item in items.iter() {
                    if filter::accepts(filter, item, self.root, self.scope) {
                        self.visit(item, rest);
                    }
                }
            }
            // Jayway asks the object itself, not its fields.
            (Step::Filter(filter), Value::Object(_)) => {
                if filter::accepts(filter, node, self.root, self.scope) {
                    self.visit(node, rest);
                }
            }
            _ => {}
        }
    }

    fn visit_item(&mut self, items: &[Value], index: i64, rest: &'static [Step]) {
        if let Some(item) = position(index, items.len()).and_then(|at| items.get(at)) {
            self.visit(item, rest);
        }
    }
}

/// The indices of a slice, as Jayway counts them: a negative bound counts from the end only where the other one is
/// absent. Between two bounds Jayway takes them as they are, so that `[0:-1]` is empty and `[-2:1]` goes round.
fn slice(from: Option<i64>, to: Option<i64>, step: Option<i64>, len: usize) -> Vec<i64> {
    let len = i64::try_from(len).unwrap_or(i64::MAX);
    let from_end = |at: i64| if at < 0 { at.saturating_add(len) } else { at };
    let (from, to) = match (from, to) {
        (Some(from), Some(to)) => (from.max(-len), to.min(len)),
        (Some(from), None) => (from_end(from).max(0), len),
        (None, to) => (0, to.map_or(len, from_end).min(len)),
    };
    let step = usize::try_from(step.unwrap_or(1)).unwrap_or(1).max(1);
    (from..to).step_by(step).collect()
}
