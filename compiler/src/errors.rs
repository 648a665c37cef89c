//! Diagnostics: what every phase reports into, and the one table of their codes.
//!
//! Phases take `&mut Errors`, report and carry on. What a diagnostic looks like is decided in `render`.

use crate::ir::Site;

/// Declares [`Code`] from the table below, so that the table is the only list of codes.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal;)+) => {
        /// What kind of mistake a diagnostic reports. The name is what `allow` and the tests use.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $($(#[doc = $doc])+ $variant,)+ }

        impl Code {
            /// All codes, in the order of the table.
            pub const ALL: &[Code] = &[$(Code::$variant,)+];

            /// The code as users write it, in snake case.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)+ }
            }
        }
    };
}

codes! {
    // Text and JSON.
    /// The text is not JSON.
    JsonSyntax = "json_syntax";
    /// A key stands twice in one object.
    DuplicateKey = "duplicate_key";
    /// Arrays and objects are nested deeper than the limit.
    TooDeep = "too_deep";
    /// A `substitute` entry names no `${Name}` of the definition.
    UnusedSubstitution = "unused_substitution";

    // Fields.
    /// A field that no ASL object of this kind has.
    UnknownField = "unknown_field";
    /// A field that exists, but not here: on this state type, or in this query language.
    MisplacedField = "misplaced_field";
    /// A field that must be there.
    MissingField = "missing_field";
    /// Two fields that exclude each other.
    ConflictingFields = "conflicting_fields";
    /// A value of another JSON kind than the field takes.
    WrongKind = "wrong_kind";
    /// A value of the right kind that the field does not take: out of range, not one of the words, empty.
    BadValue = "bad_value";
    /// A `Type` that is none of the eight.
    UnknownStateType = "unknown_state_type";
    /// Something that AWS has and later versions bring.
    NotSupportedYet = "not_supported_yet";

    // The graph.
    /// A transition to a state that does not exist in its region.
    UnknownNext = "unknown_next";
    /// `StartAt` names no state.
    UnknownStartAt = "unknown_start_at";
    /// Two states of the machine share a name.
    DuplicateState = "duplicate_state";
    /// No transition reaches the state.
    UnreachableState = "unreachable_state";
    /// A region none of whose reachable states ends it.
    NoEnd = "no_end";

    // Errors caught and retried.
    /// An error name in the reserved `States.` space that does not exist.
    UnknownErrorName = "unknown_error_name";
    /// An error name that looks like a well-known one, misspelt.
    MisspeltErrorName = "misspelt_error_name";
    /// `States.ALL` beside other names, or not in the last entry.
    StatesAllNotLast = "states_all_not_last";
    /// An entry of `Retry` or `Catch` that an earlier one always shadows.
    ShadowedErrorName = "shadowed_error_name";

    // Values.
    /// A heartbeat that is not below the timeout.
    HeartbeatNotBelowTimeout = "heartbeat_not_below_timeout";
    /// A literal operand of another kind than its operator compares.
    OperandKind = "operand_kind";
    /// A timestamp that is not RFC 3339 as ASL profiles it.
    MalformedTimestamp = "malformed_timestamp";

    // Paths and intrinsic functions.
    /// A path that is not one.
    MalformedPath = "malformed_path";
    /// A path that may select several nodes where one is needed.
    NotReferencePath = "not_reference_path";
    /// A field that the context object does not have.
    UnknownContextField = "unknown_context_field";
    /// A call that is not one.
    MalformedIntrinsic = "malformed_intrinsic";
    /// No such intrinsic function.
    UnknownIntrinsic = "unknown_intrinsic";
    /// Too few or too many arguments.
    IntrinsicArity = "intrinsic_arity";
    /// A literal argument of a kind or value the function does not take.
    IntrinsicArgument = "intrinsic_argument";
    /// The `{}` of `States.Format` and its arguments do not agree in number.
    FormatPlaceholders = "format_placeholders";
    /// A `.$` field whose value is not a path or call.
    TemplateValue = "template_value";

    // JSONata.
    /// An expression that is not one.
    MalformedExpression = "malformed_expression";
    /// A call of a function that does not exist.
    UnknownFunction = "unknown_function";
    /// Too few or too many arguments, or one of a kind that the function does not take.
    FunctionArguments = "function_arguments";
    /// A field of `$states` that does not exist, or not where it is read.
    UnknownStatesField = "unknown_states_field";
    /// A name, `$` or `$$` outside of a path: there is no document to read.
    NoInputDocument = "no_input_document";

    // Variables.
    /// `Assign` of `states`, which is reserved.
    ReservedVariable = "reserved_variable";
    /// A read of a variable that nothing assigns.
    UnknownVariable = "unknown_variable";
    /// A read of a variable before anything assigns it.
    UnassignedVariable = "unassigned_variable";
    /// An `Assign` in a branch or item processor of a variable of the states around it.
    ShadowedVariable = "shadowed_variable";

    // The proof: the data that flows.
    /// A read of what is not there, or not always.
    MissingPath = "missing_path";
    /// A value of another kind than what it is read as.
    ValueKind = "value_kind";
    /// A value of another kind than the intrinsic function takes.
    ArgumentKind = "argument_kind";
    /// An expression whose evaluation certainly fails.
    FailingExpression = "failing_expression";
    /// A `ResultPath` into something that has no room for it.
    ResultPathConflict = "result_path_conflict";
    /// A test whose operator can never match what it is given.
    ImpossibleTest = "impossible_test";
    /// A rule of a Choice that can never match.
    ImpossibleRule = "impossible_rule";
    /// A Choice without `Default` whose rules leave something out.
    UncoveredChoice = "uncovered_choice";
    /// A handler that cannot take what reaches it.
    HandlerInput = "handler_input";
    /// A `Retry` or `Catch` of an error that nothing there raises.
    UnraisedError = "unraised_error";
    /// An execution's output that is not of the declared type.
    OutputType = "output_type";

    // Names in Rust.
    /// Two states become the same Rust name.
    NameCollision = "name_collision";
    /// A state's name has nothing a Rust name can be made of.
    UnnamableState = "unnamable_state";
    /// A `rename` entry names no state of the definition.
    UnknownRename = "unknown_rename";
    /// An `allow` entry that allows nothing.
    UnusedAllow = "unused_allow";
}

