//! What is proven of a workflow, and what is not: the obligations of each state, and how each was settled.
//!
//! The compiler follows the document through the workflow and settles what it can by itself. What rests on a Rust type,
//! which it knows by name only, it leaves as a [`Check`]: constant data that [`Check::verdict`] settles while the
//! user's crate is checked, once `#[handlers]` has said which types there are.
//!
//! The modules below hold how that is done. All of it is `const fn`: no allocation, few frames (rustc stops a constant at
//! 128), and an allowance of work after which a check is open instead of slow.
//!
//! - `made` is what modules make their checks with;
//! - `verdict` settles a check, way by way; `message` says what is wrong;
//! - `quick` proves at a look what most checks ask; what follows is for the rest;
//! - `walk` goes down a type as it serialises; `filters` and `exists` say what rules have left of it;
//! - `fits` compares a value with a type as it deserialises;
//! - `report` is the proof as a whole, at run time.

mod exists;
mod facts;
mod filters;
mod fits;
mod flattened;
mod kinds;
#[doc(hidden)]
pub mod made;
mod message;
mod place;
mod problem;
mod quick;
mod record;
mod remains;
mod report;
mod tally;
mod text;
mod types;
mod verdict;
mod walk;
mod why;

#[cfg(test)]
mod tests;

pub use self::{
    message::Message,
    report::{Counts, Finding, Standing, StateFindings},
    verdict::{Failure, Verdict},
    why::Why,
};

use crate::program::Literal;
use crate::shape::Node;

/// The proof of a workflow. Generated as `PROOF` in each workflow module, where no handler's type is known yet, and as
/// `Workflow::<H>::PROOF`, where all are.
#[derive(Clone, Copy, Debug)]
pub struct Proof {
    /// The definition's file, as messages name it.
    pub file: &'static str,
    /// The names of the states, in the program's order.
    pub states: &'static [&'static str],
    /// Everything that has to hold, in the order of the definition.
    pub obligations: &'static [Obligation],
    /// What rests on Rust types.
    pub checks: &'static [Check],
    /// The Rust types.
    pub types: Types,
}

/// Something that has to hold for the workflow to work.
#[derive(Clone, Copy, Debug)]
pub struct Obligation {
    /// The number of its state in the program.
    pub state: u32,
    /// Its line in the definition.
    pub line: u32,
    /// What has to hold, such as "`$.orderId` is there".
    pub what: &'static str,
    /// Whether it does.
    pub settled: Settled,
}

/// How an obligation was settled.
#[derive(Clone, Copy, Debug)]
pub enum Settled {
    /// It holds, whatever the types are.
    Proven,
    /// It is not known, and why.
    Open(&'static str),
    /// It does not hold, or need not, and the invocation allows that.
    Allowed,
    /// By the types: the number of its [`Check`].
    ByTypes(u32),
}

/// The Rust types of a workflow.
#[derive(Clone, Copy, Debug)]
pub struct Types {
    /// The execution's input, where the invocation declares it.
    pub input: TypeShape,
    /// The execution's output, where the invocation declares it.
    pub output: TypeShape,
    /// The types of each Task's handler, by the handler's number; empty where none is known.
    pub tasks: &'static [TaskTypes],
}

/// A type as it is written, and its description.
#[derive(Clone, Copy, Debug)]
pub struct TypeShape {
    /// As the user wrote it; empty where nobody did.
    pub name: &'static str,
    /// Its JSON form.
    pub node: &'static Node,
}

/// The types of one handler.
#[derive(Clone, Copy, Debug)]
pub struct TaskTypes {
    /// The name of its state.
    pub state: &'static str,
    /// What it takes.
    pub input: TypeShape,
    /// What it gives.
    pub output: TypeShape,
    /// All names of its errors; none where they are not known.
    pub errors: Option<&'static [&'static str]>,
    /// The error's type, as written.
    pub error: &'static str,
}

/// An obligation that rests on Rust types.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// What has to hold.
    pub goal: Goal,
    /// The checks that this one cannot hold without: where one of them fails, that says it all.
    pub unless: &'static [usize],
    /// The ways on which executions get there. It has to hold on each (for [`Goal::Possible`], on one).
    pub ways: &'static [Way],
    /// The value is one and the same on all of these ways, so that one look at it will do.
    pub is_alike: bool,
    /// The title of the message where it holds on no way.
    pub never: &'static str,
    /// The title of the message where it does not hold on every way, or not for every value of a type.
    pub sometimes: &'static str,
    /// The place in the definition: ` --> order.asl.json:12:15`, the line, carets and their label, and the bar below
    /// them on a line of its own; each line ended.
    pub snippet: &'static str,
    /// What the message says in any case, each a line `   = note: ..`, the last without its end; it says how this is
    /// allowed.
    pub notes: &'static str,
    /// How far `= note:` is indented in this message, so that it stands below the snippet's bar.
    pub indent: u8,
}

