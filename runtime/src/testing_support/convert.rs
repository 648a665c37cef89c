//! From what the compiler makes of a definition to what a generated module would hold, at run time and leaked.
//!
//! Included twice: here for the tests of this crate, and by the tests of the whole, which see the same types from
//! outside. Either names them `target`.
use super::target as to;
use stepwright_compiler::{Options, analyse, ir};

/// Variants without data are spelled alike on both sides.
macro_rules! alike {
    ($from:expr, $kind:ident: $($variant:ident)*) => {
        match $from { $(ir::$kind::$variant => to::$kind::$variant),* }
    };
}

/// The program of a definition that compiles, its findings that can be allowed aside.
pub(crate) fn program(text: &str) -> to::Program {
    let mut options = Options::default();
    // An allowance for what is not there is an error itself: each is made when it is needed.
    loop {
        match analyse("definition.asl.json", text, &options) {
            Ok(program) => return whole(&program, text),
            Err(errors) => {
                let first = &errors[0];
                let known = options.allow.iter().any(|it| it.code == Some(first.code));
                match stepwright_compiler::Allow::named(first.code.name(), None) {
                    Ok(allow) if !known => options.allow.push(allow),
                    _ => panic!("{}: {text}", first.message),
                }
            }
        }
    }
}

fn whole(program: &ir::Program, text: &str) -> to::Program {
    let regions = program.regions.iter().map(|region| to::Region {
        start: region.start.expect("resolved").0,
        owner: region.owner.map(|owner| owner.0),
    });
    let mut handlers = 0;
    let states = program.states.iter().map(|from| {
        let made = state(from, text, handlers);
        handlers += u32::from(matches!(from.kind, ir::Kind::Task(_)));
        made
    });
    to::Program {
        name: "workflow",
        comment: leak_str(program.comment.as_ref().map_or("", |it| &it.value)),
        file: "definition.asl.json",
        definition: leak_str(text),
        timeout_seconds: program.timeout_seconds.as_ref().map(|it| it.value),
        reads_context: program.reads_context(),
        regions: leak(regions.collect()),
        states: leak(states.collect()),
    }
}

fn state(from: &ir::State, text: &str, handler: u32) -> to::State {
    let before = &text[..from.name.site.start];
    to::State {
        name: leak_str(&from.name.value),
        region: from.region.0,
        line: u32::try_from(before.lines().count()).expect("a small definition"),
        language: alike!(from.language, QueryLanguage: JsonPath Jsonata),
        reads_context: from.reads_context(),
        kind: kind(&from.kind, handler),
        input_path: from
            .input_path
            .as_ref()
            .map_or(to::Select::Whole, |it| select(&it.value)),
        parameters: from.parameters.as_ref().map(template),
        result_selector: from.result_selector.as_ref().map(template),
        result_path: result_path(from.result_path.as_ref()),
        output_path: from
            .output_path
            .as_ref()
            .map_or(to::Select::Whole, |it| select(&it.value)),
        output: from.output.as_ref().map(template),
        assign: assign(&from.assign),
        next: match &from.next {
            Some(ir::Transition::Next(target)) => Some(id(target)),
            _ => None,
        },
        retry: all(&from.retry, retrier),
        catch: all(&from.catch, |from| to::Catcher {
            errors: all(&from.errors, |it| leak_str(&it.value)),
            next: id(&from.next),
            result_path: result_path(from.result_path.as_ref()),
            output: from.output.as_ref().map(template),
            assign: assign(&from.assign),
        }),
    }
}

fn assign(from: &ir::Assign) -> to::Assign {
    all(from, |(name, value)| {
        (leak_str(&name.value), template(value))
    })
}

fn kind(from: &ir::Kind, handler: u32) -> to::Kind {
    match from {
        ir::Kind::Pass(result) => to::Kind::Pass(result.as_ref().map(|it| literal(&it.value))),
        ir::Kind::Task(from) => to::Kind::Task(task(from, handler)),
        ir::Kind::Choice(choice) => to::Kind::Choice(to::Choice {
            rules: all(&choice.rules, |rule| to::Rule {
                condition: condition(&rule.condition),
                next: id(&rule.next),
                output: rule.output.as_ref().map(template),
                assign: assign(&rule.assign),
            }),
            default: choice.default.as_ref().map(id),
        }),
        ir::Kind::Wait(wait) => to::Kind::Wait(match wait {
            ir::Wait::Seconds(seconds) => to::Wait::Seconds(count(seconds)),
            ir::Wait::Timestamp(at) => to::Wait::Timestamp(leak_str(&at.value)),
            ir::Wait::TimestampPath(at) => to::Wait::TimestampPath(path(at)),
            ir::Wait::TimestampExpression(at) => to::Wait::TimestampExpression(expression(at)),
        }),
        ir::Kind::Succeed => to::Kind::Succeed,
        ir::Kind::Fail(fail) => to::Kind::Fail(to::Fail {
            error: fail.error.as_ref().map(text),
            cause: fail.cause.as_ref().map(text),
        }),
        ir::Kind::Parallel(branches) => to::Kind::Parallel(all(branches, |branch| branch.0)),
        ir::Kind::Map(from) => to::Kind::Map(map(from)),
    }
}

