//! The fields of states and of what they hold: ASL's own, in snake case, each with the value that it takes.
//!
//! Which there are is read off the tables of the ASL front end, so that the two forms cannot part.

use proc_macro2::{Delimiter, Ident};

use super::cursor::Cursor;
use super::path::{is_call, is_path, path};
use super::tree::{Fields, Node};
use super::value;
use crate::asl::fields::{self as asl, Table};
use crate::ir::QueryLanguage;
use crate::suggest;

/// Where fields stand: their table and the language around them.
#[derive(Clone, Copy)]
pub(super) struct Owner {
    pub(super) table: &'static Table,
    pub(super) language: QueryLanguage,
    /// Fields that are written in another manner, not as `name: value`.
    pub(super) besides: &'static [(&'static str, &'static str)],
}

/// What a field takes.
pub(super) enum Takes {
    /// A path, or `null`.
    Path,
    /// A duration, or what it is read from.
    Duration,
    /// An object of values, which may be read from somewhere.
    Template,
    /// A JSON value.
    Json,
    /// An object of fields.
    Fields(&'static Table),
    /// A word, a string, a number, a list of them, or what it is read from.
    Scalar,
}

pub(super) fn takes(field: &str) -> Takes {
    match field {
        "InputPath" | "OutputPath" | "ResultPath" | "ItemsPath" => Takes::Path,
        "TimeoutSeconds" | "HeartbeatSeconds" | "Seconds" | "IntervalSeconds"
        | "MaxDelaySeconds" => Takes::Duration,
        "Parameters" | "ResultSelector" | "Arguments" | "Output" | "Assign" | "ItemSelector"
        | "BatchInput" | "Items" => Takes::Template,
        "Result" => Takes::Json,
        "ItemReader" => Takes::Fields(&asl::ITEM_READER),
        "ReaderConfig" => Takes::Fields(&asl::READER_CONFIG),
        "ItemBatcher" => Takes::Fields(&asl::ITEM_BATCHER),
        "ResultWriter" => Takes::Fields(&asl::RESULT_WRITER),
        "WriterConfig" => Takes::Fields(&asl::WRITER_CONFIG),
        "Credentials" => Takes::Fields(&asl::CREDENTIALS),
        _ => Takes::Scalar,
    }
}

/// `MaxDelaySeconds` is `max_delay`: a duration has its unit with it.
pub(super) fn snake(field: &str) -> String {
    let field = field
        .strip_suffix("Seconds")
        .filter(|rest| !rest.is_empty())
        .unwrap_or(field);
    let mut name = String::new();
    let characters: Vec<char> = field.chars().collect();
    for (at, character) in characters.iter().enumerate() {
        let after_lower = at > 0 && characters.get(at - 1).is_some_and(|c| c.is_lowercase());
        let before_lower = at > 0 && characters.get(at + 1).is_some_and(|c| c.is_lowercase());
        if character.is_uppercase() && (after_lower || before_lower) {
            name.push('_');
        }
        name.extend(character.to_lowercase());
    }
    name
}

/// The field that `SecondsPath` or `RoleArn.$` is another form of. `ResultPath` is none of `Result`.
pub(super) fn twin_of<'a>(table: &Table, field: &'a str) -> Option<&'a str> {
    if matches!(takes(field), Takes::Path) {
        return None;
    }
    let base = field
        .strip_suffix("Path")
        .or_else(|| field.strip_suffix(".$"))?;
    table.find(base).map(|_| base)
}

impl Owner {
    /// The names of its fields, as they are written here.
    fn names(self) -> impl Iterator<Item = (String, &'static str)> {
        let fields = self.table.names(self.language);
        let own = fields.filter(move |field| {
            // What a path twin is for, a path in the field itself says.
            twin_of(self.table, field).is_none()
                && !self.besides.iter().any(|(name, _)| name == field)
        });
        own.map(|field| (snake(field), field))
    }

    /// A field and its value, from its name on. In the result it has the name that its value asks for.
    pub(super) fn field(self, cursor: &mut Cursor, fields: &mut Fields) -> syn::Result<()> {
        let Some(name) = cursor.ident() else {
            return Err(cursor.expected("a field, such as `result_path: $.order`"));
        };
        if cursor.eat(":").is_none() {
            return Err(cursor.expected(&format!("`:` and a value behind `{name}`")));
        }
        let field = self.named(&name)?;
        let (suffix, node) = self.value(field, cursor)?;
        let field = format!("{field}{suffix}");
        if fields.has(&field) {
            return Err(syn::Error::new(
                name.span(),
                format!("`{name}` is given twice"),
            ));
        }
        fields.push(field, name.span(), node);
        Ok(())
    }