/// What has to hold of the value at the end of each way.
#[derive(Clone, Copy, Debug)]
pub enum Goal {
    /// It is there.
    There,
    /// It is there, and of one of these kinds.
    Kind(Kinds),
    /// The handler of that number can take it.
    Input(u32),
    /// It fits the declared output.
    Output,
    /// At least one way can be gone: a Choice's rule can match.
    Possible,
    /// No way can be gone: a Choice without `Default` has a rule for everything.
    Impossible,
    /// A handler of these numbers can fail with one of these names.
    Raised {
        /// The handlers.
        tasks: &'static [u32],
        /// The names.
        names: &'static [&'static str],
    },
}

/// A way on which executions get to an obligation, and the value there.
#[derive(Clone, Copy, Debug)]
pub struct Way {
    /// What rules and catchers on the way have found out. A way on which one of these cannot be is never gone.
    pub assumes: &'static [Leaf],
    /// The value, as far as the compiler knows it.
    pub value: Fact,
    /// How the value came: "`$.payment` is the result of `Process Payment`"; may be empty.
    pub origin: &'static str,
    /// What sets this way apart, such as "by `A`, `B`"; empty where nothing does.
    pub route: &'static str,
}

/// What the compiler knows of a value.
#[derive(Clone, Copy, Debug)]
pub enum Fact {
    /// Nothing.
    Any,
    /// It is not there.
    Missing,
    /// It may be missing; else it is this.
    Maybe(&'static Fact),
    /// A value of a kind, of which nothing more is known.
    Of(Kinds),
    /// This value.
    Literal(Literal),
    /// An array, its items alike.
    List(&'static Fact),
    /// An array of exactly these.
    Tuple(&'static [Fact]),
    /// An object.
    Object {
        /// Its fields ([`Fact::Maybe`] where one may be missing).
        fields: &'static [(&'static str, Fact)],
        /// Where its other fields come from: none, [`Fact::Any`], or a leaf.
        rest: Option<&'static Fact>,
    },
    /// One of these.
    OneOf(&'static [Fact]),
    /// A part of a Rust value.
    Leaf(Leaf),
}

/// A part of a Rust value: a way into it, and what has been found out on the way there.
#[derive(Clone, Copy, Debug)]
pub struct Leaf {
    /// The value.
    pub source: Source,
    /// The way into it.
    pub steps: &'static [Step],
    /// What is known of the value (not only of this part of it): all of these hold.
    pub filters: &'static [Filter],
}

/// A Rust value that becomes a document.
#[derive(Clone, Copy, Debug)]
pub enum Source {
    /// The execution's input, of the declared type.
    Input,
    /// The execution's input, of the type that the handler of that number takes.
    TakenBy(u32),
    /// The output of the handler of that number; where its type says nothing, what AWS documents.
    GivenBy(u32, &'static Node),
}

/// A step into a value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// A field of an object.
    Field(&'static str),
    /// A field as JSONata reads it: of an array, that of each item.
    Member(&'static str),
    /// An item of an array, from the end where negative.
    Index(i64),
    /// Any item of an array.
    Item,
}

/// Something known of a part of a value, from a rule that has matched or has not.
#[derive(Clone, Copy, Debug)]
pub struct Filter {
    /// The way to the part, from the whole value.
    pub steps: &'static [Step],
    /// It is there, or is not. The rest of a filter says nothing about that: it holds where there is something.
    pub present: Option<bool>,
    /// It is of one of these kinds, where it is there.
    pub kinds: Kinds,
    /// It is one of these strings; whatever it is where empty.
    pub one_of: &'static [&'static str],
    /// It is none of these strings.
    pub none_of: &'static [&'static str],
    /// It is that truth value.
    pub boolean: Option<bool>,
}

/// A set of JSON's kinds, as bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds(pub u8);

impl Kinds {
    /// `null`.
    pub const NULL: Kinds = Kinds(1);
    /// `true`, `false`.
    pub const BOOL: Kinds = Kinds(2);
    /// A whole number.
    pub const INTEGER: Kinds = Kinds(4);
    /// A number with a fraction.
    pub const FRACTION: Kinds = Kinds(8);
    /// A string that is an RFC 3339 timestamp.
    pub const TIMESTAMP: Kinds = Kinds(16);
    /// Another string.
    pub const TEXT: Kinds = Kinds(32);
    /// An array.
    pub const LIST: Kinds = Kinds(64);
    /// An object.
    pub const OBJECT: Kinds = Kinds(128);
    /// Any number.
    pub const NUMBER: Kinds = Kinds(4 | 8);
    /// Any string.
    pub const STRING: Kinds = Kinds(16 | 32);
    /// Anything.
    pub const ALL: Kinds = Kinds(255);
}
