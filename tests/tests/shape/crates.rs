//! Types of other crates, each behind a feature.

use proptest::prelude::{Strategy, any};
use serde::de::DeserializeOwned;
use stepwright::Shape;

use crate::properties::{gives, takes};
use crate::show::shown;
use crate::structs::table;

/// A string that a type gives is one that it takes.
fn reads_what_it_writes<T: serde::Serialize + DeserializeOwned + Shape>(
    strategy: impl Strategy<Value = T>,
) {
    gives(strategy.prop_filter("it is read again", |value| {
        let json = serde_json::to_value(value).unwrap();
        serde_json::from_value::<T>(json.clone()).is_ok() || panic!("{json} is not read again")
    }));
}

#[test]
fn uuid() {
    use uuid::fmt::{Braced, Hyphenated, Simple, Urn};
    use uuid::{NonNilUuid, Uuid};

    table! {
        Uuid => "<a UUID>",
        NonNilUuid => "<a UUID that is not nil>",
        Hyphenated => "<a UUID with hyphens>",
        Simple => "<a UUID without hyphens>",
        Braced => "<a UUID in braces>",
        Urn => "<a UUID as a URN>",
    }
    reads_what_it_writes(any::<u128>().prop_map(Uuid::from_u128));
    reads_what_it_writes(any::<u128>().prop_map(|bits| Uuid::from_u128(bits).simple()));
    reads_what_it_writes(any::<u128>().prop_map(|bits| Uuid::from_u128(bits).urn()));
}

#[test]
fn chrono() {
    use chrono::{
        DateTime, FixedOffset, Month, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc, Weekday,
    };

    table! {
        DateTime<Utc> => "timestamp",
        DateTime<FixedOffset> => "timestamp",
        NaiveDate => "<a date>",
        NaiveDateTime => "<a date and time without an offset>",
        NaiveTime => "<a time of day>",
        Month => "<the name of a month>",
        Weekday => "<the name of a weekday>",
    }
    let instants = (-62_135_596_800_i64..253_402_300_800, 0..1_000_000_000_u32)
        .prop_map(|(seconds, nanos)| DateTime::from_timestamp(seconds, nanos).unwrap());
    reads_what_it_writes(instants.clone());
    reads_what_it_writes(instants.clone().prop_map(|instant| instant.naive_utc()));
    reads_what_it_writes(instants.clone().prop_map(|instant| instant.date_naive()));
    reads_what_it_writes((instants, -1439..1440).prop_filter_map(
        "it is in range",
        |(instant, minutes)| {
            let zone = FixedOffset::east_opt(minutes * 60)?;
            let local = instant.with_timezone(&zone);
            // RFC 3339 has years of four digits.
            let year = chrono::Datelike::year(&local);
            (0..10_000).contains(&year).then_some(local)
        },
    ));
    reads_what_it_writes(any::<i32>().prop_map(|seconds| TimeDelta::seconds(seconds.into())));
    takes::<DateTime<Utc>>();
    takes::<DateTime<FixedOffset>>();
}

#[test]
fn jiff() {
    use jiff::civil::{Date, DateTime, ISOWeekDate, Time};
    use jiff::{SignedDuration, Span, Timestamp, ZonedDateTime};

    table! {
        Timestamp => "timestamp",
        ZonedDateTime => "<a date and time with a time zone>",
        Date => "<a date>",
        DateTime => "<a date and time without an offset>",
        ISOWeekDate => "<an ISO 8601 week date>",
        Time => "<a time of day>",
        SignedDuration => "<an ISO 8601 duration>",
        Span => "<an ISO 8601 duration>",
    }
    let instants = (-62_135_596_800_i64..253_402_207_200, 0..1_000_000_000_i32)
        .prop_map(|(seconds, nanos)| Timestamp::new(seconds, nanos).unwrap());
    reads_what_it_writes(instants.clone());
    reads_what_it_writes(
        any::<i32>().prop_map(|seconds| SignedDuration::from_secs(seconds.into())),
    );
    takes::<Timestamp>();
}

#[test]
fn rust_decimal() {
    use rust_decimal::Decimal;

    table! { Decimal => "Decimal(<a decimal number> | number)", }
    reads_what_it_writes(
        (any::<i64>(), 0..20_u32).prop_map(|(number, scale)| Decimal::new(number, scale)),
    );
    assert!(serde_json::from_str::<Decimal>("1.5").is_ok());
}

#[test]
fn url() {
    use url::Url;

    table! { Url => "<a URL>", }
    reads_what_it_writes(
        "[a-z]{1,8}".prop_map(|host| Url::parse(&format!("https://{host}/a?b")).unwrap()),
    );
}

#[test]
fn bytes() {
    use bytes::{Bytes, BytesMut};

    table! {
        Bytes => "([0..=255*] => Bytes([0..=255*] | only taken text))",
        BytesMut => shown::<Bytes>(),
    }
    gives(any::<Vec<u8>>().prop_map(Bytes::from));
    takes::<Bytes>();
    takes::<BytesMut>();
}
