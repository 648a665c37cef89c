//! `$distinct`: the engine's compares each item with all before it and looks at no clock meanwhile, so that a long list takes
//! minutes.
use super::{is_within_bounds, too_large};
use jsonata_core::{
    evaluator::EvaluatorError,
    value::{JValue, with_stack},
};
use std::{
    collections::HashMap,
    hash::{BuildHasher, DefaultHasher, Hash, Hasher, RandomState},
};

/// `$distinct(array)`: the first of the items that are equal.
pub(super) fn distinct(arguments: &[JValue]) -> Result<JValue, EvaluatorError> {
    // `$map` and its kin pass the item's place and the list as well.
    let Some(list) = arguments.first() else {
        return Ok(JValue::Undefined);
    };
    let JValue::Array(items) = list else {
        return Ok(list.clone());
    };
    if items.len() <= 1 {
        return Ok(list.clone());
    }
    if !is_within_bounds(list) {
        return Err(too_large());
    }
    let state = RandomState::new();
    let mut seen: HashMap<u64, Vec<&JValue>> = HashMap::with_capacity(items.len());
    let mut kept = Vec::new();
    for item in items {
        let alike = seen.entry(hash(item, &state)).or_default();
        if !alike.contains(&item) {
            alike.push(item);
            kept.push(item.clone());
        }
    }
    let mut kept = JValue::array(kept);
    if items.sequence {
        kept.mark_sequence();
    }
    Ok(kept)
}

/// The same for what is equal: of an object, in whatever order its fields are.
fn hash(value: &JValue, state: &RandomState) -> u64 {
    let mut hasher: DefaultHasher = state.build_hasher();
    match value {
        JValue::Bool(flag) => (1, flag).hash(&mut hasher),
        // The two zeros are equal.
        JValue::Number(number) => (2, (number + 0.0).to_bits()).hash(&mut hasher),
        JValue::String(text) => (3, text).hash(&mut hasher),
        JValue::Array(items) => with_stack(|| {
            (4, items.len()).hash(&mut hasher);
            for item in items {
                hash(item, state).hash(&mut hasher);
            }
        }),
        JValue::Object(fields) => with_stack(|| {
            let fields = fields
                .iter()
                .map(|(name, field)| state.hash_one((name, hash(field, state))));
            (5, fields.fold(0, u64::wrapping_add)).hash(&mut hasher);
        }),
        _ => {}
    }
    hasher.finish()
}
