//! The compiled form of a definition: constant data that a generated module holds and the driver walks.
//!
//! Everything here can be written as a constant. A generated module names only what differs from the `NEW` (or
//! `EMPTY`) constant of a type, so that it reads like the definition it came from.

/// A whole state machine. Generated as `PROGRAM` in each workflow module.
#[derive(Debug)]
pub struct Program {
    /// The module's name, which is also the state machine's default name.
    pub name: &'static str,
    /// `Comment`, or empty.
    pub comment: &'static str,
    /// The definition file, relative to the package, as messages name it.
    pub file: &'static str,
    /// The definition's text, substitutions made.
    pub definition: &'static str,
    /// `TimeoutSeconds` of the machine.
    pub timeout_seconds: Option<u64>,
    /// Whether anything reads the context object; where nothing does, nothing is kept for it.
    pub reads_context: bool,
    /// The machine itself (number 0), each Parallel branch, each Map's item processor.
    pub regions: &'static [Region],
    /// All states of all regions; a [`StateId`] is an index into it.
    pub states: &'static [State],
}

/// An index into [`Program::states`].
pub type StateId = u32;

/// An index into [`Program::regions`].
pub type RegionId = u32;

/// One `States` object: transitions never leave it.
#[derive(Clone, Copy, Debug)]
pub struct Region {
    /// `StartAt`.
    pub start: StateId,
    /// The Parallel or Map state that holds it; none for the machine.
    pub owner: Option<StateId>,
}

/// One state.
#[derive(Clone, Copy, Debug)]
pub struct State {
    /// Its name in the definition.
    pub name: &'static str,
    /// The line of the definition it stands at, from 1.
    pub line: u32,
    /// The region it belongs to.
    pub region: RegionId,
    /// `QueryLanguage`, its own or the machine's.
    pub language: QueryLanguage,
    /// Whether it reads the context object; where it does not, nobody looks at the clock as it is entered.
    pub reads_context: bool,
    /// What it does.
    pub kind: Kind,
    /// `InputPath`.
    pub input_path: Select,
    /// `Parameters` (not a Map's: that is [`Map::item_selector`]); `Arguments` in JSONata.
    pub parameters: Option<Template>,
    /// `ResultSelector`.
    pub result_selector: Option<Template>,
    /// `ResultPath`.
    pub result_path: ResultPath,
    /// `OutputPath`.
    pub output_path: Select,
    /// `Output` (JSONata); of a Choice, where no rule matches.
    pub output: Option<Template>,
    /// `Assign`; of a Choice, where no rule matches.
    pub assign: Assign,
    /// `Next`; none where the state ends its region (and on Choice, which says it per rule).
    pub next: Option<StateId>,
    /// `Retry`.
    pub retry: &'static [Retrier],
    /// `Catch`.
    pub catch: &'static [Catcher],
}

impl State {
    /// A state with no fields but its type's.
    pub const NEW: State = State {
        name: "",
        line: 0,
        region: 0,
        language: QueryLanguage::JsonPath,
        reads_context: false,
        kind: Kind::Succeed,
        input_path: Select::Whole,
        parameters: None,
        result_selector: None,
        result_path: ResultPath::Whole,
        output_path: Select::Whole,
        output: None,
        assign: &[],
        next: None,
        retry: &[],
        catch: &[],
    };
}

/// A query language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryLanguage {
    /// `JSONPath`.
    JsonPath,
    /// `JSONata`.
    Jsonata,
}

/// `Assign`: variables and what they get, in the order they are written.
pub type Assign = &'static [(&'static str, Template)];

/// `InputPath`, `OutputPath`, `ItemsPath`.
#[derive(Clone, Copy, Debug)]
pub enum Select {
    /// Absent, or `$`.
    Whole,
    /// `null`: the empty object.
    Nothing,
    /// A path.
    At(Path),
}

