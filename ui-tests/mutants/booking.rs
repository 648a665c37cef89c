//! The types and handlers of `booking.asl.json`.

use std::convert::Infallible;

use serde::{Deserialize, Serialize};
use stepwright::{Shape, TaskError, include_workflow};

include_workflow! {
    pub mod booking = "booking.asl.json",
    input: Order,
    output: Receipt,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Order {
    pub customer: Customer,
    pub parcels: Vec<Parcel>,
    pub patience_seconds: u32,
    pub insured: bool,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Customer {
    pub id: String,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Parcel {
    pub value_cents: u64,
}

#[derive(Deserialize, Shape)]
pub struct Insurance {
    pub values: Vec<u64>,
    pub holder: String,
}

#[derive(Deserialize, Shape)]
pub struct Freight {
    pub customer: String,
    pub parcels: Vec<Parcel>,
    pub execution: String,
}

#[derive(Serialize, Shape)]
pub struct Booked {
    pub number: u64,
}

#[derive(Deserialize, Shape)]
pub struct Notice {
    pub number: u64,
    pub status: f64,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Receipt {
    pub text: String,
}

#[derive(Debug, TaskError)]
pub enum CarrierError {
    CarrierBusy,
    CarrierClosed,
}

pub struct Depot;

#[stepwright::handlers(booking)]
impl Depot {
    async fn insure(&self, _insurance: Insurance) -> Result<(), Infallible> {
        Ok(())
    }

    async fn book(&self, freight: Freight) -> Result<Booked, CarrierError> {
        match freight.parcels.len() {
            0 => Err(CarrierError::CarrierClosed),
            1 => Err(CarrierError::CarrierBusy),
            _ => Ok(Booked { number: 7 }),
        }
    }

    async fn notify(&self, notice: Notice) -> Result<Receipt, Infallible> {
        let text = format!("booking {} ({})", notice.number, notice.status);
        Ok(Receipt { text })
    }
}
