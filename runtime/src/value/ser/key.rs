//! Keys become text as `serde_json` does it: numbers, flags and unit variants too.
use crate::value::{Error, Str};
use serde::ser::{self, Impossible, Serialize};
use std::fmt::Display;

/// Becomes text.
pub(super) struct Key;

type Never = Impossible<Str, Error>;

fn no_key<T>() -> Result<T, Error> {
    Err(Error::new("key must be a string"))
}

macro_rules! keys_as_text {
    ($($method:ident: $type:ty,)*) => {$(
        fn $method(self, v: $type) -> Result<Str, Error> {
            Ok(Str::from(v.to_string()))
        }
    )*};
}

impl ser::Serializer for Key {
    type Ok = Str;
    type Error = Error;
    type SerializeSeq = Never;
    type SerializeTuple = Never;
    type SerializeTupleStruct = Never;
    type SerializeTupleVariant = Never;
    type SerializeMap = Never;
    type SerializeStruct = Never;
    type SerializeStructVariant = Never;

    keys_as_text! {
        serialize_bool: bool,
        serialize_i8: i8,
        serialize_i16: i16,
        serialize_i32: i32,
        serialize_i64: i64,
        serialize_i128: i128,
        serialize_u8: u8,
        serialize_u16: u16,
        serialize_u32: u32,
        serialize_u64: u64,
        serialize_u128: u128,
        serialize_char: char,
    }

    fn serialize_f32(self, v: f32) -> Result<Str, Error> {
        finite_key(v.is_finite(), &v)
    }

    fn serialize_f64(self, v: f64) -> Result<Str, Error> {
        finite_key(v.is_finite(), &v)
    }

    fn serialize_str(self, v: &str) -> Result<Str, Error> {
        Ok(Str::new(v))
    }

    fn serialize_bytes(self, _v: &[u8]) -> Result<Str, Error> {
        no_key()
    }

    fn serialize_none(self) -> Result<Str, Error> {
        no_key()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Str, Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Str, Error> {
        no_key()
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<Str, Error> {
        no_key()
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<Str, Error> {
        Ok(Str::from_static(variant))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        value: &T,
    ) -> Result<Str, Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _value: &T,
    ) -> Result<Str, Error> {
        no_key()
    }

    fn serialize_seq(self, _len: Option<usize>) -> Result<Never, Error> {
        no_key()
    }

    fn serialize_tuple(self, _len: usize) -> Result<Never, Error> {
        no_key()
    }

    fn serialize_tuple_struct(self, _name: &'static str, _len: usize) -> Result<Never, Error> {
        no_key()
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _len: usize,
    ) -> Result<Never, Error> {
        no_key()
    }

    fn serialize_map(self, _len: Option<usize>) -> Result<Never, Error> {
        no_key()
    }

    fn serialize_struct(self, _name: &'static str, _len: usize) -> Result<Never, Error> {
        no_key()
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _len: usize,
    ) -> Result<Never, Error> {
        no_key()
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<Str, Error> {
        Ok(Str::from(value.to_string()))
    }
}

/// A float as a key, written as JSON writes it.
fn finite_key<T: Serialize>(finite: bool, value: &T) -> Result<Str, Error> {
    if !finite {
        return Err(Error::new("float key must be finite (got NaN or +/-inf)"));
    }
    serde_json::to_string(value)
        .map(Str::from)
        .map_err(Error::new)
}
