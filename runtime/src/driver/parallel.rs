//! Parallel: all branches at once, in one task; the first failure cuts the others off.
use super::{
    Execution, Failure, Frame,
    context::{Position, View, Visit},
    crowd::{Begun, Crowd},
    inner::Inner,
};
use crate::{history::EventKind, machine::BoxFuture, program::RegionId, value::Value};

impl Execution<'_> {
    pub(super) fn parallel<'f>(
        &'f self,
        visit: &'f Visit<'_>,
        regions: &'static [RegionId],
        attempt: u64,
        document: Value,
    ) -> BoxFuture<'f, Result<Value, Failure>> {
        Box::pin(async move {
            let input = {
                let mut view = View::new(self, visit);
                view.retry = Some(attempt);
                let input = view.input(document)?;
                view.parameters(input)?
            };
            let here = visit.frame.position;
            let started = self.step(here, || EventKind::ParallelStateStarted);
            let positions: Vec<Position> =
                regions.iter().map(|_| Position::after(started)).collect();
            let mut outputs = vec![Value::Null; regions.len()];
            let mut branches = Crowd::with_capacity(regions.len());
            for region in regions {
                branches.push(*region);
            }
            let mut input = Some(input);
            let mut begin = |index: usize, region| {
                if !self.may_begin() {
                    return Begun::Later(region);
                }
                // The last branch may have it for its own.
                let is_last = index + 1 == regions.len();
                let input = if is_last { input.take() } else { input.clone() };
                let branch = Inner {
                    frame: Frame::inner(visit, &positions[index], index, None),
                    cursor: self.start(region, input.unwrap_or_default(), visit.variables.clone()),
                };
                branch.begin(self)
            };
            while let Some((index, result)) = branches.next(&mut begin).await {
                let position = &positions[index];
                // The last to end is what the state's own end follows from.
                here.follow(position.last());
                match result {
                    Ok(output) => outputs[index] = output,
                    Err(failure) => {
                        self.cut_off(branches);
                        if !failure.is_fatal() {
                            self.abort(position, true);
                            self.abort_all_but(index, &positions);
                        }
                        return Err(failure);
                    }
                }
            }
            self.emit(here.last(), || EventKind::ParallelStateSucceeded);
            Ok(Value::from(outputs))
        })
    }

    fn abort_all_but(&self, failed: usize, positions: &[Position]) {
        for (index, position) in positions.iter().enumerate() {
            if index != failed {
                self.abort(position, false);
            }
        }
    }
}
