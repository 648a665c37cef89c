//! Bulk pricing: a distributed Map over a CSV file in a folder, JSONata and variables, and a workflow that starts another.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use stepwright::objects::DirectoryStore;
use stepwright::{InMemory, Registry, Shape, TaskError, include_workflow};

include_workflow! {
    /// Raises every price of a list, then has the new list published.
    pub mod price_list = "workflows/price-list.asl.json",
    input: Increase,
    output: Published,
}

include_workflow! {
    /// Publishes what a Map run wrote.
    pub mod publish_prices = "workflows/publish-prices.asl.json",
    input: Publishing,
    output: Published,
}

/// What the workflow is started with.
#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Increase {
    /// The price list: a CSV file in the bucket `price-lists`, without its `.csv`.
    pub list: String,
    /// By how much its prices rise.
    pub percent: f64,
}

/// What comes of it.
#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
pub struct Published {
    /// The price list.
    pub list: String,
    /// How many articles have a new price.
    pub articles: usize,
    /// How many have none.
    pub left_out: usize,
    /// The article with the highest price; all of them where there are several.
    pub dearest: String,
}

/// An article as `ItemSelector` selects it.
#[derive(Debug, Deserialize, Shape)]
pub struct Article {
    /// Its number.
    pub sku: String,
    /// Its price in euros, as the file has it.
    pub price: String,
    /// What the price is multiplied with.
    pub factor: f64,
}

/// A new price.
#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
pub struct Price {
    /// In cents.
    pub cents: i64,
}

/// Why an article has no new price.
#[derive(Debug, PartialEq, TaskError)]
pub enum PricingError {
    /// The file has something else there.
    NoPrice,
}

/// Prices articles. A child of the Map run calls it, one for each row.
#[derive(Debug)]
pub struct Pricing;

#[stepwright::handlers(price_list)]
impl Pricing {
    async fn price_article(&self, article: Article) -> Result<Price, PricingError> {
        let euros: f64 = article.price.parse().map_err(|_| PricingError::NoPrice)?;
        #[expect(clippy::cast_possible_truncation, reason = "prices are far from 2^63")]
        let cents = (euros * 100.0 * article.factor).round() as i64;
        Ok(Price { cents })
    }

    // Takes the place of `PublishPrices` on a host without a registry; the hosts of this crate have one. Its type says what
    // comes back in any case.
    async fn publish(&self) -> Result<Execution, PublishingError> {
        Err(PublishingError::NoRegistry)
    }
}

/// The execution of `PublishPrices`, of what `startExecution.sync:2` tells of it.
#[derive(Debug, Serialize, Shape)]
#[serde(rename_all = "PascalCase")]
pub struct Execution {
    /// What it has ended with.
    pub output: Published,
}

/// Why nothing is published.
#[derive(Debug, TaskError)]
pub enum PublishingError {
    /// The host starts no other workflows.
    NoRegistry,
}

/// What `PublishPrices` is started with.
#[derive(Debug, Serialize, Deserialize, Shape)]
pub struct Publishing {
    /// The price list.
    pub list: String,
    /// What the Map run has written.
    pub manifest: ManifestPlace,
}

/// Where a Map run's manifest is, as its `ResultWriterDetails` say.
#[derive(Debug, Serialize, Deserialize, Shape)]
#[serde(rename_all = "PascalCase")]
pub struct ManifestPlace {
    /// A folder of [`Shelves`].
    pub bucket: String,
    /// A file in it.
    pub key: String,
}

/// An article with its new price, as `Price Article` ends with it.
#[derive(Debug, Serialize, Deserialize, Shape)]
pub struct Priced {
    /// Its number.
    pub sku: String,
    /// Its price in cents.
    pub cents: i64,
}

/// What a Map run has written.
#[derive(Debug, Serialize, Shape)]
pub struct Written {
    /// The new prices.
    pub prices: Vec<Priced>,
    /// How many they are.
    pub articles: usize,
    /// How many articles have none.
    pub left_out: usize,
}

/// The folder whose subfolders are the buckets.
#[derive(Clone, Debug)]
pub struct Shelves(PathBuf);

impl Shelves {
    /// What the manifest names, read from its files: a line for each child.
    fn written(&self, place: &ManifestPlace) -> io::Result<Written> {
        let bucket = self.0.join(&place.bucket);
        let manifest: Value = serde_json::from_str(&fs::read_to_string(bucket.join(&place.key))?)?;
        let lines = |status: &str| -> io::Result<Vec<String>> {
            let mut lines = Vec::new();
            let files = manifest["ResultFiles"][status].as_array();
            for file in files.into_iter().flatten() {
                let key = file["Key"].as_str().unwrap_or_default();
                let text = fs::read_to_string(bucket.join(key))?;
                lines.extend(text.lines().map(str::to_owned));
            }
            Ok(lines)
        };
        let prices: Result<Vec<Priced>, _> = lines("SUCCEEDED")?
            .iter()
            .map(|line| serde_json::from_str(line))
            .collect();
        let prices = prices?;
        Ok(Written {
            articles: prices.len(),
            prices,
            left_out: lines("FAILED")?.len(),
        })
    }
}

/// A file that cannot be read.
#[derive(Debug, TaskError)]
pub struct Unreadable(io::Error);

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[stepwright::handlers(publish_prices)]
impl Shelves {
    async fn read_prices(&self, place: ManifestPlace) -> Result<Written, Unreadable> {
        self.written(&place).map_err(Unreadable)
    }
}

/// The workflows that `price_list` starts, by the name in its `StateMachineArn`.
pub fn registry(root: &Path) -> Registry {
    let publishing = publish_prices::Workflow::new(Shelves(root.to_owned()));
    Registry::new().with("PublishPrices", publishing)
}

/// A host whose buckets are the subfolders of a folder.
pub fn host(root: &Path) -> InMemory {
    InMemory::new()
        .with_registry(registry(root))
        .with_objects(DirectoryStore::new(root))
}

/// Makes the folder with the bucket `price-lists`, and in it `spring.csv`.
pub fn set_up(root: &Path) -> io::Result<()> {
    let lists = root.join("price-lists");
    fs::create_dir_all(&lists)?;
    fs::write(
        lists.join("spring.csv"),
        include_str!("../lists/spring.csv"),
    )
}
