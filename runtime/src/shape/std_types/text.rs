//! Strings, and the types that are written as one or as the bytes of one.

use std::ffi::{CStr, CString, OsStr, OsString};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use std::path::{Path, PathBuf};

use crate::shape::{Node, OneOf, Shape, Text, Variant};

use super::newtype;

macro_rules! text {
    ($($ty:ty => $text:expr,)*) => {$(
        impl Shape for $ty {
            const SHAPE: &'static Node = &Node::Text($text);
        }
    )*};
}

text! {
    String => Text::Any,
    str => Text::Any,
    char => Text::Char,
    PathBuf => Text::Any,
    Path => Text::Any,
    IpAddr => Text::Form("an IP address"),
    Ipv4Addr => Text::Form("an IPv4 address"),
    Ipv6Addr => Text::Form("an IPv6 address"),
    SocketAddr => Text::Form("a socket address"),
    SocketAddrV4 => Text::Form("an IPv4 socket address"),
    SocketAddrV6 => Text::Form("an IPv6 socket address"),
}

/// Its bytes without the last, which is zero. A string is taken for its bytes.
impl Shape for CStr {
    const SHAPE: &'static Node = &Node::Split {
        gives: NOT_ZERO,
        takes: &Node::OneOf(&OneOf {
            name: "CString",
            variants: &[
                Variant {
                    name: "",
                    node: NOT_ZERO,
                    is_given: true,
                    is_taken: true,
                },
                Variant {
                    name: "",
                    node: &Node::Text(Text::Form("text without a zero")),
                    is_given: false,
                    is_taken: true,
                },
            ],
        }),
    };
}

const NOT_ZERO: &Node = &Node::List(&Node::Integer(1, 255));

/// As [`CStr`].
impl Shape for CString {
    const SHAPE: &'static Node = CStr::SHAPE;
}

/// `{"Unix": [..]}` or `{"Windows": [..]}`: no platform takes what another gives.
impl Shape for OsStr {
    const SHAPE: &'static Node = &Node::OneOf(&OneOf {
        name: "OsString",
        variants: &[
            Variant {
                name: "Unix",
                node: &newtype!("OsString::Unix", "Unix", &Node::List(u8::SHAPE)),
                is_given: cfg!(unix),
                is_taken: cfg!(unix),
            },
            Variant {
                name: "Windows",
                node: &newtype!("OsString::Windows", "Windows", &Node::List(u16::SHAPE)),
                is_given: cfg!(windows),
                is_taken: cfg!(windows),
            },
        ],
    });
}

/// As [`OsStr`].
impl Shape for OsString {
    const SHAPE: &'static Node = OsStr::SHAPE;
}