fn task(from: &ir::Task, handler: u32) -> to::Task {
    to::Task {
        handler,
        resource: leak_str(&from.resource.value),
        integration: match &from.integration {
            ir::Integration::Function => to::Integration::Function,
            ir::Integration::Activity => to::Integration::Activity,
            ir::Integration::Other => to::Integration::Other,
            ir::Integration::Service {
                service,
                action,
                pattern,
            } => {
                let (suffix, pattern) = match pattern {
                    ir::Pattern::RequestResponse => ("", to::Pattern::RequestResponse),
                    ir::Pattern::Sync => (".sync", to::Pattern::Sync),
                    ir::Pattern::Sync2 => (".sync:2", to::Pattern::Sync),
                    ir::Pattern::WaitForTaskToken => {
                        (".waitForTaskToken", to::Pattern::WaitForTaskToken)
                    }
                };
                let (service, action) = (leak_str(service), leak_str(&format!("{action}{suffix}")));
                to::Integration::Service {
                    service,
                    action,
                    pattern,
                }
            }
        },
        timeout: from.timeout.as_ref().map(count),
        heartbeat: from.heartbeat.as_ref().map(count),
        credentials: from.credentials.as_ref().map(template),
    }
}

fn map(from: &ir::Map) -> to::Map {
    to::Map {
        processor: from.processor.0,
        mode: match from.mode {
            ir::MapMode::Inline => to::MapMode::Inline,
            ir::MapMode::Distributed { express } => to::MapMode::Distributed { express },
        },
        items_path: from
            .items_path
            .as_ref()
            .map_or(to::Select::Whole, |it| select(&it.value)),
        items: from.items.as_ref().map(template),
        item_selector: from.item_selector.as_ref().map(template),
        max_concurrency: from.max_concurrency.as_ref().map(count),
        tolerated_failure_count: from.tolerated_failure_count.as_ref().map(count),
        tolerated_failure_percentage: from.tolerated_failure_percentage.as_ref().map(
            |it| match &it.value {
                ir::Percentage::Literal(percentage) => to::Percentage::Literal(*percentage),
                ir::Percentage::At(at) => to::Percentage::At(path(at)),
                ir::Percentage::Expression(at) => to::Percentage::Expression(expression(at)),
            },
        ),
        label: from
            .distributed
            .label
            .as_ref()
            .map(|it| leak_str(&it.value)),
        item_reader: from.distributed.item_reader.as_ref().map(item_reader),
        item_batcher: from
            .distributed
            .item_batcher
            .as_ref()
            .map(|from| to::ItemBatcher {
                batch_input: from.batch_input.as_ref().map(template),
                max_items: from.max_items.as_ref().map(count),
                max_bytes: from.max_bytes.as_ref().map(count),
            }),
        result_writer: from
            .distributed
            .result_writer
            .as_ref()
            .map(|from| to::ResultWriter {
                resource: from.resource.as_ref().map(|it| leak_str(&it.value)),
                parameters: from.parameters.as_ref().map(template),
                transformation: alike!(from.transformation, Transformation: None Compact Flatten),
                json_lines: from.json_lines,
            }),
    }
}

fn item_reader(from: &ir::ItemReader) -> to::ItemReader {
    to::ItemReader {
        resource: leak_str(&from.resource.value),
        parameters: from.parameters.as_ref().map(template),
        input_type: from
            .input_type
            .map(|from| alike!(from, InputType: Csv Json JsonL Manifest Parquet)),
        load_and_flatten: from.load_and_flatten,
        csv_headers: match &from.csv_headers {
            Some(headers) => to::CsvHeaders::Given(all(headers, |it| leak_str(it))),
            None => to::CsvHeaders::FirstRow,
        },
        csv_delimiter: from.csv_delimiter,
        max_items: from.max_items.as_ref().map(count),
        athena_manifest: from.athena_manifest,
        items_pointer: from.items_pointer.as_ref().map(|it| leak_str(&it.value)),
    }
}

fn retrier(from: &ir::Retrier) -> to::Retrier {
    to::Retrier {
        errors: all(&from.errors, |it| leak_str(&it.value)),
        interval_seconds: from.interval_seconds,
        max_attempts: from.max_attempts,
        backoff_rate: from.backoff_rate,
        max_delay_seconds: from.max_delay_seconds,
        full_jitter: from.full_jitter,
    }
}

