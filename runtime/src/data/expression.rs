//! JSONata expressions in a state's fields: what they make, and whether the field takes it.
//!
//! Constants and plain paths need no engine; everything else is `jsonata`'s.
#[cfg(all(test, feature = "jsonata"))]
mod oracle;

use super::{
    Fault, Scope,
    evaluation::{Bindings, Outcome},
    jsonata,
};
use crate::{
    program::{Expression, ExpressionRoot, ExpressionStep, Form},
    value::Value,
};

/// The value of an expression. One without a value is a fault.
pub(crate) fn evaluate(expression: &Expression, scope: &Scope) -> Result<Value, Fault> {
    let outcome = match &expression.form {
        Form::Literal(literal) => Outcome::Value(Value::from_literal(literal)),
        Form::Path(root, steps) => match walk(*root, steps, scope) {
            Some(outcome) => outcome,
            None => query(expression, scope)?,
        },
        Form::Query => query(expression, scope)?,
    };
    match outcome {
        Outcome::Value(value) => Ok(value),
        Outcome::Undefined => Err(fault(expression, "returned nothing (undefined).")),
        Outcome::Unsupported => Err(fault(expression, "returned an unsupported result type.")),
    }
}

/// The value of an expression whose field takes one kind of it; `kind` as JavaScript's `typeof` says it.
pub(crate) fn expect(expression: &Expression, scope: &Scope, kind: &str) -> Result<Value, Fault> {
    let value = evaluate(expression, scope)?;
    if kind_of(&value) == kind {
        Ok(value)
    } else {
        Err(unexpected(expression, kind, &value))
    }
}

/// `Condition`.
pub(super) fn boolean(expression: &Expression, scope: &Scope) -> Result<bool, Fault> {
    let value = expect(expression, scope, "boolean")?;
    Ok(value.as_bool().unwrap_or_default())
}

/// `Error`, `Cause`, `Timestamp`.
pub(crate) fn text(expression: &Expression, scope: &Scope) -> Result<String, Fault> {
    let value = expect(expression, scope, "string")?;
    Ok(value.as_str().unwrap_or_default().to_owned())
}

/// `ToleratedFailurePercentage`.
pub(crate) fn float(expression: &Expression, scope: &Scope) -> Result<f64, Fault> {
    let value = expect(expression, scope, "number")?;
    Ok(value.as_f64().unwrap_or_default())
}

/// A field that counts something: a whole number.
pub(crate) fn count(expression: &Expression, scope: &Scope) -> Result<i64, Fault> {
    let value = expect(expression, scope, "number")?;
    let whole = value.as_i64().or_else(|| whole(value.as_f64()?));
    whole.ok_or_else(|| unexpected(expression, "integer", &value))
}

/// `2.0`, which the engine makes `2`.
#[allow(
    clippy::cast_possible_truncation,
    reason = "checked to be whole and small enough"
)]
fn whole(number: f64) -> Option<i64> {
    (number.fract() == 0.0 && number.abs() < 9e15).then_some(number as i64)
}

fn query(expression: &Expression, scope: &Scope) -> Result<Outcome, Fault> {
    let reads = |root| expression.reads.contains(&root);
    let variables = expression.reads.iter().filter_map(|root| match root {
        ExpressionRoot::Variable(name) => Some((*name, scope.context.variable(name)?)),
        _ => None,
    });
    let bindings = Bindings {
        input: reads(ExpressionRoot::Input).then_some(scope.document),
        result: scope.result.filter(|_| reads(ExpressionRoot::Result)),
        error_output: scope
            .error_output
            .filter(|_| reads(ExpressionRoot::ErrorOutput)),
        context: reads(ExpressionRoot::Context).then(|| scope.context.object()),
        variables: variables.collect(),
    };
    let outcome = jsonata::evaluate(expression.text, &bindings, scope.context);
    outcome.map_err(|error| fault(expression, &error.what))
}

/// Down a plain path. None where it meets a list before its end, over which JSONata would go on with each item.
fn walk(root: ExpressionRoot, steps: &[ExpressionStep], scope: &Scope) -> Option<Outcome> {
    let owned;
    let here = match root {
        ExpressionRoot::Input => scope.document,
        ExpressionRoot::Result => match scope.result {
            Some(result) => result,
            None => return Some(Outcome::Undefined),
        },
        ExpressionRoot::ErrorOutput => match scope.error_output {
            Some(error_output) => error_output,
            None => return Some(Outcome::Undefined),
        },
        ExpressionRoot::Context => {
            if let [
                ExpressionStep::Field(object),
                ExpressionStep::Field(field),
                rest @ ..,
            ] = steps
                && let Some(value) = scope.context.field(object, field)
            {
                return down(&value, rest);
            }
            owned = scope.context.object();
            &owned
        }
        ExpressionRoot::Variable(name) => match scope.context.variable(name) {
            Some(value) => {
                owned = value;
                &owned
            }
            None => return Some(Outcome::Undefined),
        },
    };
    down(here, steps)
}

/// From a value down; none where only the engine knows.
fn down(from: &Value, steps: &[ExpressionStep]) -> Option<Outcome> {
    let mut here = from;
    for step in steps {
        let next = match (step, here.json()) {
            (ExpressionStep::Field(name), Value::Object(fields)) => fields.get(name),
            (ExpressionStep::Field(_), Value::Array(_)) => return None,
            (ExpressionStep::Index(index), Value::Array(items)) => {
                let item = position(*index, items.len()).and_then(|at| items.get(at));
                if let Some(Value::Array(_)) = item.map(Value::json) {
                    return None;
                }
                item
            }
            // What is no list is one of its own item.
            (ExpressionStep::Index(0 | -1), _) => Some(here),
            _ => None,
        };
        match next {
            Some(next) => here = next,
            None => return Some(Outcome::Undefined),
        }
    }
    Some(Outcome::Value(here.clone()))
}

fn position(index: i64, length: usize) -> Option<usize> {
    if index < 0 {
        length.checked_sub(usize::try_from(index.unsigned_abs()).ok()?)
    } else {
        usize::try_from(index).ok()
    }
}

fn fault(expression: &Expression, what: &str) -> Fault {
    let Expression { text, location, .. } = expression;
    let cause =
        format!("The JSONata expression '{text}' specified for the field '{location}' {what}");
    Fault::evaluation(Some(location), cause)
}

fn unexpected(expression: &Expression, expected: &str, value: &Value) -> Fault {
    let kind = kind_of(value);
    fault(
        expression,
        &format!(
            "returned an unexpected result type. Expected '{expected}', but was '{kind}' for value: {value}"
        ),
    )
}

fn kind_of(value: &Value) -> &'static str {
    match value.json() {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
        _ => "string",
    }
}
