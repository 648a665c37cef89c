//! `ItemReader`: items out of objects, or the objects of a bucket as items.
use super::{parameter, store};
use crate::{
    driver::{
        Failure,
        context::{Item, View},
    },
    objects::{
        ObjectListing, ObjectStore, ObjectSummary,
        read::{Input, Items, List, ReadError, Rows},
    },
    program::{CsvHeaders, InputType, ItemReader},
    value::{Map, Str, Value},
};
use std::collections::VecDeque;

const FAILED: &str = "States.ItemReaderFailed";

/// The items of an `ItemReader`.
pub(super) struct Reader<'a> {
    config: &'static ItemReader,
    state: &'static str,
    store: Option<&'a dyn ObjectStore>,
    bucket: String,
    /// `Key` or `Prefix`.
    key: String,
    max_items: Result<u64, i64>,
    /// How many were read.
    count: usize,
    stage: Stage,
}

/// How far a reader is.
enum Stage {
    New,
    /// In one object after the other.
    Objects {
        objects: Objects,
        format: Format,
        open: Option<(Items, Str)>,
    },
    /// In a listing whose entries are the items.
    Listing(Listing),
}

/// Which objects are read.
enum Objects {
    Named(VecDeque<(String, String)>),
    Listed(Listing),
    /// The lines of an Athena manifest name them.
    Manifest(Input),
}

/// The objects of a bucket, page by page.
struct Listing {
    pages: Box<dyn ObjectListing>,
    page: VecDeque<ObjectSummary>,
}

/// How an object's content is made of items.
enum Format {
    Json,
    JsonLines,
    /// With the columns' names, where they are not in the first row.
    Csv(Option<Vec<Str>>),
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        view: &View<'_>,
        config: &'static ItemReader,
        input: &Value,
        store: Option<&'a dyn ObjectStore>,
    ) -> Result<Reader<'a>, Failure> {
        let parameters = match &config.parameters {
            Some(template) => view.made(template, &view.scope(input))?,
            None => Value::object(),
        };
        let max_items = match &config.max_items {
            Some(count) => view.integer(count, "MaxItems", input)?,
            None => Ok(0),
        };
        let of = |name| parameter(&parameters, name).unwrap_or_default();
        let key = if lists(config) {
            of("Prefix")
        } else {
            of("Key")
        };
        Ok(Reader {
            config,
            state: view.visit.state.name,
            store,
            bucket: of("Bucket"),
            key,
            max_items,
            count: 0,
            stage: Stage::New,
        })
    }

    pub(super) async fn next(&mut self) -> Result<Option<Item>, Failure> {
        let state = self.state;
        let store = store(self.store, state, FAILED)?;
        let read = self.read(store).await;
        let read = read.map_err(|ReadError(cause)| Failure::new(state, FAILED, Some(cause)))?;
        let item = read.map(|(value, source)| Item {
            index: self.count,
            value,
            source: Some(source),
        });
        self.count += usize::from(item.is_some());
        Ok(item)
    }

    /// The next item, and where it is from.
    async fn read(&mut self, store: &dyn ObjectStore) -> Result<Option<(Value, Str)>, ReadError> {
        let most = self
            .max_items
            // AWS's words.
            .map_err(|_| ReadError("field MaxItems must be positive".to_owned()))?;
        if most > 0 && self.count as u64 >= most {
            return Ok(None);
        }
        if self.bucket.is_empty() {
            let cause = "The parameters of the ItemReader name no Bucket.";
            return Err(ReadError(cause.to_owned()));
        }
        if let Stage::New = self.stage {
            self.stage = Stage::begin(self.config, store, &self.bucket, &self.key).await?;
        }
        match &mut self.stage {
            Stage::New => Ok(None),
            Stage::Listing(listing) => {
                let found = listing.next().await?;
                let source = || Str::from(format!("S3://{}", self.bucket));
                Ok(found.map(|object| (described(&object), source())))
            }
            Stage::Objects {
                objects,
                format,
                open,
            } => loop {
                if let Some((items, source)) = open {
                    if let Some(item) = items.next().await? {
                        return Ok(Some((item, source.clone())));
                    }
                    *open = None;
                }
                let next = objects.next(&self.bucket).await?;
                let Some((bucket, key)) = next else {
                    return Ok(None);
                };
                let input = input(store, &bucket, &key).await?;
                let items = format.open(self.config, input).await?;
                *open = Some((items, Str::from(format!("S3://{bucket}/{key}"))));
            },
        }
    }
}

impl Stage {
    async fn begin(
        config: &'static ItemReader,
        store: &dyn ObjectStore,
        bucket: &str,
        key: &str,
    ) -> Result<Stage, ReadError> {
        if lists(config) && !config.load_and_flatten {
            return Ok(Stage::Listing(Listing::open(store, bucket, key).await?));
        }
        if config.input_type == Some(InputType::Manifest) && !config.athena_manifest {
            let manifest = input(store, bucket, key).await?.whole().await?;
            return inventory(&manifest);
        }
        let objects = if lists(config) {
            Objects::Listed(Listing::open(store, bucket, key).await?)
        } else if config.athena_manifest {
            Objects::Manifest(input(store, bucket, key).await?)
        } else {
            Objects::Named(VecDeque::from([(bucket.to_owned(), key.to_owned())]))
        };
        let format = match config.input_type {
            Some(InputType::Csv) => Format::Csv(match config.csv_headers {
                CsvHeaders::FirstRow => None,
                CsvHeaders::Given(names) => {
                    Some(names.iter().map(|name| Str::from_static(name)).collect())
                }
            }),
            Some(InputType::JsonL) => Format::JsonLines,
            _ => Format::Json,
        };
        Ok(Stage::Objects {
            objects,
            format,
            open: None,
        })
    }
}

