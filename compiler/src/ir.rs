//! The intermediate representation: one workflow, every name resolved to an id, every path and intrinsic parsed.
//!
//! Comes from `lower` (ASL) and, later, from declared workflows; goes to `resolve`, `check` and `expand`. Order is the
//! definition's own everywhere, so output is deterministic. Every node that a message may point at has a [`Site`].

mod queries;

use std::ops::Range;

pub use queries::Queries;

/// Where a node stands in the definition: byte offsets into its text.
pub type Site = Range<usize>;

/// A value and the place it was written at.
#[derive(Clone, Debug, PartialEq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it was written (for a string: including its quotes).
    pub site: Site,
}

/// The number of a state in [`Program::states`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StateId(pub u32);

/// The number of a region in [`Program::regions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RegionId(pub u32);

/// A whole state machine.
#[derive(Clone, Debug)]
pub struct Program {
    /// `Comment`.
    pub comment: Option<Spanned<String>>,
    /// `TimeoutSeconds` of the machine.
    pub timeout_seconds: Option<Spanned<u64>>,
    /// The machine itself (always number 0), each Parallel branch and each Map's item processor.
    pub regions: Vec<Region>,
    /// All states of all regions, in the order they are written; the states of a nested region follow their owner.
    pub states: Vec<State>,
}

impl Program {
    /// All states, with their ids.
    pub fn states(&self) -> impl Iterator<Item = (StateId, &State)> {
        (0..).map(StateId).zip(&self.states)
    }

    /// The Task whose handler takes the execution's input as it is, where the first state is one.
    pub fn first_handler(&self) -> Option<StateId> {
        let start = self.regions.first()?.start?;
        let state = self.state(start)?;
        let Kind::Task(task) = &state.kind else {
            return None;
        };
        (state.takes_whole() && !task.integration.is_invocation()).then_some(start)
    }

    /// A state by its id.
    pub fn state(&self, id: StateId) -> Option<&State> {
        self.states.get(id.0 as usize)
    }
}

/// One `States` object: the machine, a branch or an item processor. Transitions never leave it.
#[derive(Clone, Debug)]
pub struct Region {
    /// The Parallel or Map state that holds it; none for the machine.
    pub owner: Option<StateId>,
    /// `StartAt`; none only where that could not be resolved, which is an error already reported.
    pub start: Option<StateId>,
    /// `StartAt` as written.
    pub start_at: Spanned<String>,
    /// `Comment` of the branch or processor.
    pub comment: Option<Spanned<String>>,
    /// Its states.
    pub states: Vec<StateId>,
    /// The `States` object.
    pub site: Site,
}

/// A query language, per machine and per state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryLanguage {
    /// `JSONPath`, the default.
    JsonPath,
    /// `JSONata`.
    Jsonata,
}

/// One state.
#[derive(Clone, Debug)]
pub struct State {
    /// Its name, and the place of the key.
    pub name: Spanned<String>,
    /// The region it belongs to.
    pub region: RegionId,
    /// `Comment`.
    pub comment: Option<Spanned<String>>,
    /// `QueryLanguage`, its own or the machine's.
    pub language: QueryLanguage,
    /// What it does.
    pub kind: Kind,
    /// `InputPath`; none where absent (the whole input).
    pub input_path: Option<Spanned<Select>>,
    /// `Parameters` (not a Map's: that is [`Map::item_selector`]); `Arguments` in JSONata.
    pub parameters: Option<Template>,
    /// `ResultSelector`.
    pub result_selector: Option<Template>,
    /// `ResultPath`; none where absent (`$`).
    pub result_path: Option<Spanned<ResultPath>>,
    /// `OutputPath`; none where absent.
    pub output_path: Option<Spanned<Select>>,
    /// `Output` (JSONata); of a Choice, where no rule matches.
    pub output: Option<Template>,
    /// `Assign`; of a Choice, where no rule matches.
    pub assign: Assign,
    /// `Next` or `End`; none on Choice, Succeed and Fail.
    pub next: Option<Transition>,
    /// `Retry`.
    pub retry: Vec<Retrier>,
    /// `Catch`.
    pub catch: Vec<Catcher>,
    /// The state's whole object.
    pub site: Site,
}

