// Members of one type of state in another.
mod order {
    pass Price {
        retry _ { interval: 1s }
        $.total > 100 => Done,
        branch { pass Inner; }
    }
    task Charge {
        branch { pass Other; }
        $.total > 100 => Done,
        catch _ => Refused { retry _ }
    }
    choice IsPaid {
        retry _,
        $.paid == true => Done,
        $.paid == false => Refused,
    }
    parallel Both {
        each { pass Each; }
        branch { pass Only; }
    }
    map Lines in $.lines {
        each { pass Line; }
        each { pass Twice; }
    }
    succeed Done { catch _ => Refused }
    fail Refused;
}
