/// Raises every price of a list by some percent, then has the new list published
pub mod machine {
    query_language: JSONata,

    pass "Set Out" {
        assign: { list: {% $states.input.list %}, factor: {% 1 + $states.input.percent / 100 %} },
    }

    map "Price Articles" {
        label: "articles",
        item_reader: {
            resource: "arn:aws:states:::s3:getObject",
            reader_config: {
                input_type: CSV,
                csv_header_location: GIVEN,
                csv_headers: ["sku", "name", "price"],
            },
            arguments: { Bucket: "price-lists", Key: {% r"$list & '.csv'" %} },
        },
        item_selector: {
            sku: {% $states.context.Map.Item.Value.sku %},
            price: {% $states.context.Map.Item.Value.price %},
            factor: {% $factor %},
        },
        max_concurrency: 10,
        tolerated_failure_percentage: 25,
        each distributed standard {
            task "Price Article" = "arn:aws:states:::lambda:invoke" {
                arguments: {
                    FunctionName: "arn:aws:lambda:eu-central-1:123456789012:function:PriceArticle",
                    Payload: {% $states.input %},
                },
                output: { sku: {% $states.input.sku %}, cents: {% $states.result.Payload.cents %} },
            }
        }
        result_writer: {
            resource: "arn:aws:states:::s3:putObject",
            writer_config: { transformation: FLATTEN, output_type: JSONL },
            arguments: { Bucket: "new-prices", Prefix: {% $list %} },
        },
    }

    task Publish = "arn:aws:states:::states:startExecution.sync:2" {
        arguments: {
            StateMachineArn: "arn:aws:states:eu-central-1:123456789012:stateMachine:PublishPrices",
            Input: { list: {% $list %}, manifest: {% $states.input.ResultWriterDetails %} },
        },
        output: {% $states.result.Output %},
    }
}
