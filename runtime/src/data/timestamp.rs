//! Timestamps in ASL's profile of RFC 3339.
use chrono::{DateTime, Utc};

/// The instant that `text` names, if it is RFC 3339 with upper-case `T` between date and time and either an offset or
/// upper-case `Z`. chrono also takes a space and lower case, so those bytes are looked at here.
pub(crate) fn timestamp(text: &str) -> Option<DateTime<Utc>> {
    let bytes = text.as_bytes();
    if bytes.get(10) != Some(&b'T') || text.ends_with('z') || !text.is_ascii() {
        return None;
    }
    let time = DateTime::parse_from_rfc3339(text).ok()?;
    Some(time.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::timestamp;

    #[test]
    fn the_strict_profile_is_kept() {
        for good in [
            "2012-10-09T19:00:55Z",
            "2012-10-09T19:00:55+01:00",
            "2012-10-09T19:00:55.123456Z",
            "2016-02-29T00:00:00-12:30",
        ] {
            assert!(timestamp(good).is_some(), "{good}");
        }
        for bad in [
            "2012-10-09T19:00:55",
            "2012-10-09t19:00:55Z",
            "2012-10-09T19:00:55z",
            "2012-10-09 19:00:55Z",
            "2023-02-24",
            "2015-02-29T00:00:00Z",
            "2012-10-09T25:00:55Z",
            " 2012-10-09T19:00:55Z",
            "2012-10-09T19:00Z",
            "2012-10-09T19:00:55+0100",
            "",
        ] {
            assert!(timestamp(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn offsets_name_the_same_instant() {
        assert_eq!(
            timestamp("2012-10-09T19:00:55+01:00"),
            timestamp("2012-10-09T18:00:55Z")
        );
    }
}
