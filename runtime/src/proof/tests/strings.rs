//! Strings in constants, against the functions that do the same at run time.

use crate::data::timestamp;
use crate::proof::text::{Nearest, is_before, is_char, is_timestamp};

#[test]
fn timestamps_are_those_of_the_runtime() {
    let whole = "2012-10-09T19:00:55Z";
    let mut texts: Vec<String> = [
        whole,
        "2012-10-09T19:00:55+01:00",
        "2012-10-09T19:00:55.123456Z",
        "2012-10-09T19:00:55.Z",
        "2012-10-09T19:00:55.5",
        "2012-10-09T19:00:55,5Z",
        "2016-02-29T00:00:00-12:30",
        "2015-02-29T00:00:00Z",
        "2000-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2012-04-31T00:00:00Z",
        "2012-00-01T00:00:00Z",
        "2012-13-01T00:00:00Z",
        "2012-01-00T00:00:00Z",
        "2012-10-09T24:00:00Z",
        "2012-10-09T23:60:00Z",
        "2012-10-09T23:59:60Z",
        "2012-10-09T23:59:61Z",
        "2012-10-09T19:00:55+24:00",
        "2012-10-09T19:00:55+23:59",
        "2012-10-09T19:00:55+01:60",
        "2012-10-09T19:00:55+0100",
        "2012-10-09T19:00:55",
        "2012-10-09T19:00Z",
        "+012-10-09T19:00:55Z",
        "2012-10-09T19:00:55\u{2212}01:00",
        "äöü2-10-09T19:00:55Z",
        "",
    ]
    .map(str::to_owned)
    .into();
    for at in 0..whole.len() {
        for with in ['-', ':', 't', 'z', ' ', '0', '9', 'ä'] {
            let mut changed: Vec<char> = whole.chars().collect();
            changed[at] = with;
            texts.push(changed.iter().collect());
        }
        texts.push(whole[..at].to_owned());
    }
    for text in texts {
        assert_eq!(is_timestamp(&text), timestamp(&text).is_some(), "{text}");
    }
}

#[test]
fn similar_names_are_those_of_the_compiler() {
    let among = [
        "order_id",
        "orderId",
        "status",
        "Ship Order",
        "amount",
        "amounts",
        "sku",
        "Validate Order",
        "a",
        "b",
        "customer_name",
        "costumer_nam",
        "---",
        "",
        "x1",
        "größe",
    ];
    let wanted = [
        "orderid",
        "ORDER-ID",
        "order_ib",
        "stauts",
        "sttus",
        "state",
        "amuont",
        "sk",
        "A",
        "c",
        "ShipOrder",
        "Ship Ordr",
        "customername",
        "customer_nme",
        "gross",
        "zzz",
        "",
        "x2",
        "größe",
        "amount",
    ];
    for name in wanted {
        let mut nearest = Nearest::to(name);
        for candidate in among {
            nearest.consider(candidate);
        }
        let known = stepwright_compiler::suggest::similar(name, among);
        assert_eq!(nearest.found(), known, "{name}");
    }
}

#[test]
fn characters_are_counted_and_names_are_ordered() {
    for (text, is_one) in [
        ("", false),
        ("a", true),
        ("ä", true),
        ("ab", false),
        ("€", true),
    ] {
        assert_eq!(is_char(text), is_one, "{text}");
    }
    for (one, other) in [("a", "b"), ("a", "aa"), ("", "a"), ("B", "a")] {
        assert!(is_before(one, other) && !is_before(other, one));
        assert!(!is_before(one, one));
    }
}
