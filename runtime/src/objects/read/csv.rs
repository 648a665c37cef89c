//! Delimited text, row by row, as AWS reads it.
//!
//! Quotation marks may enclose a field, which then holds delimiters and line ends, and a doubled mark for a mark. A
//! backslash before a backslash, a mark or the delimiter makes that a character as any other; before anything else it is
//! dropped. Empty lines are no rows.
use super::{Input, ReadError};
use crate::value::{Map, Str, Value};

/// The rows of delimited text as objects of strings.
pub(crate) struct Rows {
    input: Input,
    delimiter: u8,
    headers: Vec<Str>,
}

impl Rows {
    /// `headers` are the names of the columns; those of the first row where none are given.
    pub(crate) async fn open(
        mut input: Input,
        delimiter: u8,
        headers: Option<Vec<Str>>,
    ) -> Result<Rows, ReadError> {
        let headers = match headers {
            Some(headers) => headers,
            None => row(&mut input, delimiter).await?.unwrap_or_default(),
        };
        for (index, header) in headers.iter().enumerate() {
            if headers[..index].contains(header) {
                // AWS's words.
                return Err(ReadError(
                    "CSV headers cannot contain duplicates.".to_owned(),
                ));
            }
        }
        Ok(Rows {
            input,
            delimiter,
            headers,
        })
    }

    /// A row with fewer fields than there are columns is filled with empty ones, what it has more is left out.
    pub(crate) async fn next(&mut self) -> Result<Option<Value>, ReadError> {
        let Some(fields) = row(&mut self.input, self.delimiter).await? else {
            return Ok(None);
        };
        let mut fields = fields.into_iter();
        let mut object = Map::with_capacity(self.headers.len());
        for header in &self.headers {
            let field = fields.next().unwrap_or(Str::from_static(""));
            object.insert(header.clone(), Value::String(field));
        }
        Ok(Some(Value::from(object)))
    }
}

/// Where in a row the next byte stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// At the beginning of a field.
    Start,
    Plain,
    Quoted,
    /// After a mark in a quoted field: its end, or the first of two.
    Mark,
}

/// The fields of the next row; none at the end.
async fn row(input: &mut Input, delimiter: u8) -> Result<Option<Vec<Str>>, ReadError> {
    let mut fields = Vec::new();
    let mut field = Vec::new();
    let mut place = Place::Start;
    let mut escaped = false;
    loop {
        let Some(byte) = input.peek().await? else {
            if fields.is_empty() && field.is_empty() && place == Place::Start {
                return Ok(None);
            }
            break;
        };
        input.advance(1);
        if escaped {
            escaped = false;
            if byte == b'\\' || byte == b'"' || byte == delimiter {
                field.push(byte);
                continue;
            }
        }
        place = match (place, byte) {
            (Place::Quoted, b'"') => Place::Mark,
            (place, b'\\') => {
                escaped = true;
                if place == Place::Quoted {
                    place
                } else {
                    Place::Plain
                }
            }
            (Place::Quoted, _) | (Place::Mark, b'"') => {
                field.push(byte);
                Place::Quoted
            }
            (Place::Start, b'"') => Place::Quoted,
            (_, b'\r') if input.peek().await? == Some(b'\n') => place,
            (_, b'\n') => {
                if fields.is_empty() && field.is_empty() && place == Place::Start {
                    continue;
                }
                break;
            }
            (_, byte) if byte == delimiter => {
                fields.push(text(std::mem::take(&mut field))?);
                Place::Start
            }
            (_, byte) => {
                field.push(byte);
                Place::Plain
            }
        };
    }
    fields.push(text(field)?);
    Ok(Some(fields))
}

fn text(field: Vec<u8>) -> Result<Str, ReadError> {
    match String::from_utf8(field) {
        Ok(text) => Ok(Str::from(text)),
        Err(_) => Err(ReadError("a field is not UTF-8".to_owned())),
    }
}
