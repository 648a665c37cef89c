//! Strings and encodings.
use super::{Arguments, Failure, refuse};
use crate::value::Value;
use base64::{
    Engine, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use sha2::Digest;
use std::fmt::Write;

/// As `java.util.Base64` reads it: the padding may be left out.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The most characters that the encodings and `States.Hash` take.
const LONGEST_TEXT: usize = 10_000;

pub(super) fn encode(arguments: &Arguments) -> Result<Value, Failure> {
    Ok(Value::from(BASE64.encode(short(arguments)?)))
}

pub(super) fn decode(arguments: &Arguments) -> Result<Value, Failure> {
    let decoded = BASE64.decode(short(arguments)?).ok();
    match decoded.and_then(|bytes| String::from_utf8(bytes).ok()) {
        Some(text) => Ok(Value::from(text)),
        None => refuse("The first argument must be a valid Base64 encoded string"),
    }
}

fn short(arguments: &Arguments) -> Result<&str, Failure> {
    let text = arguments.string(0)?;
    if text.len() > LONGEST_TEXT && text.chars().count() > LONGEST_TEXT {
        return refuse(format!(
            "The first argument must not be longer than {LONGEST_TEXT} characters"
        ));
    }
    Ok(text)
}

pub(super) fn hash(arguments: &Arguments) -> Result<Value, Failure> {
    // What is no string is hashed as its JSON.
    let data = match arguments.value(0)?.as_str() {
        Some(_) => short(arguments)?.to_owned(),
        None => arguments.value(0)?.to_string(),
    };
    let algorithm = arguments.string(1)?;
    match digest(algorithm, data.as_bytes()) {
        Some(hash) => Ok(Value::from(hash)),
        None => refuse(format!(
            "'{algorithm}' is not a supported algorithm: MD5, SHA-1, SHA-256, SHA-384, SHA-512"
        )),
    }
}

/// The hash of some bytes, in hexadecimal; none where the algorithm is not known.
pub(in crate::data) fn digest(algorithm: &str, data: &[u8]) -> Option<String> {
    Some(match algorithm {
        "MD5" => hex(&md5::Md5::digest(data)),
        "SHA-1" => hex(&sha1::Sha1::digest(data)),
        "SHA-256" => hex(&sha2::Sha256::digest(data)),
        "SHA-384" => hex(&sha2::Sha384::digest(data)),
        "SHA-512" => hex(&sha2::Sha512::digest(data)),
        _ => return None,
    })
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The pieces between any of the delimiter's characters; empty ones are left out.
pub(super) fn split(arguments: &Arguments) -> Result<Value, Failure> {
    let (text, delimiters) = (arguments.string(0)?, arguments.string(1)?);
    if delimiters.is_empty() {
        return Ok(Value::from(vec![arguments.value(0)?.clone()]));
    }
    Ok(text
        .split(|letter| delimiters.contains(letter))
        .filter(|piece| !piece.is_empty())
        .map(|piece| Value::from(piece.to_owned()))
        .collect())
}

/// The document that a text holds; an empty one is `null`.
pub(super) fn parse(arguments: &Arguments) -> Result<Value, Failure> {
    let text = arguments.string(0)?;
    // AWS takes a text of nothing but space for no document.
    if text.trim().is_empty() {
        return Ok(Value::Null);
    }
    match serde_json::from_str(text) {
        Ok(value) => Ok(value),
        Err(_) => refuse(format!("The first argument is not valid JSON: {text}")),
    }
}

/// Puts the arguments for `{}`. In an `escaped` template `\{`, `\}` and `\\` stand for the second character.
pub(super) fn format(arguments: &Arguments, escaped: bool) -> Result<Value, Failure> {
    let template = arguments.string(0)?;
    let mut values = arguments.values.iter().skip(1);
    let mut text = String::with_capacity(template.len());
    let mut letters = template.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if escaped => match letters.next_if(|next| matches!(next, '{' | '}' | '\\')) {
                Some(next) => text.push(next),
                None => text.push('\\'),
            },
            '{' => {
                if letters.next() != Some('}') {
                    return refuse("A '{' in the template must be followed by '}' or be escaped");
                }
                match values.next() {
                    Some(value) => print(value, &mut text),
                    None => return refuse("The template has more placeholders than arguments"),
                }
            }
            '}' => return refuse("A '}' in the template must follow a '{' or be escaped"),
            other => text.push(other),
        }
    }
    if values.next().is_some() {
        return refuse("The template has fewer placeholders than arguments");
    }
    Ok(Value::from(text))
}

/// A value as Java prints its own: strings bare, `{Arg1=1, Arg2=[]}`.
pub(in crate::data) fn java(value: &Value) -> String {
    let mut text = String::new();
    print(value, &mut text);
    text
}

fn print(value: &Value, text: &mut String) {
    let separate = |at: usize, text: &mut String| {
        if at > 0 {
            text.push_str(", ");
        }
    };
    match value.json() {
        Value::String(string) => text.push_str(string),
        Value::Array(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                separate(at, text);
                print(item, text);
            }
            text.push(']');
        }
        Value::Object(fields) => {
            text.push('{');
            for (at, (key, field)) in fields.iter().enumerate() {
                separate(at, text);
                text.push_str(key);
                text.push('=');
                print(field, text);
            }
            text.push('}');
        }
        scalar => {
            let _ = write!(text, "{scalar}");
        }
    }
}
