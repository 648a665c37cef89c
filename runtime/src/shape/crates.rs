//! Types of other crates, each behind a feature of its crate's name.

#[cfg(feature = "bytes")]
mod bytes;
#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "rust_decimal")]
mod rust_decimal;
#[cfg(feature = "url")]
mod url;
#[cfg(feature = "uuid")]
mod uuid;

/// Types that are strings of a form.
#[cfg(any(
    feature = "chrono",
    feature = "jiff",
    feature = "url",
    feature = "uuid"
))]
macro_rules! text {
    ($($ty:ty => $text:expr,)*) => {$(
        impl $crate::shape::Shape for $ty {
            const SHAPE: &'static $crate::shape::Node = &$crate::shape::Node::Text($text);
        }
    )*};
}

#[cfg(any(
    feature = "chrono",
    feature = "jiff",
    feature = "url",
    feature = "uuid"
))]
use text;
