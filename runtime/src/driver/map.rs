//! Map: one region for each item, so many at a time; items are started when there is room for them.
mod tolerance;
mod trial;

use self::tolerance::Tolerance;
use super::{
    Execution, Failure, Frame, Variables,
    context::{Position, View, Visit},
    turns::Turns,
};
use crate::{
    data::{self, Fault},
    history::EventKind,
    host,
    machine::BoxFuture,
    program::{Map, MapMode, QueryLanguage, Select, Template},
    task::ExecutionInfo,
    value::{List, Value},
};
use futures_util::{StreamExt, stream::FuturesUnordered};
use std::{
    borrow::Cow,
    collections::BTreeMap,
    sync::{Arc, atomic::AtomicU64},
};

/// How many iterations AWS runs at once where `MaxConcurrency` does not say.
const INLINE_CONCURRENCY: u64 = 40;
const DISTRIBUTED_CONCURRENCY: u64 = 10_000;

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
        Box::pin(async move {
            let run = self.prepare(visit, map, attempt, document)?;
            let here = visit.frame.position;
            if map.mode == MapMode::Inline {
                let outputs = self.iterate(&run).await?;
                self.emit(here.last(), || EventKind::MapStateSucceeded);
                return Ok(Value::from(outputs));
            }
            self.step(here, || EventKind::MapRunStarted {
                arn: self.map_run(map),
            });
            match self.iterate(&run).await {
                Ok(outputs) => {
                    let succeeded = self.step(here, || EventKind::MapRunSucceeded);
                    self.emit(succeeded, || EventKind::MapStateSucceeded);
                    Ok(Value::from(outputs))
                }
                Err(failure) => {
                    self.step(here, || EventKind::MapRunFailed {
                        error: failure.error_text(),
                        cause: failure.cause.clone(),
                    });
                    Err(failure)
                }
            }
        })
    }

    fn prepare<'f>(
        &'f self,
        visit: &'f Visit<'_>,
        map: &'static Map,
        attempt: u64,
        document: Value,
    ) -> Result<Run<'f>, Failure> {
        let unsupported = [
            (
                "ItemReader",
                map.item_reader.is_some() && self.read_items().is_none(),
            ),
            ("ItemBatcher", map.item_batcher.is_some()),
            ("ResultWriter", map.result_writer.is_some()),
        ];
        if let Some((field, _)) = unsupported.into_iter().find(|(_, there)| *there) {
            return Err(visit.runtime(format!("{field} is not supported yet.")));
        }
        let mut view = View::new(self, visit);
        view.retry = Some(attempt);
        let input = view.input(document)?;
        let items = match self.given_items(&view, map) {
            Some(items) => items?,
            None => items(&view, map, &input)?,
        };
        self.step(visit.frame.position, || EventKind::MapStateStarted {
            length: items.len(),
        });
        let concurrency = match &map.max_concurrency {
            Some(count) => view.count(count, "MaxConcurrency", &input)?,
            None => 0,
        };
        view.see(|seen| seen.max_concurrency = Some(concurrency));
        let concurrency = match (concurrency, map.mode) {
            (0, MapMode::Inline) => INLINE_CONCURRENCY,
            (0, MapMode::Distributed { .. }) => DISTRIBUTED_CONCURRENCY,
            (concurrency, _) => concurrency,
        };
        Ok(Run {
            visit,
            map,
            attempt,
            tolerance: Tolerance::read(&view, map, &input)?,
            input,
            items,
            concurrency: usize::try_from(concurrency).unwrap_or(usize::MAX),
        })
    }

    /// Runs the iterations; their outputs in the order of the items, without those of tolerated failures.
    async fn iterate(&self, run: &Run<'_>) -> Result<Vec<Value>, Failure> {
        let inline = run.map.mode == MapMode::Inline;
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
                open.insert(index, position.clone());
                running.push(self.iteration(run, index, position));
            }
            let Some((index, result)) = running.next().await else {
                return Ok(outputs.into_iter().flatten().collect());
            };
            let Some(position) = open.remove(&index) else {
                continue;
            };
            previous = if inline { position.last() } else { previous };
            let failure = match result {
                Ok(output) => {
                    outputs[index] = Some(output);
                    if inline {
                        let event = || EventKind::MapIterationSucceeded { name, index };
                        here.follow(self.emit(previous, event));
                    }
                    continue;
                }
                Err(failure) => failure,
            };
            // A child execution that fails is a failed item, however it failed.
            let fatal = inline && failure.is_fatal();
            if inline && !fatal {
                self.abort(&position, true);
                let event = || EventKind::MapIterationFailed { name, index };
                here.follow(self.emit(previous, event));
            }
            failures += 1;
            if !fatal && !run.tolerance.is_exceeded(failures, run.items.len()) {
                continue;
            }
            drop(running);
            here.follow(previous);
            if fatal {
                return Err(failure);
            }
            if inline {
                self.abort_iterations(name, open);
            }
            return Err(if inline && !run.tolerance.is_given() {
                failure
            } else {
                Tolerance::failure(name)
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
        if map.mode == MapMode::Inline {
            let name = visit.state.name;
            self.step(&position, || EventKind::MapIterationStarted { name, index });
        }
        let item = run.items[index].clone();
        let document = match self.item_input(run, index, &item) {
            Ok(document) => document,
            Err(failure) => return (index, Err(failure)),
        };
        let result = if map.mode == MapMode::Inline {
            let frame = Frame::inner(visit, &position, index, Some(item));
            let variables = visit.variables.clone();
            self.region(&frame, self.start(map.processor, document, variables))
                .await
        } else {
            // A child execution counts its own events, which the parent's history does not show.
            let child = self.child(map, &document);
            let position = Position::default();
            let frame = Frame::inner(visit, &position, index, Some(item));
            child.emit(0, || child.started(&document));
            // It sees no variables from outside.
            let start = child.start(map.processor, document, Variables::default());
            child.region(&frame, start).await
        };
        (index, result)
    }

    fn item_input(&self, run: &Run<'_>, index: usize, item: &Value) -> Result<Value, Failure> {
        let Some(template) = &run.map.item_selector else {
            return Ok(item.clone());
        };
        let mut view = View::new(self, run.visit);
        view.retry = Some(run.attempt);
        view.item = Some((index, item));
        view.made(template, &view.scope(&run.input))
    }

    fn child(&self, map: &'static Map, input: &Value) -> Execution<'_> {
        let mut options = self.info.options().clone();
        options.name = None;
        let parent = self.info.machine_name();
        let name = map
            .label
            .map_or_else(|| parent.to_owned(), |label| format!("{parent}/{label}"));
        options.state_machine_name = Some(Cow::Owned(name));
        let seed = (self.host.random(), self.host.random());
        Execution {
            machine: self.machine,
            host: self.host,
            program: self.program,
            info: Arc::new(ExecutionInfo::new(&options, self.program.name, seed)),
            recording: false,
            durable: false,
            origin: self
                .origin
                .as_ref()
                .map(|_| (input.clone(), self.host.now())),
            events: AtomicU64::new(0),
            most_events: self.most_events,
            turns: Turns::default(),
            parent: Some(self),
            trial: None,
        }
    }

    fn map_run(&self, map: &Map) -> String {
        let (high, low) = (self.host.random(), self.host.random());
        let label = map
            .label
            .map_or_else(|| host::uuid(high, low), str::to_owned);
        let run = host::uuid(low, high);
        self.info.arn(&format!(
            "mapRun:{}/{label}:{run}",
            self.info.machine_name()
        ))
    }
}

fn items(view: &View<'_>, map: &'static Map, input: &Value) -> Result<Arc<List>, Failure> {
    if view.visit.state.language == QueryLanguage::Jsonata {
        return jsonata_items(view, map, input);
    }
    let (items, text) = match &map.items_path {
        Select::Whole => (input.clone(), "$"),
        Select::Nothing => (Value::object(), "null"),
        Select::At(path) => {
            let found = data::reference(path, &view.scope(input));
            (found.map_err(|fault| view.fail(fault))?, path.text)
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
