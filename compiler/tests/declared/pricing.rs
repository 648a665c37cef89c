/// Prices the articles of a list.
///
/// In JSONata, by a distributed Map.
#[allow(dead_code)]
pub(crate) mod pricing(Request) -> Summary {
    query_language: JSONata,
    timeout: 2h,
    substitute: { Prices: "prices" },
    allow: { impossible_rule: ["Anything Left?"] },

    pass "Set Out" {
        assign: {
            list: {% $states.input.list %},
            tolerated: {% $states.input.tolerated %},
            factor: {% 1 + $states.input.percent / 100 %},
        },
    }

    /// Each article is an execution of its own.
    map "Price Articles" {
        item_reader: {
            resource: "arn:aws:states:::s3:getObject",
            reader_config: { input_type: CSV, csv_header_location: GIVEN, csv_headers: ["sku", "price"] },
            arguments: { Bucket: "${Prices}", Key: {% r"$list & '.csv'" %} },
        },
        item_selector: { sku: $states.context.Map.Item.Value.sku, factor: $factor },
        max_concurrency: 10,
        tolerated_failure_percentage: {% $tolerated %},
        each distributed express {
            /// Asks the price service.
            task "Price Article"(Article) -> Result<Price, PriceError> {
                retry Busy | "Service Unavailable" {
                    interval: 1s,
                    max_delay: 1m,
                    jitter_strategy: FULL,
                }
                output: { sku: $states.input.sku, price: {% $states.result.price * $states.input.factor %} },
            }
        }
        catch _ => Failed { output: { error: $states.errorOutput } }
    }

    choice "Anything Left?" {
        {% $count($states.input) > 1000 %} => "Price Articles" { assign: { list: $states.input } },
        false => Failed,
        _ => Done,
        output: { list: $list },
    }

    fail Failed("PricingFailed", {% r"'no prices of ' & $list" %});
    succeed Done;
}
