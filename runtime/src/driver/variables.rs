//! Variables: what `Assign` leaves for the states that follow.
use crate::value::{Map, Value};
use std::sync::Arc;

/// The variables that a region sees: those of the regions around it, as they were when it began, and its own. A region
/// changes its own alone, so that what branches and iterations assign ends with them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Variables(Option<Arc<Map>>);

/// What a state assigns. Everything is computed from the variables as they were when the state was entered.
pub(crate) type Assigned = Vec<(&'static str, Value)>;

impl Variables {
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.0.as_ref()?.get(name)
    }

    /// All of them, where there are any.
    pub(super) fn all(&self) -> Option<&Map> {
        self.0.as_deref()
    }

    /// Those that a state under test is given.
    pub(super) fn given(&mut self, variables: &Map) {
        if !variables.is_empty() {
            self.0 = Some(Arc::new(variables.clone()));
        }
    }

    #[inline]
    pub(super) fn assign(&mut self, assigned: Assigned) {
        if assigned.is_empty() {
            return;
        }
        let variables = Arc::make_mut(self.0.get_or_insert_default());
        for (name, value) in assigned {
            variables.insert(name, value);
        }
    }
}
