//! A region: the `StartAt` and `States` of the machine, a branch or an item processor.

use super::Lower;
use super::object::Object;
use super::values::spanned;
use crate::errors::{Code, Diagnostic};
use crate::ir::{Region, RegionId, Spanned, StateId};
use crate::json::Value;

impl Lower<'_> {
    /// Lowers a region and all states in it.
    pub(super) fn region(&mut self, object: &Object<'_>, owner: Option<StateId>) -> RegionId {
        // A definition has fewer states than bytes, and the text of a compile is far below 4 GiB.
        let id = RegionId(u32::try_from(self.program.regions.len()).unwrap_or(u32::MAX));
        let start_at = self.required_string(object, "StartAt").map(spanned);
        if start_at.is_none() {
            self.incomplete.insert(id);
        }
        // The machine's own comment is read with the machine.
        let comment = if owner.is_some() {
            self.comment(object)
        } else {
            None
        };
        self.program.regions.push(Region {
            owner,
            start: None,
            start_at: start_at.unwrap_or(Spanned {
                value: String::new(),
                site: 0..0,
            }),
            comment,
            states: Vec::new(),
            site: object
                .get("States")
                .map_or(object.site.clone(), |states| states.site.clone()),
        });
        let Some(states) = object.get("States") else {
            self.missing(object, "States");
            self.without_states(id);
            return id;
        };
        let Value::Object(members) = &states.value else {
            self.wrong_kind(states, "`States`", "an object");
            self.without_states(id);
            return id;
        };
        if members.is_empty() {
            self.report(
                Diagnostic::new(
                    Code::BadValue,
                    states.site.clone(),
                    format!("`States` of {} is empty", object.name),
                )
                .label("no states")
                .help("a workflow has at least the state that `StartAt` names"),
            );
            self.without_states(id);
        }
        for member in members {
            let state = self.state(member, id);
            if let Some(region) = self.region_mut(id) {
                region.states.push(state);
            }
        }
        id
    }

    /// The region has no states, which is reported: an unknown `StartAt` would say the same again.
    fn without_states(&mut self, id: RegionId) {
        self.incomplete.insert(id);
        if let Some(region) = self.region_mut(id) {
            region.start_at.site = 0..0;
        }
    }

    fn region_mut(&mut self, id: RegionId) -> Option<&mut Region> {
        self.program.regions.get_mut(id.0 as usize)
    }
}
