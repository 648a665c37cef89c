//! The fields of a distributed Map: `ItemReader`, `ItemBatcher`, `ResultWriter`, `Label`.

use super::Lower;
use super::fields::{ITEM_BATCHER, ITEM_READER, READER_CONFIG, RESULT_WRITER, WRITER_CONFIG};
use super::object::Object;
use super::values::spanned;
use crate::errors::{Code, Diagnostic};
use crate::ir::{Distributed, MapMode, QueryLanguage, Spanned, Template};
use crate::json::Value;

/// AWS: the longest label, in characters, and what may not stand in it besides spaces and control characters.
const LONGEST_LABEL: usize = 40;
const NOT_IN_LABELS: &str = "?*<>{}[]\"#%\\^|~`$&,;:/";

impl Lower<'_> {
    /// Reads them; `mode` is none where it is not known.
    pub(super) fn distributed(&mut self, map: &Object<'_>, mode: Option<MapMode>) -> Distributed {
        if mode == Some(MapMode::Inline) {
            self.check_inline(map);
        }
        Distributed {
            label: self.label(map),
            item_reader: self.item_reader(map),
            item_batcher: self.item_batcher(map),
            result_writer: self.result_writer(map),
        }
    }

    /// An inline Map has none of these fields.
    fn check_inline(&mut self, map: &Object<'_>) {
        for field in ["ItemReader", "ItemBatcher", "ResultWriter", "Label"] {
            let Some(member) = map.member(field) else {
                continue;
            };
            self.report(
                Diagnostic::new(
                    Code::MisplacedField,
                    member.key.site.clone(),
                    format!("`{field}` is not a field of an inline Map"),
                )
                .label("does not belong here")
                .note(format!("`{field}` is a field of distributed Maps, and {} is inline", map.name))
                .help(
                    "`\"ProcessorConfig\": { \"Mode\": \"DISTRIBUTED\", \"ExecutionType\": \"STANDARD\" }` in its \
                     `ItemProcessor` makes a Map distributed",
                ),
            );
        }
    }

    fn label(&mut self, map: &Object<'_>) -> Option<Spanned<String>> {
        let text = self.string(map, "Label")?;
        let length = text.value.chars().count();
        let bad = text
            .value
            .char_indices()
            .find(|(_, c)| c.is_whitespace() || c.is_control() || NOT_IN_LABELS.contains(*c));
        if let Some((at, bad)) = bad {
            self.report(
                Diagnostic::new(
                    Code::BadValue,
                    text.locate(at..at + bad.len_utf8()),
                    format!("`Label` of {} has `{bad}` in it", map.name),
                )
                .label("not a character of a label")
                .note("the label becomes part of the child executions' names"),
            );
        } else if length == 0 || length > LONGEST_LABEL {
            self.report(
                Diagnostic::new(
                    Code::BadValue,
                    text.site.clone(),
                    format!("`Label` of {} is {length} characters long", map.name),
                )
                .label(if length == 0 { "empty" } else { "too long" })
                .help(format!("a label has 1 to {LONGEST_LABEL} characters")),
            );
        }
        Some(spanned(text))
    }

    fn item_reader(&mut self, map: &Object<'_>) -> Option<Template> {
        let reader = self.member_object(map, "ItemReader", &ITEM_READER)?;
        self.required_string(&reader, "Resource");
        if let Some(config) = self.member_object(&reader, "ReaderConfig", &READER_CONFIG) {
            self.reader_config(&config);
        }
        self.checked_template(map, "ItemReader", &reader)
    }

    fn reader_config(&mut self, config: &Object<'_>) {
        self.word(
            config,
            "InputType",
            &["CSV", "JSON", "JSONL", "MANIFEST", "PARQUET"],
        );
        self.word(config, "Transformation", &["NONE", "LOAD_AND_FLATTEN"]);
        let header = self.word(config, "CSVHeaderLocation", &["FIRST_ROW", "GIVEN"]);
        self.word(
            config,
            "CSVDelimiter",
            &["COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"],
        );
        self.word(config, "ManifestType", &["ATHENA_DATA", "S3_INVENTORY"]);
        self.string(config, "ItemsPointer");
        self.count(config, "MaxItems", 0..=u64::MAX);
        if header == Some("GIVEN") && !config.has("CSVHeaders") {
            self.missing(config, "CSVHeaders");
        }
        for header in self.array(config, "CSVHeaders").unwrap_or_default() {
            if !matches!(header.value, Value::String(_)) {
                self.wrong_kind(header, "an entry of `CSVHeaders`", "a string");
            }
        }
    }

    fn item_batcher(&mut self, map: &Object<'_>) -> Option<Template> {
        let batcher = self.member_object(map, "ItemBatcher", &ITEM_BATCHER)?;
        self.count(&batcher, "MaxItemsPerBatch", 1..=u64::MAX);
        // AWS: at most 256 KiB, the size of a payload.
        self.count(&batcher, "MaxInputBytesPerBatch", 1..=262_144);
        let limits = ITEM_BATCHER
            .names(batcher.language)
            .filter(|name| name.starts_with("Max"));
        if !limits.clone().any(|limit| batcher.has(limit)) {
            self.missing(&batcher, "MaxItemsPerBatch");
        }
        self.checked_template(map, "ItemBatcher", &batcher)
    }

    fn result_writer(&mut self, map: &Object<'_>) -> Option<Template> {
        let writer = self.member_object(map, "ResultWriter", &RESULT_WRITER)?;
        if !writer.has("WriterConfig") {
            self.required_string(&writer, "Resource");
        }
        if let Some(config) = self.member_object(&writer, "WriterConfig", &WRITER_CONFIG) {
            self.word(&config, "OutputType", &["JSON", "JSONL"]);
            self.word(&config, "Transformation", &["NONE", "COMPACT", "FLATTEN"]);
        }
        self.checked_template(map, "ResultWriter", &writer)
    }

    /// The whole field as a template, so that the `.$` fields in it are parsed.
    fn checked_template(
        &mut self,
        map: &Object<'_>,
        field: &str,
        object: &Object<'_>,
    ) -> Option<Template> {
        if object.language == QueryLanguage::Jsonata {
            return None;
        }
        let node = map.get(field)?;
        Some(self.template_node(node))
    }
}
