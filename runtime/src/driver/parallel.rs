//! Parallel: all branches at once, in one task; the first failure cuts the others off.
use super::{
    Execution, Failure, Frame,
    context::{Position, View, Visit},
    crowd::Crowd,
    holding::Inside,
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
            let frames: Vec<Frame<'_>> = (0..)
                .zip(&positions)
                .map(|(index, position)| Frame::inner(visit, position, index, None))
                .collect();
            let mut branches = Crowd::with_capacity(regions.len());
            for (region, frame) in regions.iter().zip(&frames) {
                let mut cursor = self.start(*region, input.clone(), visit.variables.clone());
                branches.push(async move { self.region::<Inside>(frame, &mut cursor).await });
            }
            drop(input);
            let mut outputs = vec![Value::Null; regions.len()];
            while let Some((index, result)) = branches.next().await {
                let position: &Position = &positions[index];
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
