//! Variables that nothing assigns.

use crate::errors::{Code, Diagnostic, Errors};
use crate::ir::{Program, Root};

/// `"$orderId"` for `"$.orderId"`: without any `Assign` there are no variables.
pub(super) fn check_variables(program: &Program, errors: &mut Errors) {
    for state in &program.states {
        for path in state.paths() {
            let Root::Variable(name) = &path.root else {
                continue;
            };
            errors.push(
                Diagnostic::new(
                    Code::MalformedPath,
                    path.site.clone(),
                    format!(
                        "`{}` reads the variable `{name}`, which nothing assigns",
                        path.text
                    ),
                )
                .label("no such variable")
                .help(format!("the field `{name}` of the document is `$.{name}`"))
                .state(&state.name.value),
            );
        }
    }
}
