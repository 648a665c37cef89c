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
    Lines {
        /// The lines to come.
        input: Input,
        /// How many were read.
        read: u64,
    },
    /// `CSV`: one in each row.
    Rows(Rows),
}

impl Items {
    pub(crate) async fn next(&mut self) -> Result<Option<Value>, ReadError> {
        match self {
            Items::List(list) => list.next().await,
            Items::Rows(rows) => rows.next().await,
            Items::Lines { input, read } => {
                let mut line = Vec::new();
                while input.line(&mut line).await? {
                    *read += 1;
                    if !line.trim_ascii().is_empty() {
                        let document = document(&line).map_err(|ReadError(cause)| {
                            ReadError(format!("line {read} is {cause}"))
                        });
                        return document.map(Some);
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
        // Most are one line of many, which this would call the first.
        let error = error.to_string().replace(" at line 1 column", " at column");
        ReadError(format!("not JSON: {error}, in `{start}`"))
    })
}
