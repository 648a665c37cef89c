//! Objects of known fields, read and written field by field: what the types that are made of samples are built on.
//!
//! A derive would write the same, but it needs the crate `serde` where it stands.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, DeserializeOwned, Deserializer};
use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::shape::{Field, Node, Variant};
use crate::value::Map;

/// An object to take fields out of, for a `Deserializer` whose errors are `E`. What is not taken is ignored.
#[derive(Debug)]
pub struct ObjectReader<E> {
    fields: Map,
    error: PhantomData<fn() -> E>,
}

impl<E: de::Error> ObjectReader<E> {
    /// Reads an object.
    ///
    /// # Errors
    ///
    /// When it is no object, or cannot be read.
    pub fn open<'de, D: Deserializer<'de, Error = E>>(deserializer: D) -> Result<Self, E> {
        Ok(ObjectReader {
            fields: Map::deserialize(deserializer)?,
            error: PhantomData,
        })
    }

    /// A field that has to be there.
    ///
    /// # Errors
    ///
    /// When it is not, or is of another type.
    pub fn field<T: DeserializeOwned>(&mut self, name: &'static str) -> Result<T, E> {
        self.field_if_there(name)?
            .ok_or_else(|| E::missing_field(name))
    }

    /// A field that may be missing; then it is none.
    ///
    /// # Errors
    ///
    /// When it is of another type.
    pub fn field_if_there<T: DeserializeOwned>(
        &mut self,
        name: &'static str,
    ) -> Result<Option<T>, E> {
        let value = self.fields.get_mut(name).map(std::mem::take);
        let value = value.map(|value| T::deserialize(value)).transpose();
        value.map_err(|error| E::custom(format_args!("`{name}`: {error}")))
    }

    /// A field that may be missing or `null`; either is none.
    ///
    /// # Errors
    ///
    /// When it is of another type.
    pub fn field_or_none<T: DeserializeOwned>(
        &mut self,
        name: &'static str,
    ) -> Result<Option<T>, E> {
        let value: Option<Option<T>> = self.field_if_there(name)?;
        Ok(value.flatten())
    }
}

/// An object that is written field by field.
pub struct ObjectWriter<S: Serializer>(S::SerializeStruct);

impl<S: Serializer> ObjectWriter<S> {
    /// Begins one; `fields` counts those that are not left out.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn open(serializer: S, name: &'static str, fields: usize) -> Result<Self, S::Error> {
        serializer.serialize_struct(name, fields).map(ObjectWriter)
    }

    /// A field.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn field<T: Serialize>(&mut self, name: &'static str, value: &T) -> Result<(), S::Error> {
        self.0.serialize_field(name, value)
    }

    /// A field that is left out where it is none.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn field_if_some<T: Serialize>(
        &mut self,
        name: &'static str,
        value: &Option<T>,
    ) -> Result<(), S::Error> {
        match value {
            Some(value) => self.field(name, value),
            None => self.0.skip_field(name),
        }
    }

    /// Ends it.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn close(self) -> Result<S::Ok, S::Error> {
        self.0.end()
    }
}

impl<S: Serializer> fmt::Debug for ObjectWriter<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ObjectWriter")
    }
}

/// The shape of a field that is always there, under one name.
pub const fn field(
    name: &'static str,
    takes: &'static [&'static str],
    node: &'static Node,
) -> Field {
    Field {
        gives: Some(name),
        may_be_left_out: false,
        takes,
        may_be_missing: false,
        node,
    }
}

/// An `Option`'s `None`.
pub const NULL: Variant = some(&Node::Null);

/// An `Option`'s `Some`.
pub const fn some(node: &'static Node) -> Variant {
    Variant {
        name: "",
        node,
        is_given: true,
        is_taken: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Error, Value};

    /// As the compiler writes it.
    #[derive(Debug, PartialEq)]
    #[allow(
        clippy::option_option,
        reason = "a note that is `null` is not one that is missing"
    )]
    struct Order {
        id: String,
        coupon: Option<String>,
        note: Option<Option<i64>>,
        customer: Option<Customer>,
    }

    #[derive(Debug, PartialEq)]
    struct Customer {
        age: Option<i64>,
    }

    impl Serialize for Order {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut object = ObjectWriter::<S>::open(serializer, "Order", 1)?;
            object.field("id", &self.id)?;
            object.field_if_some("coupon", &self.coupon)?;
            object.field_if_some("note", &self.note)?;
            object.field_if_some("customer", &self.customer)?;
            object.close()
        }
    }

    impl<'de> de::Deserialize<'de> for Order {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let mut object = ObjectReader::open(deserializer)?;
            Ok(Order {
                id: object.field("id")?,
                coupon: object.field_or_none("coupon")?,
                note: object.field_if_there("note")?,
                customer: object.field_or_none("customer")?,
            })
        }
    }

    impl Serialize for Customer {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut object = ObjectWriter::<S>::open(serializer, "Customer", 1)?;
            object.field("age", &self.age)?;
            object.close()
        }
    }

    impl<'de> de::Deserialize<'de> for Customer {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let mut object = ObjectReader::open(deserializer)?;
            Ok(Customer {
                age: object.field_or_none("age")?,
            })
        }
    }

    #[test]
    fn what_is_read_is_written() {
        for (text, written) in [
            (r#"{"id":"a"}"#, r#"{"id":"a"}"#),
            (r#"{"id":"a","note":null}"#, r#"{"id":"a","note":null}"#),
            (r#"{"id":"a","note":3}"#, r#"{"id":"a","note":3}"#),
            (r#"{"more":[],"coupon":null,"id":"a"}"#, r#"{"id":"a"}"#),
            (
                r#"{"id":"a","coupon":"x","customer":{}}"#,
                r#"{"id":"a","coupon":"x","customer":{"age":null}}"#,
            ),
        ] {
            let order: Order = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&order).unwrap(), written, "{text}");
            let order: Order = Value::parse(text).unwrap().take().unwrap();
            assert_eq!(Value::of(&order).unwrap().to_string(), written, "{text}");
        }
    }

    #[test]
    fn what_does_not_fit_says_where() {
        for (text, says) in [
            ("3", "invalid type: integer `3`, expected an object"),
            ("{}", "missing field `id`"),
            (
                r#"{"id":3}"#,
                "`id`: invalid type: integer `3`, expected a string",
            ),
            (
                r#"{"id":null}"#,
                "`id`: invalid type: null, expected a string",
            ),
            (
                r#"{"id":"a","customer":{"age":"x"}}"#,
                "`customer`: `age`: invalid type: string \"x\", expected i64",
            ),
        ] {
            let order: Result<Order, Error> = Value::parse(text).unwrap().take();
            assert_eq!(order.unwrap_err().to_string(), says, "{text}");
        }
    }
}
