//! Why an obligation is open.

use std::fmt;

use super::{Source, Types};

/// Why it is not known whether an obligation holds. It shows as a clause: ``nothing is known of the execution's input``.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Why {
    /// As the compiler says it.
    Stated(&'static str),
    /// The compiler knows nothing of the value.
    Value,
    /// Nothing is known of the execution's input.
    Input,
    /// Nothing is known of the execution's output.
    Output,
    /// Nothing is known of what the handler of that state takes.
    Taken(&'static str),
    /// Nothing is known of what the handler of that state gives.
    Given(&'static str),
    /// The errors of the handler of that state are not known.
    Errors(&'static str),
    /// An array may have too few items.
    ShorterArray,
    /// An array may have more or fewer items.
    ArrayLength,
    /// A map may have fields that are not taken.
    OtherFields,
    /// A string may be no timestamp.
    Timestamp,
    /// A string may have more than one character, or none.
    Character,
    /// A string may not be of that form.
    Form(&'static str),
    /// A string may be any other than those that are asked for.
    OtherString,
    /// A number may have a fraction.
    Fraction,
    /// A number may lie outside these bounds.
    Range(i128, i128),
    /// A value of several forms is taken in several forms, and not each in one.
    Forms,
    /// The types are too large, or nested too deeply, to follow while compiling.
    TooLarge,
}

impl Why {
    /// Nothing is known of a source.
    pub(super) const fn unknown(source: Source, types: &Types) -> Why {
        match source {
            Source::Input => Why::Input,
            Source::TakenBy(task) => Why::Taken(types.state(task)),
            Source::GivenBy(task, _) => Why::Given(types.state(task)),
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Why::Stated(why) => out.write_str(why),
            Why::Value => out.write_str("nothing is known of the value"),
            Why::Input => out.write_str("nothing is known of the execution's input"),
            Why::Output => out.write_str("nothing is known of the execution's output"),
            Why::Taken("") | Why::Given("") | Why::Errors("") => {
                out.write_str("the handlers' types are not known here")
            }
            Why::Taken(state) => {
                write!(
                    out,
                    "nothing is known of what the handler of `{state}` takes"
                )
            }
            Why::Given(state) => {
                write!(
                    out,
                    "nothing is known of what the handler of `{state}` gives"
                )
            }
            Why::Errors(state) => {
                write!(out, "the errors of the handler of `{state}` are not known")
            }
            Why::ShorterArray => out.write_str("an array may be shorter"),
            Why::ArrayLength => out.write_str("an array may be longer or shorter"),
            Why::OtherFields => out.write_str("a map may have other fields"),
            Why::Timestamp => out.write_str("a string may be no timestamp"),
            Why::Character => out.write_str("a string may be longer than a character"),
            Why::Form(form) => write!(out, "a string may not be {form}"),
            Why::OtherString => out.write_str("a string may be any other"),
            Why::Fraction => out.write_str("a number may have a fraction"),
            Why::Range(least, most) => {
                write!(
                    out,
                    "a number may be out of the range from {least} to {most}"
                )
            }
            Why::Forms => out.write_str("a value of several forms may fit each in another way"),
            Why::TooLarge => out.write_str("the types are too large to follow"),
        }
    }
}
