//! How paths are written: steps, and the predicates of each.

use crate::jsonata::tree::{Kind, Node};

/// The steps of a path.
pub(super) fn steps(node: &Node) -> Vec<&Node> {
    let mut steps = Vec::new();
    let mut at = node;
    while let Kind::Path(left, right) = &at.kind {
        steps.push(&**right);
        at = left;
    }
    steps.push(at);
    steps.reverse();
    steps
}

/// Whether, in parentheses, an array constructor starts or ends a path: the list that it gives counts as one item.
pub(super) fn ends_with_array(first: &Node) -> bool {
    let Kind::Block(parts) = &base(first).kind else {
        return false;
    };
    let Some(last) = parts.last() else {
        return false;
    };
    let is_array =
        |step: &&Node| matches!(base(step).kind, Kind::Array(_)) || ends_with_array(step);
    match &last.kind {
        Kind::Path(..) => steps(last).iter().any(is_array),
        _ => ends_with_array(last),
    }
}

/// A step without its predicates.
pub(super) fn base(step: &Node) -> &Node {
    match &step.kind {
        Kind::Predicate(left, _) => base(left),
        _ => step,
    }
}

/// The predicates of a step, none for `[]`.
pub(super) fn predicates(step: &Node) -> Vec<Option<&Node>> {
    let mut all = Vec::new();
    let mut at = step;
    while let Kind::Predicate(left, predicate) = &at.kind {
        all.push(predicate.as_deref());
        at = left;
    }
    all.reverse();
    all
}

pub(super) fn keeps_list(step: &Node) -> bool {
    predicates(step).iter().any(Option::is_none)
}

/// Whether a step binds what later ones read, as `@` and `#` do.
pub(super) fn binds_items(step: &Node) -> bool {
    match &step.kind {
        Kind::Bound(..) => true,
        Kind::Predicate(left, _) | Kind::Sort(left, _) | Kind::Group(left, _) => {
            steps(left).into_iter().any(binds_items)
        }
        _ => false,
    }
}

pub(super) fn is_name(step: &Node) -> bool {
    matches!(base(step).kind, Kind::Name(_) | Kind::String(_))
}

/// The index that a predicate is.
pub(super) fn index(predicate: &Node) -> Option<i64> {
    match &predicate.kind {
        Kind::Number(written) => written.parse().ok(),
        _ => None,
    }
}

/// The place that a predicate means which is a number.
#[allow(
    clippy::cast_possible_truncation,
    reason = "saturates, and no list is that long"
)]
pub(super) fn place(predicate: &Node) -> Option<i64> {
    match &predicate.kind {
        Kind::Number(written) => written.parse::<f64>().ok().map(|it| it.floor() as i64),
        _ => None,
    }
}
