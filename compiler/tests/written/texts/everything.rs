pub mod machine {
    pass Start {
        input_path: $.order,
        parameters: {
            id: $.id,
            first: $.lines[0].sku,
            last: $.lines[-1:],
            skus: $.lines[*].sku,
            deep: $..price,
            dear: $.lines[?(@.price > 10.5 && @.sku != "x")],
            count: $.lines.length(),
            context: $$.Execution.Id,
            when: $$.Execution.StartTime,
            done: $.done,
            text: States.Format("{} of {}", $.id, States.ArrayLength($.lines)),
            fixed: { a: [1, -2, 3.5, 18446744073709551615, true, null, "s"] },
        },
        result_path: $.start,
        output_path: $.start,
    }

    choice Route {
        $.count >= 1 && !($.text matches "x*") && ($.id is string || $.id is not present) => Work,
        $.text == string($.id) => Pause,
        $.when < timestamp("2026-01-01T00:00:00Z") => Pause,
        $.done == true => Done,
        _ => Done,
    }

    task Work = "arn:aws:states:::sqs:sendMessage.waitForTaskToken" {
        parameters: { QueueUrl: "${Queue}", MessageBody: { token: $$.Task.Token } },
        result_selector: { answer: $ },
        result_path: null,
        timeout: $.count,
        heartbeat: 10s,
        retry States.Timeout {
            interval: 3s,
            max_attempts: 5,
            backoff_rate: 1.5,
            max_delay: 20s,
            jitter_strategy: FULL,
        }
        catch _ => "Fail here" { result_path: $.error }
    }

    parallel Both {
        branch {
            pass Left;
        }
        branch {
            wait Right until $.when;
        }
        result_path: $.both,
    }

    map Each in $.skus {
        item_selector: { index: $$.Map.Item.Index, sku: $$.Map.Item.Value },
        max_concurrency: 2,
        tolerated_failure_percentage: 12.5,
        each inline {
            task One = "arn:aws:states:eu-central-1:123456789012:activity:one";
        }
        result_path: $.each,
    }

    wait Pause for $.count;
    succeed Done;
    fail "Fail here"($.error.Error, "gave up");
}