/// `ResultPath`.
#[derive(Clone, Copy, Debug)]
pub enum ResultPath {
    /// Absent, or `$`: the result is the output.
    Whole,
    /// `null`: the input is the output.
    Discard,
    /// A reference path: the result is put there, in the raw input. Steps are fields and indices only.
    At(Path),
}

/// What a state does.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "each variant is the `Type` of that name")]
#[allow(
    clippy::large_enum_variant,
    reason = "a constant cannot be boxed, and nobody moves it"
)]
pub enum Kind {
    /// With `Result`.
    Pass(Option<Literal>),
    Task(Task),
    Choice(Choice),
    Wait(Wait),
    Succeed,
    Fail(Fail),
    /// Its branches.
    Parallel(&'static [RegionId]),
    Map(Map),
}

impl Kind {
    /// Whether a state of it may have to wait for something.
    pub(crate) const fn waits(&self) -> bool {
        matches!(
            self,
            Kind::Task(_) | Kind::Wait(_) | Kind::Parallel(_) | Kind::Map(_)
        )
    }

    /// The `Type` as ASL spells it.
    pub const fn name(&self) -> &'static str {
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

/// A JSON value written in the definition.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "each variant is the JSON kind of that name")]
pub enum Literal {
    Null,
    Bool(bool),
    Int(i64),
    /// Above `i64::MAX`.
    UInt(u64),
    Float(f64),
    String(&'static str),
    Array(&'static [Literal]),
    Object(&'static [(&'static str, Literal)]),
}

/// What makes a value: a payload template (`Parameters`, `Arguments`, `ResultSelector`, `Output`, `Assign`, ..) and its parts.
#[derive(Clone, Copy, Debug)]
pub enum Template {
    /// Nothing dynamic inside.
    Literal(Literal),
    /// An object with something dynamic inside; names without `.$`.
    Object(&'static [(&'static str, Template)]),
    /// An array with something dynamic inside.
    Array(&'static [Template]),
    /// The value of a `.$` field.
    Path(Path),
    /// The value of a `.$` field.
    Call(Call),
    /// `{% .. %}`.
    Expression(Expression),
}

/// A JSONata expression.
#[derive(Clone, Copy, Debug)]
pub struct Expression {
    /// As written between the marks, without the space around it; AWS quotes it in errors.
    pub text: &'static str,
    /// Where it stands in its state, as AWS says it: `Output/total`, `Choices[0]/Condition`.
    pub location: &'static str,
    /// What it reads.
    pub reads: &'static [ExpressionRoot],
    /// How it is evaluated.
    pub form: Form,
}

/// How an expression is evaluated.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// It is a constant.
    Literal(Literal),
    /// It goes down from a variable or a part of `$states`, without the engine as long as it meets no array.
    Path(ExpressionRoot, &'static [ExpressionStep]),
    /// By the engine.
    Query,
}

/// What an expression reads: a part of `$states`, or a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    Variable(&'static str),
}

/// One step of a path in an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpressionStep {
    /// `.name`.
    Field(&'static str),
    /// `[0]`, `[-1]`.
    Index(i64),
}

/// A call of an intrinsic function.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    /// The function.
    pub function: Intrinsic,
    /// Its arguments; `Template::Object` and `Array` do not occur.
    pub arguments: &'static [Template],
    /// The outermost call as written, which AWS quotes in errors.
    pub text: &'static str,
}

/// The intrinsic functions, spelled `States.<variant>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// A path.
#[derive(Clone, Copy, Debug)]
pub struct Path {
    /// As written; AWS quotes it in errors.
    pub text: &'static str,
    /// What it starts from.
    pub root: Root,
    /// The way from there.
    pub steps: &'static [Step],
}

/// What a path starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Root {
    /// `$`: the document.
    Document,
    /// `$$`: the context object.
    Context,
    /// `$name`: a variable.
    Variable(&'static str),
    /// `@`: the node under test, in filters only.
    Current,
}

