/// What is hard to write: names that are no words, paths that Rust's lexer refuses, conditions of conditions.
mod escapes {
    start_at: "Look Up",
    version: "1.0",
    allow: { impossible_test: ["Decide"] },

    choice Decide {
        !($.a == 1 && $.b is not present) || ($.name matches "x*" && !($.c is null)) => "Look Up",
        /// The document itself.
        $ is null => end_of_it,
        $.limit >= number($["the limit"]) && $.at < timestamp("2026-01-01T00:00:00Z") => "Look Up",
        path("$.lines[?(@.id =~ /a.*/i)]") is present => "Look Up",
        _ => "end",
    }

    pass "Look Up" {
        parameters: {
            "a field": $.lines[?(@.price > 10.5 && @.sku != "x")]["the name"],
            text: States.Format("{} of \\{{}\\} it's ${Stage}", $.a, path("$.b-c")),
            again: call("States.Format('{}',$.a)"),
            type: "$.not.a.path",
            r#match: [{ x: $.x }, -1, 1.5e3],
        },
        result_path: $.found["at last"],
    } => Decide;

    pass "end" {
        result: { "x.$": "stays", list: [null, true] },
        output_path: null,
    } => end;

    wait end_of_it until $.due;
}
