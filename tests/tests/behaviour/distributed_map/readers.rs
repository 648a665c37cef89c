//! `ItemReader`: formats, manifests, listings, and what goes wrong.

use std::time::Duration;

use serde_json::{Value as Json, json};
use stepwright::objects::{
    DirectoryStore, MemoryStore, ObjectBody, ObjectListing, ObjectSink, ObjectStore, Opened,
};
use stepwright::test::TestRun;
use stepwright_tests::program;

use super::{distributed, output, reader, run};
use crate::support::{finish, with};

fn read(config: &Json, content: &str) -> Json {
    let definition = distributed(&json!({"ItemReader": reader(config)}));
    let objects = MemoryStore::new().with("b", "data", content);
    output(&run(&definition, &objects, json!({})))
}

/// Error and cause.
fn fails(config: &Json, content: &str) -> (String, String) {
    let definition = distributed(&json!({"ItemReader": reader(config)}));
    let objects = MemoryStore::new().with("b", "data", content);
    let execution = run(&definition, &objects, json!({}));
    (
        execution.error.unwrap_or_default(),
        execution.cause.unwrap_or_default(),
    )
}

#[test]
fn each_format_gives_its_items() {
    assert_eq!(
        read(&json!({"InputType": "JSON"}), "[1, {\"a\": 2}]"),
        json!([1, {"a": 2}])
    );
    assert_eq!(
        read(
            &json!({"InputType": "JSON", "ItemsPointer": "/rows/1"}),
            r#"{"rows": [0, [7, 8]]}"#
        ),
        json!([7, 8])
    );
    assert_eq!(
        read(&json!({"InputType": "JSONL"}), "1\n{\"a\":2}\n"),
        json!([1, {"a": 2}])
    );
    assert_eq!(
        read(
            &json!({"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"}),
            "a,b\n1,2\n"
        ),
        json!([{"a": "1", "b": "2"}])
    );
    let given = json!({
        "InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["x", "y"], "CSVDelimiter": "TAB"
    });
    assert_eq!(
        read(&given, "1\t2\n3\n"),
        json!([{"x": "1", "y": "2"}, {"x": "3", "y": ""}])
    );
}

#[test]
fn max_items_ends_the_reading_and_zero_is_no_limit() {
    let lines = "1\n2\n3\nnever read";
    assert_eq!(
        read(&json!({"InputType": "JSONL", "MaxItems": 3}), lines),
        json!([1, 2, 3])
    );
    assert_eq!(
        read(&json!({"InputType": "JSONL", "MaxItems": 0}), "1\n2\n"),
        json!([1, 2])
    );
}

#[test]
fn the_path_of_max_items_is_looked_at_as_aws_does() {
    let config = json!({"InputType": "JSONL", "MaxItemsPath": "$.most"});
    let definition = distributed(&json!({"ItemReader": reader(&config)}));
    let objects = MemoryStore::new().with("b", "data", "1\n2\n");
    let with = |most: Json| run(&definition, &objects, json!({"most": most}));
    assert_eq!(output(&with(json!("1"))), json!([1]));
    let negative = with(json!(-1));
    assert_eq!(negative.error.as_deref(), Some("States.ItemReaderFailed"));
    assert_eq!(
        negative.cause.as_deref(),
        Some("field MaxItems must be positive")
    );
    let fraction = with(json!(1.5));
    assert_eq!(fraction.error.as_deref(), Some("States.Runtime"));
    assert_eq!(
        fraction.event_types(),
        [
            "ExecutionStarted",
            "MapStateEntered",
            "MapStateStarted",
            "ExecutionFailed"
        ]
    );
}

#[test]
fn with_a_reader_the_items_path_is_not_looked_at() {
    let definition = distributed(&json!({
        "ItemsPath": "$.nowhere", "ItemReader": reader(&json!({"InputType": "JSON"}))
    }));
    let objects = MemoryStore::new().with("b", "data", "[[\"from the bucket\"]]");
    assert_eq!(
        output(&run(&definition, &objects, json!({}))),
        json!([["from the bucket"]])
    );
}

#[test]
fn a_listing_gives_what_is_known_of_each_object() {
    let definition = distributed(&json!({"ItemReader": {
        "Resource": "arn:aws:states:::s3:listObjectsV2",
        "Parameters": {"Bucket.$": "$.bucket", "Prefix": "in/"}
    }}));
    let objects = MemoryStore::new()
        .with("b", "in/2", "two")
        .with("b", "in/1", "1")
        .with("b", "out/3", "3");
    let execution = run(&definition, &objects, json!({"bucket": "b"}));
    assert_eq!(
        output(&execution),
        json!([
            {"Etag": "\"c4ca4238a0b923820dcc509a6f75849b\"", "Key": "in/1", "LastModified": 0, "Size": 1,
             "StorageClass": "STANDARD"},
            {"Etag": "\"b8a9f715dbb64fd5c56e7783c6820a61\"", "Key": "in/2", "LastModified": 0, "Size": 3,
             "StorageClass": "STANDARD"},
        ])
    );
}

