//! A Map whose iterations are one Task each, run with the types of that Task's handler.
//!
//! [`each`] is compiled for the handler, so that items, futures and outputs are neither boxed nor made documents one by one. What it
//! counts, begins and gives up is what `Execution::iterate` does; where somebody looks, or a field has something done between the
//! items and the handler, that runs instead.
use super::{Items, Tolerance, items};
use crate::{
    __private::unfit_input,
    driver::{
        Execution, Failure,
        context::{View, Visit},
        crowd::{Begun, Crowd},
        quick::call,
        trace,
    },
    handler::{ErrorOf, InputOf, OutputOf},
    history::EventKind,
    machine::BoxFuture,
    program::{Count, Integration, Kind, Map, Percentage, QueryLanguage, Select},
    task::TaskFailure,
    value::Value,
};
use futures_util::{
    TryFutureExt,
    future::{Either, Ready, ready},
};
use std::{
    fmt,
    future::Future,
    sync::{Arc, OnceLock},
};

/// A Map that a handler's own types may run.
pub struct Each<'a> {
    execution: &'a Execution<'a>,
    visit: &'a Visit<'a>,
    map: &'static Map,
    attempt: u64,
    document: Value,
    failed: Arc<OnceLock<Failure>>,
}

/// A Map's iterations, under way. How they failed, the Map's execution is told besides.
pub type Iterations<'a> = BoxFuture<'a, Result<Value, TaskFailure>>;

impl fmt::Debug for Each<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Each")
            .field("state", &self.visit.state.name)
            .field("document", &self.document)
            .finish_non_exhaustive()
    }
}

impl Execution<'_> {
    /// The iterations, if a handler's own types may run them; else the document again.
    pub(super) fn each<'f>(
        &'f self,
        visit: &'f Visit<'_>,
        map: &'static Map,
        attempt: u64,
        document: Value,
    ) -> Result<BoxFuture<'f, Result<Value, Failure>>, Value> {
        let Some(handler) = self.only_handler(map) else {
            return Err(document);
        };
        let failed = Arc::<OnceLock<Failure>>::default();
        let each = Each {
            execution: self,
            visit,
            map,
            attempt,
            document,
            failed: failed.clone(),
        };
        let iterations = self.host.each(self.machine, handler, each);
        let iterations = iterations.map_err(|each| each.document)?;
        Ok(Box::pin(async move {
            let ended = iterations.await;
            if let Some(failure) = failed.get() {
                return Err(failure.clone());
            }
            self.emit(visit.frame.position.last(), || EventKind::MapStateSucceeded);
            ended.map_err(|failure| Failure::task(visit.state.name, failure))
        }))
    }

    /// The handler that every item goes to as it is, if nobody sees more of it than that.
    fn only_handler(&self, map: &'static Map) -> Option<u32> {
        if !self.is_quiet()
            || trace::is_on()
            || map.item_selector.is_some()
            || self.origin.is_some()
        {
            return None;
        }
        let region = &self.program.regions[map.processor as usize];
        let state = self.state(region.start);
        match &state.kind {
            Kind::Task(task) if call::is_quick(state, task) => {
                let is_function =
                    matches!(task.integration, Integration::Function | Integration::Other);
                let is_all = state.next.is_none() && state.catch.is_empty();
                (is_function && is_all).then_some(task.handler)
            }
            _ => None,
        }
    }
}

/// The items as their handler takes them, or as documents.
enum Given<I> {
    Typed(std::vec::IntoIter<I>),
    Documents(Items),
}

/// One of them.
enum Item<I> {
    Typed(I),
    Document(Value),
}

impl<I> Iterator for Given<I> {
    type Item = Item<I>;

    fn next(&mut self) -> Option<Item<I>> {
        match self {
            Given::Typed(items) => items.next().map(Item::Typed),
            Given::Documents(items) => items.next().map(Item::Document),
        }
    }
}

/// What an attempt of the Map keeps count of.
struct Tally<'a> {
    execution: &'a Execution<'a>,
    visit: &'a Visit<'a>,
    tolerance: Tolerance,
    concurrency: usize,
    length: usize,
    failures: u64,
    /// How many of those that run have entered their state.
    entered: u64,
}

impl<'a> Each<'a> {
    /// What happens before the first iteration. `take` takes the items out of a document that is a list of the handler's inputs.
    fn open<I>(
        self,
        take: fn(Value) -> Result<Vec<I>, Value>,
    ) -> Result<(Tally<'a>, Given<I>), Failure> {
        let Each {
            execution,
            visit,
            map,
            attempt,
            document,
            failed: _,
        } = self;
        let mut view = View::new(execution, visit);
        view.retry = Some(attempt);
        let taken = if reads_only_items(&view, map) {
            take(document)
        } else {
            Err(document)
        };
        let (length, limits, given);
        match taken {
            Ok(items) => {
                length = items.len();
                limits = execution.limits(&view, map, &Value::Null, length)?;
                given = Given::Typed(items.into_iter());
            }
            Err(document) => {
                let input = view.input(document)?;
                let items = items(&view, map, &input)?;
                length = items.len();
                limits = execution.limits(&view, map, &input, length)?;
                // The items may be the Map's alone.
                drop(input);
                given = Given::Documents(Items::of(items));
            }
        }
        let (concurrency, tolerance) = limits;
        let tally = Tally {
            execution,
            visit,
            tolerance,
            concurrency,
            length,
            failures: 0,
            entered: 0,
        };
        Ok((tally, given))
    }
}

