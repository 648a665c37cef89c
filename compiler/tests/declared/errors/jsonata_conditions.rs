// Conditions and values in JSONata.
mod order {
    query_language: JSONata,
    choice A {
        $.total > 100 => Done,
        {% $states.input.total >  %} => Done,
        "plain" => Done,
        _ => Done,
    }
    task Charge {
        arguments: { id: {% $states.inptu.id %}, at: States.UUID() },
        input_path: $.order,
        timeout: {% 5 },
    }
    succeed Done;
}
