use super::{Input, Items, List, ReadError, Rows};
use crate::{
    machine::BoxFuture,
    objects::{ObjectBody, ObjectError, ready},
    value::{Str, Value},
};
use serde_json::json;
use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

/// Content in chunks of a few bytes, so that everything is cut everywhere.
struct Pieces(Vec<u8>, usize);

impl ObjectBody for Pieces {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>, ObjectError>> {
        let length = self.1.min(self.0.len());
        let chunk: Vec<u8> = self.0.drain(..length).collect();
        ready(Ok((!chunk.is_empty()).then_some(chunk)))
    }
}

fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits"),
    }
}

async fn all(mut items: Items) -> Result<Vec<Value>, ReadError> {
    let mut found = Vec::new();
    while let Some(item) = items.next().await? {
        found.push(item);
    }
    Ok(found)
}

/// What is read is the same, however the content is cut.
fn cut(
    content: impl AsRef<[u8]>,
    read: impl AsyncFn(Input) -> Result<Vec<Value>, ReadError>,
) -> Result<serde_json::Value, String> {
    let of = |size| {
        let body = Pieces(content.as_ref().to_vec(), size);
        let read = async { read(Input::open(Box::new(body)).await?).await };
        let items = now(read).map_err(|ReadError(cause)| cause)?;
        Ok(serde_json::Value::from(Value::from(items)))
    };
    let whole = of(usize::MAX);
    for size in [1, 2, 3, 7] {
        assert_eq!(of(size), whole, "in pieces of {size}");
    }
    whole
}

fn list(content: &str, pointer: &str) -> Result<serde_json::Value, String> {
    cut(content, async |input| {
        all(Items::List(List::open(input, pointer).await?)).await
    })
}

fn rows(content: &str, delimiter: u8, headers: Option<&[&'static str]>) -> serde_json::Value {
    let read = cut(content, async |input| {
        let headers = headers.map(|names| names.iter().map(|name| Str::from(*name)).collect());
        all(Items::Rows(Rows::open(input, delimiter, headers).await?)).await
    });
    read.expect("rows")
}

#[test]
fn a_list_is_read_item_by_item() {
    for (text, items) in [
        ("[]", json!([])),
        (" [ ] ", json!([])),
        (
            "[1,2.5,-3e2,true,null]",
            json!([1, 2.5, -300.0, true, null]),
        ),
        (
            r#"[{"a":[1,{"b":"]},\"\\"}]} , "x\\", [[],[1]]]"#,
            json!([{"a": [1, {"b": "]},\"\\"}]}, "x\\", [[], [1]]]),
        ),
        ("\u{feff}[\"\u{e9}\"]", json!(["é"])),
    ] {
        assert_eq!(list(text, ""), Ok(items), "{text}");
    }
}

#[test]
fn a_pointer_leads_to_the_list() {
    let text = r#"{"no":[9],"a/b":{"~":[0,{"list":[1,2]}]},"rest":"unread"#;
    assert_eq!(list(text, "/a~1b/~0/1/list"), Ok(json!([1, 2])));
    let error = |pointer| list(text, pointer).expect_err("an error");
    assert_eq!(error("/no/0"), "Attempting to map over non-iterable node.");
    assert_eq!(
        error("/no/1"),
        "The ItemsPointer \"/no/1\" leads to nothing."
    );
    assert!(error("no").contains("does not begin with `/`"));
}

#[test]
fn what_is_no_list_is_an_error() {
    let error = |text| list(text, "").expect_err("an error");
    assert_eq!(
        error(r#"{"Hello": "world"}"#),
        "Attempting to map over non-iterable node."
    );
    assert_eq!(error("1"), "Attempting to map over non-iterable node.");
    assert_eq!(error(""), "not JSON: there is nothing");
    assert_eq!(
        error("[1 2]"),
        "not JSON: `,` or `]` expected, but there is `2`"
    );
    assert_eq!(error("[1"), "not JSON: `,` or `]` expected, but it ends");
    assert_eq!(
        error("[1,]"),
        "not JSON: a value expected, but there is `]`"
    );
    assert_eq!(
        error("[{\"a\":"),
        "not JSON: the rest of a value expected, but it ends"
    );
    assert!(error("[nul]").starts_with("not JSON: "));
}

#[test]
fn lines_are_documents_and_empty_ones_are_none() {
    let lines = |text: &str| {
        cut(text, async |input| {
            all(Items::Lines { input, read: 0 }).await
        })
    };
    let text = "{\"a\":1}\r\n\n  \n\"two\"\n[3]";
    assert_eq!(lines(text), Ok(json!([{"a": 1}, "two", [3]])));
    assert_eq!(
        lines("1\n\nnot json\n").expect_err("an error"),
        "line 3 is not JSON: expected ident at column 2, in `not json`"
    );
}

#[test]
fn rows_are_objects_of_strings() {
    assert_eq!(
        rows("a,b\r\n1,2\n\n3\n4,5,6\n", b',', None),
        json!([{"a": "1", "b": "2"}, {"a": "3", "b": ""}, {"a": "4", "b": "5"}])
    );
    assert_eq!(
        rows("1;x y\n", b';', Some(&["n", "t"])),
        json!([{"n": "1", "t": "x y"}])
    );
    assert_eq!(rows("", b',', None), json!([]));
}

#[test]
fn quotation_marks_and_backslashes_make_characters_plain() {
    assert_eq!(
        rows("a|b\n\"1|\n2\"|\"\"\"q\"\"\"\n", b'|', None),
        json!([{"a": "1|\n2", "b": "\"q\""}])
    );
    assert_eq!(
        rows(
            "path,size\nC:\\\\Program Files\\\\a.exe,1\\,5\n\\x,\\\"\n",
            b',',
            None
        ),
        json!([
            {"path": "C:\\Program Files\\a.exe", "size": "1,5"},
            {"path": "x", "size": "\""}
        ])
    );
    assert_eq!(rows("a\n\"\"\n", b',', None), json!([{"a": ""}]));
}

#[test]
fn a_header_twice_is_an_error() {
    let read = cut("a,b,a\n", async |input| {
        all(Items::Rows(Rows::open(input, b',', None).await?)).await
    });
    assert_eq!(
        read.expect_err("an error"),
        "CSV headers cannot contain duplicates."
    );
}

#[cfg(feature = "gzip")]
#[test]
fn what_is_compressed_is_decompressed() {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    for n in 0..5_000 {
        writeln!(encoder, "{n}").expect("in memory");
    }
    let compressed = encoder.finish().expect("in memory");
    let read = |content: &[u8]| {
        cut(content, async |input| {
            all(Items::Lines { input, read: 0 }).await
        })
    };
    let numbers: Vec<u64> = (0..5_000).collect();
    assert_eq!(read(&compressed), Ok(json!(numbers)));
    let error = read(&compressed[..compressed.len() / 2]).expect_err("an error");
    assert!(error.starts_with("not whole gzip data"), "{error}");
}
