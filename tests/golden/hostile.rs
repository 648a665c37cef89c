// Generated from `hostile.asl.json`; see `tests/golden.rs`.

/// Names and texts that a careless generator trips over: \`ticks\`, \[links\], \<tags\>, {braces} and "quotes"
///
/// Compiled from `hostile.asl.json`.
///
/// | state | type | then |
/// |---|---|---|
/// | Ok | Pass | match |
/// | match | Task | Clone |
/// | Clone | Task | Self-Test |
/// | Self-Test | Pass | Prüfung 確認 |
/// | Prüfung 確認 | Pass | 1st |
/// | 1st | Pass | PROGRAM |
/// | PROGRAM | Pass | Handlers |
/// | Handlers | Pass | Send |
/// | Send | Task | H |
/// | H | Task | ALL {0} |
/// | ALL {0} | Task | async |
/// | async | Succeed | succeeds |
#[allow(
    dead_code,
    unreachable_pub,
    clippy::all,
    clippy::pedantic,
    reason = "generated; what a workflow does not use is not a mistake"
)]
pub mod hostile {
    /// The definition, with the substitutions of the invocation made.
    pub const ASL: &str = "{\n  \"Comment\": \"Names and texts that a careless generator trips over: `ticks`, [links], <tags>, {braces} and \\\"quotes\\\"\",\n  \"StartAt\": \"Ok\",\n  \"States\": {\n    \"Ok\": { \"Type\": \"Pass\", \"Comment\": \"*/ ends no comment\\nand a second line\", \"Result\": { \"a\\\"b\": \"\\\\\\n\\u0000é\" }, \"Next\": \"match\" },\n    \"match\": { \"Type\": \"Task\", \"Resource\": \"${Fn}\", \"Next\": \"Clone\" },\n    \"Clone\": { \"Type\": \"Task\", \"Resource\": \"arn:aws:states:::aws-sdk:s3:putObject\", \"Parameters\": { \"K.$\": \"$['a\\\\'b']\" }, \"Next\": \"Self-Test\" },\n    \"Self-Test\": { \"Type\": \"Pass\", \"Next\": \"Prüfung 確認\" },\n    \"Prüfung 確認\": { \"Type\": \"Pass\", \"Next\": \"1st\" },\n    \"1st\": { \"Type\": \"Pass\", \"Next\": \"PROGRAM\" },\n    \"PROGRAM\": { \"Type\": \"Pass\", \"Next\": \"Handlers\" },\n    \"Handlers\": { \"Type\": \"Pass\", \"Next\": \"Send\" },\n    \"Send\": { \"Type\": \"Task\", \"Resource\": \"x\", \"Next\": \"H\" },\n    \"H\": { \"Type\": \"Task\", \"Resource\": \"y\", \"Next\": \"ALL {0}\" },\n    \"ALL {0}\": { \"Type\": \"Task\", \"Resource\": \"z\", \"Next\": \"async\" },\n    \"async\": { \"Type\": \"Succeed\" }\n  }\n}\n";
    /// The compiled form of the definition, which the hosts walk.
    pub static PROGRAM: ::stepwright::program::Program = {
        #[allow(unused_imports, reason = "not every workflow has every kind of state")]
        use ::core::option::Option::{None, Some};
        #[allow(unused_imports, reason = "as above")]
        use ::stepwright::program::{
            Call, Catcher, Choice, Comparator, Condition, Count, CsvHeaders, Expression,
            ExpressionRoot, ExpressionStep, Fail, Family, Filter, FilterValue, Form,
            InputType, Integration, Intrinsic, ItemBatcher, ItemReader, Kind, Literal,
            Map, MapMode, Operand, Path, PathFunction, Pattern, Percentage, Program,
            Property, QueryLanguage, Region, Relation, ResultPath, ResultWriter, Retrier,
            Root, Rule, Select, State, Step, Task, Template, Transformation, Wait,
        };
        static STATES: [State; 12] = [
            State {
                name: "Ok",
                line: 5,
                kind: Kind::Pass(
                    Some(Literal::Object(&[("a\"b", Literal::String("\\\n\0é"))])),
                ),
                next: Some(1),
                ..State::NEW
            },
            State {
                name: "match",
                line: 6,
                kind: Kind::Task(Task {
                    handler: 0,
                    resource: "${Fn}",
                    ..Task::NEW
                }),
                next: Some(2),
                ..State::NEW
            },
            State {
                name: "Clone",
                line: 7,
                kind: Kind::Task(Task {
                    handler: 1,
                    resource: "arn:aws:states:::aws-sdk:s3:putObject",
                    integration: Integration::Service {
                        service: "aws-sdk:s3",
                        action: "putObject",
                        pattern: Pattern::RequestResponse,
                    },
                    ..Task::NEW
                }),
                parameters: Some(
                    Template::Object(
                        &[
                            (
                                "K",
                                Template::Path(Path {
                                    text: "$['a\\'b']",
                                    root: Root::Document,
                                    steps: &[Step::Field("a'b")],
                                }),
                            ),
                        ],
                    ),
                ),
                next: Some(3),
                ..State::NEW
            },
            State {
                name: "Self-Test",
                line: 8,
                kind: Kind::Pass(None),
                next: Some(4),
                ..State::NEW
            },
            State {
                name: "Prüfung 確認",
                line: 9,
                kind: Kind::Pass(None),
                next: Some(5),
                ..State::NEW
            },
            State {
                name: "1st",
                line: 10,
                kind: Kind::Pass(None),
                next: Some(6),
                ..State::NEW
            },
            State {
                name: "PROGRAM",
                line: 11,
                kind: Kind::Pass(None),
                next: Some(7),
                ..State::NEW
            },
            State {
                name: "Handlers",
                line: 12,
                kind: Kind::Pass(None),
                next: Some(8),
                ..State::NEW
            },
            State {
                name: "Send",
                line: 13,
                kind: Kind::Task(Task {
                    handler: 2,
                    resource: "x",
                    ..Task::NEW
                }),
                next: Some(9),
                ..State::NEW
            },
            State {
                name: "H",
                line: 14,
                kind: Kind::Task(Task {
                    handler: 3,
                    resource: "y",
                    ..Task::NEW
                }),
                next: Some(10),
                ..State::NEW
            },
            State {
                name: "ALL {0}",
                line: 15,
                kind: Kind::Task(Task {
                    handler: 4,
                    resource: "z",
                    ..Task::NEW
                }),
                next: Some(11),
                ..State::NEW
            },
            State {
                name: "async",
                line: 16,
                kind: Kind::Succeed,
                ..State::NEW
            },
        ];
        Program {
            name: "hostile",
            comment: "Names and texts that a careless generator trips over: `ticks`, [links], <tags>, {braces} and \"quotes\"",
            file: "hostile.asl.json",
            definition: ASL,
            timeout_seconds: None,
            reads_context: false,
            regions: &[Region { start: 0, owner: None }],
            states: &STATES,
        }
    };
    /// The states and transitions as data.
    pub const GRAPH: ::stepwright::graph::Graph = ::stepwright::graph::Graph::new(
        &PROGRAM,
    );
    /// What is proven of the workflow while it compiles, and what is not.
    ///
    /// What rests on the handlers' types is open here, where nobody knows them: `Workflow::<H>::PROOF` does.
    pub const PROOF: ::stepwright::proof::Proof = {
        #[allow(
            unused_imports,
            reason = "not every workflow has every kind of obligation"
        )]
        use ::core::primitive::{u32, usize};
        #[allow(unused_imports, reason = "as above")]
        use ::stepwright::proof::made::*;
        static LITERALS: [Literal; 1] = [Literal::String("\\\n\0é")];
        static STEPS_1: [[Step; 1]; 1] = [[Step::Field("a'b")]];
        const fn steps_1(at: usize) -> &'static [Step] {
            &STEPS_1[at]
        }
        static FIELDS_0_1: [[(Str, Fact); 1]; 2] = [
            [("a\"b", Fact::Literal(LITERALS[0]))],
            [("K", Fact::Leaf(given(0, steps_1(0))))],
        ];
        const fn fields_0_1(at: usize) -> &'static [(Str, Fact)] {
            &FIELDS_0_1[at]
        }
        static TRAILS_1: [[Trail; 1]; 1] = [[(&[], "")]];
        static WAYS_1: [[Way; 1]; 6] = [
            ways_of_1(object(fields_0_1(0)), "", 0),
            ways_of_1(object(fields_0_1(1)), "", 0),
            ways_of_1(
                Fact::Leaf(given(0, steps_1(0))),
                "`$` is the result of `match`",
                0,
            ),
            ways_of_1(Fact::Leaf(given(1, &[])), "`$` is the result of `Clone`", 0),
            ways_of_1(Fact::Leaf(given(2, &[])), "`$` is the result of `Send`", 0),
            ways_of_1(Fact::Leaf(given(3, &[])), "`$` is the result of `H`", 0),
        ];
        const fn ways_1(at: usize) -> &'static [Way] {
            &WAYS_1[at]
        }
        const fn ways_of_1(value: Fact, origin: Str, trails: usize) -> [Way; 1] {
            ways(value, origin, &TRAILS_1[trails])
        }
        static OBLIGATIONS: [Obligation; 6] = [
            by_types(1, 6, "its handler can take its input", 0),
            by_types(2, 7, "its handler can take its input", 1),
            by_types(2, 7, "`$['a\\'b']` is there", 2),
            by_types(8, 13, "its handler can take its input", 3),
            by_types(9, 14, "its handler can take its input", 4),
            by_types(10, 15, "its handler can take its input", 5),
        ];
        static CHECKS: [Check; 6] = [
            check(
                Goal::Input(0),
                ways_1(0),
                "state `match` gives its handler what it cannot take",
                "state `match` gives its handler what it cannot always take",
                " --> hostile.asl.json:6:5\n  |\n6 |     \"match\": { \"Type\": \"Task\", \"Resource\": \"${Fn}\", \"Next\": \"Clone\" },\n  |     ^^^^^^^ what the handler gets\n  |\n",
                "  = note: where it is meant, the invocation allows it: `allow: { handler_input: [\"match\"] }`",
                2,
            ),
            check(
                Goal::Input(1),
                ways_1(1),
                "state `Clone` gives its handler what it cannot take",
                "state `Clone` gives its handler what it cannot always take",
                " --> hostile.asl.json:7:99\n  |\n7 | ...dk:s3:putObject\", \"Parameters\": { \"K.$\": \"$['a\\\\'b']\" }, \"Next\": \"Self-Test\" },\n  |                                    ^^^^^^^^^^^^^^^^^^^^^^^ what the handler gets\n  |\n",
                "  = note: where it is meant, the invocation allows it: `allow: { handler_input: [\"Clone\"] }`",
                2,
            ),
            check(
                Goal::There,
                ways_1(2),
                "state `Clone` reads `$['a\\'b']`, which is not there",
                "state `Clone` reads `$['a\\'b']`, which may be missing",
                " --> hostile.asl.json:7:109\n  |\n7 | ...s-sdk:s3:putObject\", \"Parameters\": { \"K.$\": \"$['a\\\\'b']\" }, \"Next\": \"Self-Test\" },\n  |                                                 ^^^^^^^^^^ not there\n  |\n",
                "  = note: where it is meant, the invocation allows it: `allow: { missing_path: [\"Clone\"] }`",
                2,
            ),
            check(
                Goal::Input(2),
                ways_1(3),
                "state `Send` gives its handler what it cannot take",
                "state `Send` gives its handler what it cannot always take",
                "  --> hostile.asl.json:13:5\n   |\n13 |     \"Send\": { \"Type\": \"Task\", \"Resource\": \"x\", \"Next\": \"H\" },\n   |     ^^^^^^ what the handler gets\n   |\n",
                "   = note: where it is meant, the invocation allows it: `allow: { handler_input: [\"Send\"] }`",
                3,
            ),
            check(
                Goal::Input(3),
                ways_1(4),
                "state `H` gives its handler what it cannot take",
                "state `H` gives its handler what it cannot always take",
                "  --> hostile.asl.json:14:5\n   |\n14 |     \"H\": { \"Type\": \"Task\", \"Resource\": \"y\", \"Next\": \"ALL {0}\" },\n   |     ^^^ what the handler gets\n   |\n",
                "   = note: where it is meant, the invocation allows it: `allow: { handler_input: [\"H\"] }`",
                3,
            ),
            check(
                Goal::Input(4),
                ways_1(5),
                "state `ALL {0}` gives its handler what it cannot take",
                "state `ALL {0}` gives its handler what it cannot always take",
                "  --> hostile.asl.json:15:5\n   |\n15 |     \"ALL {0}\": { \"Type\": \"Task\", \"Resource\": \"z\", \"Next\": \"async\" },\n   |     ^^^^^^^^^ what the handler gets\n   |\n",
                "   = note: where it is meant, the invocation allows it: `allow: { handler_input: [\"ALL {0}\"] }`",
                3,
            ),
        ];
        ::stepwright::proof::Proof {
            file: "hostile.asl.json",
            states: &[
                "Ok",
                "match",
                "Clone",
                "Self-Test",
                "Prüfung 確認",
                "1st",
                "PROGRAM",
                "Handlers",
                "Send",
                "H",
                "ALL {0}",
                "async",
            ],
            obligations: &OBLIGATIONS,
            checks: &CHECKS,
            types: ::stepwright::__private::types::<__Types>(&[]),
        }
    };
    /// Where an execution stands: the states of the workflow.
    #[derive(
        ::core::clone::Clone,
        ::core::marker::Copy,
        ::core::fmt::Debug,
        ::core::cmp::PartialEq,
        ::core::cmp::Eq,
        ::core::cmp::PartialOrd,
        ::core::cmp::Ord,
        ::core::hash::Hash,
    )]
    pub enum State {
        /// "Ok": a Pass state, at hostile.asl.json:5.
        ///
        /// \*/ ends no comment
        /// and a second line
        Ok,
        /// "match": a Task state, at hostile.asl.json:6.
        Match,
        /// "Clone": a Task state, at hostile.asl.json:7.
        Clone,
        /// "Self-Test": a Pass state, at hostile.asl.json:8.
        SelfTest,
        /// "Prüfung 確認": a Pass state, at hostile.asl.json:9.
        Prüfung確認,
        /// "1st": a Pass state, at hostile.asl.json:10.
        _1st,
        /// "PROGRAM": a Pass state, at hostile.asl.json:11.
        Program,
        /// "Handlers": a Pass state, at hostile.asl.json:12.
        Handlers,
        /// "Send": a Task state, at hostile.asl.json:13.
        Send,
        /// "H": a Task state, at hostile.asl.json:14.
        H,
        /// "ALL {0}": a Task state, at hostile.asl.json:15.
        All0,
        /// "async": a Succeed state, at hostile.asl.json:16.
        Async,
    }
    impl State {
        /// All states, in the order they are written.
        pub const ALL: &'static [State] = &[
            State::Ok,
            State::Match,
            State::Clone,
            State::SelfTest,
            State::Prüfung確認,
            State::_1st,
            State::Program,
            State::Handlers,
            State::Send,
            State::H,
            State::All0,
            State::Async,
        ];
        /// The state's name in the definition.
        pub const fn name(self) -> &'static str {
            PROGRAM.states[self as usize].name
        }
        /// The state's `Type`.
        pub const fn kind(self) -> &'static str {
            PROGRAM.states[self as usize].kind.name()
        }
        /// The state of that name in the definition.
        pub fn from_name(name: &str) -> ::core::option::Option<State> {
            let id = ::stepwright::__private::state_named(&PROGRAM, name)?;
            State::ALL.get(id).copied()
        }
    }
    #[automatically_derived]
    impl ::core::fmt::Display for State {
        fn fmt(
            &self,
            formatter: &mut ::core::fmt::Formatter<'_>,
        ) -> ::core::fmt::Result {
            formatter.write_str(self.name())
        }
    }
    #[automatically_derived]
    impl ::stepwright::StateEnum for State {
        const PROGRAM: &'static ::stepwright::program::Program = &PROGRAM;
        const ALL: &'static [State] = State::ALL;
        const NEXT: &'static [&'static [State]] = &[
            &[State::Match],
            &[State::Clone],
            &[State::SelfTest],
            &[State::Prüfung確認],
            &[State::_1st],
            &[State::Program],
            &[State::Handlers],
            &[State::Send],
            &[State::H],
            &[State::All0],
            &[State::Async],
            &[],
        ];
    }
    /// A type per state, with its name, kind and successors, and for a Task what its handler takes and gives.
    pub mod states {
        /// "Ok": a Pass state, at hostile.asl.json:5.
        ///
        /// \*/ ends no comment
        /// and a second line
        pub enum Ok {}
        #[automatically_derived]
        impl ::stepwright::StateType for Ok {
            type State = super::State;
            const INDEX: usize = 0;
        }
        /// "match": a Task state, at hostile.asl.json:6.
        pub enum Match {}
        #[automatically_derived]
        impl ::stepwright::StateType for Match {
            type State = super::State;
            const INDEX: usize = 1;
        }
        /// "Clone": a Task state, at hostile.asl.json:7.
        pub enum Clone {}
        #[automatically_derived]
        impl ::stepwright::StateType for Clone {
            type State = super::State;
            const INDEX: usize = 2;
        }
        /// "Self-Test": a Pass state, at hostile.asl.json:8.
        pub enum SelfTest {}
        #[automatically_derived]
        impl ::stepwright::StateType for SelfTest {
            type State = super::State;
            const INDEX: usize = 3;
        }
        /// "Prüfung 確認": a Pass state, at hostile.asl.json:9.
        pub enum Prüfung確認 {}
        #[automatically_derived]
        impl ::stepwright::StateType for Prüfung確認 {
            type State = super::State;
            const INDEX: usize = 4;
        }
        /// "1st": a Pass state, at hostile.asl.json:10.
        pub enum _1st {}
        #[automatically_derived]
        impl ::stepwright::StateType for _1st {
            type State = super::State;
            const INDEX: usize = 5;
        }
        /// "PROGRAM": a Pass state, at hostile.asl.json:11.
        pub enum Program {}
        #[automatically_derived]
        impl ::stepwright::StateType for Program {
            type State = super::State;
            const INDEX: usize = 6;
        }
        /// "Handlers": a Pass state, at hostile.asl.json:12.
        pub enum Handlers {}
        #[automatically_derived]
        impl ::stepwright::StateType for Handlers {
            type State = super::State;
            const INDEX: usize = 7;
        }
        /// "Send": a Task state, at hostile.asl.json:13.
        pub enum Send {}
        #[automatically_derived]
        impl ::stepwright::StateType for Send {
            type State = super::State;
            const INDEX: usize = 8;
        }
        /// "H": a Task state, at hostile.asl.json:14.
        pub enum H {}
        #[automatically_derived]
        impl ::stepwright::StateType for H {
            type State = super::State;
            const INDEX: usize = 9;
        }
        /// "ALL {0}": a Task state, at hostile.asl.json:15.
        pub enum All0 {}
        #[automatically_derived]
        impl ::stepwright::StateType for All0 {
            type State = super::State;
            const INDEX: usize = 10;
        }
        /// "async": a Succeed state, at hostile.asl.json:16.
        pub enum Async {}
        #[automatically_derived]
        impl ::stepwright::StateType for Async {
            type State = super::State;
            const INDEX: usize = 11;
        }
    }
    /// The handlers of the workflow's Tasks, a method each; written with `#[stepwright::handlers]`.
    ///
    /// | handler | state | resource |
    /// |---|---|---|
    /// | `r#match` | match | ${Fn} |
    /// | `clone` | Clone | arn:aws:states:::aws-sdk:s3:putObject |
    /// | `send` | Send | x |
    /// | `h` | H | y |
    /// | `all_0` | ALL {0} | z |
    pub trait Handlers: ::core::marker::Send + ::core::marker::Sync {
        #[doc(hidden)]
        const __TYPES: &'static [::stepwright::proof::TaskTypes] = &[];
        /// The handlers that run a Map whose iterations are their calls.
        #[doc(hidden)]
        const __MAPS: &'static [u32] = &[];
        /// Calls the handler of that number.
        #[doc(hidden)]
        fn __call<'a>(
            &'a self,
            handler: u32,
            input: ::stepwright::__private::CallInput<'a>,
            context: &'a ::stepwright::TaskContext,
        ) -> ::stepwright::BoxFuture<
            'a,
            ::core::result::Result<::stepwright::Value, ::stepwright::TaskFailure>,
        >;
    }
    #[doc(hidden)]
    #[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
    pub struct __Types;
    #[automatically_derived]
    impl ::stepwright::__private::Declared for __Types {}
    #[doc(hidden)]
    pub use ::stepwright::__private as __stepwright;
    #[doc(hidden)]
    #[allow(
        unused_macros,
        reason = "a workflow whose handlers are written by hand does not call it"
    )]
    #[macro_export]
    macro_rules! __stepwright_handlers_hostile {
        (($($path:tt)*) $($item:tt)*) => {
            $($path)* ::__stepwright::handlers_of! { ($($path)*)
            "hostile.asl.json"[("match", 6, 5, r#match, Match) ("Clone", 7, 5, clone,
            Clone) ("Send", 13, 5, send, Send) ("H", 14, 5, h, H) ("ALL {0}", 15, 5,
            all_0, All0)] [(0 input 0) (1 input 1) (2 output 0) (3 input 2) (4 input 3)
            (5 input 4)] [] $($item)* }
        };
    }
    #[doc(hidden)]
    #[allow(unused_imports, reason = "as above")]
    pub use __stepwright_handlers_hostile as __handlers;
    /// The workflow with its handlers, ready to run any number of executions.
    #[derive(::core::fmt::Debug)]
    pub struct Workflow<H> {
        handlers: H,
        host: ::stepwright::InMemory,
        options: ::stepwright::__private::Arc<::stepwright::ExecutionOptions>,
    }
    impl<H: Handlers> Workflow<H> {
        /// What is proven of the workflow with these handlers' types, and what is not.
        pub const PROOF: ::stepwright::proof::Proof = ::stepwright::proof::Proof {
            types: ::stepwright::__private::types::<__Types>(H::__TYPES),
            ..PROOF
        };
        /// A workflow whose executions run in memory.
        pub fn new(handlers: H) -> Self {
            Workflow {
                handlers,
                host: ::stepwright::InMemory::new(),
                options: ::core::default::Default::default(),
            }
        }
        /// The same on a host with settings of its own.
        #[must_use]
        pub fn on(mut self, host: ::stepwright::InMemory) -> Self {
            self.host = host;
            self
        }
        /// The same with names and limits of its own for every execution.
        #[must_use]
        pub fn with_options(mut self, options: ::stepwright::ExecutionOptions) -> Self {
            self.options = ::stepwright::__private::Arc::new(options);
            self
        }
        /// The handlers.
        pub fn handlers(&self) -> &H {
            &self.handlers
        }
        /// The handle through which Tasks that wait for a token are answered.
        pub fn task_tokens(&self) -> ::stepwright::TaskTokens {
            self.host.task_tokens()
        }
        /// Runs one execution, from its input to its output.
        ///
        /// # Errors
        ///
        /// When the execution fails or times out: the error's name and cause as AWS gives them, and the state.
        pub async fn run<I: ::stepwright::TaskOutput>(
            &self,
            input: I,
        ) -> ::core::result::Result<::stepwright::Value, ::stepwright::ExecutionError> {
            let output = self
                .run_value(::stepwright::TaskOutput::into_document(input))
                .await?;
            ::stepwright::__private::output(&PROGRAM, output)
        }
        /// Runs one execution, from a JSON document to a JSON document.
        ///
        /// # Errors
        ///
        /// When the execution fails or times out: the error's name and cause as AWS gives them, and the state.
        pub async fn run_value(
            &self,
            input: impl ::core::convert::Into<::stepwright::Value>,
        ) -> ::core::result::Result<::stepwright::Value, ::stepwright::ExecutionError> {
            ::stepwright::__private::execute(
                    self,
                    &self.host,
                    &self.options,
                    ::core::convert::Into::into(input),
                )
                .await
        }
    }
    #[automatically_derived]
    impl<H: Handlers> ::stepwright::Machine for Workflow<H> {
        fn program(&self) -> &'static ::stepwright::program::Program {
            &PROGRAM
        }
        fn call<'a>(
            &'a self,
            handler: u32,
            input: ::stepwright::Value,
            context: &'a ::stepwright::TaskContext,
        ) -> ::stepwright::BoxFuture<
            'a,
            ::core::result::Result<::stepwright::Value, ::stepwright::TaskFailure>,
        > {
            H::__call(
                &self.handlers,
                handler,
                ::stepwright::__private::CallInput::Document(input),
                context,
            )
        }
        fn each<'a>(
            &'a self,
            handler: u32,
            each: ::stepwright::__private::Each<'a>,
        ) -> ::core::result::Result<
            ::stepwright::__private::Iterations<'a>,
            ::stepwright::__private::Each<'a>,
        > {
            ::stepwright::__private::run_map(
                H::__MAPS,
                handler,
                each,
                |input, context| { H::__call(&self.handlers, handler, input, context) },
            )
        }
    }
}
