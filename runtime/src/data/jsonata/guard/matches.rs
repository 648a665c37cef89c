//! What looks for a pattern in a text. Each search is linear, but there may be as many as the text has characters, and the
//! engine looks at no clock between them.
use super::{MAX_SIZE, engines, too_large, too_long};
use crate::data::jsonata::MAX_SEQUENCE;
use jsonata_core::{evaluator::EvaluatorError, functions::string::build_regex, value::JValue};
use std::time::{Duration, Instant};

type Answer = Result<JValue, EvaluatorError>;

/// How long a pattern may be looked for in advance; the engine does so again afterwards.
const MOST: Duration = Duration::from_millis(2_500);

/// `$match(text, pattern, limit)`.
pub(super) fn matches(arguments: &[JValue]) -> Answer {
    let limit = limit(arguments.get(2));
    if count(arguments, limit)? > MAX_SEQUENCE {
        return Err(too_large());
    }
    engines("match", arguments)
}

/// `$split(text, separator, limit)`.
pub(super) fn split(arguments: &[JValue]) -> Answer {
    // The engine splits all, and then takes as many as it may.
    if count(arguments, usize::MAX)? > MAX_SEQUENCE {
        return Err(too_large());
    }
    engines("split", arguments)
}

/// `$replace(text, pattern, replacement, limit)`.
pub(super) fn replace(arguments: &[JValue]) -> Answer {
    let replacement = arguments.get(2).and_then(JValue::as_str);
    let found = count(arguments, limit(arguments.get(3)))?;
    if found.saturating_mul(replacement.map_or(0, str::len)) > MAX_SIZE {
        return Err(too_large());
    }
    engines("replace", arguments)
}

fn limit(argument: Option<&JValue>) -> usize {
    let limit = argument.and_then(JValue::as_i64);
    limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(0))
}

/// How often the pattern stands in the text. None of another kind stands anywhere: the engine says what is wrong with it.
fn count(arguments: &[JValue], limit: usize) -> Result<usize, EvaluatorError> {
    match arguments {
        [JValue::String(text), JValue::String(part), ..] => Ok(if part.is_empty() {
            text.chars().take(limit).count()
        } else {
            text.matches(&**part).take(limit).count()
        }),
        [JValue::String(text), JValue::Regex { pattern, flags }, ..] => {
            let Ok(regex) = build_regex(pattern, flags) else {
                return Ok(0);
            };
            let begun = Instant::now();
            let mut count = 0;
            for _ in regex.find_iter(text).take(limit) {
                count += 1;
                if begun.elapsed() > MOST {
                    return Err(too_long());
                }
            }
            Ok(count)
        }
        _ => Ok(0),
    }
}