/// Whether it is `s3:listObjectsV2`, not `s3:getObject`.
fn lists(config: &ItemReader) -> bool {
    config.resource.ends_with(":listObjectsV2")
}

async fn input(store: &dyn ObjectStore, bucket: &str, key: &str) -> Result<Input, ReadError> {
    let body = store.get(bucket, key).await?;
    Input::open(body).await
}

/// An S3 inventory: its manifest names the objects that list a bucket's objects, and their columns.
fn inventory(manifest: &[u8]) -> Result<Stage, ReadError> {
    let wrong = |what: &str| ReadError(format!("The S3 inventory's manifest {what}."));
    let manifest: Value = serde_json::from_slice(manifest)
        .map_err(|error| wrong(&format!("is not JSON: {error}")))?;
    let text = |field: &str| {
        let text = manifest.get(field).and_then(Value::as_str);
        text.ok_or_else(|| wrong(&format!("has no `{field}`")))
    };
    let format = text("fileFormat")?;
    if format != "CSV" {
        let what = format!("is of files in {format}; only CSV is supported");
        return Err(wrong(&what));
    }
    let schema = text("fileSchema")?.split(',');
    let headers = schema.map(|name| Str::new(name.trim())).collect();
    // Its ARN, of which the last part is the name.
    let bucket = text("destinationBucket")?;
    let bucket = bucket.rsplit(':').next().unwrap_or(bucket).to_owned();
    let files = manifest.get("files").and_then(Value::as_array);
    let files = files.ok_or_else(|| wrong("has no list of `files`"))?;
    let keys = files.iter().map(|file| {
        let key = file.get("key").and_then(Value::as_str);
        let key = key.ok_or_else(|| wrong("lists a file without a `key`"))?;
        Ok((bucket.clone(), key.to_owned()))
    });
    Ok(Stage::Objects {
        objects: Objects::Named(keys.collect::<Result<_, ReadError>>()?),
        format: Format::Csv(Some(headers)),
        open: None,
    })
}

impl Objects {
    /// The bucket and key of the next; `listed` is the bucket of a listing.
    async fn next(&mut self, listed: &str) -> Result<Option<(String, String)>, ReadError> {
        match self {
            Objects::Named(named) => Ok(named.pop_front()),
            Objects::Listed(listing) => loop {
                match listing.next().await? {
                    // What consoles make to look like a folder has no content.
                    Some(object) if object.key.ends_with('/') => {}
                    Some(object) => return Ok(Some((listed.to_owned(), object.key))),
                    None => return Ok(None),
                }
            },
            Objects::Manifest(lines) => loop {
                let Some(line) = lines.text_line().await? else {
                    return Ok(None);
                };
                let line = line.trim_matches('"');
                if line.is_empty() {
                    continue;
                }
                let place = line.strip_prefix("s3://");
                return match place.and_then(|place| place.split_once('/')) {
                    Some((bucket, key)) => Ok(Some((bucket.to_owned(), key.to_owned()))),
                    None => Err(ReadError(format!(
                        "The manifest lists `{line}`, which does not begin with `s3://` and a bucket."
                    ))),
                };
            },
        }
    }
}

impl Listing {
    async fn open(
        store: &dyn ObjectStore,
        bucket: &str,
        prefix: &str,
    ) -> Result<Listing, ReadError> {
        Ok(Listing {
            pages: store.list(bucket, prefix).await?,
            page: VecDeque::new(),
        })
    }

    async fn next(&mut self) -> Result<Option<ObjectSummary>, ReadError> {
        loop {
            if let Some(object) = self.page.pop_front() {
                return Ok(Some(object));
            }
            match self.pages.page().await? {
                Some(page) => self.page = page.into(),
                None => return Ok(None),
            }
        }
    }
}

/// An object of a listing as an item.
fn described(object: &ObjectSummary) -> Value {
    Value::from(Map::from_iter([
        ("Etag", Value::from(format!("\"{}\"", object.etag))),
        ("Key", Value::from(object.key.clone())),
        (
            "LastModified",
            Value::from(object.last_modified.timestamp()),
        ),
        ("Size", Value::from(object.size)),
        ("StorageClass", Value::from("STANDARD")),
    ]))
}

impl Format {
    async fn open(&self, config: &ItemReader, input: Input) -> Result<Items, ReadError> {
        Ok(match self {
            Format::Json => {
                let pointer = config.items_pointer.unwrap_or_default();
                Items::List(List::open(input, pointer).await?)
            }
            Format::JsonLines => Items::Lines { input, read: 0 },
            Format::Csv(headers) => {
                let delimiter = u8::try_from(config.csv_delimiter).unwrap_or(b',');
                Items::Rows(Rows::open(input, delimiter, headers.clone()).await?)
            }
        })
    }
}
