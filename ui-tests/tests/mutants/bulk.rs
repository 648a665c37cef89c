//! The bulk pricing, whose workflows are in JSONata: it has no mistake.

use crate::mutant::Base;

pub(crate) const PRICE_LIST: Base = Base {
    name: "price_list",
    source: "examples/bulk-pricing/src/lib.rs",
    definition: "examples/bulk-pricing/workflows/price-list.asl.json",
    written: "workflows/price-list.asl.json",
};

pub(crate) const PUBLISH_PRICES: Base = Base {
    name: "publish_prices",
    definition: "examples/bulk-pricing/workflows/publish-prices.asl.json",
    written: "workflows/publish-prices.asl.json",
    ..PRICE_LIST
};
