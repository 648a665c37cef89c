//! A distributed Map: a child execution for each item or batch. Items are read when there is room for their children, so
//! that no more are in memory than run at once.
mod batch;
mod child;
mod export;
mod reader;
mod results;

pub(super) use self::batch::batches;

use self::{
    batch::{Unit, Units},
    child::{ChildRun, MapRun, Open},
    export::Export,
    reader::Reader,
    results::Results,
};
use super::{
    Execution, Failure, Tolerance,
    context::{Item, View, Visit},
};
use crate::{
    history::EventKind,
    machine::BoxFuture,
    objects::ObjectStore,
    program::Map,
    value::{List, Str, Value},
};
use futures_util::{Stream, StreamExt, stream::FuturesUnordered};
use std::{pin::pin, sync::Arc, task::Poll};

/// How many children AWS runs at once where `MaxConcurrency` does not say.
const CONCURRENCY: u64 = 10_000;

/// What `$$.Map.Item.Source` says of an item out of the state's input.
pub(super) const STATE_DATA: Str = Str::from_static("STATE_DATA");

/// Where items come from.
enum Source<'a> {
    /// The state's input.
    State {
        items: Arc<List>,
        next: usize,
    },
    Reader(Box<Reader<'a>>),
}

impl Source<'_> {
    async fn next(&mut self) -> Result<Option<Item>, Failure> {
        match self {
            Source::Reader(reader) => reader.next().await,
            Source::State { items, next } => {
                let index = *next;
                *next += 1;
                Ok(items.get(index).map(|value| Item {
                    index,
                    value: value.clone(),
                    source: Some(STATE_DATA),
                }))
            }
        }
    }

    /// How many items there are, where that is known before all are read.
    fn total(&self) -> Option<usize> {
        match self {
            Source::State { items, .. } => Some(items.len()),
            Source::Reader(_) => None,
        }
    }
}

/// What happens next in a Map run.
enum Turn {
    /// A child can start; none are left to start.
    Unit(Option<Result<Unit, Failure>>),
    Ended(usize, Result<Value, Failure>),
    Over,
}

