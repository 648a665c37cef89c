// Paths, calls and fields of the context object: shown at their tokens.
mod order {
    pass A {
        parameters: {
            a: States.Fromat("{}", $.a),
            b: States.Format("{} {}", $.a),
            c: $$.Execution.Nmae,
            d: $.lines[0,a],
            e: States.MathAdd("1", 2),
            f: path("$.a["),
            g: call("States.Format('{}'"),
            h: $.lines[?(@.price > )],
        },
        result_path: $.a[*],
    }
    wait B until "tomorrow";
    succeed Done;
}
