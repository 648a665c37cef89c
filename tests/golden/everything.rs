// Generated from `everything.asl.json`; see `tests/golden.rs`.

/// Compiled from `everything.asl.json`.
///
/// | state | type | then |
/// |---|---|---|
/// | Start | Pass | Route |
/// | Route | Choice | Work, Pause, Done, Done (default) |
/// | Work | Task | Both, Fail here (caught) |
/// | Both | Parallel | Each |
/// | Left | Pass | end |
/// | Right | Wait | end |
/// | Each | Map | Pause |
/// | One | Task | end |
/// | Pause | Wait | Done |
/// | Done | Succeed | succeeds |
/// | Fail here | Fail | fails |
#[allow(
    dead_code,
    unreachable_pub,
    clippy::all,
    clippy::pedantic,
    reason = "generated; what a workflow does not use is not a mistake"
)]
pub mod everything {
    /// The definition, with the substitutions of the invocation made.
    pub const ASL: &str = "{\n  \"StartAt\": \"Start\",\n  \"States\": {\n    \"Start\": {\n      \"Type\": \"Pass\",\n      \"InputPath\": \"$.order\",\n      \"Parameters\": {\n        \"id.$\": \"$.id\",\n        \"first.$\": \"$.lines[0].sku\",\n        \"last.$\": \"$.lines[-1:]\",\n        \"skus.$\": \"$.lines[*].sku\",\n        \"deep.$\": \"$..price\",\n        \"dear.$\": \"$.lines[?(@.price > 10.5 && @.sku != 'x')]\",\n        \"count.$\": \"$.lines.length()\",\n        \"context.$\": \"$$.Execution.Id\",\n        \"when.$\": \"$$.Execution.StartTime\",\n        \"done.$\": \"$.done\",\n        \"text.$\": \"States.Format('{} of {}', $.id, States.ArrayLength($.lines))\",\n        \"fixed\": { \"a\": [1, -2, 3.5, 18446744073709551615, true, null, \"s\"] }\n      },\n      \"ResultPath\": \"$.start\",\n      \"OutputPath\": \"$.start\",\n      \"Next\": \"Route\"\n    },\n    \"Route\": {\n      \"Type\": \"Choice\",\n      \"Choices\": [\n        {\n          \"And\": [\n            { \"Variable\": \"$.count\", \"NumericGreaterThanEquals\": 1 },\n            { \"Not\": { \"Variable\": \"$.text\", \"StringMatches\": \"x*\" } },\n            { \"Or\": [{ \"Variable\": \"$.id\", \"IsString\": true }, { \"Variable\": \"$.id\", \"IsPresent\": false }] }\n          ],\n          \"Next\": \"Work\"\n        },\n        { \"Variable\": \"$.text\", \"StringEqualsPath\": \"$.id\", \"Next\": \"Pause\" },\n        { \"Variable\": \"$.when\", \"TimestampLessThan\": \"2026-01-01T00:00:00Z\", \"Next\": \"Pause\" },\n        { \"Variable\": \"$.done\", \"BooleanEquals\": true, \"Next\": \"Done\" }\n      ],\n      \"Default\": \"Done\"\n    },\n    \"Work\": {\n      \"Type\": \"Task\",\n      \"Resource\": \"arn:aws:states:::sqs:sendMessage.waitForTaskToken\",\n      \"Parameters\": { \"QueueUrl\": \"${Queue}\", \"MessageBody\": { \"token.$\": \"$$.Task.Token\" } },\n      \"ResultSelector\": { \"answer.$\": \"$\" },\n      \"ResultPath\": null,\n      \"TimeoutSecondsPath\": \"$.count\",\n      \"HeartbeatSeconds\": 10,\n      \"Retry\": [\n        { \"ErrorEquals\": [\"States.Timeout\"], \"IntervalSeconds\": 3, \"MaxAttempts\": 5, \"BackoffRate\": 1.5, \"MaxDelaySeconds\": 20, \"JitterStrategy\": \"FULL\" }\n      ],\n      \"Catch\": [{ \"ErrorEquals\": [\"States.ALL\"], \"ResultPath\": \"$.error\", \"Next\": \"Fail here\" }],\n      \"Next\": \"Both\"\n    },\n    \"Both\": {\n      \"Type\": \"Parallel\",\n      \"Branches\": [\n        { \"StartAt\": \"Left\", \"States\": { \"Left\": { \"Type\": \"Pass\", \"End\": true } } },\n        { \"StartAt\": \"Right\", \"States\": { \"Right\": { \"Type\": \"Wait\", \"TimestampPath\": \"$.when\", \"End\": true } } }\n      ],\n      \"ResultPath\": \"$.both\",\n      \"Next\": \"Each\"\n    },\n    \"Each\": {\n      \"Type\": \"Map\",\n      \"ItemsPath\": \"$.skus\",\n      \"ItemSelector\": { \"index.$\": \"$$.Map.Item.Index\", \"sku.$\": \"$$.Map.Item.Value\" },\n      \"MaxConcurrency\": 2,\n      \"ToleratedFailurePercentage\": 12.5,\n      \"ItemProcessor\": {\n        \"ProcessorConfig\": { \"Mode\": \"INLINE\" },\n        \"StartAt\": \"One\",\n        \"States\": {\n          \"One\": { \"Type\": \"Task\", \"Resource\": \"arn:aws:states:eu-central-1:123456789012:activity:one\", \"End\": true }\n        }\n      },\n      \"ResultPath\": \"$.each\",\n      \"Next\": \"Pause\"\n    },\n    \"Pause\": { \"Type\": \"Wait\", \"SecondsPath\": \"$.count\", \"Next\": \"Done\" },\n    \"Done\": { \"Type\": \"Succeed\" },\n    \"Fail here\": { \"Type\": \"Fail\", \"ErrorPath\": \"$.error.Error\", \"Cause\": \"gave up\" }\n  }\n}\n";
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
        static STATES: [State; 11] = [
            State {
                name: "Start",
                line: 4,
                kind: Kind::Pass(None),
                reads_context: true,
                input_path: Select::At(Path {
                    text: "$.order",
                    root: Root::Document,
                    steps: &[Step::Field("order")],
                }),
                parameters: Some(
                    Template::Object(
                        &[
                            (
                                "id",
                                Template::Path(Path {
                                    text: "$.id",
                                    root: Root::Document,
                                    steps: &[Step::Field("id")],
                                }),
                            ),
                            (
                                "first",
                                Template::Path(Path {
                                    text: "$.lines[0].sku",
                                    root: Root::Document,
                                    steps: &[
                                        Step::Field("lines"),
                                        Step::Index(0),
                                        Step::Field("sku"),
                                    ],
                                }),
                            ),
                            (
                                "last",
                                Template::Path(Path {
                                    text: "$.lines[-1:]",
                                    root: Root::Document,
                                    steps: &[
                                        Step::Field("lines"),
                                        Step::Slice {
                                            from: Some(-1),
                                            to: None,
                                            step: None,
                                        },
                                    ],
                                }),
                            ),
                            (
                                "skus",
                                Template::Path(Path {
                                    text: "$.lines[*].sku",
                                    root: Root::Document,
                                    steps: &[
                                        Step::Field("lines"),
                                        Step::Wildcard,
                                        Step::Field("sku"),
                                    ],
                                }),
                            ),
                            (
                                "deep",
                                Template::Path(Path {
                                    text: "$..price",
                                    root: Root::Document,
                                    steps: &[Step::Descend, Step::Field("price")],
                                }),
                            ),
                            (
                                "dear",
                                Template::Path(Path {
                                    text: "$.lines[?(@.price > 10.5 && @.sku != 'x')]",
                                    root: Root::Document,
                                    steps: &[
                                        Step::Field("lines"),
                                        Step::Filter(
                                            Filter::And(
                                                &[
                                                    Filter::Compare(
                                                        FilterValue::Path(Path {
                                                            text: "@.price",
                                                            root: Root::Current,
                                                            steps: &[Step::Field("price")],
                                                        }),
                                                        Comparator::Greater,
                                                        FilterValue::Literal(Literal::Float(10.5)),
                                                    ),
                                                    Filter::Compare(
                                                        FilterValue::Path(Path {
                                                            text: "@.sku",
                                                            root: Root::Current,
                                                            steps: &[Step::Field("sku")],
                                                        }),
                                                        Comparator::NotEqual,
                                                        FilterValue::Literal(Literal::String("x")),
                                                    ),
                                                ],
                                            ),
                                        ),
                                    ],
                                }),
                            ),
                            (
                                "count",
                                Template::Path(Path {
                                    text: "$.lines.length()",
                                    root: Root::Document,
                                    steps: &[
                                        Step::Field("lines"),
                                        Step::Function(PathFunction::Length),
                                    ],
                                }),
                            ),
                            (
                                "context",
                                Template::Path(Path {
                                    text: "$$.Execution.Id",
                                    root: Root::Context,
                                    steps: &[Step::Field("Execution"), Step::Field("Id")],
                                }),
                            ),
                            (
                                "when",
                                Template::Path(Path {
                                    text: "$$.Execution.StartTime",
                                    root: Root::Context,
                                    steps: &[Step::Field("Execution"), Step::Field("StartTime")],
                                }),
                            ),
                            (
                                "done",
                                Template::Path(Path {
                                    text: "$.done",
                                    root: Root::Document,
                                    steps: &[Step::Field("done")],
                                }),
                            ),
                            (
                                "text",
                                Template::Call(Call {
                                    function: Intrinsic::Format,
                                    arguments: &[
                                        Template::Literal(Literal::String("{} of {}")),
                                        Template::Path(Path {
                                            text: "$.id",
                                            root: Root::Document,
                                            steps: &[Step::Field("id")],
                                        }),
                                        Template::Call(Call {
                                            function: Intrinsic::ArrayLength,
                                            arguments: &[
                                                Template::Path(Path {
                                                    text: "$.lines",
                                                    root: Root::Document,
                                                    steps: &[Step::Field("lines")],
                                                }),
                                            ],
                                            text: "States.Format('{} of {}', $.id, States.ArrayLength($.lines))",
                                        }),
                                    ],
                                    text: "States.Format('{} of {}', $.id, States.ArrayLength($.lines))",
                                }),
                            ),
                            (
                                "fixed",
                                Template::Literal(
                                    Literal::Object(
                                        &[
                                            (
                                                "a",
                                                Literal::Array(
                                                    &[
                                                        Literal::Int(1),
                                                        Literal::Int(-2),
                                                        Literal::Float(3.5),
                                                        Literal::UInt(18446744073709551615),
                                                        Literal::Bool(true),
                                                        Literal::Null,
                                                        Literal::String("s"),
                                                    ],
                                                ),
                                            ),
                                        ],
                                    ),
                                ),
                            ),
                        ],
                    ),
                ),
                result_path: ResultPath::At(Path {
                    text: "$.start",
                    root: Root::Document,
                    steps: &[Step::Field("start")],
                }),
                output_path: Select::At(Path {
                    text: "$.start",
                    root: Root::Document,
                    steps: &[Step::Field("start")],
                }),
                next: Some(1),
                ..State::NEW
            },
            State {
                name: "Route",
                line: 25,
                kind: Kind::Choice(Choice {
                    rules: &[
                        Rule {
                            condition: Condition::And(
                                &[
                                    Condition::Compare(
                                        Path {
                                            text: "$.count",
                                            root: Root::Document,
                                            steps: &[Step::Field("count")],
                                        },
                                        Family::Numeric,
                                        Relation::GreaterThanEquals,
                                        Operand::Literal(Literal::Int(1)),
                                    ),
                                    Condition::Not(
                                        &Condition::StringMatches(
                                            Path {
                                                text: "$.text",
                                                root: Root::Document,
                                                steps: &[Step::Field("text")],
                                            },
                                            "x*",
                                        ),
                                    ),
                                    Condition::Or(
                                        &[
                                            Condition::Is(
                                                Path {
                                                    text: "$.id",
                                                    root: Root::Document,
                                                    steps: &[Step::Field("id")],
                                                },
                                                Property::String,
                                                true,
                                            ),
                                            Condition::Is(
                                                Path {
                                                    text: "$.id",
                                                    root: Root::Document,
                                                    steps: &[Step::Field("id")],
                                                },
                                                Property::Present,
                                                false,
                                            ),
                                        ],
                                    ),
                                ],
                            ),
                            next: 2,
                            ..Rule::NEW
                        },
                        Rule {
                            condition: Condition::Compare(
                                Path {
                                    text: "$.text",
                                    root: Root::Document,
                                    steps: &[Step::Field("text")],
                                },
                                Family::String,
                                Relation::Equals,
                                Operand::At(Path {
                                    text: "$.id",
                                    root: Root::Document,
                                    steps: &[Step::Field("id")],
                                }),
                            ),
                            next: 8,
                            ..Rule::NEW
                        },
                        Rule {
                            condition: Condition::Compare(
                                Path {
                                    text: "$.when",
                                    root: Root::Document,
                                    steps: &[Step::Field("when")],
                                },
                                Family::Timestamp,
                                Relation::LessThan,
                                Operand::Literal(Literal::String("2026-01-01T00:00:00Z")),
                            ),
                            next: 8,
                            ..Rule::NEW
                        },
                        Rule {
                            condition: Condition::Compare(
                                Path {
                                    text: "$.done",
                                    root: Root::Document,
                                    steps: &[Step::Field("done")],
                                },
                                Family::Boolean,
                                Relation::Equals,
                                Operand::Literal(Literal::Bool(true)),
                            ),
                            next: 9,
                            ..Rule::NEW
                        },
                    ],
                    default: Some(9),
                }),
                ..State::NEW
            },
            State {
                name: "Work",
                line: 42,
                kind: Kind::Task(Task {
                    handler: 0,
                    resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                    integration: Integration::Service {
                        service: "sqs",
                        action: "sendMessage.waitForTaskToken",
                        pattern: Pattern::WaitForTaskToken,
                    },
                    timeout: Some(
                        Count::At(Path {
                            text: "$.count",
                            root: Root::Document,
                            steps: &[Step::Field("count")],
                        }),
                    ),
                    heartbeat: Some(Count::Literal(10)),
                    ..Task::NEW
                }),
                reads_context: true,
                parameters: Some(
                    Template::Object(
                        &[
                            ("QueueUrl", Template::Literal(Literal::String("${Queue}"))),
                            (
                                "MessageBody",
                                Template::Object(
                                    &[
                                        (
                                            "token",
                                            Template::Path(Path {
                                                text: "$$.Task.Token",
                                                root: Root::Context,
                                                steps: &[Step::Field("Task"), Step::Field("Token")],
                                            }),
                                        ),
                                    ],
                                ),
                            ),
                        ],
                    ),
                ),
                result_selector: Some(
                    Template::Object(
                        &[
                            (
                                "answer",
                                Template::Path(Path {
                                    text: "$",
                                    root: Root::Document,
                                    steps: &[],
                                }),
                            ),
                        ],
                    ),
                ),
                result_path: ResultPath::Discard,
                next: Some(3),
                retry: &[
                    Retrier {
                        errors: &["States.Timeout"],
                        interval_seconds: 3,
                        max_attempts: 5,
                        backoff_rate: 1.5,
                        max_delay_seconds: Some(20),
                        full_jitter: true,
                        ..Retrier::NEW
                    },
                ],
                catch: &[
                    Catcher {
                        errors: &["States.ALL"],
                        next: 10,
                        result_path: ResultPath::At(Path {
                            text: "$.error",
                            root: Root::Document,
                            steps: &[Step::Field("error")],
                        }),
                        ..Catcher::NEW
                    },
                ],
                ..State::NEW
            },
            State {
                name: "Both",
                line: 56,
                kind: Kind::Parallel(&[1, 2]),
                result_path: ResultPath::At(Path {
                    text: "$.both",
                    root: Root::Document,
                    steps: &[Step::Field("both")],
                }),
                next: Some(6),
                ..State::NEW
            },
            State {
                name: "Left",
                line: 59,
                kind: Kind::Pass(None),
                region: 1,
                ..State::NEW
            },
            State {
                name: "Right",
                line: 60,
                kind: Kind::Wait(
                    Wait::TimestampPath(Path {
                        text: "$.when",
                        root: Root::Document,
                        steps: &[Step::Field("when")],
                    }),
                ),
                region: 2,
                ..State::NEW
            },
            State {
                name: "Each",
                line: 65,
                kind: Kind::Map(Map {
                    processor: 3,
                    items_path: Select::At(Path {
                        text: "$.skus",
                        root: Root::Document,
                        steps: &[Step::Field("skus")],
                    }),
                    max_concurrency: Some(Count::Literal(2)),
                    tolerated_failure_percentage: Some(Percentage::Literal(12.5)),
                    item_selector: Some(
                        Template::Object(
                            &[
                                (
                                    "index",
                                    Template::Path(Path {
                                        text: "$$.Map.Item.Index",
                                        root: Root::Context,
                                        steps: &[
                                            Step::Field("Map"),
                                            Step::Field("Item"),
                                            Step::Field("Index"),
                                        ],
                                    }),
                                ),
                                (
                                    "sku",
                                    Template::Path(Path {
                                        text: "$$.Map.Item.Value",
                                        root: Root::Context,
                                        steps: &[
                                            Step::Field("Map"),
                                            Step::Field("Item"),
                                            Step::Field("Value"),
                                        ],
                                    }),
                                ),
                            ],
                        ),
                    ),
                    ..Map::NEW
                }),
                reads_context: true,
                result_path: ResultPath::At(Path {
                    text: "$.each",
                    root: Root::Document,
                    steps: &[Step::Field("each")],
                }),
                next: Some(8),
                ..State::NEW
            },
            State {
                name: "One",
                line: 75,
                kind: Kind::Task(Task {
                    handler: 1,
                    resource: "arn:aws:states:eu-central-1:123456789012:activity:one",
                    integration: Integration::Activity,
                    ..Task::NEW
                }),
                region: 3,
                ..State::NEW
            },
            State {
                name: "Pause",
                line: 81,
                kind: Kind::Wait(
                    Wait::Seconds(
                        Count::At(Path {
                            text: "$.count",
                            root: Root::Document,
                            steps: &[Step::Field("count")],
                        }),
                    ),
                ),
                next: Some(9),
                ..State::NEW
            },
            State {
                name: "Done",
                line: 82,
                kind: Kind::Succeed,
                ..State::NEW
            },
            State {
                name: "Fail here",
                line: 83,
                kind: Kind::Fail(Fail {
                    error: Some(
                        Template::Path(Path {
                            text: "$.error.Error",
                            root: Root::Document,
                            steps: &[Step::Field("error"), Step::Field("Error")],
                        }),
                    ),
                    cause: Some(Template::Literal(Literal::String("gave up"))),
                }),
                ..State::NEW
            },
        ];
        Program {
            name: "everything",
            comment: "",
            file: "everything.asl.json",
            definition: ASL,
            timeout_seconds: None,
            reads_context: true,
            regions: &[
                Region { start: 0, owner: None },
                Region { start: 4, owner: Some(3) },
                Region { start: 5, owner: Some(3) },
                Region { start: 7, owner: Some(6) },
            ],
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
        static LITERALS: [Literal; 1] = [Literal::String("${Queue}")];
        static FIELDS_0_1: [[(Str, Fact); 1]; 1] = [[("token", Fact::Of(Kinds(48)))]];
        const fn fields_0_1(at: usize) -> &'static [(Str, Fact)] {
            &FIELDS_0_1[at]
        }
        static FIELDS_0_2: [[(Str, Fact); 2]; 1] = [
            [("index", Fact::Of(Kinds(4))), ("sku", Fact::Any)],
        ];
        const fn fields_0_2(at: usize) -> &'static [(Str, Fact)] {
            &FIELDS_0_2[at]
        }
        static FIELDS_1_2: [[(Str, Fact); 2]; 1] = [
            [
                ("MessageBody", object(fields_0_1(0))),
                ("QueueUrl", Fact::Literal(LITERALS[0])),
            ],
        ];
        const fn fields_1_2(at: usize) -> &'static [(Str, Fact)] {
            &FIELDS_1_2[at]
        }
        static TRAILS_1: [[Trail; 1]; 1] = [[(&[], "")]];
        static WAYS_1: [[Way; 1]; 2] = [
            ways_of_1(object(fields_1_2(0)), "", 0),
            ways_of_1(object(fields_0_2(0)), "", 0),
        ];
        const fn ways_1(at: usize) -> &'static [Way] {
            &WAYS_1[at]
        }
        const fn ways_of_1(value: Fact, origin: Str, trails: usize) -> [Way; 1] {
            ways(value, origin, &TRAILS_1[trails])
        }
        static OBLIGATIONS: [Obligation; 52] = [
            open(
                0,
                6,
                "`$.order` is there",
                "nothing says what the execution's input is",
            ),
            open(0, 8, "`$.id` is there", "nothing says what the execution's input is"),
            open(
                0,
                9,
                "`$.lines[0].sku` is there",
                "nothing says what the execution's input is",
            ),
            open(
                0,
                10,
                "`$.lines[-1:]` is there",
                "nothing says what the execution's input is",
            ),
            open(
                0,
                11,
                "`$.lines[*].sku` is there",
                "nothing says what the execution's input is",
            ),
            proven(0, 12, "`$..price` is there"),
            open(
                0,
                13,
                "`$.lines[?(@.price > 10.5 && @.sku != 'x'..` is there",
                "nothing says what the execution's input is",
            ),
            open(
                0,
                14,
                "`$.lines.length()` is there",
                "nothing says what the execution's input is",
            ),
            proven(0, 15, "`$$.Execution.Id` is there"),
            proven(0, 16, "`$$.Execution.StartTime` is there"),
            open(
                0,
                17,
                "`$.done` is there",
                "nothing says what the execution's input is",
            ),
            open(0, 18, "`$.id` is there", "nothing says what the execution's input is"),
            open(
                0,
                18,
                "`$.lines` is there",
                "nothing says what the execution's input is",
            ),
            open(
                0,
                18,
                "`$.lines`, an argument of `States.ArrayLength`, is a list",
                "nothing says what the execution's input is",
            ),
            open(
                0,
                21,
                "the input has room for `$.start`",
                "nothing says what the execution's input is",
            ),
            proven(0, 22, "`$.start` is there"),
            proven(1, 28, "the rule that leads to `Work` can match"),
            proven(1, 30, "`$.count` is there"),
            proven(1, 30, "`$.count` can match its operator"),
            proven(1, 31, "`$.text` is there"),
            proven(1, 31, "`$.text` can match its operator"),
            proven(1, 32, "`$.id` is there"),
            proven(1, 32, "`$.id` can match its operator"),
            proven(1, 36, "the rule that leads to `Pause` can match"),
            proven(1, 36, "`$.text` is there"),
            proven(1, 36, "`$.text` can match its operator"),
            proven(1, 36, "`$.id` is there"),
            proven(1, 36, "`$.id` can be compared by its operator"),
            proven(1, 37, "the rule that leads to `Pause` can match"),
            proven(1, 37, "`$.when` is there"),
            proven(1, 37, "`$.when` can match its operator"),
            proven(1, 38, "the rule that leads to `Done` can match"),
            proven(1, 38, "`$.done` is there"),
            proven(1, 38, "`$.done` can match its operator"),
            by_types(2, 45, "its handler can take its input", 0),
            proven(2, 45, "`$$.Task.Token` is there"),
            proven(2, 48, "`$.count` is there"),
            proven(2, 48, "`$.count`, its timeout, is a whole number"),
            proven(2, 53, "the input has room for `$.error`"),
            proven(3, 62, "the input has room for `$.both`"),
            proven(5, 60, "`$.when` is there"),
            proven(5, 60, "`$.when`, the time to wait for, is a timestamp"),
            proven(6, 67, "`$.skus` is there"),
            proven(6, 67, "`$.skus`, its items, is a list"),
            proven(6, 68, "`$$.Map.Item.Index` is there"),
            proven(6, 68, "`$$.Map.Item.Value` is there"),
            proven(6, 78, "the input has room for `$.each`"),
            by_types(7, 75, "its handler can take its input", 1),
            proven(8, 81, "`$.count` is there"),
            proven(8, 81, "`$.count`, the seconds to wait, is a whole number"),
            proven(10, 83, "`$.error.Error` is there"),
            open(
                10,
                83,
                "`$.error.Error`, the error's name, is a string",
                "whoever holds the task token need not say it",
            ),
        ];
        static CHECKS: [Check; 2] = [
            check(
                Goal::Input(0),
                ways_1(0),
                "state `Work` gives its handler what it cannot take",
                "state `Work` gives its handler what it cannot always take",
                "  --> everything.asl.json:45:21\n   |\n45 |       \"Parameters\": { \"QueueUrl\": \"${Queue}\", \"MessageBody\": { \"token.$\": \"$$.Task.Token\" } },\n   |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ what the handler gets\n   |\n",
                "   = note: where it is meant, the invocation allows it: `allow: { handler_input: [\"Work\"] }`",
                3,
            ),
            check(
                Goal::Input(1),
                ways_1(1),
                "state `One` gives its handler what it cannot take",
                "state `One` gives its handler what it cannot always take",
                "  --> everything.asl.json:75:11\n   |\n75 | ...   \"One\": { \"Type\": \"Task\", \"Resource\": \"arn:aws:states:eu-central-1:123456789012:activity:one\", \"End\": true }\n   |       ^^^^^ what the handler gets\n   |\n",
                "   = note: where it is meant, the invocation allows it: `allow: { handler_input: [\"One\"] }`",
                3,
            ),
        ];
        ::stepwright::proof::Proof {
            file: "everything.asl.json",
            states: &[
                "Start",
                "Route",
                "Work",
                "Both",
                "Left",
                "Right",
                "Each",
                "One",
                "Pause",
                "Done",
                "Fail here",
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
        /// "Start": a Pass state, at everything.asl.json:4.
        Start,
        /// "Route": a Choice state, at everything.asl.json:25.
        Route,
        /// "Work": a Task state, at everything.asl.json:42.
        Work,
        /// "Both": a Parallel state, at everything.asl.json:56.
        Both,
        /// "Left": a Pass state, at everything.asl.json:59.
        Left,
        /// "Right": a Wait state, at everything.asl.json:60.
        Right,
        /// "Each": a Map state, at everything.asl.json:65.
        Each,
        /// "One": a Task state, at everything.asl.json:75.
        One,
        /// "Pause": a Wait state, at everything.asl.json:81.
        Pause,
        /// "Done": a Succeed state, at everything.asl.json:82.
        Done,
        /// "Fail here": a Fail state, at everything.asl.json:83.
        FailHere,
    }
    impl State {
        /// All states, in the order they are written.
        pub const ALL: &'static [State] = &[
            State::Start,
            State::Route,
            State::Work,
            State::Both,
            State::Left,
            State::Right,
            State::Each,
            State::One,
            State::Pause,
            State::Done,
            State::FailHere,
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
            &[State::Route],
            &[State::Work, State::Pause, State::Done],
            &[State::Both, State::FailHere],
            &[State::Each],
            &[],
            &[],
            &[State::Pause],
            &[],
            &[State::Done],
            &[],
            &[],
        ];
    }
    /// A type per state, with its name, kind and successors, and for a Task what its handler takes and gives.
    pub mod states {
        /// "Start": a Pass state, at everything.asl.json:4.
        pub enum Start {}
        #[automatically_derived]
        impl ::stepwright::StateType for Start {
            type State = super::State;
            const INDEX: usize = 0;
        }
        /// "Route": a Choice state, at everything.asl.json:25.
        pub enum Route {}
        #[automatically_derived]
        impl ::stepwright::StateType for Route {
            type State = super::State;
            const INDEX: usize = 1;
        }
        /// "Work": a Task state, at everything.asl.json:42.
        pub enum Work {}
        #[automatically_derived]
        impl ::stepwright::StateType for Work {
            type State = super::State;
            const INDEX: usize = 2;
        }
        /// "Both": a Parallel state, at everything.asl.json:56.
        pub enum Both {}
        #[automatically_derived]
        impl ::stepwright::StateType for Both {
            type State = super::State;
            const INDEX: usize = 3;
        }
        /// "Left": a Pass state, at everything.asl.json:59.
        pub enum Left {}
        #[automatically_derived]
        impl ::stepwright::StateType for Left {
            type State = super::State;
            const INDEX: usize = 4;
        }
        /// "Right": a Wait state, at everything.asl.json:60.
        pub enum Right {}
        #[automatically_derived]
        impl ::stepwright::StateType for Right {
            type State = super::State;
            const INDEX: usize = 5;
        }
        /// "Each": a Map state, at everything.asl.json:65.
        pub enum Each {}
        #[automatically_derived]
        impl ::stepwright::StateType for Each {
            type State = super::State;
            const INDEX: usize = 6;
        }
        /// "One": a Task state, at everything.asl.json:75.
        pub enum One {}
        #[automatically_derived]
        impl ::stepwright::StateType for One {
            type State = super::State;
            const INDEX: usize = 7;
        }
        /// "Pause": a Wait state, at everything.asl.json:81.
        pub enum Pause {}
        #[automatically_derived]
        impl ::stepwright::StateType for Pause {
            type State = super::State;
            const INDEX: usize = 8;
        }
        /// "Done": a Succeed state, at everything.asl.json:82.
        pub enum Done {}
        #[automatically_derived]
        impl ::stepwright::StateType for Done {
            type State = super::State;
            const INDEX: usize = 9;
        }
        /// "Fail here": a Fail state, at everything.asl.json:83.
        pub enum FailHere {}
        #[automatically_derived]
        impl ::stepwright::StateType for FailHere {
            type State = super::State;
            const INDEX: usize = 10;
        }
    }
    /// The handlers of the workflow's Tasks, a method each; written with `#[stepwright::handlers]`.
    ///
    /// | handler | state | resource |
    /// |---|---|---|
    /// | `work` | Work | arn:aws:states:::sqs:sendMessage.waitForTaskToken |
    /// | `one` | One | arn:aws:states:eu-central-1:123456789012:activity:one |
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
    macro_rules! __stepwright_handlers_everything {
        (($($path:tt)*) $($item:tt)*) => {
            $($path)* ::__stepwright::handlers_of! { ($($path)*)
            "everything.asl.json"[("Work", 42, 5, work, Work) ("One", 75, 11, one, One)]
            [(0 input 0) (1 input 1)] [] $($item)* }
        };
    }
    #[doc(hidden)]
    #[allow(unused_imports, reason = "as above")]
    pub use __stepwright_handlers_everything as __handlers;
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