/// Whether the items are the Map's whole input, and nothing else is read of it.
fn reads_only_items(view: &View<'_>, map: &Map) -> bool {
    let state = view.visit.state;
    let is_whole = match state.language {
        QueryLanguage::JsonPath => matches!(map.items_path, Select::Whole),
        QueryLanguage::Jsonata => map.items.is_none(),
    };
    let is_fixed = |count: &Option<Count>| matches!(count, None | Some(Count::Literal(_)));
    is_whole
        && matches!(state.input_path, Select::Whole)
        && is_fixed(&map.max_concurrency)
        && is_fixed(&map.tolerated_failure_count)
        && matches!(
            map.tolerated_failure_percentage,
            None | Some(Percentage::Literal(_))
        )
}

impl Tally<'_> {
    /// An iteration has started.
    fn started(&self) {
        self.execution.count_events(1);
    }

    /// Its Task was entered, scheduled and started.
    fn begun(&mut self) -> Result<(), Failure> {
        self.execution.turns().take();
        self.execution.count_events(3);
        self.entered += 1;
        self.execution.check_history()
    }

    /// Its Task succeeded and was left, and so did the iteration.
    fn succeeded(&mut self) -> Result<(), Failure> {
        self.execution.count_events(2);
        self.entered -= 1;
        self.execution.check_history()?;
        self.execution.count_events(1);
        Ok(())
    }

    /// Its Task failed; `running` others run. The Map's failure, where that is not tolerated.
    fn failed(&mut self, failure: TaskFailure, running: usize) -> Result<(), Failure> {
        let state = self.visit.state.name;
        let failure = Failure::task(self.task(), failure);
        self.execution.count_events(1);
        self.entered -= 1;
        if failure.is_fatal() {
            return Err(failure);
        }
        // The Task's state was left so, and the iteration failed.
        self.execution.count_events(2);
        self.failures += 1;
        if !self.tolerance.is_exceeded(self.failures, Some(self.length)) {
            return Ok(());
        }
        // So were the others, in whatever state they are.
        self.execution.count_events(self.entered + running as u64);
        Err(if self.tolerance.is_given() {
            Tolerance::failure(state)
        } else {
            failure
        })
    }

    /// The name of the iterations' state.
    fn task(&self) -> &'static str {
        let Kind::Map(map) = &self.visit.state.kind else {
            unreachable!("iterations are a Map's");
        };
        let region = &self.execution.program.regions[map.processor as usize];
        self.execution.state(region.start).name
    }
}

/// An iteration whose input did not fit has failed already.
type Iteration<F, O, E> =
    Either<futures_util::future::MapErr<F, fn(E) -> TaskFailure>, Ready<Result<O, TaskFailure>>>;

/// Runs a Map with its handler's own types.
pub fn each<'a, S, const LINE: u32, I, O, E, F>(
    each: Each<'a>,
    handler: impl Fn(I) -> F + Send + Sync + 'a,
) -> Iterations<'a>
where
    I: InputOf<S, LINE>,
    O: OutputOf<S, LINE>,
    E: ErrorOf<S, LINE> + 'a,
    F: Future<Output = Result<O, E>> + Send + 'a,
{
    Box::pin(async move {
        let failed = each.failed.clone();
        let fail = |failure| {
            // Where it is set, this is looked at for nothing else.
            let _ = failed.set(failure);
            Err(TaskFailure::new("", ""))
        };
        let (mut tally, mut items) = match each.open(I::TAKE_LIST) {
            Ok(opened) => opened,
            Err(failure) => return fail(failure),
        };
        let execution = tally.execution;
        let begin = |item| -> Iteration<F, O, E> {
            let input = match item {
                Item::Typed(input) => Ok(input),
                Item::Document(document) => (I::FROM_DOCUMENT)(document),
            };
            match input {
                Ok(input) => Either::Left(handler(input).map_err(|error| (E::FAILURE)(&error))),
                Err(error) => Either::Right(ready(Err(unfit_input::<I>(&error)))),
            }
        };
        let mut outputs: Vec<Option<O>> = Vec::new();
        outputs.resize_with(tally.length, || None);
        let places = tally.concurrency.min(tally.length);
        let mut running = Crowd::with_capacity(places);
        // By place, which iteration runs there.
        let mut open = vec![0; places];
        let mut next = 0;
        loop {
            while running.len() < places
                && let Some(item) = items.next()
            {
                open[running.next_place()] = next;
                next += 1;
                tally.started();
                running.push(item);
            }
            let mut full = None;
            let ended = running.next(|_, item| {
                if !execution.may_begin() {
                    return Begun::Later(item);
                }
                match tally.begun() {
                    Ok(()) => Begun::Runs(begin(item)),
                    Err(failure) => {
                        full = Some(failure);
                        Begun::Ended(Err(TaskFailure::new("", "")))
                    }
                }
            });
            let ended = ended.await;
            let result = match (ended, full) {
                (_, Some(failure)) => Err(failure),
                (None, _) => break,
                (Some((place, Ok(output))), _) => {
                    outputs[open[place]] = Some(output);
                    tally.succeeded()
                }
                (Some((_, Err(failure))), _) => tally.failed(failure, running.len()),
            };
            if let Err(failure) = result {
                execution.cut_off(running);
                return fail(failure);
            }
        }
        let outputs = outputs.into_iter().flatten().collect();
        Ok((O::INTO_LIST)(outputs))
    })
}
