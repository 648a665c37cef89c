//! The time of processors.

use std::fs;
use std::process::{Command, Output};
use std::time::Instant;

/// Runs a command and says how many milliseconds of the processors it took, with all that it started; where the system does not say, how
/// long it took.
pub(super) fn timed(command: &mut Command) -> (Output, f64) {
    let start = Instant::now();
    let before = children();
    let output = command.output().expect("the command starts");
    let time = match (before, children()) {
        (Some(before), Some(after)) => after - before,
        _ => start.elapsed().as_secs_f64() * 1e3,
    };
    (output, time)
}

/// What the children of this process have taken that it has waited for, where there is a `/proc`: counted there in hundredths of a
/// second.
fn children() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The second field is the program's name in parentheses; `cutime` and `cstime` are the 16th and the 17th.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(13);
    let user = fields.next()?.parse::<f64>().ok()?;
    let system = fields.next()?.parse::<f64>().ok()?;
    Some((user + system) * 10.0)
}
