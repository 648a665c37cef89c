// Fields of what stands in braces behind an arrow or a word.
mod order {
    task Charge {
        retry Slow { intervall: 1s, max_attempts: "3", error_equals: ["a"], interval: 1s, interval: 2s }
        catch Broken => Refused { result_path: $.a, result_path: $.b, next: Done, parameters: {} }
        catch "My Error" | => Refused,
        retry Other { backoff_rate: 0.5 }
    }
    choice IsPaid {
        $.paid == true => Done { assign: { a: $.a }, output: 5, variable: $.x },
        _ => Refused { assign: { a: 1 } },
    }
    succeed Done;
    fail Refused;
}