/// `Assign`: variables and what they get, in the order they are written.
pub type Assign = Vec<(Spanned<String>, Template)>;

/// Where a state, rule or catcher goes.
#[derive(Clone, Debug)]
pub enum Transition {
    /// `"End": true`.
    End(Site),
    /// `Next` (or `Default`).
    Next(Target),
}

/// The name of a state to go to, and the state once resolved.
#[derive(Clone, Debug)]
pub struct Target {
    /// As written.
    pub name: Spanned<String>,
    /// None until `resolve`, and after it only where no such state exists.
    pub state: Option<StateId>,
}

/// `InputPath`, `OutputPath`, `ItemsPath`: a path, or `null` for the empty object.
#[derive(Clone, Debug)]
pub enum Select {
    /// `null`: `{}`.
    Nothing,
    /// A path; `$` has no steps.
    At(Path),
}

/// `ResultPath`.
#[derive(Clone, Debug)]
pub enum ResultPath {
    /// `null`: the result is dropped, the input is the output.
    Discard,
    /// A reference path; `$` (no steps) replaces the input.
    At(Path),
}

/// What a state does, by its `Type`.
#[derive(Clone, Debug)]
pub enum Kind {
    /// `Pass`, with `Result`.
    Pass(Option<Spanned<Json>>),
    /// `Task`.
    Task(Box<Task>),
    /// `Choice`.
    Choice(Choice),
    /// `Wait`.
    Wait(Wait),
    /// `Succeed`.
    Succeed,
    /// `Fail`.
    Fail(Fail),
    /// `Parallel`: its branches.
    Parallel(Vec<RegionId>),
    /// `Map`.
    Map(Box<Map>),
}

impl Kind {
    /// The `Type` as ASL spells it.
    pub fn name(&self) -> &'static str {
        match self {
            Kind::Pass(_) => "Pass",
            Kind::Task(_) => "Task",
            Kind::Choice(_) => "Choice",
            Kind::Wait(_) => "Wait",
            Kind::Succeed => "Succeed",
            Kind::Fail(_) => "Fail",
            Kind::Parallel(_) => "Parallel",
            Kind::Map(_) => "Map",
        }
    }
}

/// A JSON value written in the definition. Object keys are in order and unique.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A number, as written.
    Number(String),
    /// A string, decoded, with substitutions made.
    String(String),
    /// An array.
    Array(Vec<Json>),
    /// An object.
    Object(Vec<(String, Json)>),
}

/// What makes a value: a payload template (`Parameters`, `Arguments`, `ResultSelector`, `Output`, `Assign`, ..) and its parts.
#[derive(Clone, Debug)]
pub struct Template {
    /// What it makes.
    pub node: TemplateNode,
    /// Where it is written.
    pub site: Site,
}

/// What a part of a payload template makes.
#[derive(Clone, Debug)]
pub enum TemplateNode {
    /// A value without any `.$` inside.
    Literal(Json),
    /// An object with a dynamic part; names without their `.$`.
    Object(Vec<(Spanned<String>, Template)>),
    /// An array with a dynamic part.
    Array(Vec<Template>),
    /// The value of a `.$` field; in JSONata, a string `{% .. %}`.
    Query(Query),
}

/// What a value is made by: the value of a `.$` field and of `ErrorPath`/`CausePath`, or an expression.
#[derive(Clone, Debug)]
pub enum Query {
    /// `$..`, `$$..`, `$name`.
    Path(Path),
    /// `States.Format(..)`.
    Call(Call),
    /// `{% .. %}`.
    Expression(Expression),
}