    fn named(self, name: &Ident) -> syn::Result<&'static str> {
        let written = name.to_string();
        if let Some((_, field)) = self.names().find(|(snake, _)| *snake == written) {
            return Ok(field);
        }
        let one = self.table.one;
        if let Some((field, how)) = self
            .besides
            .iter()
            .find(|(field, _)| snake(field) == written)
        {
            return Err(syn::Error::new(
                name.span(),
                format!("`{field}` of {one} is written {how}"),
            ));
        }
        // A field of the other language, or of something else.
        let names: Vec<String> = self.names().map(|(snake, _)| snake).collect();
        let names = || names.iter().map(String::as_str);
        let other = match self.language {
            QueryLanguage::JsonPath => QueryLanguage::Jsonata,
            QueryLanguage::Jsonata => QueryLanguage::JsonPath,
        };
        let in_other = Owner {
            language: other,
            ..self
        };
        let is_misplaced = in_other.names().any(|(snake, _)| snake == written);
        let without = |suffix: &str| {
            let base = written.strip_suffix(suffix)?;
            names().find(|name| *name == base)
        };
        let help = if is_misplaced {
            let language = match other {
                QueryLanguage::JsonPath => "JSONPath",
                QueryLanguage::Jsonata => "JSONata",
            };
            format!("it is one in {language}; `query_language: {language}` says so")
        } else if let Some(base) = without("_seconds") {
            format!("a duration has its unit with it: `{base}: 30s`")
        } else if let Some(base) = without("_path") {
            format!("a path stands where the value would: `{base}: $.path`")
        } else if let Some(similar) = suggest::similar(&written, names()) {
            format!("a field with a similar name exists: `{similar}`")
        } else {
            format!("the fields are {}", suggest::list_of(names()))
        };
        Err(syn::Error::new(
            name.span(),
            format!("{one} has no field `{written}`\n\n  = help: {help}"),
        ))
    }

    /// A value, and what its kind adds to the field's name.
    fn value(self, field: &'static str, cursor: &mut Cursor) -> syn::Result<(&'static str, Node)> {
        let takes = takes(field);
        let with_twin = |read: value::Read| -> syn::Result<(&'static str, Node)> {
            if !read.is_query {
                return Ok(("", read.node));
            }
            let twin = format!("{field}Path");
            if self.table.find(&twin).is_some() {
                return Ok(("Path", read.node));
            }
            let dynamic = format!("{field}.$");
            if self.table.find(&dynamic).is_some() {
                return Ok((".$", read.node));
            }
            Err(read.node.extent.error(format!(
                "`{}` is written down, it cannot be read from the document",
                snake(field)
            )))
        };
        match takes {
            Takes::Path if is_path(cursor) => {
                let (parts, extent) = path(cursor)?;
                Ok(("", Node::parts(parts, extent)))
            }
            Takes::Path => match cursor.eat_ident("null") {
                Some(null) => Ok(("", Node::literal("null", null.span()))),
                None => Err(cursor.expected("a path, such as `$.order`, or `null`")),
            },
            Takes::Duration => match value::duration(cursor)? {
                Some(seconds) => Ok(("", seconds)),
                None => with_twin(value::scalar(cursor, self.language)?),
            },
            Takes::Template => Ok(("", value::template(cursor, self.language)?)),
            Takes::Json => Ok(("", value::json(cursor)?)),
            Takes::Fields(table) => {
                let Some(group) = cursor.group(Delimiter::Brace) else {
                    return Err(cursor.expected(&format!("the fields of {} in braces", table.one)));
                };
                let owner = Owner {
                    table,
                    besides: &[],
                    ..self
                };
                let mut inside = Cursor::inside(&group);
                let mut fields = Fields::default();
                value::each(&mut inside, |inside| owner.field(inside, &mut fields))?;
                Ok(("", Node::object(fields.0, group.span())))
            }
            Takes::Scalar => {
                if let Some(word) = word(cursor) {
                    return Ok(("", word));
                }
                if let Some(group) = cursor.group(Delimiter::Bracket) {
                    let mut inside = Cursor::inside(&group);
                    let mut items = Vec::new();
                    while !inside.is_empty() {
                        items.push(match word(&mut inside) {
                            Some(word) => word,
                            None => value::literal(&mut inside)?,
                        });
                        if !inside.is_empty() {
                            inside.expect(",")?;
                        }
                    }
                    return Ok(("", Node::array(items, group.span())));
                }
                with_twin(value::scalar(cursor, self.language)?)
            }
        }
    }
}

/// `FULL`: a word of ASL's, such as a `JitterStrategy`.
fn word(cursor: &mut Cursor) -> Option<Node> {
    let is_value = ["true", "false", "null", "States"]
        .iter()
        .any(|word| cursor.is_ident(word));
    if is_value || is_path(cursor) || is_call(cursor) {
        return None;
    }
    let ident = cursor.ident()?;
    Some(Node::string(ident.to_string(), ident.span()))
}

#[cfg(test)]
mod tests {
    use super::snake;

    #[test]
    fn fields_are_asl_s_in_snake_case() {
        for (field, name) in [
            ("ResultPath", "result_path"),
            ("MaxDelaySeconds", "max_delay"),
            ("Seconds", "seconds"),
            ("CSVHeaderLocation", "csv_header_location"),
            ("MaxItemsPerBatch", "max_items_per_batch"),
            ("RoleArn", "role_arn"),
        ] {
            assert_eq!(snake(field), name);
        }
    }
}
