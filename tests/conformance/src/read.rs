//! Files of recordings become cases. A line that is none is kept with what it misses, and the rest goes on.

mod choice;
mod execution;
mod intrinsic;

use std::path::{Path, PathBuf};

use serde_json::Value as Json;

/// One line of a file.
pub(crate) struct Line {
    pub(crate) file: PathBuf,
    /// From 1.
    pub(crate) number: usize,
    /// Its text, for what has no id.
    text: String,
    /// The execution that it is, or what it misses.
    pub(crate) record: Result<Record, String>,
}

/// A recorded execution, checked: what `FORMAT.md` says is there is, and of its kind.
#[derive(Clone, Debug)]
pub(crate) struct Record(Json);

/// What a line may be.
#[derive(Clone, Copy)]
enum Kind {
    Execution,
    ChoiceOperator,
    IntrinsicFunction,
}

impl Record {
    /// A recording that was checked by another process.
    pub(crate) fn checked(json: Json) -> Record {
        Record(json)
    }

    pub(crate) fn json(&self) -> &Json {
        &self.0
    }

    pub(crate) fn get(&self, field: &str) -> &Json {
        &self.0[field]
    }

    pub(crate) fn list(&self, field: &str) -> impl Iterator<Item = &Json> {
        self.0[field].as_array().into_iter().flatten()
    }

    pub(crate) fn id(&self) -> &str {
        self.0["id"].as_str().unwrap_or_default()
    }

    pub(crate) fn tags(&self) -> impl Iterator<Item = &str> {
        self.list("tags").filter_map(Json::as_str)
    }

    /// Whether something outside of the execution answered it.
    pub(crate) fn has_answers(&self) -> bool {
        let functions = self.0["lambdas"].as_object();
        self.list("mocks").next().is_some() || functions.is_some_and(|all| !all.is_empty())
    }

    pub(crate) fn needs(&self, need: &str) -> bool {
        self.list("needs").any(|it| it == need)
    }
}

impl Line {
    /// Whether a filter selects it. A line without an id is asked for its text.
    pub(crate) fn is_meant(&self, filter: &str) -> bool {
        match &self.record {
            Ok(record) => record.id().contains(filter) || record.tags().any(|tag| tag == filter),
            Err(_) => self.text.contains(filter),
        }
    }
}

/// The lines of some files.
pub(crate) fn files(files: &[PathBuf]) -> Result<Vec<Line>, String> {
    let mut lines = Vec::new();
    for file in files {
        let bytes = std::fs::read(file)
            .map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
        let before = lines.len();
        lines.extend(self::lines(file, &bytes));
        if lines.len() == before {
            return Err(format!("{} holds no case", file.display()));
        }
    }
    Ok(lines)
}

fn lines(file: &Path, bytes: &[u8]) -> Vec<Line> {
    // Some editors put the mark of their encoding before the first line.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let parsed: Vec<(usize, String, Result<Json, String>)> = bytes
        .split(|byte| *byte == b'\n')
        .enumerate()
        .filter(|(_, line)| !line.trim_ascii().is_empty())
        .map(|(index, line)| {
            let json = serde_json::from_slice(line).map_err(|error| {
                format!(
                    "it is not JSON: {}",
                    error.to_string().replace("line 1 ", "")
                )
            });
            (index + 1, String::from_utf8_lossy(line).into_owned(), json)
        })
        .collect();
    let mut all = parsed.iter().filter_map(|(_, _, json)| json.as_ref().ok());
    let usual = all.find_map(Kind::of);
    parsed
        .into_iter()
        .map(|(number, text, json)| Line {
            file: file.to_owned(),
            number,
            text,
            record: json.and_then(|json| record(json, usual)),
        })
        .collect()
}

impl Kind {
    /// By the field that no other kind has.
    fn of(line: &Json) -> Option<Kind> {
        let has = |field: &str| line.get(field).is_some();
        if has("definition") {
            Some(Kind::Execution)
        } else if has("operator") {
            Some(Kind::ChoiceOperator)
        } else if has("expressions") {
            Some(Kind::IntrinsicFunction)
        } else {
            None
        }
    }
}

/// A line that does not tell its kind is of the kind that the file's others are.
fn record(line: Json, usual: Option<Kind>) -> Result<Record, String> {
    if !line.is_object() {
        return Err("it is not a JSON object".to_owned());
    }
    let json = match Kind::of(&line).or(usual) {
        Some(Kind::Execution) => line,
        Some(Kind::ChoiceOperator) => choice::execution(&line)?,
        Some(Kind::IntrinsicFunction) => intrinsic::execution(&line)?,
        None => {
            return Err(
                "it has neither `definition`, as an execution has, nor `operator`, as a choice operator has, nor \
                 `expressions`, as an intrinsic function has"
                    .to_owned(),
            );
        }
    };
    execution::check(&json)?;
    Ok(Record(masked(json)))
}

/// What the recording masked in the output, it masked in all data: `"generated-uuid"` is `"<masked>"`.
fn masked(mut json: Json) -> Json {
    let pointers = json["output_wildcards"].as_array().into_iter().flatten();
    let masks: Vec<String> = pointers
        .filter_map(|pointer| {
            json["expected"]["output"]
                .pointer(pointer.as_str()?)?
                .as_str()
        })
        .map(str::to_owned)
        .collect();
    if !masks.is_empty() {
        let lists = ["history", "mocks"].map(|field| json[field].take());
        for (field, mut list) in ["history", "mocks"].into_iter().zip(lists) {
            for item in list.as_array_mut().into_iter().flatten() {
                data(item).for_each(|data| mask(data, &masks));
            }
            json[field] = list;
        }
    }
    json
}

/// What an event or an answer holds of the execution's data: a type or a state's name is never masked.
fn data(item: &mut Json) -> impl Iterator<Item = &mut Json> {
    const DATA: [&str; 7] = [
        "input",
        "output",
        "parameters",
        "assigned",
        "cause",
        "submitted",
        "result",
    ];
    let fields = item.as_object_mut().into_iter().flatten();
    fields.filter_map(|(name, field)| DATA.contains(&name.as_str()).then_some(field))
}

fn mask(json: &mut Json, masks: &[String]) {
    match json {
        Json::String(text) if masks.contains(text) => "<masked>".clone_into(text),
        Json::Array(items) => items.iter_mut().for_each(|item| mask(item, masks)),
        Json::Object(fields) => fields.values_mut().for_each(|field| mask(field, masks)),
        _ => {}
    }
}

/// What a line misses, gathered.
#[derive(Default)]
struct Missing(Vec<String>);

impl Missing {
    fn check(&mut self, holds: bool, what: impl Into<String>) {
        if !holds {
            self.0.push(what.into());
        }
    }

    /// That each of these fields is there, whatever it holds.
    fn fields(&mut self, line: &Json, fields: &[&str]) {
        for field in fields {
            self.check(line.get(field).is_some(), format!("it has no `{field}`"));
        }
    }

    fn finish(self) -> Result<(), String> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(self.0.join("; "))
        }
    }
}

#[cfg(test)]
mod tests;
