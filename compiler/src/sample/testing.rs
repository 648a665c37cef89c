//! Samples that nobody would write, for the tests of what is made of them.

use super::Document;
use crate::ir::Json;
use crate::testing::Random;

/// One to four samples. `place` below 8 says what kind of value most of them are; 6 and 7 are objects.
pub(crate) fn documents(random: &mut Random, place: usize) -> Vec<Document> {
    let count = 1 + random.below(4);
    let document = |number| Document {
        file: format!("{number}.json"),
        value: value(random, place, 4),
    };
    (0..count).map(document).collect()
}

/// A value like those of one place: of one kind mostly, so that forms become more than `any`.
fn value(random: &mut Random, place: usize, depth: usize) -> Json {
    let kind = match random.below(12) {
        0 => random.below(8),
        1 => 0,
        _ => place % 8,
    };
    match kind {
        0 => Json::Null,
        1 => Json::Bool(random.below(2) == 0),
        2 => Json::Number(NUMBERS[random.below(NUMBERS.len())].to_owned()),
        3 => Json::Number((random.below(2000)).to_string()),
        4 => Json::String(KEYS[random.below(KEYS.len())].to_owned()),
        5 if depth > 0 => {
            let items = random.below(4);
            Json::Array(
                (0..items)
                    .map(|_| value(random, place / 2, depth - 1))
                    .collect(),
            )
        }
        6 | 7 if depth > 0 => {
            let mut members: Vec<(String, Json)> = Vec::new();
            for _ in 0..random.below(5) {
                let key = random.below(KEYS.len());
                if members.iter().all(|(other, _)| other != KEYS[key]) {
                    members.push((KEYS[key].to_owned(), value(random, place + key, depth - 1)));
                }
            }
            Json::Object(members)
        }
        _ => Json::Bool(true),
    }
}

/// Keys that are hard to name, alone and beside one another.
pub(crate) const KEYS: [&str; 24] = [
    "id",
    "Id",
    "ID",
    "order_id",
    "orderId",
    "order-id",
    "order id",
    "order.id",
    "type",
    "self",
    "Self",
    "self_",
    "",
    "_",
    "__",
    "-",
    "1st",
    "a1",
    "a_1",
    "item",
    "größe",
    "①",
    "日本",
    "\u{202e}`*/\n",
];

const NUMBERS: [&str; 8] = [
    "0",
    "-1",
    "1.5",
    "-0",
    "1e3",
    "9223372036854775808",
    "18446744073709551616",
    "-9223372036854775808",
];
