//! What the generated program does: it plays the cases that it is sent.

use std::io::{BufRead, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use serde_json::{Value as Json, json};
use stepwright::program::Program;

use crate::player;
use crate::read::Record;

/// What the last panic said, and where.
static PANICKED: Mutex<String> = Mutex::new(String::new());

/// Reads a case a line, as `{definition, record}`, and answers each with a line that says what happened.
///
/// # Panics
///
/// Where what it reads is not from the runner.
pub fn serve(programs: &[(usize, &'static Program)]) {
    std::panic::set_hook(Box::new(|panic| {
        *PANICKED.lock().unwrap_or_else(PoisonError::into_inner) = panic.to_string();
    }));
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let request: Json = serde_json::from_str(&line.expect("the runner sends text"))
            .expect("the runner sends JSON");
        let observed = observe(programs, &request);
        if writeln!(output, "{observed}")
            .and_then(|()| output.flush())
            .is_err()
        {
            // Nobody listens any more.
            return;
        }
    }
}

fn observe(programs: &[(usize, &'static Program)], request: &Json) -> Json {
    let program = programs
        .iter()
        .find(|(number, _)| request["definition"] == *number);
    let (_, program) = program.expect("the runner names a definition of this program");
    let record = Record::checked(request["record"].clone());
    let played = catch_unwind(AssertUnwindSafe(|| player::play(&record, program)));
    played.unwrap_or_else(|_| {
        let said = PANICKED.lock().unwrap_or_else(PoisonError::into_inner);
        json!({ "panicked": *said })
    })
}
