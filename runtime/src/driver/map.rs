//! An inline Map: one region for each item, so many at a time; items are started when there is room for them.
mod each;
mod tolerance;
mod trial;

pub use self::each::{Each, Iterations, each};
pub(super) use self::tolerance::Tolerance;

use super::{
    Execution, Failure, Frame,
    context::{Item, Position, View, Visit},
    crowd::{Begun, Crowd},
    inner::Inner,
};
use crate::{
    data::{self, Fault},
    history::EventKind,
    machine::BoxFuture,
    program::{Map, MapMode, QueryLanguage, Select, Template},
    value::{List, Value},
};
use std::sync::Arc;

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

/// The items of a Map, one after the other: moved out where nobody else holds their list.
enum Items {
    Own(std::vec::IntoIter<Value>),
    Shared(Arc<List>, usize),
}

impl Items {
    fn of(list: Arc<List>) -> Items {
        match Arc::try_unwrap(list) {
            Ok(list) => Items::Own(list.into_items().into_iter()),
            Err(list) => Items::Shared(list, 0),
        }
    }
}

impl Iterator for Items {
    type Item = Value;

    fn next(&mut self) -> Option<Value> {
        match self {
            Items::Own(items) => items.next(),
            Items::Shared(items, at) => {
                let item = items.get(*at)?.clone();
                *at += 1;
                Some(item)
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = match self {
            Items::Own(items) => items.len(),
            Items::Shared(items, at) => items.len() - at,
        };
        (left, Some(left))
    }
}

impl ExactSizeIterator for Items {}

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
        let document = match self.each(visit, map, attempt, document) {
            Ok(iterations) => return iterations,
            Err(document) => document,
        };
        Box::pin(async move {
            let mut run = self.prepare(visit, map, attempt, document)?;
            if map.item_selector.is_none() {
                // Nothing reads it again: the items may be the Map's alone.
                run.input = Value::Null;
            }
            let items = Items::of(std::mem::take(&mut run.items));
            let outputs = self.iterate(&run, items).await?;
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
        let input = view.input(document)?.listed();
        let items = match self.given_items(&view, map) {
            Some(items) => items?,
            None => items(&view, map, &input)?,
        };
        let (concurrency, tolerance) = self.limits(&view, map, &input, items.len())?;
        Ok(Run {
            visit,
            map,
            attempt,
            input,
            items,
            concurrency,
            tolerance,
        })
    }

    /// How many iterations may run at once, and how many may fail.
    fn limits(
        &self,
        view: &View<'_>,
        map: &'static Map,
        input: &Value,
        length: usize,
    ) -> Result<(usize, Tolerance), Failure> {
        // AWS reads the concurrency before the Map has started, and what it tolerates afterwards.
        let concurrency = concurrency(view, map, input, CONCURRENCY)?;
        self.step(view.visit.frame.position, || EventKind::MapStateStarted {
            length,
        });
        Ok((concurrency, Tolerance::read(view, map, input)?))
    }

    /// Runs the iterations; their outputs in the order of the items, without those of tolerated failures.
    async fn iterate(&self, run: &Run<'_>, items: Items) -> Result<Vec<Value>, Failure> {
        let (name, here) = (run.visit.state.name, run.visit.frame.position);
        let length = items.len();
        let mut outputs: Vec<Option<Value>> = vec![None; length];
        let mut waiting = items.enumerate();
        let places = run.concurrency.min(length);
        // By place: where the iteration stands that runs there, and which it is.
        let positions: Vec<Position> = (0..places).map(|_| Position::default()).collect();
        let mut open: Vec<Option<usize>> = vec![None; places];
        let mut running = Crowd::with_capacity(places);
        let mut failures = 0;
        // What the next iteration to start follows from: the one whose place it takes.
        let mut previous = here.last();
        loop {
            while running.len() < run.concurrency
                && let Some((index, item)) = waiting.next()
            {
                let place = running.next_place();
                let position = &positions[place];
                position.follow(previous);
                // All that may run at once have started before the first of them enters a state.
                self.step(position, || EventKind::MapIterationStarted { name, index });
                open[place] = Some(index);
                running.push((index, item));
            }
            let begin = |place: usize, (index, item)| {
                if !self.may_begin() {
                    return Begun::Later((index, item));
                }
                match self.iteration(run, index, item, &positions[place]) {
                    Ok(iteration) => iteration.begin(self),
                    Err(failure) => Begun::Ended(Err(failure)),
                }
            };
            let ended = running.next(begin).await;
            let Some((place, result)) = ended else {
                return Ok(outputs.into_iter().flatten().collect());
            };
            let position = &positions[place];
            let Some(index) = open[place].take() else {
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
                self.abort(position, true);
                let event = || EventKind::MapIterationFailed { name, index };
                here.follow(self.emit(previous, event));
            }
            position.exit();
            failures += 1;
            if !fatal && !run.tolerance.is_exceeded(failures, Some(length)) {
                continue;
            }
            self.cut_off(running);
            here.follow(previous);
            if fatal {
                return Err(failure);
            }
            self.abort_iterations(name, &open, &positions);
            return Err(if run.tolerance.is_given() {
                Tolerance::failure(name)
            } else {
                failure
            });
        }
    }

    fn abort_iterations(&self, name: &'static str, open: &[Option<usize>], positions: &[Position]) {
        let open = open.iter().zip(positions);
        let mut open: Vec<_> = open
            .filter_map(|(iteration, position)| Some(((*iteration)?, position)))
            .collect();
        open.sort_unstable_by_key(|(index, _)| *index);
        for (index, position) in open {
            self.abort(position, false);
            let event = || EventKind::MapIterationAborted { name, index };
            self.emit(position.last(), event);
        }
    }

    fn iteration<'r>(
        &self,
        run: &'r Run<'_>,
        index: usize,
        value: Value,
        position: &'r Position,
    ) -> Result<Inner<'r>, Failure> {
        let Run { visit, map, .. } = run;
        let item = |value| Item {
            index,
            value,
            source: None,
        };
        // Who alone holds an item may take it for good: it is kept only where somebody may ask for it.
        let (document, item) = if map.item_selector.is_some() || self.origin.is_some() {
            let item = item(value);
            (self.item_input(run, &item)?, Some(item))
        } else {
            (value, None)
        };
        Ok(Inner {
            frame: Frame::inner(visit, position, index, item),
            cursor: self.start(map.processor, document, visit.variables.clone()),
        })
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
