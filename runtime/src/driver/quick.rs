//! The short way through a Choice, a Pass or a Task: for an execution that nobody looks into, and a state that has none of the fields
//! which hardly any has.
//!
//! It does what `visit.rs` does, or nothing: whatever does not come out at once (a path that leads nowhere, a full history) leaves
//! cursor and execution as they were, and the long way finds the words for it. A loop of such states allocates nothing: a
//! payload is put into the document that it replaces, where nobody else holds that.
pub(super) mod call;

use super::{
    Cursor, Execution, Frame,
    context::{View, Visit},
    trace,
};
use crate::{
    data::{self, Scope},
    program::{Kind, QueryLanguage, ResultPath, Select, State, Template},
    value::{Map, Value},
};
use std::sync::{Arc, atomic::Ordering};

impl Execution<'_> {
    /// Whether nobody looks at what lies between states.
    pub(super) fn is_quiet(&self) -> bool {
        !self.is_watched() && !self.durable
    }

    /// Goes to the next state, if there is a short way.
    #[inline]
    pub(super) fn hurry(&self, frame: &Frame<'_>, cursor: &mut Cursor) -> Option<()> {
        let state = self.state(cursor.state);
        // It was entered, and it was left.
        let last = self.last_event() + 2;
        let is_simple = state.language == QueryLanguage::JsonPath && has_no_fields(state);
        if last >= self.most_events || !is_simple {
            return None;
        }
        // What is a Rust value still may have no JSON form, which has words of its own.
        if matches!(cursor.document, Value::Typed(_)) {
            return None;
        }
        let next = match &state.kind {
            Kind::Choice(choice) => {
                let visit = here(frame, state, cursor, last);
                let view = View::new(self, &visit);
                let rule = data::choose(choice, &view.scope(&cursor.document)).ok()?;
                match rule {
                    Some(rule) if rule.assign.is_empty() => rule.next,
                    Some(_) => return None,
                    None => choice.default?,
                }
            }
            Kind::Pass(None) => {
                let next = state.next?;
                match &state.parameters {
                    None => {}
                    Some(Template::Object(fields)) => {
                        // A size for each: what is not needed is neither made nor dropped.
                        let replace = match fields.len() {
                            1 => Execution::replace::<1>,
                            2 => Execution::replace::<2>,
                            3 | 4 => Execution::replace::<4>,
                            5..=8 => Execution::replace::<8>,
                            _ => return None,
                        };
                        replace(self, frame, state, cursor, fields)?;
                    }
                    Some(_) => return None,
                }
                next
            }
            _ => return None,
        };
        trace::entered(state);
        self.count(frame, 2);
        cursor.state = next;
        cursor.step += 1;
        Some(())
    }

    /// Makes the document the payload of at most `N` fields.
    #[inline]
    fn replace<const N: usize>(
        &self,
        frame: &Frame<'_>,
        state: &'static State,
        cursor: &mut Cursor,
        fields: &'static [(&'static str, Template)],
    ) -> Option<()> {
        let mut values = [const { Value::Null }; N];
        let visit = here(frame, state, cursor, self.last_event() + 2);
        let view = View::new(self, &visit);
        make(fields, &view.scope(&cursor.document), &mut values)?;
        put(fields, &mut values, &mut cursor.document);
        Some(())
    }

    /// Events of a region that nobody records.
    #[inline]
    fn count(&self, frame: &Frame<'_>, events: u64) {
        frame.position.follow(self.count_events(events));
    }

    /// Events that nobody records; the number of the last.
    #[inline]
    pub(super) fn count_events(&self, events: u64) -> u64 {
        let last = self.most_events.min(self.last_event() + events);
        self.events.store(last, Ordering::Relaxed);
        last
    }
}

/// The state, entered at the event before the last.
#[inline]
fn here<'v>(
    frame: &'v Frame<'_>,
    state: &'static State,
    cursor: &'v Cursor,
    last: u64,
) -> Visit<'v> {
    Visit {
        frame,
        state,
        entered: last - 1,
        before: frame.position.last(),
        time: None,
        step: cursor.step,
        variables: &cursor.variables,
    }
}

/// None of the fields that only few states have.
#[inline]
fn has_no_fields(state: &State) -> bool {
    !state.reads_context
        && state.assign.is_empty()
        && state.result_selector.is_none()
        && matches!(state.input_path, Select::Whole)
        && matches!(state.output_path, Select::Whole)
        && matches!(state.result_path, ResultPath::Whole)
}

/// The values of a payload's fields; none where one cannot be made.
#[inline]
fn make(fields: &[(&str, Template)], scope: &Scope, values: &mut [Value]) -> Option<()> {
    for ((key, part), value) in fields.iter().zip(values) {
        *value = data::fill(part, key, scope).ok()?;
    }
    Some(())
}

/// Makes the document the object of these fields.
#[inline]
fn put(fields: &'static [(&'static str, Template)], values: &mut [Value], document: &mut Value) {
    let fields = fields.iter().zip(values);
    let fields = fields.map(|((key, _), value)| (*key, std::mem::take(value)));
    if let Value::Object(object) = document
        && let Some(object) = Arc::get_mut(object)
    {
        object.replace_all(fields);
    } else {
        *document = Value::from(fields.collect::<Map>());
    }
}
