//! `uuid`: a string in each of its forms, any of which is read as a UUID.

use uuid::fmt::{Braced, Hyphenated, Simple, Urn};
use uuid::{NonNilUuid, Uuid};

use super::text;
use crate::shape::Text;

text! {
    Uuid => Text::Form("a UUID"),
    NonNilUuid => Text::Form("a UUID that is not nil"),
    Hyphenated => Text::Form("a UUID with hyphens"),
    Simple => Text::Form("a UUID without hyphens"),
    Braced => Text::Form("a UUID in braces"),
    Urn => Text::Form("a UUID as a URN"),
}