/// One step of a path (Jayway's dialect, as AWS uses it).
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// `.name`, `['name']`.
    Field(&'static str),
    /// `['a','b']`.
    Fields(&'static [&'static str]),
    /// `[0]`, `[-1]`.
    Index(i64),
    /// `[0,2]`.
    Indices(&'static [i64]),
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
#[derive(Clone, Copy, Debug)]
pub enum Filter {
    /// `a && b`.
    And(&'static [Filter]),
    /// `a || b`.
    Or(&'static [Filter]),
    /// `!a`.
    Not(&'static Filter),
    /// A path that must exist.
    Exists(Path),
    /// `left op right`.
    Compare(FilterValue, Comparator, FilterValue),
}

/// An operand of a filter's comparison.
#[derive(Clone, Copy, Debug)]
pub enum FilterValue {
    /// A literal.
    Literal(Literal),
    /// A path from `@` or `$`.
    Path(Path),
    /// `/pattern/flags`.
    Regex {
        /// The pattern without its slashes.
        pattern: &'static str,
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
#[derive(Clone, Copy, Debug)]
pub struct Task {
    /// The number of its handler: Task states in the order they are written.
    pub handler: u32,
    /// `Resource`.
    pub resource: &'static str,
    /// What kind of resource that is.
    pub integration: Integration,
    /// `TimeoutSeconds(Path)`.
    pub timeout: Option<Count>,
    /// `HeartbeatSeconds(Path)`.
    pub heartbeat: Option<Count>,
    /// `Credentials`.
    pub credentials: Option<Template>,
}

impl Task {
    /// A Task with no fields but its resource.
    pub const NEW: Task = Task {
        handler: 0,
        resource: "",
        integration: Integration::Other,
        timeout: None,
        heartbeat: None,
        credentials: None,
    };
}

/// What a `Resource` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integration {
    /// A function's ARN.
    Function,
    /// An activity's ARN.
    Activity,
    /// `arn:aws:states:::service:action[.pattern]`.
    Service {
        /// `sqs`, `aws-sdk:s3`: the history's `resourceType`.
        service: &'static str,
        /// `sendMessage.waitForTaskToken`: the history's `resource`.
        action: &'static str,
        /// How it is waited for.
        pattern: Pattern,
    },
    /// Anything else, such as an unbound `${Name}`.
    Other,
}

/// A service integration pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// The answer is the result.
    RequestResponse,
    /// `.sync`, `.sync:2`: wait for the job.
    Sync,
    /// `.waitForTaskToken`.
    WaitForTaskToken,
}

/// A whole number given in the definition, or where to get one.
#[derive(Clone, Copy, Debug)]
pub enum Count {
    /// Literal.
    Literal(u64),
    /// The field's `Path` form.
    At(Path),
    /// `{% .. %}`.
    Expression(Expression),
}

/// A Choice.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// `Choices`.
    pub rules: &'static [Rule],
    /// `Default`.
    pub default: Option<StateId>,
}

/// A top-level rule of a Choice.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// When it matches.
    pub condition: Condition,
    /// `Next`.
    pub next: StateId,
    /// `Output` (JSONata).
    pub output: Option<Template>,
    /// `Assign`.
    pub assign: Assign,
}

impl Rule {
    /// A rule with no fields but its condition and target.
    pub const NEW: Rule = Rule {
        condition: Condition::Constant(false),
        next: 0,
        output: None,
        assign: &[],
    };
}

/// The condition of a rule.
#[derive(Clone, Copy, Debug)]
pub enum Condition {
    /// `And`.
    And(&'static [Condition]),
    /// `Or`.
    Or(&'static [Condition]),
    /// `Not`.
    Not(&'static Condition),
    /// `Variable` with `IsPresent` and its kind: the operand says whether it must be so.
    Is(Path, Property, bool),
    /// `Variable` with `StringMatches`.
    StringMatches(Path, &'static str),
    /// `Variable` with `StringEquals`, `NumericLessThanPath`, ..
    Compare(Path, Family, Relation, Operand),
    /// `Condition` (JSONata) that is `true` or `false`.
    Constant(bool),
    /// `Condition` (JSONata).
    Expression(Expression),
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
#[derive(Clone, Copy, Debug)]
pub enum Operand {
    /// A literal of the family's kind.
    Literal(Literal),
    /// The operator's `Path` form.
    At(Path),
}

/// A Wait.
#[derive(Clone, Copy, Debug)]
pub enum Wait {
    /// `Seconds(Path)`.
    Seconds(Count),
    /// `Timestamp`.
    Timestamp(&'static str),
    /// `TimestampPath`.
    TimestampPath(Path),
    /// `Timestamp` with `{% .. %}`.
    TimestampExpression(Expression),
}

/// A Fail. Each field is a string literal, a path, a call or an expression.
#[derive(Clone, Copy, Debug)]
pub struct Fail {
    /// `Error(Path)`.
    pub error: Option<Template>,
    /// `Cause(Path)`.
    pub cause: Option<Template>,
}

/// A Map.
#[derive(Clone, Copy, Debug)]
pub struct Map {
    /// `ItemProcessor`.
    pub processor: RegionId,
    /// `ProcessorConfig.Mode`.
    pub mode: MapMode,
    /// `ItemsPath`.
    pub items_path: Select,
    /// `Items` (JSONata).
    pub items: Option<Template>,
    /// `ItemSelector`.
    pub item_selector: Option<Template>,
    /// `MaxConcurrency(Path)`; 0 is no limit.
    pub max_concurrency: Option<Count>,
    /// `ToleratedFailureCount(Path)`.
    pub tolerated_failure_count: Option<Count>,
    /// `ToleratedFailurePercentage(Path)`.
    pub tolerated_failure_percentage: Option<Percentage>,
    /// `Label`.
    pub label: Option<&'static str>,
    /// `ItemReader`.
    pub item_reader: Option<ItemReader>,
    /// `ItemBatcher`.
    pub item_batcher: Option<ItemBatcher>,
    /// `ResultWriter`.
    pub result_writer: Option<ResultWriter>,
}

impl Map {
    /// A Map with no fields but its processor.
    pub const NEW: Map = Map {
        processor: 0,
        mode: MapMode::Inline,
        items_path: Select::Whole,
        items: None,
        item_selector: None,
        max_concurrency: None,
        tolerated_failure_count: None,
        tolerated_failure_percentage: None,
        label: None,
        item_reader: None,
        item_batcher: None,
        result_writer: None,
    };
}

/// `ItemReader`: where a distributed Map gets its items.
#[derive(Clone, Copy, Debug)]
pub struct ItemReader {
    /// `Resource`, such as `arn:aws:states:::s3:getObject`.
    pub resource: &'static str,
    /// `Parameters`, or `Arguments` in JSONata: which object.
    pub parameters: Option<Template>,
    /// `ReaderConfig.InputType`; none where absent.
    pub input_type: Option<InputType>,
    /// `ReaderConfig.Transformation` is `LOAD_AND_FLATTEN`: the listed objects are read as well.
    pub load_and_flatten: bool,
    /// `ReaderConfig.CSVHeaderLocation` and `CSVHeaders`.
    pub csv_headers: CsvHeaders,
    /// `ReaderConfig.CSVDelimiter`; a comma where absent.
    pub csv_delimiter: char,
    /// `ReaderConfig.MaxItems(Path)`; 0 is no limit.
    pub max_items: Option<Count>,
    /// `ReaderConfig.ManifestType` is `ATHENA_DATA`, not `S3_INVENTORY`.
    pub athena_manifest: bool,
    /// `ReaderConfig.ItemsPointer`: where in a JSON file the array or object lies.
    pub items_pointer: Option<&'static str>,
}

impl ItemReader {
    /// A reader with no fields but its resource.
    pub const NEW: ItemReader = ItemReader {
        resource: "",
        parameters: None,
        input_type: None,
        load_and_flatten: false,
        csv_headers: CsvHeaders::FirstRow,
        csv_delimiter: ',',
        max_items: None,
        athena_manifest: false,
        items_pointer: None,
    };
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

/// `ReaderConfig.CSVHeaderLocation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CsvHeaders {
    /// `FIRST_ROW`.
    FirstRow,
    /// `GIVEN`, with `CSVHeaders`.
    Given(&'static [&'static str]),
}

/// `ItemBatcher`: several items to each child execution.
#[derive(Clone, Copy, Debug)]
pub struct ItemBatcher {
    /// `BatchInput`.
    pub batch_input: Option<Template>,
    /// `MaxItemsPerBatch(Path)`.
    pub max_items: Option<Count>,
    /// `MaxInputBytesPerBatch(Path)`.
    pub max_bytes: Option<Count>,
}

impl ItemBatcher {
    /// A batcher without fields.
    pub const NEW: ItemBatcher = ItemBatcher {
        batch_input: None,
        max_items: None,
        max_bytes: None,
    };
}

/// `ResultWriter`: where a distributed Map puts its results, and in what form.
#[derive(Clone, Copy, Debug)]
pub struct ResultWriter {
    /// `Resource`; none where the results stay in the state's output.
    pub resource: Option<&'static str>,
    /// `Parameters`, or `Arguments` in JSONata: which bucket and prefix.
    pub parameters: Option<Template>,
    /// `WriterConfig.Transformation`.
    pub transformation: Transformation,
    /// `WriterConfig.OutputType` is `JSONL`, not `JSON`.
    pub json_lines: bool,
}

impl ResultWriter {
    /// A writer without fields.
    pub const NEW: ResultWriter = ResultWriter {
        resource: None,
        parameters: None,
        transformation: Transformation::None,
        json_lines: false,
    };
}

/// `WriterConfig.Transformation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transformation {
    /// `NONE`: each result with what is known of its child execution.
    None,
    /// `COMPACT`: the outputs alone.
    Compact,
    /// `FLATTEN`: the outputs alone; those that are arrays become part of the whole.
    Flatten,
}

/// `ToleratedFailurePercentage(Path)`.
#[derive(Clone, Copy, Debug)]
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
    /// `INLINE`.
    Inline,
    /// `DISTRIBUTED`.
    Distributed {
        /// `EXPRESS` rather than `STANDARD`.
        express: bool,
    },
}

/// A retrier.
#[derive(Clone, Copy, Debug)]
pub struct Retrier {
    /// `ErrorEquals`.
    pub errors: &'static [&'static str],
    /// `IntervalSeconds`.
    pub interval_seconds: u64,
    /// `MaxAttempts`.
    pub max_attempts: u64,
    /// `BackoffRate`.
    pub backoff_rate: f64,
    /// `MaxDelaySeconds`.
    pub max_delay_seconds: Option<u64>,
    /// `JitterStrategy` is `FULL`.
    pub full_jitter: bool,
}

impl Retrier {
    /// The specification's defaults.
    pub const NEW: Retrier = Retrier {
        errors: &[],
        interval_seconds: 1,
        max_attempts: 3,
        backoff_rate: 2.0,
        max_delay_seconds: None,
        full_jitter: false,
    };
}

/// A catcher.
#[derive(Clone, Copy, Debug)]
pub struct Catcher {
    /// `ErrorEquals`.
    pub errors: &'static [&'static str],
    /// `Next`.
    pub next: StateId,
    /// `ResultPath`.
    pub result_path: ResultPath,
    /// `Output` (JSONata).
    pub output: Option<Template>,
    /// `Assign`.
    pub assign: Assign,
}

impl Catcher {
    /// A catcher without fields.
    pub const NEW: Catcher = Catcher {
        errors: &[],
        next: 0,
        result_path: ResultPath::Whole,
        output: None,
        assign: &[],
    };
}
