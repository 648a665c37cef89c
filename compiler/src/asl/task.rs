//! What a Task state adds.

use super::Lower;
use super::fields;
use super::object::Object;
use super::values::{MOST, spanned};
use crate::errors::{Code, Diagnostic};
use crate::ir::{Integration, Spanned, Task, Template};
use crate::resource::integration;

impl Lower<'_> {
    pub(super) fn task(&mut self, object: &Object<'_>) -> Task {
        let resource = self.required_string(object, "Resource").map(spanned);
        if let Some(empty) = resource
            .as_ref()
            .filter(|resource| resource.value.is_empty())
        {
            self.report(
                Diagnostic::new(
                    Code::BadValue,
                    empty.site.clone(),
                    format!("`Resource` of {} is empty", object.name),
                )
                .label("names nothing"),
            );
        }
        Task {
            integration: resource
                .as_ref()
                .map_or(Integration::Other, |resource| integration(&resource.value)),
            resource: resource.unwrap_or(Spanned {
                value: String::new(),
                site: object.anchor.clone(),
            }),
            timeout: self.count(object, "TimeoutSeconds", 1..=MOST),
            heartbeat: self.count(object, "HeartbeatSeconds", 1..=MOST),
            credentials: self.credentials(object),
        }
    }

    fn credentials(&mut self, object: &Object<'_>) -> Option<Template> {
        let member = object.member("Credentials")?;
        let name = format!("`Credentials` of {}", object.name);
        let inner = self.object(
            &member.value,
            &fields::CREDENTIALS,
            Some(&member.key.site),
            name,
            object.language,
        )?;
        if !inner.has("RoleArn") && !inner.has("RoleArn.$") {
            self.missing(&inner, "RoleArn");
        }
        self.string(&inner, "RoleArn");
        self.template(object, "Credentials")
    }
}
