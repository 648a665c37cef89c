// Generated from `linear.asl.json`; see `tests/golden.rs`.

/// Three tasks in a row
///
/// Compiled from `linear.asl.json`.
///
/// | state | type | then |
/// |---|---|---|
/// | Pick | Task | Pack |
/// | Pack | Task | Post |
/// | Post | Task | end |
#[allow(
    dead_code,
    unreachable_pub,
    clippy::all,
    clippy::pedantic,
    reason = "generated; what a workflow does not use is not a mistake"
)]
pub mod linear {
    /// The definition, with the substitutions of the invocation made.
    pub const ASL: &str = "{\n  \"Comment\": \"Three tasks in a row\",\n  \"StartAt\": \"Pick\",\n  \"TimeoutSeconds\": 60,\n  \"States\": {\n    \"Pick\": {\n      \"Type\": \"Task\",\n      \"Comment\": \"Finds the goods on the shelf.\",\n      \"Resource\": \"arn:aws:lambda:eu-central-1:123456789012:function:pick\",\n      \"Next\": \"Pack\"\n    },\n    \"Pack\": {\n      \"Type\": \"Task\",\n      \"Resource\": \"arn:aws:lambda:eu-central-1:123456789012:function:pack\",\n      \"TimeoutSeconds\": 30,\n      \"Retry\": [{ \"ErrorEquals\": [\"OutOfBoxes\"], \"IntervalSeconds\": 5 }],\n      \"Next\": \"Post\"\n    },\n    \"Post\": {\n      \"Type\": \"Task\",\n      \"Resource\": \"arn:aws:lambda:eu-central-1:123456789012:function:post\",\n      \"End\": true\n    }\n  }\n}\n";
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
        static STATES: [State; 3] = [
            State {
                name: "Pick",
                line: 6,
                kind: Kind::Task(Task {
                    handler: 0,
                    resource: "arn:aws:lambda:eu-central-1:123456789012:function:pick",
                    integration: Integration::Function,
                    ..Task::NEW
                }),
                next: Some(1),
                ..State::NEW
            },
            State {
                name: "Pack",
                line: 12,
                kind: Kind::Task(Task {
                    handler: 1,
                    resource: "arn:aws:lambda:eu-central-1:123456789012:function:pack",
                    integration: Integration::Function,
                    timeout: Some(Count::Literal(30)),
                    ..Task::NEW
                }),
                next: Some(2),
                retry: &[
                    Retrier {
                        errors: &["OutOfBoxes"],
                        interval_seconds: 5,
                        max_attempts: 3,
                        backoff_rate: 2.0,
                        ..Retrier::NEW
                    },
                ],
                ..State::NEW
            },
            State {
                name: "Post",
                line: 19,
                kind: Kind::Task(Task {
                    handler: 2,
                    resource: "arn:aws:lambda:eu-central-1:123456789012:function:post",
                    integration: Integration::Function,
                    ..Task::NEW
                }),
                ..State::NEW
            },
        ];
        Program {
            name: "linear",
            comment: "Three tasks in a row",
            file: "linear.asl.json",
            definition: ASL,
            timeout_seconds: Some(60),
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
        static WORDS_1: [[Str; 1]; 1] = [["OutOfBoxes"]];
        const fn words_1(at: usize) -> &'static [Str] {
            &WORDS_1[at]
        }
        static TASKS_1: [[u32; 1]; 1] = [[1]];
        const fn tasks_1(at: usize) -> &'static [u32] {
            &TASKS_1[at]
        }
        static TRAILS_1: [[Trail; 1]; 1] = [[(&[], "")]];
        static WAYS_1: [[Way; 1]; 3] = [
            ways_of_1(Fact::Leaf(taken(0, &[])), "`$` is the execution's input", 0),
            ways_of_1(Fact::Leaf(given(0, &[])), "`$` is the result of `Pick`", 0),
            ways_of_1(Fact::Leaf(given(1, &[])), "`$` is the result of `Pack`", 0),
        ];
        const fn ways_1(at: usize) -> &'static [Way] {
            &WAYS_1[at]
        }
        const fn ways_of_1(value: Fact, origin: Str, trails: usize) -> [Way; 1] {
            ways(value, origin, &TRAILS_1[trails])
        }
        static OBLIGATIONS: [Obligation; 4] = [
            by_types(0, 6, "its handler can take its input", 0),
            by_types(1, 12, "its handler can take its input", 1),
            by_types(1, 16, "the error `OutOfBoxes` is raised by a handler", 2),
            by_types(2, 19, "its handler can take its input", 3),
        ];
        static CHECKS: [Check; 4] = [
            check(
                Goal::Input(0),
                ways_1(0),
                "state `Pick` gives its handler what it cannot take",
                "state `Pick` gives its handler what it cannot always take",
                " --> linear.asl.json:6:5\n  |\n6 |     \"Pick\": {\n  |     ^^^^^^ what the handler gets\n  |\n",
                "  = note: where it is meant, the invocation allows it: `allow: { handler_input: [\"Pick\"] }`",
                2,
            ),
            check(
                Goal::Input(1),
                ways_1(1),
                "state `Pack` gives its handler what it cannot take",
                "state `Pack` gives its handler what it cannot always take",
                "  --> linear.asl.json:12:5\n   |\n12 |     \"Pack\": {\n   |     ^^^^^^ what the handler gets\n   |\n",
                "   = note: where it is meant, the invocation allows it: `allow: { handler_input: [\"Pack\"] }`",
                3,
            ),
            check(
                raised(tasks_1(0), words_1(0)),
                &[],
                "state `Pack` retries `OutOfBoxes`, which its handler never fails with",
                "",
                "  --> linear.asl.json:16:35\n   |\n16 |       \"Retry\": [{ \"ErrorEquals\": [\"OutOfBoxes\"], \"IntervalSeconds\": 5 }],\n   |                                   ^^^^^^^^^^^^ no handler's error has this name\n   |\n",
                "   = note: where it is meant, the invocation allows it: `allow: { unraised_error: [\"Pack\"] }`",
                3,
            ),
            check(
                Goal::Input(2),
                ways_1(2),
                "state `Post` gives its handler what it cannot take",
                "state `Post` gives its handler what it cannot always take",
                "  --> linear.asl.json:19:5\n   |\n19 |     \"Post\": {\n   |     ^^^^^^ what the handler gets\n   |\n",
                "   = note: where it is meant, the invocation allows it: `allow: { handler_input: [\"Post\"] }`",
                3,
            ),
        ];
        ::stepwright::proof::Proof {
            file: "linear.asl.json",
            states: &["Pick", "Pack", "Post"],
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
        /// "Pick": a Task state, at linear.asl.json:6.
        ///
        /// Finds the goods on the shelf.
        Pick,
        /// "Pack": a Task state, at linear.asl.json:12.
        Pack,
        /// "Post": a Task state, at linear.asl.json:19.
        Post,
    }
    impl State {
        /// All states, in the order they are written.
        pub const ALL: &'static [State] = &[State::Pick, State::Pack, State::Post];
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
        const NEXT: &'static [&'static [State]] = &[&[State::Pack], &[State::Post], &[]];
    }
    /// A type per state, with its name, kind and successors, and for a Task what its handler takes and gives.
    pub mod states {
        /// "Pick": a Task state, at linear.asl.json:6.
        ///
        /// Finds the goods on the shelf.
        pub enum Pick {}
        #[automatically_derived]
        impl ::stepwright::StateType for Pick {
            type State = super::State;
            const INDEX: usize = 0;
        }
        /// "Pack": a Task state, at linear.asl.json:12.
        pub enum Pack {}
        #[automatically_derived]
        impl ::stepwright::StateType for Pack {
            type State = super::State;
            const INDEX: usize = 1;
        }
        /// "Post": a Task state, at linear.asl.json:19.
        pub enum Post {}
        #[automatically_derived]
        impl ::stepwright::StateType for Post {
            type State = super::State;
            const INDEX: usize = 2;
        }
    }
    /// The handlers of the workflow's Tasks, a method each; written with `#[stepwright::handlers]`.
    ///
    /// | handler | state | resource |
    /// |---|---|---|
    /// | `pick` | Pick | arn:aws:lambda:eu-central-1:123456789012:function:pick |
    /// | `pack` | Pack | arn:aws:lambda:eu-central-1:123456789012:function:pack |
    /// | `post` | Post | arn:aws:lambda:eu-central-1:123456789012:function:post |
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
    macro_rules! __stepwright_handlers_linear {
        (($($path:tt)*) $($item:tt)*) => {
            $($path)* ::__stepwright::handlers_of! { ($($path)*)
            "linear.asl.json"[("Pick", 6, 5, pick, Pick) ("Pack", 12, 5, pack, Pack)
            ("Post", 19, 5, post, Post)] [(0 input 0) (1 input 1) (2 error 1) (3 input
            2)] [] $($item)* }
        };
    }
    #[doc(hidden)]
    #[allow(unused_imports, reason = "as above")]
    pub use __stepwright_handlers_linear as __handlers;
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
        pub async fn run(
            &self,
            input: <states::Pick as ::stepwright::TaskState<H>>::Input,
        ) -> ::core::result::Result<
            <states::Post as ::stepwright::TaskState<H>>::Output,
            ::stepwright::ExecutionError,
        >
        where
            states::Pick: ::stepwright::TaskState<H>,
            <states::Pick as ::stepwright::TaskState<
                H,
            >>::Input: ::stepwright::TaskOutput,
            states::Post: ::stepwright::TaskState<H>,
            <states::Post as ::stepwright::TaskState<
                H,
            >>::Output: ::stepwright::TaskInput,
        {
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
