// What the flow of the document settles alone.
mod order {
    pass Start { parameters: { id: $.id, total: 5 } }
    pass Read { parameters: { a: $.idd, b: $.total.net } }
    choice Cheap {
        $.a is not present => Done,
        $.b == 1 => Done,
        _ => Each,
    }
    map Each in $.a.lines { each { pass One { parameters: { b: $$.Map.Item.Indx } } } }
    succeed Done;
}