impl Execution<'_> {
    pub(super) fn distributed<'f>(
        &'f self,
        visit: &'f Visit<'_>,
        map: &'static Map,
        attempt: u64,
        document: Value,
    ) -> BoxFuture<'f, Result<Value, Failure>> {
        Box::pin(async move {
            let here = visit.frame.position;
            let mut view = View::new(self, visit);
            view.retry = Some(attempt);
            let input = view.input(document)?;
            let concurrency = super::map::concurrency(&view, map, &input, CONCURRENCY)?;
            let source = self.source(&view, map, &input)?;
            let tolerance = Tolerance::read(&view, map, &input)?;
            let run = MapRun::new(self, map, visit.state.name);
            let results = self.results(&view, map, &input, &run)?;
            let units = Units::new(view, map, input, source)?;
            let started = self.step(here, || EventKind::MapRunStarted {
                arn: run.arn.clone(),
            });
            match self
                .map_run(visit, &run, concurrency, &tolerance, units, results)
                .await
            {
                Ok(output) => {
                    // What leaves the state follows from the run's start, not from its end.
                    let succeeded = self.emit(started, || EventKind::MapRunSucceeded);
                    self.emit(succeeded, || EventKind::MapStateSucceeded);
                    Ok(output)
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

    /// With an `ItemReader`, AWS does not look at `ItemsPath` or `Items`.
    fn source<'v>(
        &'v self,
        view: &View<'_>,
        map: &'static Map,
        input: &Value,
    ) -> Result<Source<'v>, Failure> {
        let here = view.visit.frame.position;
        let Some(reader) = &map.item_reader else {
            let items = super::map::items(view, map, input)?;
            self.step(here, || EventKind::MapStateStarted {
                length: items.len(),
            });
            return Ok(Source::State { items, next: 0 });
        };
        // AWS has read nothing yet.
        self.step(here, || EventKind::MapStateStarted { length: 0 });
        let reader = Reader::new(view, reader, input, self.host.objects())?;
        Ok(Source::Reader(Box::new(reader)))
    }

    fn results<'v>(
        &'v self,
        view: &View<'_>,
        map: &'static Map,
        input: &Value,
        run: &MapRun,
    ) -> Result<Results<'v>, Failure> {
        let writer = map.result_writer.as_ref();
        match writer.filter(|writer| writer.resource.is_some()) {
            Some(writer) => {
                let export = Export::new(view, writer, input, run, self.host.objects())?;
                Ok(Results::Exported(Box::new(export)))
            }
            None => Ok(Results::kept(writer)),
        }
    }

    async fn map_run(
        &self,
        visit: &Visit<'_>,
        run: &MapRun,
        concurrency: usize,
        tolerance: &Tolerance,
        units: Units<'_>,
        mut results: Results<'_>,
    ) -> Result<Value, Failure> {
        let ended = self
            .children(visit, run, concurrency, tolerance, units, &mut results)
            .await;
        let finished = results.finish().await;
        ended?;
        finished
    }

    async fn children(
        &self,
        visit: &Visit<'_>,
        run: &MapRun,
        concurrency: usize,
        tolerance: &Tolerance,
        units: Units<'_>,
        results: &mut Results<'_>,
    ) -> Result<(), Failure> {
        let mut total = units.total();
        let mut units = pin!(units.stream());
        let mut running = FuturesUnordered::new();
        let mut open = Open::default();
        let (mut ended, mut items, mut failures) = (false, 0, 0);
        let outcome = loop {
            let room = !ended && running.len() < concurrency;
            let turn = std::future::poll_fn(|cx| {
                if room && let Poll::Ready(unit) = units.as_mut().poll_next(cx) {
                    return Poll::Ready(Turn::Unit(unit));
                }
                match running.poll_next_unpin(cx) {
                    Poll::Ready(Some((index, result))) => Poll::Ready(Turn::Ended(index, result)),
                    Poll::Ready(None) if !room => Poll::Ready(Turn::Over),
                    _ => Poll::Pending,
                }
            });
            let step = match turn.await {
                Turn::Unit(Some(Ok(unit))) => {
                    items += unit.items;
                    let child = Arc::new(ChildRun::new(self, run, unit));
                    open.0.insert(child.unit.index, child.clone());
                    running.push(child.run(visit, run.map));
                    Ok(())
                }
                Turn::Unit(Some(Err(failure))) => Err(failure),
                Turn::Unit(None) => {
                    ended = true;
                    total = Some(items);
                    Ok(())
                }
                Turn::Ended(index, result) => match open.0.remove(&index) {
                    None => Ok(()),
                    Some(child) => {
                        if result.is_err() {
                            failures += child.unit.items as u64;
                        }
                        results.ended(&child, result).await
                    }
                },
                Turn::Over => break Ok(()),
            };
            if let Err(failure) = step {
                break Err(failure);
            }
            if tolerance.is_exceeded(failures, total) {
                break Err(Tolerance::failure(visit.state.name));
            }
        };
        let open = std::mem::take(&mut open.0);
        for child in open.values() {
            child.abort();
        }
        self.cut_off(running);
        for child in open.into_values() {
            // The run has failed already: what it fails with is not replaced.
            let _ = results.cut_off(&child).await;
        }
        outcome
    }
}

impl Units<'_> {
    fn stream(self) -> impl Stream<Item = Result<Unit, Failure>> {
        futures_util::stream::unfold(self, |mut units| async move {
            let next = units.next().await.transpose()?;
            Some((next, units))
        })
    }
}

/// A text that a reader's or writer's parameters must have.
fn parameter(parameters: &Value, name: &str) -> Option<String> {
    Some(parameters.get(name)?.as_str()?.to_owned())
}

/// The host's objects, or what to do about it.
fn store<'a>(
    objects: Option<&'a dyn ObjectStore>,
    state: &'static str,
    error: &'static str,
) -> Result<&'a dyn ObjectStore, Failure> {
    objects.ok_or_else(|| {
        let cause = "The host has no object store: give it one by `InMemory::with_objects` or `TestRun::objects`.";
        Failure::new(state, error, Some(cause.to_owned()))
    })
}
