//! A Map state.

use super::Lower;
use super::fields::{PROCESSOR, PROCESSOR_CONFIG};
use super::object::Object;
use crate::errors::{Code, Diagnostic};
use crate::ir::{Map, MapMode, RegionId, Select, Spanned, StateId};
use crate::json::{Member, Value};

impl Lower<'_> {
    pub(super) fn map(&mut self, id: StateId, object: &Object<'_>) -> Map {
        self.exclusive(object, &["ItemProcessor", "Iterator"]);
        self.exclusive(object, &["ItemSelector", "Parameters"]);
        let member = object
            .member("ItemProcessor")
            .or_else(|| object.member("Iterator"));
        if member.is_none() {
            self.missing(object, "ItemProcessor");
        }
        let (processor, mode) = member
            .and_then(|member| self.processor(id, object, member))
            .unwrap_or_else(|| {
                // Nothing is known of its states; a region of its own keeps the program whole.
                (self.no_region(id, object), None)
            });
        let item_selector = if object.has("ItemSelector") {
            self.template(object, "ItemSelector")
        } else {
            self.template(object, "Parameters")
        };
        let max_concurrency = self.count(object, "MaxConcurrency", 0..=u64::MAX);
        Map {
            processor,
            mode: mode.unwrap_or(MapMode::Inline),
            items_path: self.items_path(object),
            items: self.template(object, "Items"),
            item_selector,
            max_concurrency,
            tolerated_failure_count: self.count(object, "ToleratedFailureCount", 0..=u64::MAX),
            tolerated_failure_percentage: self.percentage(object, "ToleratedFailurePercentage"),
            distributed: self.distributed(object, mode),
        }
    }

    /// `ItemsPath`: a path, which `null` is not.
    fn items_path(&mut self, object: &Object<'_>) -> Option<Spanned<Select>> {
        let path = self.path(object, "ItemsPath")?;
        Some(Spanned {
            site: object.get("ItemsPath")?.site.clone(),
            value: Select::At(path),
        })
    }

    /// The processor's region and mode; no mode where that could not be read.
    fn processor(
        &mut self,
        id: StateId,
        map: &Object<'_>,
        member: &Member,
    ) -> Option<(RegionId, Option<MapMode>)> {
        let name = format!("`{}` of {}", member.key.value, map.name);
        // It is in the machine's language, whatever its Map state's own is.
        let object = self.object(
            &member.value,
            &PROCESSOR,
            Some(&member.key.site),
            name,
            self.language,
        )?;
        let mode = self.mode(&object);
        Some((self.region(&object, Some(id)), mode))
    }

    fn mode(&mut self, processor: &Object<'_>) -> Option<MapMode> {
        let Some(member) = processor.member("ProcessorConfig") else {
            return Some(MapMode::Inline);
        };
        let name = format!("`ProcessorConfig` of {}", processor.name);
        let config = self.object(
            &member.value,
            &PROCESSOR_CONFIG,
            Some(&member.key.site),
            name,
            processor.language,
        )?;
        let execution_type = self.word(&config, "ExecutionType", &["STANDARD", "EXPRESS"]);
        let mode = if config.has("Mode") {
            self.word(&config, "Mode", &["INLINE", "DISTRIBUTED"])?
        } else {
            "INLINE"
        };
        if mode == "DISTRIBUTED" {
            return Some(MapMode::Distributed {
                express: execution_type == Some("EXPRESS"),
            });
        }
        if let Some(key) = config.member("ExecutionType").map(|member| &member.key) {
            self.report(
                Diagnostic::new(
                    Code::MisplacedField,
                    key.site.clone(),
                    "`ExecutionType` is not a field of an inline `ProcessorConfig`",
                )
                .label("does not belong here")
                .note("only a distributed Map starts executions of its own")
                .help("`\"Mode\": \"DISTRIBUTED\"` makes the Map distributed"),
            );
        }
        Some(MapMode::Inline)
    }

    fn no_region(&mut self, id: StateId, object: &Object<'_>) -> RegionId {
        let number = RegionId(u32::try_from(self.program.regions.len()).unwrap_or(u32::MAX));
        self.incomplete.insert(number);
        self.program.regions.push(crate::ir::Region {
            owner: Some(id),
            start: None,
            start_at: Spanned {
                value: String::new(),
                site: 0..0,
            },
            comment: None,
            states: Vec::new(),
            site: object.site.clone(),
        });
        number
    }

    /// A field's value, where it is an object.
    pub(super) fn member_object<'a>(
        &mut self,
        object: &Object<'a>,
        field: &str,
        table: &'static super::fields::Table,
    ) -> Option<Object<'a>> {
        let member = object.member(field)?;
        if !matches!(member.value.value, Value::Object(_)) {
            self.wrong_kind(&member.value, &format!("`{field}`"), "an object");
            return None;
        }
        let name = format!("`{field}` of {}", object.name);
        let place = object.place.inside(field);
        let inner = self.object(
            &member.value,
            table,
            Some(&member.key.site),
            name,
            object.language,
        )?;
        Some(inner.placed(place))
    }
}