#[test]
fn listed_objects_are_loaded_and_flattened() {
    let definition = distributed(&json!({
        "ItemReader": {
            "Resource": "arn:aws:states:::s3:listObjectsV2",
            "ReaderConfig": {"InputType": "JSONL", "Transformation": "LOAD_AND_FLATTEN"},
            "Parameters": {"Bucket": "b", "Prefix": "day"}
        },
        "ItemSelector": {"value.$": "$$.Map.Item.Value", "from.$": "$$.Map.Item.Source", "at.$": "$$.Map.Item.Index"}
    }));
    // More than one page of a listing, a folder's marker, and another prefix.
    let objects = MemoryStore::new()
        .with("b", "day/", "")
        .with("b", "other", "99");
    for day in 0..1_200 {
        objects.insert("b", &format!("day/{day:04}"), format!("{day}\n"));
    }
    let items = output(&run(&definition, &objects, json!({})));
    assert_eq!(items.as_array().map(Vec::len), Some(1_200));
    assert_eq!(
        items[1_199],
        json!({"value": 1_199, "from": "S3://b/day/1199", "at": 1_199})
    );
}

#[test]
fn an_inventory_names_its_files_and_columns() {
    let manifest = json!({
        "sourceBucket": "source", "destinationBucket": "arn:aws:s3:::lists", "fileFormat": "CSV",
        "fileSchema": "Bucket, Key, Size", "files": [{"key": "1.csv"}, {"key": "2.csv"}]
    });
    let objects = MemoryStore::new()
        .with("b", "data", manifest.to_string())
        .with("lists", "1.csv", "\"source\",\"a\",\"1\"\n")
        .with("lists", "2.csv", "\"source\",\"b\",\"2\"\n");
    let items = json!([
        {"Bucket": "source", "Key": "a", "Size": "1"}, {"Bucket": "source", "Key": "b", "Size": "2"}
    ]);
    for config in [
        json!({"InputType": "MANIFEST"}),
        json!({"ManifestType": "S3_INVENTORY"}),
    ] {
        let definition = distributed(&json!({"ItemReader": reader(&config)}));
        assert_eq!(
            output(&run(&definition, &objects, json!({}))),
            items,
            "{config}"
        );
    }
}

#[test]
fn the_lines_of_an_athena_manifest_are_read() {
    let config = json!({"ManifestType": "ATHENA_DATA", "InputType": "JSONL"});
    let definition = distributed(&json!({"ItemReader": reader(&config)}));
    let objects = MemoryStore::new()
        .with("b", "data", "s3://x/out/1\n\"s3://x/out/2\"\n")
        .with("x", "out/1", "1\n2\n")
        .with("x", "out/2", "3\n");
    assert_eq!(
        output(&run(&definition, &objects, json!({}))),
        json!([1, 2, 3])
    );
}

