//! Compiles only if generated code names everything by its full path: the dependency is renamed and there is no
//! prelude.

#![no_implicit_prelude]
#![deny(warnings)]
#![warn(clippy::all, clippy::pedantic)]
#![allow(
    clippy::unused_async,
    reason = "a handler is async whether or not it awaits"
)]

::renamed::include_workflow!(pub mod order = "order.asl.json");

::renamed::include_workflow! {
    pub mod sampled = "order.asl.json",
    input: sample("order.sample.json", "order.sample-2.json"),
}

::renamed::workflow! {
    /// Its states have the names of the prelude.
    pub mod declared(u8) -> u8 {
        task Option(u8) -> ::core::result::Result<u8, Mistake> {
            retry "Odd.Number" { interval: 1s, max_attempts: 1 }
            catch TooLarge => Err { result_path: null }
        }
        task Result(u8) -> ::core::result::Result<u8, ::core::convert::Infallible> => end;
        pass Err { result: 255 }
    }
}

/// What goes wrong.
#[derive(::core::fmt::Debug, ::renamed::TaskError)]
#[task_error(crate = ::renamed)]
pub enum Mistake {
    /// A number that is too large.
    TooLarge,
    /// With a payload that `Debug` shows.
    #[task_error(name = "Odd.Number")]
    Odd(u8),
}

/// The application.
#[derive(::core::fmt::Debug)]
pub struct Shop;

#[::renamed::handlers(order)]
#[::renamed::handlers(declared)]
impl Shop {
    async fn option(&self, number: u8) -> ::core::result::Result<u8, Mistake> {
        match number {
            100.. => ::core::result::Result::Err(Mistake::TooLarge),
            3 => ::core::result::Result::Err(Mistake::Odd(number)),
            _ => ::core::result::Result::Ok(number),
        }
    }

    async fn result(number: u8) -> ::core::result::Result<u8, ::core::convert::Infallible> {
        ::core::result::Result::Ok(number * 2)
    }
}

/// What is shaped without a prelude, and contains itself.
#[derive(::core::fmt::Debug, ::serde::Serialize, ::serde::Deserialize, ::renamed::Shape)]
#[shape(crate = ::renamed)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Parcel<T> {
    /// One thing.
    One {
        /// It.
        #[serde(skip_serializing_if = "::core::option::Option::is_none")]
        thing: ::core::option::Option<T>,
    },
    /// Parcels in parcels.
    Several {
        /// They.
        inside: ::std::vec::Vec<Parcel<T>>,
    },
    /// As another.
    Other(Label),
}

/// A newtype.
#[derive(::core::fmt::Debug, ::serde::Serialize, ::serde::Deserialize, ::renamed::Shape)]
#[shape(crate = ::renamed)]
pub struct Label {
    text: ::std::string::String,
}
