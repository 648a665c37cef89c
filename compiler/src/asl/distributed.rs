//! The fields of a distributed Map: `ItemReader`, `ItemBatcher`, `ResultWriter`, `Label`.

use super::Lower;
use super::fields::{ITEM_BATCHER, ITEM_READER, READER_CONFIG, RESULT_WRITER, WRITER_CONFIG};
use super::object::Object;
use super::values::spanned;
use crate::errors::{Code, Diagnostic};
use crate::ir::{
    Distributed, InputType, ItemBatcher, ItemReader, MapMode, ResultWriter, Spanned, Template,
    Transformation,
};
use crate::json::Value;
use crate::text::Text;

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

    fn item_reader(&mut self, map: &Object<'_>) -> Option<ItemReader> {
        let object = self.member_object(map, "ItemReader", &ITEM_READER)?;
        let resource = self.required_string(&object, "Resource");
        self.check_resource(&object, resource, &["s3:getObject", "s3:listObjectsV2"]);
        let mut reader = ItemReader {
            resource: resource.map(spanned)?,
            parameters: self.arguments(&object),
            input_type: None,
            load_and_flatten: false,
            csv_headers: None,
            csv_delimiter: ',',
            max_items: None,
            athena_manifest: false,
            items_pointer: None,
        };
        if let Some(config) = self.member_object(&object, "ReaderConfig", &READER_CONFIG) {
            self.reader_config(&config, &mut reader);
        }
        Some(reader)
    }

    /// A Map run reads and writes by few actions. One that is left open by a `${Name}` may become any.
    fn check_resource(&mut self, object: &Object<'_>, resource: Option<&Text>, actions: &[&str]) {
        let Some(resource) = resource else {
            return;
        };
        let known = |action: &&str| {
            let before = resource.value.strip_suffix(*action);
            before.is_some_and(|before| before.ends_with(':'))
        };
        if resource.value.contains("${") || actions.iter().any(known) {
            return;
        }
        let actions: Vec<String> = actions
            .iter()
            .map(|action| format!("`arn:aws:states:::{action}`"))
            .collect();
        self.report(
            Diagnostic::new(
                Code::BadValue,
                resource.site.clone(),
                format!("`Resource` of {} is `{}`", object.name, resource.value),
            )
            .label("not what a Map run reads or writes by")
            .help(format!("it takes {}", actions.join(" or "))),
        );
    }

    /// `Parameters`, or `Arguments` in JSONata.
    fn arguments(&mut self, object: &Object<'_>) -> Option<Template> {
        self.template(object, "Parameters")
            .or_else(|| self.template(object, "Arguments"))
    }

    fn reader_config(&mut self, config: &Object<'_>, reader: &mut ItemReader) {
        let input_type = self.word(
            config,
            "InputType",
            &["CSV", "JSON", "JSONL", "MANIFEST", "PARQUET"],
        );
        if input_type == Some("PARQUET")
            && let Some(node) = config.get("InputType")
        {
            self.report(
                Diagnostic::new(
                    Code::NotSupportedYet,
                    node.site.clone(),
                    "`ItemReader` reads Parquet files, which is not supported yet",
                )
                .label("not supported yet")
                .help("input types that are read are `CSV`, `JSON`, `JSONL` and `MANIFEST`"),
            );
        }
        reader.input_type = input_type.map(|word| match word {
            "CSV" => InputType::Csv,
            "JSON" => InputType::Json,
            "JSONL" => InputType::JsonL,
            "MANIFEST" => InputType::Manifest,
            _ => InputType::Parquet,
        });
        let transformation = self.word(config, "Transformation", &["NONE", "LOAD_AND_FLATTEN"]);
        reader.load_and_flatten = transformation == Some("LOAD_AND_FLATTEN");
        let header = self.word(config, "CSVHeaderLocation", &["FIRST_ROW", "GIVEN"]);
        let delimiter = self.word(
            config,
            "CSVDelimiter",
            &["COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"],
        );
        reader.csv_delimiter = match delimiter {
            Some("PIPE") => '|',
            Some("SEMICOLON") => ';',
            Some("SPACE") => ' ',
            Some("TAB") => '\t',
            _ => ',',
        };
        let manifest = self.word(config, "ManifestType", &["ATHENA_DATA", "S3_INVENTORY"]);
        reader.athena_manifest = manifest == Some("ATHENA_DATA");
        if manifest == Some("S3_INVENTORY") {
            // AWS takes no `InputType` beside it.
            reader.input_type = Some(InputType::Manifest);
        }
        reader.items_pointer = self.string(config, "ItemsPointer").map(spanned);
        reader.max_items = self.count(config, "MaxItems", 0..=u64::MAX);
        if header == Some("GIVEN") && !config.has("CSVHeaders") {
            self.missing(config, "CSVHeaders");
        }
        let mut headers = Vec::new();
        for header in self.array(config, "CSVHeaders").unwrap_or_default() {
            match &header.value {
                Value::String(text) => headers.push(text.value.clone()),
                _ => self.wrong_kind(header, "an entry of `CSVHeaders`", "a string"),
            }
        }
        if header == Some("GIVEN") {
            reader.csv_headers = Some(headers);
        }
    }

    fn item_batcher(&mut self, map: &Object<'_>) -> Option<ItemBatcher> {
        let batcher = self.member_object(map, "ItemBatcher", &ITEM_BATCHER)?;
        let max_items = self.count(&batcher, "MaxItemsPerBatch", 1..=u64::MAX);
        // AWS: at most 256 KiB, the size of a payload.
        let max_bytes = self.count(&batcher, "MaxInputBytesPerBatch", 1..=262_144);
        let limits = ITEM_BATCHER
            .names(batcher.language)
            .filter(|name| name.starts_with("Max"));
        if !limits.clone().any(|limit| batcher.has(limit)) {
            self.missing(&batcher, "MaxItemsPerBatch");
        }
        Some(ItemBatcher {
            batch_input: self.template(&batcher, "BatchInput"),
            max_items,
            max_bytes,
        })
    }

    fn result_writer(&mut self, map: &Object<'_>) -> Option<ResultWriter> {
        let object = self.member_object(map, "ResultWriter", &RESULT_WRITER)?;
        let resource = if object.has("WriterConfig") {
            self.string(&object, "Resource")
        } else {
            self.required_string(&object, "Resource")
        };
        self.check_resource(&object, resource, &["s3:putObject"]);
        let mut writer = ResultWriter {
            resource: resource.map(spanned),
            parameters: self.arguments(&object),
            transformation: Transformation::None,
            json_lines: false,
        };
        if let Some(config) = self.member_object(&object, "WriterConfig", &WRITER_CONFIG) {
            let output = self.word(&config, "OutputType", &["JSON", "JSONL"]);
            writer.json_lines = output == Some("JSONL");
            let words = ["NONE", "COMPACT", "FLATTEN"];
            writer.transformation = match self.word(&config, "Transformation", &words) {
                Some("COMPACT") => Transformation::Compact,
                Some("FLATTEN") => Transformation::Flatten,
                _ => Transformation::None,
            };
        }
        Some(writer)
    }
}
