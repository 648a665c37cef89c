//! Enums that are tagged from outside.
use super::{Key, unexpected};
use crate::value::{Error, Str, Value};
use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, Unexpected, VariantAccess, Visitor,
};
use std::sync::Arc;

/// A variant, tagged from outside: `"Name"` or `{"Name": body}`.
pub(super) struct Variant {
    pub(super) name: Str,
    pub(super) body: Option<Value>,
}

impl Variant {
    pub(super) fn of(value: Value) -> Result<Variant, Error> {
        match value {
            Value::String(name) => Ok(Variant { name, body: None }),
            Value::Object(fields) if fields.len() == 1 => {
                let mut fields = Arc::unwrap_or_clone(fields).into_entries();
                let (name, body) = fields.remove(0);
                Ok(Variant {
                    name,
                    body: Some(body),
                })
            }
            Value::Object(_) => Err(de::Error::invalid_value(
                Unexpected::Map,
                &"map with a single key",
            )),
            Value::Typed(typed) => Variant::of(typed.json().map_err(Clone::clone)?.clone()),
            other => Err(de::Error::invalid_type(
                unexpected(&other),
                &"string or map",
            )),
        }
    }
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Error;
    type Variant = Body;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Body), Error> {
        let name = seed.deserialize(Key(&self.name))?;
        Ok((name, Body(self.body)))
    }
}

pub(super) struct Body(Option<Value>);

impl<'de> VariantAccess<'de> for Body {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        match self.0 {
            None => Ok(()),
            Some(body) => de::Deserialize::deserialize(body),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        match self.0 {
            Some(body) => seed.deserialize(body),
            None => Err(de::Error::invalid_type(
                Unexpected::UnitVariant,
                &"newtype variant",
            )),
        }
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Some(Value::Array(items)) if items.is_empty() => visitor.visit_unit(),
            Some(body @ Value::Array(_)) => body.deserialize_any(visitor),
            Some(Value::Typed(typed)) => {
                let json = typed.json().map_err(Clone::clone)?.clone();
                Body(Some(json)).tuple_variant(len, visitor)
            }
            Some(other) => Err(de::Error::invalid_type(
                unexpected(&other),
                &"tuple variant",
            )),
            None => Err(de::Error::invalid_type(
                Unexpected::UnitVariant,
                &"tuple variant",
            )),
        }
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.0 {
            Some(Value::Typed(typed)) => {
                let json = typed.json().map_err(Clone::clone)?.clone();
                Body(Some(json)).struct_variant(fields, visitor)
            }
            Some(body @ Value::Object(_)) => body.deserialize_any(visitor),
            Some(other) => Err(de::Error::invalid_type(
                unexpected(&other),
                &"struct variant",
            )),
            None => Err(de::Error::invalid_type(
                Unexpected::UnitVariant,
                &"struct variant",
            )),
        }
    }
}