/// A JSONata expression.
#[derive(Clone, Debug)]
pub struct Expression {
    /// As written between the marks, without the space around it; AWS quotes it in errors.
    pub text: String,
    /// Where it stands in its state, as AWS says it: `Output/total`, `Choices[0]/Condition`.
    pub location: String,
    /// What it makes without the engine, where that is known.
    pub form: Form,
    /// What it reads, each at its first place.
    pub reads: Vec<Spanned<ExpressionRoot>>,
    /// The string that it stands in.
    pub written: crate::text::Text,
    /// Where in that it begins.
    pub begin: usize,
    /// The whole string.
    pub site: Site,
}

impl Expression {
    /// Where a part of its text is written.
    pub fn locate(&self, part: Range<usize>) -> Site {
        let at = part.start + self.begin..part.end + self.begin;
        self.written.locate(at)
    }
}

/// How an expression is evaluated.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// It is a constant.
    Literal(Json),
    /// It goes down from a variable or a part of `$states`, without the engine as long as it meets no array.
    Path(ExpressionRoot, Vec<ExpressionStep>),
    /// By the engine.
    Query,
}

/// What an expression reads: a part of `$states`, or a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(
    missing_docs,
    reason = "each variant but the last is the field of `$states` of that name"
)]
pub enum ExpressionRoot {
    Input,
    Result,
    ErrorOutput,
    Context,
    /// `$name`.
    Variable(String),
}

/// One step of a path in an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpressionStep {
    /// `.name`.
    Field(String),
    /// `[0]`, `[-1]`.
    Index(i64),
}

/// A call of an intrinsic function.
#[derive(Clone, Debug)]
pub struct Call {
    /// The function.
    pub function: Intrinsic,
    /// Its arguments.
    pub arguments: Vec<Argument>,
    /// The outermost call as written, also in a nested one: AWS quotes that in errors.
    pub text: String,
    /// Where it is written.
    pub site: Site,
}

/// An argument of an intrinsic function.
#[derive(Clone, Debug)]
pub struct Argument {
    /// What it is.
    pub value: ArgumentValue,
    /// Where it is written.
    pub site: Site,
}

/// What an argument is.
#[derive(Clone, Debug)]
pub enum ArgumentValue {
    /// A literal: string, number, boolean or null (never an array or object). Strings are decoded, but for one: the
    /// template of `States.Format` keeps its `\{`, `\}` and `\\` as written, so that a brace that stays can be told
    /// from a placeholder (`\'` is decoded there too). A `${Name}` without a value gets such escapes.
    Literal(Json),
    /// A path.
    Path(Path),
    /// A nested call.
    Call(Call),
}

/// The intrinsic functions, spelled `States.<variant>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(
    missing_docs,
    reason = "each variant is the function of that name in the specification's Appendix B"
)]
pub enum Intrinsic {
    Array,
    ArrayContains,
    ArrayGetItem,
    ArrayLength,
    ArrayPartition,
    ArrayRange,
    ArrayUnique,
    Base64Decode,
    Base64Encode,
    Format,
    Hash,
    JsonMerge,
    JsonToString,
    MathAdd,
    MathRandom,
    StringSplit,
    StringToJson,
    #[allow(clippy::upper_case_acronyms, reason = "the function's own spelling")]
    UUID,
}

/// A path, parsed.
#[derive(Clone, Debug)]
pub struct Path {
    /// As written, decoded; AWS quotes it in errors.
    pub text: String,
    /// What it starts from.
    pub root: Root,
    /// The way from there.
    pub steps: Vec<Step>,
    /// Where each step is written.
    pub sites: Vec<Site>,
    /// Where it is written.
    pub site: Site,
}

/// What a path starts from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Root {
    /// `$`: the document.
    Document,
    /// `$$`: the context object.
    Context,
    /// `$name`: a variable.
    Variable(String),
    /// `@`: the node under test, in filters only.
    Current,
}

