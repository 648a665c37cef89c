//! An inline Map: one region for each item, so many at a time; items are started when there is room for them.
mod tolerance;
mod trial;

pub(super) use self::tolerance::Tolerance;

use super::{
    Execution, Failure, Frame,
    context::{Item, Position, View, Visit},
};
use crate::{
    data::{self, Fault},
    history::EventKind,
    machine::BoxFuture,
    program::{Map, MapMode, QueryLanguage, Select, Template},
    value::{List, Value},
};
use futures_util::{StreamExt, stream::FuturesUnordered};
use std::{collections::BTreeMap, sync::Arc};

/// How many iterations AWS runs at once where `MaxConcurrency` does not say.
const CONCURRENCY: u64 = 40;

/// An attempt of a Map.
struct Run<'f> {
    visit: &'f Visit<'f>,
    map: &'static Map,
    attempt: u64,
    /// The effective input, which an `ItemSelector` reads.
    input: Value,
    items: Arc<List>,
    concurrency: usize,
    tolerance: Tolerance,
}

impl Execution<'_> {
    pub(super) fn map<'f>(
        &'f self,
        visit: &'f Visit<'_>,
        map: &'static Map,
        attempt: u64,
        document: Value,
    ) -> BoxFuture<'f, Result<Value, Failure>> {
        if map.mode != MapMode::Inline {
            return self.distributed(visit, map, attempt, document);
        }
        Box::pin(async move {
            let run = self.prepare(visit, map, attempt, document)?;
            let outputs = self.iterate(&run).await?;
            self.emit(visit.frame.position.last(), || EventKind::MapStateSucceeded);
            Ok(Value::from(outputs))
        })
    }

    fn prepare<'f>(
        &'f self,
        visit: &'f Visit<'_>,
        map: &'static Map,
        attempt: u64,
        document: Value,
    ) -> Result<Run<'f>, Failure> {
        if map.item_reader.is_some() && self.read_items().is_none() {
            let cause = "What the ItemReader read must be given to a test of this state alone.";
            return Err(visit.runtime(cause.to_owned()));
        }
        let mut view = View::new(self, visit);
        view.retry = Some(attempt);
        let input = view.input(document)?;
        let items = match self.given_items(&view, map) {
            Some(items) => items?,
            None => items(&view, map, &input)?,
        };
        // AWS reads the concurrency before the Map has started, and what it tolerates afterwards.
        let concurrency = concurrency(&view, map, &input, CONCURRENCY)?;
        self.step(visit.frame.position, || EventKind::MapStateStarted {
            length: items.len(),
        });
        Ok(Run {
            visit,
            map,
            attempt,
            tolerance: Tolerance::read(&view, map, &input)?,
            input,
            items,
            concurrency,
        })
    }

    /// Runs the iterations; their outputs in the order of the items, without those of tolerated failures.
    async fn iterate(&self, run: &Run<'_>) -> Result<Vec<Value>, Failure> {
        let (name, here) = (run.visit.state.name, run.visit.frame.position);
        let mut outputs: Vec<Option<Value>> = vec![None; run.items.len()];
        let mut waiting = 0..run.items.len();
        let mut running = FuturesUnordered::new();
        let mut open: BTreeMap<usize, Arc<Position>> = BTreeMap::new();
        let mut failures = 0;
        // What the next iteration to start follows from: the one whose place it takes.
        let mut previous = here.last();
        loop {
            while running.len() < run.concurrency
                && let Some(index) = waiting.next()
            {
                let position = Arc::new(Position::after(previous));
                // All that may run at once have started before the first of them enters a state.
                self.step(&position, || EventKind::MapIterationStarted { name, index });
                open.insert(index, position.clone());
                running.push(self.iteration(run, index, position));
            }
            let Some((index, result)) = running.next().await else {
                return Ok(outputs.into_iter().flatten().collect());
            };
            let Some(position) = open.remove(&index) else {
                continue;
            };
            previous = position.last();
            let failure = match result {
                Ok(output) => {
                    outputs[index] = Some(output);
                    let event = || EventKind::MapIterationSucceeded { name, index };
                    here.follow(self.emit(previous, event));
                    continue;
                }
                Err(failure) => failure,
            };
            let fatal = failure.is_fatal();
            if !fatal {
                self.abort(&position, true);
                let event = || EventKind::MapIterationFailed { name, index };
                here.follow(self.emit(previous, event));
            }
            failures += 1;
            if !fatal && !run.tolerance.is_exceeded(failures, Some(run.items.len())) {
                continue;
            }
            self.cut_off(running);
            here.follow(previous);
            if fatal {
                return Err(failure);
            }
            self.abort_iterations(name, open);
            return Err(if run.tolerance.is_given() {
                Tolerance::failure(name)
            } else {
                failure
            });
        }
    }

    fn abort_iterations(&self, name: &'static str, open: BTreeMap<usize, Arc<Position>>) {
        for (index, position) in open {
            self.abort(&position, false);
            let event = || EventKind::MapIterationAborted { name, index };
            self.emit(position.last(), event);
        }
    }

    async fn iteration(
        &self,
        run: &Run<'_>,
        index: usize,
        position: Arc<Position>,
    ) -> (usize, Result<Value, Failure>) {
        let Run { visit, map, .. } = run;
        let item = Item {
            index,
            value: run.items[index].clone(),
            source: None,
        };
        let document = match self.item_input(run, &item) {
            Ok(document) => document,
            Err(failure) => return (index, Err(failure)),
        };
        let frame = Frame::inner(visit, &position, index, Some(item));
        let start = self.start(map.processor, document, visit.variables.clone());
        (index, self.region(&frame, start).await)
    }

    fn item_input(&self, run: &Run<'_>, item: &Item) -> Result<Value, Failure> {
        let Some(template) = &run.map.item_selector else {
            return Ok(item.value.clone());
        };
        let mut view = View::new(self, run.visit);
        view.retry = Some(run.attempt);
        view.item = Some(item);
        view.made(template, &view.scope(&run.input))
    }
}