/// One mistake, with all that its message says.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// What kind of mistake.
    pub code: Code,
    /// One line, one fact, standing alone; no code, no full stop.
    pub title: String,
    /// The text it is about.
    pub site: Site,
    /// What this text is (not the rule); may be empty.
    pub label: String,
    /// Why, or what it clashes with; a second place is shown with its own line.
    pub notes: Vec<Note>,
    /// The remedy, as a statement.
    pub help: Option<String>,
    /// The name of the state it lies in, for `allow`.
    pub state: Option<String>,
    /// The entry of the invocation that it is about, where it is not about the definition.
    pub entry: Option<Entry>,
}

/// An entry of the invocation's lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What stands before the `=>` or `:`.
    pub key: String,
    /// The state among those of an `allow` entry.
    pub state: Option<String>,
}

/// A note under a diagnostic.
#[derive(Clone, Debug)]
pub struct Note {
    /// What it says.
    pub text: String,
    /// The second place, where there is one.
    pub site: Option<Site>,
}

impl Diagnostic {
    /// A diagnostic with a title and a place.
    pub fn new(code: Code, site: Site, title: impl Into<String>) -> Self {
        Diagnostic {
            code,
            title: title.into(),
            site,
            label: String::new(),
            notes: Vec::new(),
            help: None,
            state: None,
            entry: None,
        }
    }

    /// Says what the marked text is.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds a note.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(Note {
            text: text.into(),
            site: None,
        });
        self
    }

    /// Adds a note with a second place.
    #[must_use]
    pub fn note_at(mut self, site: Site, text: impl Into<String>) -> Self {
        self.notes.push(Note {
            text: text.into(),
            site: Some(site),
        });
        self
    }

    /// Says the remedy.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says which entry of the invocation it is about.
    #[must_use]
    pub fn entry(mut self, key: impl Into<String>, state: Option<&str>) -> Self {
        self.entry = Some(Entry {
            key: key.into(),
            state: state.map(str::to_owned),
        });
        self
    }

    /// Says which state it lies in.
    #[must_use]
    pub fn state(mut self, name: impl Into<String>) -> Self {
        self.state = Some(name.into());
        self
    }
}

/// The diagnostics of one definition.
#[derive(Debug, Default)]
pub struct Errors {
    list: Vec<Diagnostic>,
}

impl Errors {
    /// None yet.
    pub fn new() -> Self {
        Errors::default()
    }

    /// Reports one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// The places of those that are about what a path or an expression reads.
    pub fn reads(&self) -> Vec<Site> {
        let of_reads = self.list.iter().filter(|diagnostic| {
            matches!(
                diagnostic.code,
                Code::UnknownContextField
                    | Code::UnknownFunction
                    | Code::FunctionArguments
                    | Code::NoInputDocument
                    | Code::UnknownVariable
                    | Code::UnassignedVariable
            )
        });
        of_reads.map(|diagnostic| diagnostic.site.clone()).collect()
    }

    /// Whether something holds for all of them.
    pub fn all(&self, holds: impl Fn(&Diagnostic) -> bool) -> bool {
        self.list.iter().all(holds)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All of them, by position.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.list
            .sort_by_key(|d| (d.site.start, d.site.end, d.code));
        self.list
    }
}