pub(crate) fn condition(from: &ir::Condition) -> to::Condition {
    let test = match from {
        ir::Condition::And(parts) => return to::Condition::And(all(parts, condition)),
        ir::Condition::Or(parts) => return to::Condition::Or(all(parts, condition)),
        ir::Condition::Not(part) => return to::Condition::Not(leak_one(condition(part))),
        ir::Condition::Constant(value) => return to::Condition::Constant(*value),
        ir::Condition::Expression(value) => return to::Condition::Expression(expression(value)),
        ir::Condition::Test(test) => test,
    };
    let variable = path(&test.variable);
    match &test.operator {
        ir::Operator::Is(property, expected) => to::Condition::Is(
            variable,
            alike!(property, Property: Present Null String Numeric Boolean Timestamp),
            *expected,
        ),
        ir::Operator::StringMatches(pattern) => {
            to::Condition::StringMatches(variable, leak_str(&pattern.value))
        }
        ir::Operator::Compare(family, relation, operand) => to::Condition::Compare(
            variable,
            alike!(family, Family: String Numeric Boolean Timestamp),
            alike!(relation, Relation: Equals LessThan LessThanEquals GreaterThan GreaterThanEquals),
            match operand {
                ir::Operand::Literal(value) => to::Operand::Literal(literal(&value.value)),
                ir::Operand::At(at) => to::Operand::At(path(at)),
            },
        ),
    }
}

fn text(from: &ir::Text) -> to::Template {
    match from {
        ir::Text::Literal(value) => {
            to::Template::Literal(to::Literal::String(leak_str(&value.value)))
        }
        ir::Text::Query(value) => query(value),
    }
}

pub(crate) fn template(from: &ir::Template) -> to::Template {
    match &from.node {
        ir::TemplateNode::Literal(value) => to::Template::Literal(literal(value)),
        ir::TemplateNode::Object(fields) => to::Template::Object(all(fields, |(name, field)| {
            (leak_str(&name.value), template(field))
        })),
        ir::TemplateNode::Array(items) => to::Template::Array(all(items, template)),
        ir::TemplateNode::Query(value) => query(value),
    }
}

pub(crate) fn query(from: &ir::Query) -> to::Template {
    match from {
        ir::Query::Path(at) => to::Template::Path(path(at)),
        ir::Query::Call(value) => to::Template::Call(call(value)),
        ir::Query::Expression(value) => to::Template::Expression(expression(value)),
    }
}

fn expression(from: &ir::Expression) -> to::Expression {
    to::Expression {
        text: leak_str(&from.text),
        location: leak_str(&from.location),
        reads: all(&from.reads, |read| expression_root(&read.value)),
        form: leak_form(&from.form),
    }
}

/// How an expression is evaluated.
pub(crate) fn leak_form(from: &ir::Form) -> to::Form {
    match from {
        ir::Form::Literal(value) => to::Form::Literal(literal(value)),
        ir::Form::Path(root, steps) => to::Form::Path(
            expression_root(root),
            all(steps, |step| match step {
                ir::ExpressionStep::Field(name) => to::ExpressionStep::Field(leak_str(name)),
                ir::ExpressionStep::Index(index) => to::ExpressionStep::Index(*index),
            }),
        ),
        ir::Form::Query => to::Form::Query,
    }
}

/// What an expression reads.
pub(crate) fn expression_root(from: &ir::ExpressionRoot) -> to::ExpressionRoot {
    match from {
        ir::ExpressionRoot::Input => to::ExpressionRoot::Input,
        ir::ExpressionRoot::Result => to::ExpressionRoot::Result,
        ir::ExpressionRoot::ErrorOutput => to::ExpressionRoot::ErrorOutput,
        ir::ExpressionRoot::Context => to::ExpressionRoot::Context,
        ir::ExpressionRoot::Variable(name) => to::ExpressionRoot::Variable(leak_str(name)),
    }
}

fn call(from: &ir::Call) -> to::Call {
    to::Call {
        function: alike!(from.function, Intrinsic:
            Array ArrayContains ArrayGetItem ArrayLength ArrayPartition ArrayRange ArrayUnique Base64Decode Base64Encode
            Format Hash JsonMerge JsonToString MathAdd MathRandom StringSplit StringToJson UUID),
        arguments: all(&from.arguments, |argument| match &argument.value {
            ir::ArgumentValue::Literal(value) => to::Template::Literal(literal(value)),
            ir::ArgumentValue::Path(at) => to::Template::Path(path(at)),
            ir::ArgumentValue::Call(nested) => to::Template::Call(call(nested)),
        }),
        text: leak_str(&from.text),
    }
}

