//! A Map under test whose iterations are mocked.
use super::Tolerance;
use crate::{
    data::Fault,
    driver::{
        Execution, Failure, Trial,
        context::{Item, View, Visit},
        distributed::{STATE_DATA, batches},
    },
    program::{Map, MapMode},
    value::{List, Value},
};
use std::sync::Arc;

impl Execution<'_> {
    /// Everything up to the first iteration and from the last one on.
    pub(in crate::driver) async fn mocked_map(
        &self,
        trial: &Trial,
        visit: &Visit<'_>,
        map: &'static Map,
        attempt: u64,
        document: Value,
    ) -> Result<Value, Failure> {
        let run = self.prepare(visit, map, attempt, document)?;
        let mut view = View::new(self, visit);
        view.retry = Some(attempt);
        let mut inputs = run.items.clone();
        if map.item_selector.is_some() {
            // A reader's source is not known here.
            let from_state = map.mode != MapMode::Inline && map.item_reader.is_none();
            let items = run.items.iter().enumerate();
            let selected = items.map(|(index, value)| {
                let item = Item {
                    index,
                    value: value.clone(),
                    source: from_state.then_some(STATE_DATA),
                };
                self.item_input(&run, &item)
            });
            inputs = Arc::new(selected.collect::<Result<_, _>>()?);
            view.see(|seen| seen.after_item_selector = Some(Value::Array(inputs.clone())));
        }
        if map.item_batcher.is_some() {
            let batches = batches(view, map, run.input.clone(), inputs).await?;
            View::new(self, visit).see(|seen| seen.after_item_batcher = Some(batches));
        }
        let result = trial.result(visit.state.name).unwrap_or(Ok(Value::Null))?;
        let failed = trial.failed_iterations();
        // AWS looks at the tolerance only where the Map has one.
        if failed > 0
            && run.tolerance.is_given()
            && run.tolerance.is_exceeded(failed, Some(run.items.len()))
        {
            return Err(Tolerance::failure(visit.state.name));
        }
        Ok(result)
    }

    /// The items, where the state under test is given what its reader read.
    pub(super) fn given_items(
        &self,
        view: &View<'_>,
        map: &Map,
    ) -> Option<Result<Arc<List>, Failure>> {
        let read = self.read_items().filter(|_| map.item_reader.is_some())?;
        let pointer = map.item_reader.and_then(|reader| reader.items_pointer);
        let items = match pointer {
            None => read.clone(),
            Some(pointer) => {
                let found = at_pointer(read, pointer);
                let Some(found) = found else {
                    let cause = format!(
                        "The ItemsPointer {pointer} leads to nothing in what the reader read."
                    );
                    return Some(Err(view.fail(Fault::new("States.ItemReaderFailed", cause))));
                };
                view.see(|seen| seen.after_items_pointer = Some(found.clone()));
                found
            }
        };
        if let Value::Array(items) = items.json() {
            return Some(Ok(items.clone()));
        }
        let cause = "Attempting to map over non-iterable node.".to_owned();
        Some(Err(view.fail(Fault::new("States.ItemReaderFailed", cause))))
    }
}

/// RFC 6901.
fn at_pointer(document: &Value, pointer: &str) -> Option<Value> {
    let steps = pointer.strip_prefix('/').map(|steps| steps.split('/'));
    let mut here = document;
    for step in steps.into_iter().flatten() {
        let name = step.replace("~1", "/").replace("~0", "~");
        here = match here.json() {
            Value::Object(fields) => fields.get(&name)?,
            Value::Array(items) => items.get(name.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    Some(here.clone())
}
