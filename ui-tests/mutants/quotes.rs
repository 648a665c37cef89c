//! The types and handlers of `quotes.asl.json`.

use std::convert::Infallible;

use serde::{Deserialize, Serialize};
use stepwright::{Shape, TaskError, include_workflow};

include_workflow! {
    pub mod quotes = "quotes.asl.json",
    input: Order,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Order {
    pub customer: Customer,
    pub parcels: Vec<Parcel>,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Customer {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discount: Option<u8>,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Parcel {
    pub grams: u32,
    pub value_cents: u64,
}

#[derive(Deserialize, Shape)]
pub struct Labelled {
    pub parcel: Parcel,
    pub label: String,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Quote {
    pub label: String,
    pub cents: u64,
}

#[derive(Deserialize, Shape)]
pub struct Offer {
    pub to: String,
    pub quotes: Vec<Quote>,
    pub first: Quote,
}

#[derive(Debug, TaskError)]
pub enum QuoteError {
    Oversized,
}

pub struct Desk;

#[stepwright::handlers(quotes)]
impl Desk {
    async fn quote_parcel(&self, labelled: Labelled) -> Result<Quote, QuoteError> {
        let label = labelled.label;
        match labelled.parcel.grams {
            0..30_000 => Ok(Quote { label, cents: 590 }),
            _ => Err(QuoteError::Oversized),
        }
    }

    async fn offer(&self, offer: Offer) -> Result<String, Infallible> {
        let cents: u64 = offer.quotes.iter().map(|quote| quote.cents).sum();
        Ok(format!("{}: {cents}, from {}", offer.to, offer.first.cents))
    }
}