/// One step of a path (Jayway's dialect, as AWS uses it).
#[derive(Clone, Debug)]
pub enum Step {
    /// `.name`, `['name']`.
    Field(String),
    /// `['a','b']`.
    Fields(Vec<String>),
    /// `[0]`, `[-1]`.
    Index(i64),
    /// `[0,2]`.
    Indices(Vec<i64>),
    /// `[from:to:step]`.
    Slice {
        /// First index.
        from: Option<i64>,
        /// One past the last.
        to: Option<i64>,
        /// Distance, 1 where absent.
        step: Option<i64>,
    },
    /// `*`.
    Wildcard,
    /// `..`: this node and everything below it; the next step applies to each.
    Descend,
    /// `[?(..)]`.
    Filter(Filter),
    /// `.length()` and its kind, last in a path.
    Function(PathFunction),
}

/// The functions a path may end in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(
    missing_docs,
    reason = "each variant is the function of that name in Jayway's JsonPath"
)]
pub enum PathFunction {
    Min,
    Max,
    Avg,
    Stddev,
    Length,
    Sum,
    Keys,
    First,
    Last,
}

/// The condition of a filter step.
#[derive(Clone, Debug)]
pub enum Filter {
    /// `a && b`.
    And(Vec<Filter>),
    /// `a || b`.
    Or(Vec<Filter>),
    /// `!a`.
    Not(Box<Filter>),
    /// A path that must exist.
    Exists(Path),
    /// `left op right`.
    Compare(FilterValue, Comparator, FilterValue),
}

/// An operand of a filter's comparison.
#[derive(Clone, Debug)]
pub enum FilterValue {
    /// A literal (arrays for `in`).
    Literal(Json),
    /// A path from `@` or `$`.
    Path(Path),
    /// `/pattern/flags`.
    Regex {
        /// The pattern without its slashes.
        pattern: String,
        /// `i`.
        ignore_case: bool,
    },
}

/// The comparisons a filter knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(
    missing_docs,
    reason = "each variant is the operator of that name in Jayway's JsonPath"
)]
pub enum Comparator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Matches,
    In,
    NotIn,
    SubsetOf,
    AnyOf,
    NoneOf,
    Size,
    Empty,
    Contains,
}

/// A Task.
#[derive(Clone, Debug)]
pub struct Task {
    /// `Resource`, with substitutions made.
    pub resource: Spanned<String>,
    /// What kind of resource that is.
    pub integration: Integration,
    /// `TimeoutSeconds` or `TimeoutSecondsPath`.
    pub timeout: Option<Spanned<Count>>,
    /// `HeartbeatSeconds` or `HeartbeatSecondsPath`.
    pub heartbeat: Option<Spanned<Count>>,
    /// `Credentials`.
    pub credentials: Option<Template>,
}

/// What a `Resource` is, read off its ARN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Integration {
    /// A function's ARN (`arn:aws:lambda:..:function:name`).
    Function,
    /// An activity's ARN (`arn:aws:states:..:activity:name`).
    Activity,
    /// `arn:aws:states:::service:action[.pattern]`.
    Service {
        /// `sqs`, `aws-sdk:s3`: the history's `resourceType`.
        service: String,
        /// `sendMessage`, without the pattern.
        action: String,
        /// What comes after it.
        pattern: Pattern,
    },
    /// Anything else, such as an unbound `${Name}`: a handler named by its state.
    Other,
}

impl State {
    /// All of its `Assign`s.
    pub fn assigns(&self) -> Vec<&Assign> {
        let mut all = vec![&self.assign];
        if let Kind::Choice(choice) = &self.kind {
            all.extend(choice.rules.iter().map(|rule| &rule.assign));
        }
        all.extend(self.catch.iter().map(|catcher| &catcher.assign));
        all
    }

    /// Whether its iterations are executions of their own.
    pub fn is_distributed(&self) -> bool {
        matches!(&self.kind, Kind::Map(map) if map.mode != MapMode::Inline)
    }

