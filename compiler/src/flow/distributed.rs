//! Distributed Maps: what an `ItemReader` reads, and what a `ResultWriter` leaves.

use std::rc::Rc;

use super::fact::{Fact, Made, Object, Rest, Why};
use super::kinds::Kinds;
use crate::ir::{InputType, ItemReader, ResultWriter, Transformation};

/// What each item is that a reader reads.
pub(super) fn item(reader: &ItemReader) -> Fact {
    let is_listing = reader.resource.value.ends_with(":listObjectsV2");
    if is_listing && !reader.load_and_flatten {
        return Fact::object([
            ("Etag", Fact::string()),
            ("Key", Fact::string()),
            ("LastModified", Fact::Of(Kinds::NUMBER | Kinds::STRING)),
            ("Size", Fact::Of(Kinds::INTEGER)),
            ("StorageClass", Fact::string()),
        ]);
    }
    match (reader.input_type, &reader.csv_headers) {
        (Some(InputType::Csv), Some(headers)) => {
            let fields = headers
                .iter()
                .map(|header| (Rc::from(header.as_str()), Fact::string()));
            Fact::Object(Rc::new(Object::closed(fields, Made::default())))
        }
        (Some(InputType::Csv), None) => Fact::Object(Rc::new(Object {
            fields: super::tree::Tree::new(),
            rest: Rest::Any(Why::new(
                "the first row of a file says which columns there are",
            )),
            made: Made::default(),
        })),
        _ => Fact::any("an `ItemReader` reads it"),
    }
}

/// What is left of the results of iterations that gave `given`.
pub(super) fn written(writer: &ResultWriter, given: Option<Fact>, made: Made) -> Fact {
    if writer.resource.is_some() {
        let place = Fact::object([("Bucket", Fact::string()), ("Key", Fact::string())]);
        let fields = [
            ("MapRunArn", Fact::string()),
            ("ResultWriterDetails", place),
        ];
        return Fact::object_made(fields, made);
    }
    if writer.json_lines {
        return Fact::Of(Kinds::TEXT);
    }
    match (writer.transformation, given) {
        (Transformation::Compact, Some(given)) => Fact::list(given),
        _ => Fact::list(Fact::any("a `ResultWriter` makes it")),
    }
}