/// `MaxConcurrency`; `most` where it is 0 or left out.
pub(super) fn concurrency(
    view: &View<'_>,
    map: &'static Map,
    input: &Value,
    most: u64,
) -> Result<usize, Failure> {
    let given = match &map.max_concurrency {
        Some(count) => view.count(count, "MaxConcurrency", input)?,
        None => 0,
    };
    view.see(|seen| seen.max_concurrency = Some(given));
    let concurrency = if given == 0 { most } else { given };
    Ok(usize::try_from(concurrency).unwrap_or(usize::MAX))
}

/// The items of the state's input.
pub(super) fn items(
    view: &View<'_>,
    map: &'static Map,
    input: &Value,
) -> Result<Arc<List>, Failure> {
    if view.visit.state.language == QueryLanguage::Jsonata {
        return jsonata_items(view, map, input);
    }
    let (items, text) = match &map.items_path {
        Select::Whole => (input.clone(), "$"),
        Select::Nothing => (Value::object(), "null"),
        Select::At(path) => {
            let found = data::reference(path, &view.scope(input));
            // AWS writes a path into the context object as one into the input.
            let text = match path.text.strip_prefix('$') {
                Some(inner) if inner.starts_with('$') => inner,
                _ => path.text,
            };
            (found.map_err(|fault| view.fail(fault))?, text)
        }
    };
    match items.json() {
        Value::Array(list) => {
            view.see(|seen| seen.after_items_path = Some(items.clone()));
            Ok(list.clone())
        }
        _ => Err(view
            .visit
            .runtime(format!("Reference path \"{text}\" must point to array."))),
    }
}

/// `Items`: a list, or an expression that makes one; without it, the input.
fn jsonata_items(view: &View<'_>, map: &'static Map, input: &Value) -> Result<Arc<List>, Failure> {
    let scope = view.scope(input);
    let items = match &map.items {
        None => input.clone(),
        Some(Template::Expression(expression)) => {
            let items = data::expect(expression, &scope, "array");
            items.map_err(|fault| view.fail(fault))?
        }
        Some(template) => view.made(template, &scope)?,
    };
    if let Value::Array(items) = items.json() {
        Ok(items.clone())
    } else {
        let cause = format!("Map state input must be an array but was: {items}");
        Err(view.fail(Fault::evaluation(None, cause)))
    }
}
