//! JSONata's own functions on text that the engine has with a flaw or without a bound.
use super::{
    super::{MAX_TEXT, guard, wording},
    Answer, signature, whole,
};
use base64::Engine;
use jsonata_core::{evaluator::EvaluatorError, value::JValue};
use std::fmt::Write;

/// `$pad(text, width, filling)`, bounded.
pub(super) fn pad(arguments: &[JValue]) -> Answer {
    let (text, width, filling) = match arguments {
        [JValue::Undefined, ..] => return Ok(JValue::Undefined),
        [JValue::String(text), JValue::Number(width)]
        | [
            JValue::String(text),
            JValue::Number(width),
            JValue::Undefined,
        ] => (text, *width, " "),
        [
            JValue::String(text),
            JValue::Number(width),
            JValue::String(filling),
        ] => (text, *width, &**filling),
        [JValue::String(_), JValue::Number(_), _] => return Err(signature(3, "pad")),
        [JValue::String(_), _] => return Err(signature(2, "pad")),
        _ => return Err(signature(1, "pad")),
    };
    let filling = if filling.is_empty() { " " } else { filling };
    let wanted = usize::try_from(whole(width.abs())).unwrap_or(usize::MAX);
    let missing = wanted.saturating_sub(text.chars().count());
    if missing > MAX_TEXT {
        return Err(guard::too_large());
    }
    let padding: String = filling.chars().cycle().take(missing).collect();
    Ok(JValue::string(if width < 0.0 {
        padding + text
    } else {
        text.to_string() + &padding
    }))
}

/// `$base64decode(text)`: what is not base64 is an error, as on AWS.
pub(super) fn base64_decode(arguments: &[JValue]) -> Answer {
    match arguments {
        [JValue::Undefined] => Ok(JValue::Undefined),
        [JValue::String(text)] => {
            let bytes = base64::engine::general_purpose::STANDARD.decode(text.as_bytes());
            match bytes {
                Ok(bytes) => Ok(JValue::string(String::from_utf8_lossy(&bytes).into_owned())),
                Err(_) => Err(EvaluatorError::EvaluationError(
                    wording::INTERNAL.to_owned(),
                )),
            }
        }
        _ => Err(signature(1, "base64decode")),
    }
}

/// What JavaScript's `encodeURIComponent` and `encodeURI` leave as it is, besides letters and digits. The engine encodes
/// too much by the one and too little by the other.
pub(super) const COMPONENT: &[u8] = b"-_.!~*'()";
pub(super) const WHOLE_URL: &[u8] = b"-_.!~*'();,/?:@&=+$#";

pub(super) fn encode_url(name: &'static str, kept: &'static [u8]) -> impl Fn(&[JValue]) -> Answer {
    move |arguments| match arguments {
        [JValue::Undefined] => Ok(JValue::Undefined),
        [JValue::String(text)] => {
            let mut encoded = String::with_capacity(text.len());
            for byte in text.bytes() {
                if byte.is_ascii_alphanumeric() || kept.contains(&byte) {
                    encoded.push(char::from(byte));
                } else {
                    // Writing to a string does not fail.
                    let _ = write!(encoded, "%{byte:02X}");
                }
            }
            Ok(JValue::string(encoded))
        }
        _ => Err(signature(1, name)),
    }
}

/// `$formatBase(number, radix)`: the engine forgets the sign's rounding; JavaScript rounds first.
pub(super) fn format_base(arguments: &[JValue]) -> Answer {
    let (number, radix) = match arguments {
        [JValue::Undefined, ..] => return Ok(JValue::Undefined),
        [JValue::Number(number)] | [JValue::Number(number), JValue::Undefined] => (*number, 10.0),
        [JValue::Number(number), JValue::Number(radix)] => (*number, *radix),
        [JValue::Number(_), _] => return Err(signature(2, "formatBase")),
        _ => return Err(signature(1, "formatBase")),
    };
    let radix = radix.round();
    if !(2.0..=36.0).contains(&radix) {
        let cause = format!(
            "D3100: The radix of the formatBase function must be between 2 and 36.  It was given {radix}"
        );
        return Err(EvaluatorError::EvaluationError(cause));
    }
    // Half to even, as `$round`.
    let number = whole(number.round_ties_even());
    let radix = u64::try_from(whole(radix)).unwrap_or(10);
    let mut left = number.unsigned_abs();
    let mut digits = Vec::new();
    loop {
        let digit = u32::try_from(left % radix).unwrap_or(0);
        digits.push(char::from_digit(digit, 36).unwrap_or('0'));
        left /= radix;
        if left == 0 {
            break;
        }
    }
    if number < 0 {
        digits.push('-');
    }
    Ok(JValue::string(digits.into_iter().rev().collect::<String>()))
}