    /// The states that may follow, as far as they are known.
    pub fn targets(&self) -> impl Iterator<Item = StateId> {
        let mut targets: Vec<&Target> = Vec::new();
        if let Some(Transition::Next(target)) = &self.next {
            targets.push(target);
        }
        if let Kind::Choice(choice) = &self.kind {
            targets.extend(choice.rules.iter().map(|rule| &rule.next));
            targets.extend(&choice.default);
        }
        targets.extend(self.catch.iter().map(|catcher| &catcher.next));
        targets.into_iter().filter_map(|target| target.state)
    }

    /// The state's input is its work's input.
    pub fn takes_whole(&self) -> bool {
        let input_path = self.input_path.as_ref();
        self.parameters.is_none() && input_path.is_none_or(|path| path.value.is_whole())
    }

    /// The work's result is the state's output.
    pub fn gives_whole(&self) -> bool {
        let (output_path, result_path) = (self.output_path.as_ref(), self.result_path.as_ref());
        self.result_selector.is_none()
            && self.output.is_none()
            && output_path.is_none_or(|path| path.value.is_whole())
            && result_path
                .is_none_or(|path| matches!(&path.value, ResultPath::At(at) if at.steps.is_empty()))
    }
}

impl Select {
    fn is_whole(&self) -> bool {
        matches!(self, Select::At(path) if path.root == Root::Document && path.steps.is_empty())
    }
}

impl Integration {
    /// `lambda:invoke` takes its input from `Payload` and wraps its output.
    pub fn is_invocation(&self) -> bool {
        matches!(self, Integration::Service { service, action, .. } if service == "lambda" && action == "invoke")
    }

    /// Whether it starts another workflow, which a host's registry can do in a handler's place.
    pub fn starts_execution(&self) -> bool {
        let Integration::Service {
            service, action, ..
        } = self
        else {
            return false;
        };
        matches!(
            (service.as_str(), action.as_str()),
            ("states" | "aws-sdk:sfn", "startExecution") | ("aws-sdk:sfn", "startSyncExecution")
        )
    }
}

/// A service integration pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// The answer is the result.
    RequestResponse,
    /// `.sync`: wait for the job.
    Sync,
    /// `.sync:2`.
    Sync2,
    /// `.waitForTaskToken`.
    WaitForTaskToken,
}

/// A whole number given in the definition, or where to get one.
#[derive(Clone, Debug)]
pub enum Count {
    /// Literal.
    Literal(u64),
    /// The field's `Path` form.
    At(Path),
    /// `{% .. %}`.
    Expression(Expression),
}

/// A Choice.
#[derive(Clone, Debug)]
pub struct Choice {
    /// `Choices`.
    pub rules: Vec<Rule>,
    /// `Default`.
    pub default: Option<Target>,
}

/// A top-level rule of a Choice.
#[derive(Clone, Debug)]
pub struct Rule {
    /// When it matches.
    pub condition: Condition,
    /// `Next`.
    pub next: Target,
    /// `Output` (JSONata).
    pub output: Option<Template>,
    /// `Assign`.
    pub assign: Assign,
    /// `Comment`.
    pub comment: Option<Spanned<String>>,
    /// The rule's object.
    pub site: Site,
}

/// The condition of a rule.
#[derive(Clone, Debug)]
pub enum Condition {
    /// `And`.
    And(Vec<Condition>),
    /// `Or`.
    Or(Vec<Condition>),
    /// `Not`.
    Not(Box<Condition>),
    /// `Variable` and an operator.
    Test(Box<Test>),
    /// `Condition` (JSONata) that is `true` or `false`.
    Constant(bool),
    /// `Condition` (JSONata).
    Expression(Expression),
}

