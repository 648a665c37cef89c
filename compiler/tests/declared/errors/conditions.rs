// Conditions that make no sense, and arms.
mod order {
    choice A { $.total => Done, $.total = 1 => Done, _ => Done }
    choice B { $.total == $.limit => Done, $.name == null => Done }
    choice C { $.a is big => Done, $.a matches x => Done, $.a is not => Done }
    choice D { $.a == true && => Done, ($.a == 1 $.b == 2) => Done, _ => Done }
    choice E { $.paid < true => Done, 5 < $.a => Done, a == 1 => Done }
    choice F { _ => Done, $.a == 1 => Done, _ => Done }
    choice G { $.a == 1 -> Done, $.a == 2 => , }
    choice H { {% $states.input.a %} => Done }
    choice I { $.a == 1 => end }
    choice J { string($.a) == "x" => Done }
    succeed Done;
}