#[test]
fn what_cannot_be_read_fails_the_run_in_aws_s_words() {
    let failed = |cause: &str| ("States.ItemReaderFailed".to_owned(), cause.to_owned());
    let json = json!({"InputType": "JSON"});
    assert_eq!(
        fails(&json, "{\"Hello\": 1}"),
        failed("Attempting to map over non-iterable node.")
    );
    let csv = json!({"InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["H", "H"]});
    assert_eq!(
        fails(&csv, "1,2\n"),
        failed("CSV headers cannot contain duplicates.")
    );
    assert_eq!(
        fails(
            &json!({"InputType": "MANIFEST"}),
            r#"{"fileFormat": "ORC"}"#
        ),
        failed("The S3 inventory's manifest is of files in ORC; only CSV is supported.")
    );
}

#[test]
fn a_failed_reading_is_a_failed_run_and_can_be_caught() {
    let mut definition = distributed(&json!({
        "ItemReader": reader(&json!({"InputType": "JSON"})),
        "Catch": [{"ErrorEquals": ["States.ItemReaderFailed"], "Next": "Caught"}]
    }));
    definition["States"]["Caught"] = json!({"Type": "Pass", "End": true});
    let execution = run(&definition, &MemoryStore::new(), json!({}));
    assert_eq!(
        output(&execution),
        json!({"Error": "States.ItemReaderFailed", "Cause": "The specified key does not exist: data in the bucket b"})
    );
    assert_eq!(
        execution.event_types()[2..6],
        [
            "MapStateStarted",
            "MapRunStarted",
            "MapRunFailed",
            "MapStateFailed"
        ]
    );
}

#[test]
fn a_host_without_objects_says_what_to_do() {
    let definition = distributed(&json!({"ItemReader": reader(&json!({"InputType": "JSON"}))}));
    let execution = finish(TestRun::mocked(program(&definition)), json!({}));
    assert_eq!(execution.error.as_deref(), Some("States.ItemReaderFailed"));
    let cause = execution.cause.unwrap_or_default();
    assert!(cause.contains("`TestRun::objects`"), "{cause}");
}

#[test]
fn folders_are_buckets() {
    let root = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("folders_are_buckets");
    let _ = std::fs::remove_dir_all(&root);
    std::fs::create_dir_all(root.join("b/in/deep")).expect("a folder");
    for (key, line) in [
        ("in/1", "1"),
        ("in/deep/2", "2"),
        ("in/3", "3"),
        ("inner", "4"),
        ("other", "5"),
    ] {
        std::fs::write(root.join("b").join(key), line).expect("a file");
    }
    let definition = distributed(&json!({
        "ItemReader": {
            "Resource": "arn:aws:states:::s3:listObjectsV2",
            "ReaderConfig": {"InputType": "JSONL", "Transformation": "LOAD_AND_FLATTEN"},
            "Parameters": {"Bucket.$": "$.bucket", "Prefix": "in"}
        },
        "ResultWriter": {
            "Resource": "arn:aws:states:::s3:putObject",
            "Parameters": {"Bucket": "new", "Prefix": "results"},
            "WriterConfig": {"OutputType": "JSON", "Transformation": "COMPACT"}
        }
    }));
    let store = DirectoryStore::new(&root);
    let of = |bucket: &str| {
        let run = TestRun::mocked(program(&definition)).objects(store.clone());
        finish(run, json!({"bucket": bucket}))
    };
    let output = output(&of("b"));
    let manifest = output["ResultWriterDetails"]["Key"]
        .as_str()
        .expect("a key");
    let results = root
        .join("new")
        .join(manifest.replace("manifest", "SUCCEEDED_0"));
    let results = std::fs::read_to_string(results).expect("results");
    assert_eq!(results, "[1,3,2,4]");
    assert_eq!(
        of("c").cause.as_deref(),
        Some("The specified bucket does not exist: c")
    );
    let cause = of("../b").cause.unwrap_or_default();
    assert!(cause.contains("cannot be the name of a bucket"), "{cause}");
}

#[test]
fn readers_and_batchers_take_expressions() {
    let mut definition = distributed(&json!({
        "ItemReader": {
            "Resource": "arn:aws:states:::s3:getObject",
            "ReaderConfig": {"InputType": "JSONL", "MaxItems": "{% $states.input.most + 1 %}"},
            "Arguments": {"Bucket": "{% $states.input.bucket %}", "Key": "data"}
        },
        "ItemSelector": {"n": "{% $states.context.Map.Item.Value * 10 %}"},
        "ItemBatcher": {
            "MaxItemsPerBatch": "{% $states.input.most %}", "BatchInput": {"of": "{% $states.input.bucket %}"}
        },
        "MaxConcurrency": "{% 1 + 1 %}",
        "ToleratedFailurePercentage": "{% 5 %}"
    }));
    definition = with(definition, &json!({"QueryLanguage": "JSONata"}));
    let objects = MemoryStore::new().with("b", "data", "1\n2\n3\n4\n");
    let execution = run(&definition, &objects, json!({"bucket": "b", "most": 2}));
    assert_eq!(
        output(&execution),
        json!([
            {"BatchInput": {"of": "b"}, "Items": [{"n": 10}, {"n": 20}]},
            {"BatchInput": {"of": "b"}, "Items": [{"n": 30}]}
        ])
    );
}

/// Answers a while later, by the real clock.
struct Slow(MemoryStore);

impl ObjectStore for Slow {
    fn get<'a>(&'a self, bucket: &'a str, key: &'a str) -> Opened<'a, dyn ObjectBody> {
        Box::pin(async move {
            tokio::time::sleep(Duration::from_millis(20)).await;
            self.0.get(bucket, key).await
        })
    }

    fn list<'a>(&'a self, bucket: &'a str, prefix: &'a str) -> Opened<'a, dyn ObjectListing> {
        self.0.list(bucket, prefix)
    }

    fn put<'a>(&'a self, bucket: &'a str, key: &'a str) -> Opened<'a, dyn ObjectSink> {
        self.0.put(bucket, key)
    }
}

#[tokio::test]
async fn virtual_time_waits_for_a_store() {
    let mut definition = distributed(&json!({"ItemReader": reader(&json!({"InputType": "JSON"}))}));
    definition["TimeoutSeconds"] = json!(60);
    let store = Slow(MemoryStore::new().with("b", "data", "[1]"));
    let run = TestRun::mocked(program(&definition)).objects(store);
    let execution = run.run(json!({})).await;
    assert_eq!(output(&execution), json!([1]));
    assert_eq!(execution.elapsed, Duration::ZERO);
}
