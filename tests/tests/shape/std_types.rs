//! The types of `std`.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::convert::Infallible;
use std::ffi::{CStr, CString, OsStr, OsString};
use std::marker::PhantomData;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use std::num::{NonZero, NonZeroI8, NonZeroU8, NonZeroU64, Saturating, Wrapping};
use std::ops::{Bound, Range, RangeFrom, RangeInclusive, RangeTo};
use std::path::{Path, PathBuf};
use std::rc::{self, Rc};
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU8};
use std::sync::{Arc, Mutex, RwLock};
use std::time::{Duration, SystemTime};

use proptest::prelude::{Just, Strategy, any};

use crate::properties::{gives, holds, takes};
use crate::show::shown;
use crate::structs::table;

#[test]
fn numbers_have_bounds() {
    table! {
        u8 => "0..=255",
        u16 => "0..=65535",
        u32 => format!("0..={}", u32::MAX),
        u64 => format!("0..={}", u64::MAX),
        u128 => format!("0..={}", i128::MAX),
        usize => format!("0..={}", usize::MAX),
        i8 => "-128..=127",
        i64 => format!("{}..={}", i64::MIN, i64::MAX),
        i128 => format!("{}..={}", i128::MIN, i128::MAX),
        NonZeroU8 => "1..=255",
        NonZero<u128> => format!("1..={}", i128::MAX),
        NonZeroI8 => "-128..=127",
        Wrapping<u8> => "0..=255",
        Saturating<u8> => format!("(0..=255 => {}..={})", i64::MIN, u64::MAX),
        Reverse<u8> => "0..=255",
        AtomicU8 => "0..=255",
        AtomicI64 => format!("{}..={}", i64::MIN, i64::MAX),
        AtomicBool => "bool",
        f32 => "number",
        f64 => "number",
        bool => "bool",
    }
    holds::<u8>();
    holds::<u64>();
    holds::<usize>();
    holds::<i8>();
    holds::<i64>();
    holds::<f32>();
    holds::<f64>();
    holds::<bool>();
    holds::<Wrapping<u8>>();
    takes::<NonZeroU8>();
    takes::<NonZeroU64>();
    takes::<Saturating<u8>>();
    takes::<Saturating<i64>>();
    takes::<Reverse<u8>>();
    takes::<AtomicU8>();
}

#[test]
fn strings_have_forms() {
    table! {
        str => "text",
        String => "text",
        char => "char",
        Path => "text",
        PathBuf => "text",
        IpAddr => "<an IP address>",
        Ipv4Addr => "<an IPv4 address>",
        Ipv6Addr => "<an IPv6 address>",
        SocketAddr => "<a socket address>",
        SocketAddrV4 => "<an IPv4 socket address>",
        SocketAddrV6 => "<an IPv6 socket address>",
        CStr => "([1..=255*] => CString([1..=255*] | only taken <text without a zero>))",
        CString => shown::<CStr>(),
    }
    holds::<String>();
    holds::<char>();
    takes::<PathBuf>();
    gives(any::<IpAddr>());
    gives(any::<SocketAddr>());
    gives(any::<CString>());
    takes::<OsString>();
    gives(any::<String>().prop_map(OsString::from));
    assert_eq!(shown::<OsStr>(), shown::<OsString>());
}

#[test]
fn wrappers_are_what_is_in_them() {
    table! {
        Box<str> => "text",
        Rc<[u8]> => "[0..=255*]",
        Arc<Option<u8>> => "0..=255?",
        Cow<'static, str> => "text",
        &'static u8 => "0..=255",
        &'static mut u8 => "0..=255",
        Cell<u8> => "0..=255",
        RefCell<str> => "text",
        Mutex<u8> => "0..=255",
        RwLock<u8> => "0..=255",
        Option<u8> => "0..=255?",
        rc::Weak<u8> => "0..=255?",
        std::sync::Weak<u8> => "0..=255?",
        PhantomData<Unshaped> => "null",
        Infallible => "never",
    }
    holds::<Option<u8>>();
    holds::<Box<Option<Option<u8>>>>();
    holds::<Arc<String>>();
    holds::<Cow<'static, str>>();
    takes::<Box<str>>();
    takes::<Box<[u8]>>();
    takes::<Rc<[bool]>>();
    takes::<Cell<u8>>();
    takes::<RefCell<u8>>();
    takes::<Mutex<u8>>();
    takes::<RwLock<u8>>();
    takes::<rc::Weak<u8>>();
    takes::<PhantomData<u8>>();
}

