//! The generated program at work: one process plays case after case. One that a case kills, or keeps for too long, is
//! replaced, so that what goes wrong in a case goes wrong in that case alone.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use serde_json::{Value as Json, json};

use crate::generated::Generated;
use crate::read::Record;

pub(crate) struct Workers<'a> {
    executable: Option<&'a Path>,
    limit: Duration,
    worker: Option<Worker>,
}

struct Worker {
    process: Child,
    answers: Receiver<String>,
    complaints: JoinHandle<String>,
}

impl<'a> Workers<'a> {
    pub(crate) fn new(generated: &'a Generated, limit: Duration) -> Workers<'a> {
        Workers {
            executable: generated.executable.as_deref(),
            limit,
            worker: None,
        }
    }

    /// What happened, or why nobody knows.
    pub(crate) fn play(&mut self, definition: usize, record: &Record) -> Result<Json, String> {
        let mut worker = self.worker()?;
        let request = json!({ "definition": definition, "record": record.json() });
        if !worker.send(&request) {
            return Err(worker.obituary());
        }
        let answer = match worker.answers.recv_timeout(self.limit) {
            Ok(answer) => answer,
            Err(RecvTimeoutError::Timeout) => {
                worker.end();
                return Err(format!("it was still at work after {:?}", self.limit));
            }
            Err(RecvTimeoutError::Disconnected) => return Err(worker.obituary()),
        };
        self.worker = Some(worker);
        let mut observed: Json = serde_json::from_str(&answer)
            .map_err(|error| format!("the answer is not JSON: {error}"))?;
        match observed["panicked"].take() {
            Json::String(said) => Err(said),
            _ => Ok(observed),
        }
    }

    /// The one that is there, or a new one.
    fn worker(&mut self) -> Result<Worker, String> {
        if let Some(worker) = self.worker.take() {
            return Ok(worker);
        }
        let executable = self.executable.ok_or("no definition compiled")?;
        Worker::start(executable)
            .map_err(|error| format!("{} cannot be run: {error}", executable.display()))
    }
}

impl Drop for Workers<'_> {
    fn drop(&mut self) {
        if let Some(worker) = self.worker.take() {
            worker.end();
        }
    }
}

impl Worker {
    fn start(executable: &Path) -> std::io::Result<Worker> {
        let mut process = Command::new(executable)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let (sender, answers) = channel();
        let output = process.stdout.take();
        std::thread::spawn(move || {
            let lines = output
                .into_iter()
                .flat_map(|output| BufReader::new(output).lines());
            for line in lines.map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        let errors = process.stderr.take();
        let complaints = std::thread::spawn(move || {
            let mut said = Vec::new();
            if let Some(mut errors) = errors {
                // What came until it broke off is all there is.
                let _ = errors.read_to_end(&mut said);
            }
            String::from_utf8_lossy(&said).into_owned()
        });
        Ok(Worker {
            process,
            answers,
            complaints,
        })
    }

    /// Whether it still takes cases.
    fn send(&mut self, request: &Json) -> bool {
        let input = self.process.stdin.as_mut();
        input.is_some_and(|input| {
            writeln!(input, "{request}")
                .and_then(|()| input.flush())
                .is_ok()
        })
    }

    /// How it died.
    fn obituary(mut self) -> String {
        let status = match self.process.wait() {
            Ok(status) => status.to_string(),
            Err(error) => error.to_string(),
        };
        let said = self.complaints.join().unwrap_or_default();
        format!("its process ended: {status}\n{}", said.trim())
    }

    fn end(mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// Answers each case with the case itself, but for those that end its process or keep it.
    const PROGRAM: &str = r#"#!/bin/sh
while read -r case; do
    case "$case" in
        *crash*) echo "stack overflow" >&2; exit 3;;
        *hang*) exec sleep 60;;
        *panic*) echo '{"panicked":"at the disco"}';;
        *) echo "$case";;
    esac
done
"#;

    #[test]
    fn a_case_that_ends_its_process_or_keeps_it_fails_alone() {
        let program =
            std::env::temp_dir().join(format!("conformance-worker-{}", std::process::id()));
        std::fs::write(&program, PROGRAM).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        let mut workers = Workers {
            executable: Some(&program),
            limit: Duration::from_secs(5),
            worker: None,
        };
        let mut play = |id: &str| workers.play(0, &Record::checked(json!({ "id": id })));
        assert_eq!(play("a").unwrap()["record"]["id"], "a");
        let crashed = play("crash").unwrap_err();
        assert!(
            crashed.contains("its process ended: exit status: 3\nstack overflow"),
            "{crashed}"
        );
        assert_eq!(play("b").unwrap()["record"]["id"], "b");
        assert_eq!(play("panic").unwrap_err(), "at the disco");
        assert_eq!(play("hang").unwrap_err(), "it was still at work after 5s");
        assert_eq!(play("c").unwrap()["record"]["id"], "c");
        drop(workers);
        std::fs::remove_file(program).unwrap();
    }
}
