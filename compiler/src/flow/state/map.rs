//! A Map in one world: its items, and the worlds that its iterations start in.

use std::rc::Rc;

use super::super::fact::{Fact, Made, Object};
use super::super::kinds::Kinds;
use super::super::obligation::Wanted;
use super::super::read::Found;
use super::super::scope::{Record, Scope};
use super::super::world::World;
use super::super::{call, count, distributed};
use super::{Exit, Step};
use crate::ir::{Map, MapMode, Query, RegionId, Select};

impl Step<'_> {
    /// The world of a Map's iteration; none where there is no item.
    pub(super) fn iterations(&self, map: &Map, record: &mut Record<'_>) -> Vec<(RegionId, World)> {
        let input = self.input(&mut None);
        let scope = self.scope(self.world, &input);
        let Some(item) = self.items(map, &scope, record) else {
            return Vec::new();
        };
        let selected = match &map.item_selector {
            None => item.clone(),
            Some(template) => {
                let scope = Scope {
                    item: Some(&item),
                    ..scope
                };
                scope.template(template, "ItemSelector", record)
            }
        };
        let is_child = map.mode != MapMode::Inline;
        let document = match &map.distributed.item_batcher {
            None => selected,
            Some(batcher) => {
                let mut fields = vec![(Rc::from("Items"), Fact::list(selected))];
                if let Some(template) = &batcher.batch_input {
                    let fact = scope.template(template, "BatchInput", record);
                    fields.push((Rc::from("BatchInput"), fact));
                }
                Fact::Object(Rc::new(Object::closed(fields, Made::default())))
            }
        };
        let world = World {
            document,
            // A child execution sees nothing of what is around it.
            variables: if is_child {
                Rc::default()
            } else {
                self.world.variables.clone()
            },
            item: (!is_child).then_some(item),
            trail: self.world.trail.then(self.id),
            ..self.world.clone()
        };
        vec![(map.processor, world)]
    }

    /// What each item of a Map is.
    pub(super) fn items(
        &self,
        map: &Map,
        scope: &Scope<'_>,
        record: &mut Record<'_>,
    ) -> Option<Fact> {
        if let Some(reader) = &map.distributed.item_reader {
            return Some(distributed::item(reader));
        }
        // A distributed Map goes over the fields of an object too.
        let kinds = if map.mode == MapMode::Inline {
            Kinds::LIST
        } else {
            Kinds::LIST | Kinds::OBJECT
        };
        let wanted = Wanted::any_of(if self.is_jsonata() {
            kinds
        } else {
            Kinds::LIST
        });
        let list = match (&map.items_path, &map.items) {
            (Some(path), _) => match &path.value {
                Select::At(at) => scope.read_as(at, "its items", wanted, record),
                Select::Nothing => return None,
            },
            (None, Some(template)) => {
                if let crate::ir::TemplateNode::Query(Query::Expression(expression)) =
                    &template.node
                {
                    scope.expression_as(expression, "its items", wanted, record)
                } else {
                    let made = scope.template(template, "Items", record);
                    let found = Found::there(made.clone());
                    scope.expect(&template.site, "Items", "its items", wanted, found, record);
                    made
                }
            }
            (None, None) => {
                let found = Found::there(scope.document.clone());
                let text = if self.is_jsonata() {
                    "$states.input"
                } else {
                    "$"
                };
                scope.expect(
                    &self.state.name.site,
                    text,
                    "its items",
                    wanted,
                    found,
                    record,
                );
                scope.document.clone()
            }
        };
        match &list {
            Fact::Object(_) => Some(Fact::any("it is a field of an object")),
            list => call::item_of(list),
        }
    }

    pub(super) fn map(&self, map: &Map, record: &mut Record<'_>) -> Vec<(Exit, World)> {
        let input = self.input(record);
        let scope = self.scope(self.world, &input);
        for (count, role) in [
            (&map.max_concurrency, "its concurrency"),
            (&map.tolerated_failure_count, "its tolerated failures"),
        ] {
            if let Some(count) = count {
                scope.count(&count.value, role, true, record);
            }
        }
        scope.percentage(map, record);
        let distributed = &map.distributed;
        let reader = distributed.item_reader.as_ref();
        if let Some(template) = reader.and_then(|reader| reader.parameters.as_ref()) {
            scope.template(template, "ItemReader", record);
        }
        let writer = distributed.result_writer.as_ref();
        if let Some(template) = writer.and_then(|writer| writer.parameters.as_ref()) {
            scope.template(template, "ResultWriter", record);
        }
        let mut exits = self.caught(record);
        let given = self.walk.given(map.processor);
        let result = if let Some(writer) = &distributed.result_writer {
            let made = scope.made("ResultWriter", &self.state.name.site);
            Some(distributed::written(writer, given, made))
        } else if map.mode != MapMode::Inline && count::tolerates(map) {
            Some(Fact::list(given.unwrap_or_else(|| {
                Fact::any("it is what an iteration gives")
            })))
        } else {
            match given {
                Some(given) => Some(Fact::list(given)),
                // An empty list has an empty result, whatever the iterations do.
                None => self.walk.is_whole().then(|| Fact::tuple(Vec::new())),
            }
        };
        if let Some(result) = result {
            let left = self.finish(self.world.clone(), result, record);
            exits.extend(self.on(left));
        }
        exits
    }
}
