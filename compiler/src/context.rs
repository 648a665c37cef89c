//! The context object, `$$`: which fields it has.

use crate::errors::Code;
use crate::ir::{Path, Root, Step};
use crate::problem::Problem;
use crate::suggest;
use crate::text::Text;

/// What lies below a field of the context object.
enum Below {
    /// These fields.
    Fields(&'static [(&'static str, Below)]),
    /// A value of a known, simple kind.
    Nothing,
    /// Whatever the execution was given.
    Anything,
}

/// The context object, from the developer guide's page on it.
const CONTEXT: Below = Below::Fields(&[
    (
        "Execution",
        Below::Fields(&[
            ("Id", Below::Nothing),
            ("Input", Below::Anything),
            ("Name", Below::Nothing),
            ("RedriveCount", Below::Nothing),
            ("RedriveTime", Below::Nothing),
            ("RoleArn", Below::Nothing),
            ("StartTime", Below::Nothing),
        ]),
    ),
    (
        "Map",
        Below::Fields(&[(
            "Item",
            Below::Fields(&[
                ("Index", Below::Nothing),
                ("Key", Below::Nothing),
                ("Source", Below::Nothing),
                ("Value", Below::Anything),
            ]),
        )]),
    ),
    (
        "State",
        Below::Fields(&[
            ("EnteredTime", Below::Nothing),
            ("Name", Below::Nothing),
            ("RetryCount", Below::Nothing),
        ]),
    ),
    (
        "StateMachine",
        Below::Fields(&[("Id", Below::Nothing), ("Name", Below::Nothing)]),
    ),
    ("Task", Below::Fields(&[("Token", Below::Nothing)])),
]);

/// Whether a path into the context object names fields that it has; `start` is where the path begins in `text`.
pub(crate) fn check(text: &Text, start: usize, path: &Path) -> Result<(), Problem> {
    if path.root != Root::Context {
        return Ok(());
    }
    let mut below = &CONTEXT;
    let mut way = "$$".to_owned();
    for step in &path.steps {
        let Step::Field(name) = step else {
            return Ok(());
        };
        match below {
            Below::Anything => return Ok(()),
            Below::Nothing => return Err(unknown(text, start, path, &way, name, &[])),
            Below::Fields(fields) => match fields.iter().find(|(field, _)| field == name) {
                Some((_, next)) => below = next,
                None => return Err(unknown(text, start, path, &way, name, fields)),
            },
        }
        way.push('.');
        way.push_str(name);
    }
    Ok(())
}

fn unknown(
    text: &Text,
    start: usize,
    path: &Path,
    way: &str,
    name: &str,
    fields: &[(&str, Below)],
) -> Problem {
    let end = start + path.text.len();
    // The field's last mention in the path: what stands before it is known.
    let whole = text.value.get(start..end).unwrap_or_default();
    let at = whole
        .find(&format!(".{name}"))
        .map_or(start..end, |at| start + at + 1..start + at + 1 + name.len());
    let names = || fields.iter().map(|(field, _)| *field);
    let (title, help) = if fields.is_empty() {
        (
            format!("`{way}` of the context object has no fields, so no `{name}`"),
            None,
        )
    } else {
        let help = match suggest::similar(name, names()) {
            Some(similar) => format!("a field with a similar name exists: `{way}.{similar}`"),
            None => format!("`{way}` has the fields {}", suggest::list_of(names())),
        };
        (
            format!("the context object has no field `{way}.{name}`"),
            Some(help),
        )
    };
    Problem {
        code: Code::UnknownContextField,
        at,
        title,
        label: "not a field of the context object".to_owned(),
        notes: Vec::new(),
        help,
    }
}
