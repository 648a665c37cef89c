//! `cargo run -p stepwright-conformance -- FILE.jsonl`

use std::io::{ErrorKind, Write, stdout};
use std::process::ExitCode;

use stepwright_conformance::{Arguments, USAGE, run};

const FAILED: u8 = 1;
const UNUSABLE: u8 = 2;

fn main() -> ExitCode {
    let arguments = match Arguments::parse(std::env::args().skip(1)) {
        Ok(Some(arguments)) => arguments,
        Ok(None) => {
            // Whoever closes the pipe has read enough.
            let _ = writeln!(stdout(), "{USAGE}");
            return ExitCode::SUCCESS;
        }
        Err(message) => return unusable(&format!("{message}\n\n{USAGE}")),
    };
    let report = match run(&arguments.options) {
        Ok(report) => report,
        Err(message) => return unusable(&message),
    };
    if let Err(error) = write!(stdout(), "{report}")
        && error.kind() != ErrorKind::BrokenPipe
    {
        return unusable(&format!("the report cannot be written: {error}"));
    }
    if let Some(file) = &arguments.json
        && let Err(error) = std::fs::write(file, format!("{:#}\n", report.to_json()))
    {
        return unusable(&format!("{} cannot be written: {error}", file.display()));
    }
    if report.is_good() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(FAILED)
    }
}

fn unusable(message: &str) -> ExitCode {
    eprintln!("error: {message}");
    ExitCode::from(UNUSABLE)
}