fn select(from: &ir::Select) -> to::Select {
    match from {
        ir::Select::Nothing => to::Select::Nothing,
        ir::Select::At(at) if at.root == ir::Root::Document && at.steps.is_empty() => {
            to::Select::Whole
        }
        ir::Select::At(at) => to::Select::At(path(at)),
    }
}

fn result_path(from: Option<&ir::Spanned<ir::ResultPath>>) -> to::ResultPath {
    match from.map(|it| &it.value) {
        None => to::ResultPath::Whole,
        Some(ir::ResultPath::Discard) => to::ResultPath::Discard,
        Some(ir::ResultPath::At(at)) if at.steps.is_empty() => to::ResultPath::Whole,
        Some(ir::ResultPath::At(at)) => to::ResultPath::At(path(at)),
    }
}

fn count(from: &ir::Spanned<ir::Count>) -> to::Count {
    match &from.value {
        ir::Count::Literal(value) => to::Count::Literal(*value),
        ir::Count::At(at) => to::Count::At(path(at)),
        ir::Count::Expression(at) => to::Count::Expression(expression(at)),
    }
}

pub(crate) fn path(from: &ir::Path) -> to::Path {
    to::Path {
        text: leak_str(&from.text),
        root: match &from.root {
            ir::Root::Document => to::Root::Document,
            ir::Root::Context => to::Root::Context,
            ir::Root::Variable(name) => to::Root::Variable(leak_str(name)),
            ir::Root::Current => to::Root::Current,
        },
        steps: all(&from.steps, step),
    }
}

fn step(from: &ir::Step) -> to::Step {
    match from {
        ir::Step::Field(name) => to::Step::Field(leak_str(name)),
        ir::Step::Fields(names) => to::Step::Fields(all(names, |name| leak_str(name))),
        ir::Step::Index(index) => to::Step::Index(*index),
        ir::Step::Indices(indices) => to::Step::Indices(leak(indices.clone())),
        ir::Step::Slice { from, to, step } => to::Step::Slice {
            from: *from,
            to: *to,
            step: *step,
        },
        ir::Step::Wildcard => to::Step::Wildcard,
        ir::Step::Descend => to::Step::Descend,
        ir::Step::Filter(node) => to::Step::Filter(filter(node)),
        ir::Step::Function(function) => to::Step::Function(
            alike!(function, PathFunction: Min Max Avg Stddev Length Sum Keys First Last),
        ),
    }
}

fn filter(from: &ir::Filter) -> to::Filter {
    match from {
        ir::Filter::And(parts) => to::Filter::And(all(parts, filter)),
        ir::Filter::Or(parts) => to::Filter::Or(all(parts, filter)),
        ir::Filter::Not(part) => to::Filter::Not(leak_one(filter(part))),
        ir::Filter::Exists(at) => to::Filter::Exists(path(at)),
        ir::Filter::Compare(left, comparator, right) => to::Filter::Compare(
            filter_value(left),
            alike!(comparator, Comparator:
                Equal NotEqual Less LessOrEqual Greater GreaterOrEqual Matches In NotIn SubsetOf AnyOf NoneOf Size Empty
                Contains),
            filter_value(right),
        ),
    }
}

fn filter_value(from: &ir::FilterValue) -> to::FilterValue {
    match from {
        ir::FilterValue::Literal(value) => to::FilterValue::Literal(literal(value)),
        ir::FilterValue::Path(at) => to::FilterValue::Path(path(at)),
        ir::FilterValue::Regex {
            pattern,
            ignore_case,
        } => to::FilterValue::Regex {
            pattern: leak_str(pattern),
            ignore_case: *ignore_case,
        },
    }
}

fn literal(from: &ir::Json) -> to::Literal {
    match from {
        ir::Json::Null => to::Literal::Null,
        ir::Json::Bool(value) => to::Literal::Bool(*value),
        ir::Json::Number(text) => match (text.parse(), text.parse()) {
            (Ok(number), _) => to::Literal::Int(number),
            (_, Ok(number)) => to::Literal::UInt(number),
            _ => to::Literal::Float(text.parse().expect("a number")),
        },
        ir::Json::String(value) => to::Literal::String(leak_str(value)),
        ir::Json::Array(items) => to::Literal::Array(all(items, literal)),
        ir::Json::Object(fields) => to::Literal::Object(all(fields, |(name, field)| {
            (leak_str(name), literal(field))
        })),
    }
}

fn id(target: &ir::Target) -> to::StateId {
    target.state.expect("resolved").0
}

fn all<A, B>(from: &[A], convert: impl Fn(&A) -> B) -> &'static [B] {
    leak(from.iter().map(convert).collect())
}

pub(crate) fn leak<T>(values: Vec<T>) -> &'static [T] {
    Vec::leak(values)
}

fn leak_one<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

pub(crate) fn leak_str(text: &str) -> &'static str {
    String::leak(text.to_owned())
}
