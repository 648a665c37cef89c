//! JSON with a mistake in it: something is missing, too much, or of another kind.
//!
//! What serde takes in a second form, which descriptions keep silent about, is never made: no array instead of anything
//! else, no `{}` instead of `null`, and no small number instead of a word.

use serde_json::{Value, json};

use crate::generate::Random;

/// Changes something somewhere.
pub(crate) fn mutate(value: &mut Value, random: &mut Random) {
    let places = count(value);
    let mut place = random.below(places);
    at(value, &mut place, random);
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(fields) => fields.values().map(count).sum(),
        _ => 0,
    }
}

/// Changes the value of that number, in the order in which they are written.
fn at(value: &mut Value, place: &mut usize, random: &mut Random) -> bool {
    if *place == 0 {
        change(value, random);
        return true;
    }
    *place -= 1;
    match value {
        Value::Array(items) => items.iter_mut().any(|item| at(item, place, random)),
        Value::Object(fields) => fields.values_mut().any(|value| at(value, place, random)),
        _ => false,
    }
}

fn change(value: &mut Value, random: &mut Random) {
    match value {
        Value::Object(fields) if !random.one_in(4) => {
            let names: Vec<String> = fields.keys().cloned().collect();
            match random.below(3) {
                0 => {
                    fields.insert("of no use".to_owned(), json!("at all"));
                }
                1 if !names.is_empty() => {
                    fields.remove(random.pick(&names));
                }
                _ if !names.is_empty() => {
                    let value = fields.remove(random.pick(&names)).unwrap();
                    fields.insert("of another name".to_owned(), value);
                }
                _ => {}
            }
        }
        Value::Array(items) if !random.one_in(4) => {
            if random.one_in(2) {
                items.pop();
            } else {
                items.push(json!("one more"));
            }
        }
        Value::Number(_) if random.one_in(2) => {
            *value = random
                .pick(&[
                    json!(-1),
                    json!(300),
                    json!(1_u64 << 40),
                    json!(u64::MAX),
                    json!(0.5),
                ])
                .clone();
        }
        Value::String(_) if random.one_in(2) => *value = json!("no such word"),
        _ => {
            let others = [
                json!(null),
                json!(true),
                json!(-1.5),
                json!("words"),
                json!({ "of": "use" }),
                json!({}),
            ];
            let last = others.len() - usize::from(value.is_null());
            *value = random.pick(&others[..last]).clone();
        }
    }
}