/// `Variable` and its operator.
#[derive(Clone, Debug)]
pub struct Test {
    /// `Variable`.
    pub variable: Path,
    /// The operator.
    pub operator: Operator,
    /// The operator's key.
    pub site: Site,
}

/// An operator of a data-test expression.
#[derive(Clone, Debug)]
pub enum Operator {
    /// `IsPresent`, `IsNull`, ..: the operand says whether it must be so.
    Is(Property, bool),
    /// `StringMatches`.
    StringMatches(Spanned<String>),
    /// `StringEquals`, `NumericLessThanPath`, ..
    Compare(Family, Relation, Operand),
}

/// What `Is..` operators ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant is the operator `Is<variant>`")]
pub enum Property {
    Present,
    Null,
    String,
    Numeric,
    Boolean,
    Timestamp,
}

/// What kind of values an operator compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(
    missing_docs,
    reason = "each variant is the prefix of the operator's name"
)]
pub enum Family {
    String,
    Numeric,
    Boolean,
    Timestamp,
}

/// How an operator compares them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(
    missing_docs,
    reason = "each variant is the middle of the operator's name"
)]
pub enum Relation {
    Equals,
    LessThan,
    LessThanEquals,
    GreaterThan,
    GreaterThanEquals,
}

/// The right side of a comparison.
#[derive(Clone, Debug)]
pub enum Operand {
    /// A literal of the family's kind.
    Literal(Spanned<Json>),
    /// The operator's `Path` form.
    At(Path),
}

/// A Wait.
#[derive(Clone, Debug)]
pub enum Wait {
    /// `Seconds`, `SecondsPath`.
    Seconds(Spanned<Count>),
    /// `Timestamp`.
    Timestamp(Spanned<String>),
    /// `TimestampPath`.
    TimestampPath(Path),
    /// `Timestamp` with `{% .. %}`.
    TimestampExpression(Expression),
}

/// A Fail.
#[derive(Clone, Debug)]
pub struct Fail {
    /// `Error` or `ErrorPath`.
    pub error: Option<Text>,
    /// `Cause` or `CausePath`.
    pub cause: Option<Text>,
}

/// A string, or where to get it.
#[derive(Clone, Debug)]
pub enum Text {
    /// Literal.
    Literal(Spanned<String>),
    /// The field's `Path` form, or `{% .. %}`.
    Query(Query),
}

/// A Map.
#[derive(Clone, Debug)]
pub struct Map {
    /// `ItemProcessor` (or the old `Iterator`).
    pub processor: RegionId,
    /// `ProcessorConfig.Mode`.
    pub mode: MapMode,
    /// `ItemsPath`.
    pub items_path: Option<Spanned<Select>>,
    /// `Items` (JSONata).
    pub items: Option<Template>,
    /// `ItemSelector` (or the old `Parameters`).
    pub item_selector: Option<Template>,
    /// `MaxConcurrency(Path)`.
    pub max_concurrency: Option<Spanned<Count>>,
    /// `ToleratedFailureCount(Path)`.
    pub tolerated_failure_count: Option<Spanned<Count>>,
    /// `ToleratedFailurePercentage(Path)`; the literal may have a fraction.
    pub tolerated_failure_percentage: Option<Spanned<Percentage>>,
    /// `ItemReader`, `ItemBatcher`, `ResultWriter`, `Label`: distributed only.
    pub distributed: Distributed,
}

/// `ToleratedFailurePercentage(Path)`.
#[derive(Clone, Debug)]
pub enum Percentage {
    /// 0 to 100.
    Literal(f64),
    /// The field's `Path` form.
    At(Path),
    /// `{% .. %}`.
    Expression(Expression),
}

/// `ProcessorConfig.Mode` and `ExecutionType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapMode {
    /// `INLINE`, the default.
    Inline,
    /// `DISTRIBUTED`.
    Distributed {
        /// `EXPRESS` rather than `STANDARD`.
        express: bool,
    },
}

