//! Facts and shapes in, verdicts and whole messages out.

mod build;
mod constant;
mod fit;
mod messages;
mod oracle;
mod report;
mod rules;
mod strings;
mod walk;
