// Fields that are not there, are written otherwise, or stand twice.
mod order {
    timeout: 10m,
    timeout: 20m,
    retries: 3,
    task Charge {
        resutl_path: $.payment,
        result_path: $.charge,
        result_path: $.again,
        arguments: { id: 1 },
        next: Done,
        end: true,
        comment: "no",
        timeout_seconds: 5,
        input_path: "$.order",
    }
    map Lines in $.lines {
        item_reader: { resource: "arn:aws:states:::s3:getObject", reader_config: { input: CSV } },
        each distributed quick { pass Line; }
    }
    succeed Done { output: 1 }
}
