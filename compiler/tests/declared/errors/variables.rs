// Variables that nothing assigns.
mod order {
    pass Set { assign: { total: $.total, states: 1 } }
    pass Use { parameters: { a: $totl, b: $total } }
    choice Big {
        $limit > 5 => Done,
        _ => Done,
    }
    succeed Done;
}