struct Unshaped;

/// The longest that serde has.
type Sixteen = (
    u8,
    u8,
    u8,
    u8,
    u8,
    u8,
    u8,
    u8,
    u8,
    u8,
    u8,
    u8,
    u8,
    u8,
    u8,
    bool,
);

#[test]
fn collections_hold_what_they_hold() {
    table! {
        Vec<u8> => "[0..=255*]",
        [u8] => "[0..=255*]",
        VecDeque<u8> => "[0..=255*]",
        LinkedList<u8> => "[0..=255*]",
        BinaryHeap<u8> => "[0..=255*]",
        BTreeSet<u8> => "[0..=255*]",
        HashSet<u8> => "[0..=255*]",
        [u8; 0] => "[]",
        [u8; 3] => "[0..=255, 0..=255, 0..=255]",
        BTreeMap<String, u8> => "{*: 0..=255}",
        HashMap<u64, bool> => "{*: bool}",
        HashMap<Unshaped, bool> => "{*: bool}",
        () => "null",
        (u8,) => "[0..=255]",
        (u8, bool) => "[0..=255, bool]",
    }
    assert!(shown::<Sixteen>().ends_with(", 0..=255, bool]"));
    holds::<Vec<u8>>();
    holds::<VecDeque<u8>>();
    holds::<LinkedList<u8>>();
    holds::<BTreeSet<u8>>();
    holds::<HashSet<u8>>();
    takes::<BinaryHeap<u8>>();
    holds::<[u8; 0]>();
    holds::<[u8; 32]>();
    holds::<BTreeMap<String, u8>>();
    holds::<HashMap<String, Option<bool>>>();
    gives(any::<BTreeMap<u8, bool>>());
    gives(any::<BTreeMap<bool, bool>>());
    gives(any::<BTreeMap<char, bool>>());
    holds::<(u8,)>();
    holds::<(u8, String, Option<bool>)>();
    takes::<Sixteen>();
    holds::<()>();
}

#[test]
fn structs_have_the_fields_that_serde_gives_them() {
    table! {
        Duration => format!("closed Duration {{secs: 0..={}, nanos: 0..=999999999}}", u64::MAX),
        Range<u8> => "closed Range {start: 0..=255, end: 0..=255}",
        RangeInclusive<u8> => "closed RangeInclusive {start: 0..=255, end: 0..=255}",
        RangeFrom<u8> => "closed RangeFrom {start: 0..=255}",
        RangeTo<u8> => "closed RangeTo {end: 0..=255}",
        Bound<u8> => "Bound(Unbounded: 'Unbounded' | Included: closed Bound::Included {Included: 0..=255} \
            | Excluded: closed Bound::Excluded {Excluded: 0..=255})",
        Result<u8, bool> => "Result(Ok: closed Result::Ok {Ok: 0..=255} | Err: closed Result::Err {Err: bool})",
    }
    holds::<Duration>();
    gives(any::<Duration>().prop_map(|since| SystemTime::UNIX_EPOCH + since / 4));
    takes::<SystemTime>();
    holds::<Range<u8>>();
    holds::<RangeInclusive<u8>>();
    holds::<RangeFrom<u8>>();
    holds::<RangeTo<u8>>();
    gives(proptest::prop_oneof![
        Just(Bound::Unbounded),
        any::<u8>().prop_map(Bound::Included),
        any::<u8>().prop_map(Bound::Excluded)
    ]);
    takes::<Bound<u8>>();
    holds::<Result<u8, bool>>();
}
