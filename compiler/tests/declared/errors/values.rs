// Values that are none, or of the wrong kind.
mod order {
    pass Price {
        parameters: { a: $.a b: 1, c: },
        result_path: $.order-id,
    }
    pass List { parameters: { all: [$.a, States.UUID()] } }
    pass Whole { parameters: $.order }
    pass Chars { parameters: { a: 'c', b: b"x", c: 1u8, d: word, e: 1e999 } }
    pass Fixed { result: { a: $.a } }
    pass Call { result: States.UUID() }
    pass Nested { parameters: { a: path($.b) } }
    succeed Done;
}
