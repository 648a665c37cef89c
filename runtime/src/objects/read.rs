//! Items out of an object's content, one at a time, in memory that does not grow with the object.
mod csv;
#[cfg(feature = "gzip")]
mod gunzip;
mod input;
mod json;
#[cfg(test)]
mod tests;

pub(crate) use self::{csv::Rows, input::Input, json::List};

use super::ObjectError;
use crate::value::Value;

/// Why an item cannot be read, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReadError(pub(crate) String);

impl From<ObjectError> for ReadError {
    fn from(error: ObjectError) -> ReadError {
        ReadError(error.to_string())
    }
}

/// The items of one object.
pub(crate) enum Items {
    /// `JSON`: those of an array.
    List(List),
    /// `JSONL`: one on each line.
    Lines(Input),
    /// `CSV`: one in each row.
    Rows(Rows),
}

impl Items {
    pub(crate) async fn next(&mut self) -> Result<Option<Value>, ReadError> {
        match self {
            Items::List(list) => list.next().await,
            Items::Rows(rows) => rows.next().await,
            Items::Lines(input) => {
                let mut line = Vec::new();
                while input.line(&mut line).await? {
                    if !line.trim_ascii().is_empty() {
                        return document(&line).map(Some);
                    }
                }
                Ok(None)
            }
        }
    }
}

/// A document that stands alone.
fn document(text: &[u8]) -> Result<Value, ReadError> {
    serde_json::from_slice(text).map_err(|error| {
        let text = String::from_utf8_lossy(text);
        let start: String = text.trim().chars().take(40).collect();
        ReadError(format!("not JSON: {error}, in `{start}`"))
    })
}