/// The fields of a distributed Map.
#[derive(Clone, Debug, Default)]
pub struct Distributed {
    /// `Label`.
    pub label: Option<Spanned<String>>,
    /// `ItemReader`.
    pub item_reader: Option<ItemReader>,
    /// `ItemBatcher`.
    pub item_batcher: Option<ItemBatcher>,
    /// `ResultWriter`.
    pub result_writer: Option<ResultWriter>,
}

/// `ItemReader`: where the items come from.
#[derive(Clone, Debug)]
pub struct ItemReader {
    /// `Resource`.
    pub resource: Spanned<String>,
    /// `Parameters`, or `Arguments` in JSONata.
    pub parameters: Option<Template>,
    /// `ReaderConfig.InputType`.
    pub input_type: Option<InputType>,
    /// `ReaderConfig.Transformation` is `LOAD_AND_FLATTEN`.
    pub load_and_flatten: bool,
    /// `ReaderConfig.CSVHeaders`; none where the first row has them.
    pub csv_headers: Option<Vec<String>>,
    /// `ReaderConfig.CSVDelimiter`; a comma where absent.
    pub csv_delimiter: char,
    /// `ReaderConfig.MaxItems(Path)`.
    pub max_items: Option<Spanned<Count>>,
    /// `ReaderConfig.ManifestType` is `ATHENA_DATA`.
    pub athena_manifest: bool,
    /// `ReaderConfig.ItemsPointer`.
    pub items_pointer: Option<Spanned<String>>,
}

/// `ReaderConfig.InputType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant is the word of that name")]
pub enum InputType {
    Csv,
    Json,
    JsonL,
    Manifest,
    Parquet,
}

/// `ItemBatcher`: several items to each child execution.
#[derive(Clone, Debug)]
pub struct ItemBatcher {
    /// `BatchInput`.
    pub batch_input: Option<Template>,
    /// `MaxItemsPerBatch(Path)`.
    pub max_items: Option<Spanned<Count>>,
    /// `MaxInputBytesPerBatch(Path)`.
    pub max_bytes: Option<Spanned<Count>>,
}

/// `ResultWriter`: where the results go, and in what form.
#[derive(Clone, Debug)]
pub struct ResultWriter {
    /// `Resource`.
    pub resource: Option<Spanned<String>>,
    /// `Parameters`, or `Arguments` in JSONata.
    pub parameters: Option<Template>,
    /// `WriterConfig.Transformation`.
    pub transformation: Transformation,
    /// `WriterConfig.OutputType` is `JSONL`.
    pub json_lines: bool,
}

/// `WriterConfig.Transformation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant is the word of that name")]
pub enum Transformation {
    None,
    Compact,
    Flatten,
}

/// A retrier.
#[derive(Clone, Debug)]
pub struct Retrier {
    /// `ErrorEquals`.
    pub errors: Vec<Spanned<String>>,
    /// `IntervalSeconds`, 1 where absent.
    pub interval_seconds: u64,
    /// `MaxAttempts`, 3 where absent.
    pub max_attempts: u64,
    /// `BackoffRate`, 2 where absent.
    pub backoff_rate: f64,
    /// `MaxDelaySeconds`.
    pub max_delay_seconds: Option<u64>,
    /// `JitterStrategy` is `FULL`.
    pub full_jitter: bool,
    /// The retrier's object.
    pub site: Site,
}

/// A catcher.
#[derive(Clone, Debug)]
pub struct Catcher {
    /// `ErrorEquals`.
    pub errors: Vec<Spanned<String>>,
    /// `Next`.
    pub next: Target,
    /// `ResultPath`; none where absent (`$`).
    pub result_path: Option<Spanned<ResultPath>>,
    /// `Output` (JSONata).
    pub output: Option<Template>,
    /// `Assign`.
    pub assign: Assign,
    /// `Comment`.
    pub comment: Option<Spanned<String>>,
    /// The catcher's object.
    pub site: Site,
}
