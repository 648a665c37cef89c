//! The compiled form: [`ir::Program`](crate::ir::Program) as a constant of `stepwright::program` types.
//!
//! Only what differs from a type's `NEW` is written, so that the constant reads like the definition.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::Module;
use crate::ir;

/// `Program { .. }`, inside a block that has `stepwright::program::*` in scope.
pub(super) fn program(module: &Module) -> TokenStream {
    let name = module.ident.to_string();
    let name = name.strip_prefix("r#").unwrap_or(&name);
    let program = module.program;
    let comment = program.comment.as_ref().map_or("", |c| c.value.as_str());
    let file = module.file;
    let reads_context = program.reads_context();
    let timeout = option(
        program
            .timeout_seconds
            .as_ref()
            .map(|t| unsuffixed(t.value)),
    );
    let regions = program.regions.iter().map(|region| {
        // A region without a start is an error already reported; the constant only has to compile.
        let start = unsuffixed(region.start.map_or(0, |s| u64::from(s.0)));
        let owner = option(region.owner.map(|s| unsuffixed(u64::from(s.0))));
        quote!(Region { start: #start, owner: #owner })
    });
    let mut handlers = 0;
    let states = program.states.iter().map(|s| {
        let tokens = state(module, s, handlers);
        handlers += u32::from(matches!(s.kind, ir::Kind::Task(_)));
        tokens
    });
    let states = states.collect::<Vec<_>>();
    let count = Literal::usize_unsuffixed(states.len());
    quote! {
        // As a static of its own: what a reference is taken of, rustc copies piece by piece.
        static STATES: [State; #count] = [#(#states),*];
        Program {
            name: #name,
            comment: #comment,
            file: #file,
            definition: ASL,
            timeout_seconds: #timeout,
            reads_context: #reads_context,
            regions: &[#(#regions),*],
            states: &STATES,
        }
    }
}

fn state(module: &Module, state: &ir::State, handler: u32) -> TokenStream {
    let name = &state.name.value;
    let line = Literal::u32_unsuffixed(module.line(&state.name.site));
    let kind = kind(state, handler);
    let mut fields = Vec::new();
    let mut field = |name: &str, value: TokenStream| {
        let name = quote::format_ident!("{name}");
        fields.push(quote!(#name: #value));
    };
    if state.region != ir::RegionId(0) {
        field("region", unsuffixed(u64::from(state.region.0)));
    }
    if state.language == ir::QueryLanguage::Jsonata {
        field("language", quote!(QueryLanguage::Jsonata));
    }
    if state.reads_context() {
        field("reads_context", quote!(true));
    }
    if let Some(path) = &state.input_path {
        field("input_path", select(&path.value));
    }
    if let Some(parameters) = &state.parameters {
        let template = template(parameters);
        field("parameters", quote!(Some(#template)));
    }
    if let Some(selector) = &state.result_selector {
        let template = template(selector);
        field("result_selector", quote!(Some(#template)));
    }
    if let Some(path) = &state.result_path {
        field("result_path", result_path(&path.value));
    }
    if let Some(path) = &state.output_path {
        field("output_path", select(&path.value));
    }
    for (name, value) in output(state.output.as_ref(), &state.assign) {
        field(name, value);
    }
    if let Some(ir::Transition::Next(target)) = &state.next
        && let Some(next) = target.state
    {
        let next = id(next);
        field("next", quote!(Some(#next)));
    }
    if !state.retry.is_empty() {
        let retriers = state.retry.iter().map(retrier);
        field("retry", quote!(&[#(#retriers),*]));
    }
    if !state.catch.is_empty() {
        let catchers = state.catch.iter().map(catcher);
        field("catch", quote!(&[#(#catchers),*]));
    }
    quote!(State { name: #name, line: #line, kind: #kind, #(#fields,)* ..State::NEW })
}

/// The fields for `Output` and `Assign`, where they are there.
fn output(output: Option<&ir::Template>, assign: &ir::Assign) -> Vec<(&'static str, TokenStream)> {
    let mut fields = Vec::new();
    if let Some(output) = output {
        let template = template(output);
        fields.push(("output", quote!(Some(#template))));
    }
    if !assign.is_empty() {
        let assign = assign.iter().map(|(name, value)| {
            let name = &name.value;
            let value = template(value);
            quote!((#name, #value))
        });
        fields.push(("assign", quote!(&[#(#assign),*])));
    }
    fields
}

/// A struct expression whose other fields are those of its type's `NEW`.
fn with_rest(
    name: &str,
    fields: impl IntoIterator<Item = (&'static str, TokenStream)>,
) -> TokenStream {
    let name = quote::format_ident!("{name}");
    let fields = fields.into_iter().map(|(field, value)| {
        let field = quote::format_ident!("{field}");
        quote!(#field: #value)
    });
    quote!(#name { #(#fields,)* ..#name::NEW })
}

fn kind(state: &ir::State, handler: u32) -> TokenStream {
    match &state.kind {
        ir::Kind::Pass(result) => {
            let result = option(result.as_ref().map(|r| {
                let value = literal(&r.value);
                quote!(Literal::#value)
            }));
            quote!(Kind::Pass(#result))
        }
        ir::Kind::Task(task) => {
            let task = self::task(task, handler);
            quote!(Kind::Task(#task))
        }
        ir::Kind::Choice(choice) => {
            let rules = choice.rules.iter().filter_map(|rule| {
                let condition = condition(&rule.condition);
                let next = id(rule.next.state?);
                let mut fields = vec![("condition", condition), ("next", next)];
                fields.extend(output(rule.output.as_ref(), &rule.assign));
                Some(with_rest("Rule", fields))
            });
            let default = option(choice.default.as_ref().and_then(|d| d.state).map(id));
            quote!(Kind::Choice(Choice { rules: &[#(#rules),*], default: #default }))
        }
        ir::Kind::Wait(wait) => {
            let wait = match wait {
                ir::Wait::Seconds(seconds) => {
                    let count = count(&seconds.value);
                    quote!(Wait::Seconds(#count))
                }
                ir::Wait::Timestamp(timestamp) => {
                    let timestamp = &timestamp.value;
                    quote!(Wait::Timestamp(#timestamp))
                }
                ir::Wait::TimestampPath(at) => {
                    let path = path(at);
                    quote!(Wait::TimestampPath(#path))
                }
                ir::Wait::TimestampExpression(at) => {
                    let expression = expression(at);
                    quote!(Wait::TimestampExpression(#expression))
                }
            };
            quote!(Kind::Wait(#wait))
        }
        ir::Kind::Succeed => quote!(Kind::Succeed),
        ir::Kind::Fail(fail) => {
            let error = option(fail.error.as_ref().map(text));
            let cause = option(fail.cause.as_ref().map(text));
            quote!(Kind::Fail(Fail { error: #error, cause: #cause }))
        }
        ir::Kind::Parallel(branches) => {
            let branches = branches.iter().map(|b| unsuffixed(u64::from(b.0)));
            quote!(Kind::Parallel(&[#(#branches),*]))
        }
        ir::Kind::Map(map) => {
            let map = self::map(map);
            quote!(Kind::Map(#map))
        }
    }
}

fn task(task: &ir::Task, handler: u32) -> TokenStream {
    let handler = Literal::u32_unsuffixed(handler);
    let resource = &task.resource.value;
    let mut fields = Vec::new();
    match &task.integration {
        ir::Integration::Function => fields.push(quote!(integration: Integration::Function)),
        ir::Integration::Activity => fields.push(quote!(integration: Integration::Activity)),
        ir::Integration::Service {
            service,
            action,
            pattern,
        } => {
            let (suffix, pattern) = match pattern {
                ir::Pattern::RequestResponse => ("", quote!(RequestResponse)),
                ir::Pattern::Sync => (".sync", quote!(Sync)),
                ir::Pattern::Sync2 => (".sync:2", quote!(Sync)),
                ir::Pattern::WaitForTaskToken => (".waitForTaskToken", quote!(WaitForTaskToken)),
            };
            let action = format!("{action}{suffix}");
            fields.push(quote! {
                integration: Integration::Service { service: #service, action: #action, pattern: Pattern::#pattern }
            });
        }
        ir::Integration::Other => {}
    }
    if let Some(timeout) = &task.timeout {
        let count = count(&timeout.value);
        fields.push(quote!(timeout: Some(#count)));
    }
    if let Some(heartbeat) = &task.heartbeat {
        let count = count(&heartbeat.value);
        fields.push(quote!(heartbeat: Some(#count)));
    }
    if let Some(credentials) = &task.credentials {
        let template = template(credentials);
        fields.push(quote!(credentials: Some(#template)));
    }
    quote!(Task { handler: #handler, resource: #resource, #(#fields,)* ..Task::NEW })
}

fn map(map: &ir::Map) -> TokenStream {
    let processor = unsuffixed(u64::from(map.processor.0));
    let mut fields = Vec::new();
    if let ir::MapMode::Distributed { express } = map.mode {
        fields.push(quote!(mode: MapMode::Distributed { express: #express }));
    }
    if let Some(path) = &map.items_path {
        let select = select(&path.value);
        fields.push(quote!(items_path: #select));
    }
    if let Some(limit) = &map.max_concurrency {
        let count = count(&limit.value);
        fields.push(quote!(max_concurrency: Some(#count)));
    }
    if let Some(tolerated) = &map.tolerated_failure_count {
        let count = count(&tolerated.value);
        fields.push(quote!(tolerated_failure_count: Some(#count)));
    }
    match map.tolerated_failure_percentage.as_ref().map(|p| &p.value) {
        Some(ir::Percentage::Literal(percentage)) => {
            let percentage = Literal::f64_unsuffixed(*percentage);
            fields
                .push(quote!(tolerated_failure_percentage: Some(Percentage::Literal(#percentage))));
        }
        Some(ir::Percentage::At(at)) => {
            let path = path(at);
            fields.push(quote!(tolerated_failure_percentage: Some(Percentage::At(#path))));
        }
        Some(ir::Percentage::Expression(at)) => {
            let expression = expression(at);
            fields.push(
                quote!(tolerated_failure_percentage: Some(Percentage::Expression(#expression))),
            );
        }
        None => {}
    }
    if let Some(label) = &map.distributed.label {
        let label = &label.value;
        fields.push(quote!(label: Some(#label)));
    }
    for (name, value) in [("items", &map.items), ("item_selector", &map.item_selector)] {
        if let Some(value) = value {
            let name = quote::format_ident!("{name}");
            let template = template(value);
            fields.push(quote!(#name: Some(#template)));
        }
    }
    if let Some(reader) = &map.distributed.item_reader {
        let reader = item_reader(reader);
        fields.push(quote!(item_reader: Some(#reader)));
    }
    if let Some(batcher) = &map.distributed.item_batcher {
        let batcher = item_batcher(batcher);
        fields.push(quote!(item_batcher: Some(#batcher)));
    }
    if let Some(writer) = &map.distributed.result_writer {
        let writer = result_writer(writer);
        fields.push(quote!(result_writer: Some(#writer)));
    }
    quote!(Map { processor: #processor, #(#fields,)* ..Map::NEW })
}

fn item_reader(reader: &ir::ItemReader) -> TokenStream {
    let resource = &reader.resource.value;
    let mut fields = vec![("resource", quote!(#resource))];
    if let Some(parameters) = &reader.parameters {
        let template = template(parameters);
        fields.push(("parameters", quote!(Some(#template))));
    }
    if let Some(input_type) = &reader.input_type {
        let input_type = variant(input_type);
        fields.push(("input_type", quote!(Some(InputType::#input_type))));
    }
    if reader.load_and_flatten {
        fields.push(("load_and_flatten", quote!(true)));
    }
    if let Some(headers) = &reader.csv_headers {
        fields.push(("csv_headers", quote!(CsvHeaders::Given(&[#(#headers),*]))));
    }
    if reader.csv_delimiter != ',' {
        let delimiter = reader.csv_delimiter;
        fields.push(("csv_delimiter", quote!(#delimiter)));
    }
    if let Some(max_items) = &reader.max_items {
        let count = count(&max_items.value);
        fields.push(("max_items", quote!(Some(#count))));
    }
    if reader.athena_manifest {
        fields.push(("athena_manifest", quote!(true)));
    }
    if let Some(pointer) = &reader.items_pointer {
        let pointer = &pointer.value;
        fields.push(("items_pointer", quote!(Some(#pointer))));
    }
    with_rest("ItemReader", fields)
}

fn item_batcher(batcher: &ir::ItemBatcher) -> TokenStream {
    let mut fields = Vec::new();
    if let Some(batch_input) = &batcher.batch_input {
        let template = template(batch_input);
        fields.push(("batch_input", quote!(Some(#template))));
    }
    for (name, limit) in [
        ("max_items", &batcher.max_items),
        ("max_bytes", &batcher.max_bytes),
    ] {
        if let Some(limit) = limit {
            let count = count(&limit.value);
            fields.push((name, quote!(Some(#count))));
        }
    }
    with_rest("ItemBatcher", fields)
}

fn result_writer(writer: &ir::ResultWriter) -> TokenStream {
    let mut fields = Vec::new();
    if let Some(resource) = &writer.resource {
        let resource = &resource.value;
        fields.push(("resource", quote!(Some(#resource))));
    }
    if let Some(parameters) = &writer.parameters {
        let template = template(parameters);
        fields.push(("parameters", quote!(Some(#template))));
    }
    if writer.transformation != ir::Transformation::None {
        let transformation = variant(&writer.transformation);
        fields.push(("transformation", quote!(Transformation::#transformation)));
    }
    if writer.json_lines {
        fields.push(("json_lines", quote!(true)));
    }
    with_rest("ResultWriter", fields)
}

fn retrier(retrier: &ir::Retrier) -> TokenStream {
    let errors = retrier.errors.iter().map(|e| &e.value);
    let interval = unsuffixed(retrier.interval_seconds);
    let attempts = unsuffixed(retrier.max_attempts);
    let rate = Literal::f64_unsuffixed(retrier.backoff_rate);
    let mut fields = Vec::new();
    if let Some(delay) = retrier.max_delay_seconds {
        let delay = unsuffixed(delay);
        fields.push(quote!(max_delay_seconds: Some(#delay)));
    }
    if retrier.full_jitter {
        fields.push(quote!(full_jitter: true));
    }
    quote! {
        Retrier {
            errors: &[#(#errors),*],
            interval_seconds: #interval,
            max_attempts: #attempts,
            backoff_rate: #rate,
            #(#fields,)*
            ..Retrier::NEW
        }
    }
}

fn catcher(catcher: &ir::Catcher) -> TokenStream {
    let errors = catcher.errors.iter().map(|e| &e.value);
    let next = id(catcher.next.state.unwrap_or(ir::StateId(0)));
    let mut fields = vec![("errors", quote!(&[#(#errors),*])), ("next", next)];
    if let Some(path) = &catcher.result_path {
        fields.push(("result_path", result_path(&path.value)));
    }
    fields.extend(output(catcher.output.as_ref(), &catcher.assign));
    with_rest("Catcher", fields)
}

fn condition(node: &ir::Condition) -> TokenStream {
    match node {
        ir::Condition::And(parts) => {
            let parts = parts.iter().map(condition);
            quote!(Condition::And(&[#(#parts),*]))
        }
        ir::Condition::Or(parts) => {
            let parts = parts.iter().map(condition);
            quote!(Condition::Or(&[#(#parts),*]))
        }
        ir::Condition::Not(part) => {
            let part = condition(part);
            quote!(Condition::Not(&#part))
        }
        ir::Condition::Constant(value) => quote!(Condition::Constant(#value)),
        ir::Condition::Expression(value) => {
            let expression = expression(value);
            quote!(Condition::Expression(#expression))
        }
        ir::Condition::Test(test) => {
            let variable = path(&test.variable);
            match &test.operator {
                ir::Operator::Is(property, expected) => {
                    let property = variant(property);
                    quote!(Condition::Is(#variable, Property::#property, #expected))
                }
                ir::Operator::StringMatches(pattern) => {
                    let pattern = &pattern.value;
                    quote!(Condition::StringMatches(#variable, #pattern))
                }
                ir::Operator::Compare(family, relation, operand) => {
                    let (family, relation) = (variant(family), variant(relation));
                    let operand = match operand {
                        ir::Operand::Literal(value) => {
                            let value = literal(&value.value);
                            quote!(Operand::Literal(Literal::#value))
                        }
                        ir::Operand::At(at) => {
                            let path = path(at);
                            quote!(Operand::At(#path))
                        }
                    };
                    quote!(Condition::Compare(#variable, Family::#family, Relation::#relation, #operand))
                }
            }
        }
    }
}

fn text(text: &ir::Text) -> TokenStream {
    match text {
        ir::Text::Literal(value) => {
            let value = &value.value;
            quote!(Template::Literal(Literal::String(#value)))
        }
        ir::Text::Query(value) => query(value),
    }
}

fn template(node: &ir::Template) -> TokenStream {
    match &node.node {
        ir::TemplateNode::Literal(value) => {
            let value = literal(value);
            quote!(Template::Literal(Literal::#value))
        }
        ir::TemplateNode::Object(fields) => {
            let fields = fields.iter().map(|(name, value)| {
                let name = &name.value;
                let value = template(value);
                quote!((#name, #value))
            });
            quote!(Template::Object(&[#(#fields),*]))
        }
        ir::TemplateNode::Array(items) => {
            let items = items.iter().map(template);
            quote!(Template::Array(&[#(#items),*]))
        }
        ir::TemplateNode::Query(value) => query(value),
    }
}

fn query(query: &ir::Query) -> TokenStream {
    match query {
        ir::Query::Path(at) => {
            let path = path(at);
            quote!(Template::Path(#path))
        }
        ir::Query::Call(value) => {
            let call = call(value);
            quote!(Template::Call(#call))
        }
        ir::Query::Expression(value) => {
            let expression = expression(value);
            quote!(Template::Expression(#expression))
        }
    }
}

fn expression(node: &ir::Expression) -> TokenStream {
    let (text, location) = (&node.text, &node.location);
    let reads = node.reads.iter().map(|read| expression_root(&read.value));
    let form = match &node.form {
        ir::Form::Literal(value) => {
            let value = literal(value);
            quote!(Form::Literal(Literal::#value))
        }
        ir::Form::Path(root, steps) => {
            let root = expression_root(root);
            let steps = steps.iter().map(|step| match step {
                ir::ExpressionStep::Field(name) => quote!(ExpressionStep::Field(#name)),
                ir::ExpressionStep::Index(index) => {
                    let index = signed(*index);
                    quote!(ExpressionStep::Index(#index))
                }
            });
            quote!(Form::Path(#root, &[#(#steps),*]))
        }
        ir::Form::Query => quote!(Form::Query),
    };
    quote!(Expression { text: #text, location: #location, reads: &[#(#reads),*], form: #form })
}

fn expression_root(root: &ir::ExpressionRoot) -> TokenStream {
    if let ir::ExpressionRoot::Variable(name) = root {
        return quote!(ExpressionRoot::Variable(#name));
    }
    let root = variant(root);
    quote!(ExpressionRoot::#root)
}

fn call(node: &ir::Call) -> TokenStream {
    let function = variant(&node.function);
    let text = &node.text;
    let arguments = node.arguments.iter().map(|argument| match &argument.value {
        ir::ArgumentValue::Literal(value) => {
            let value = literal(value);
            quote!(Template::Literal(Literal::#value))
        }
        ir::ArgumentValue::Path(at) => {
            let path = path(at);
            quote!(Template::Path(#path))
        }
        ir::ArgumentValue::Call(nested) => {
            let call = call(nested);
            quote!(Template::Call(#call))
        }
    });
    quote!(Call { function: Intrinsic::#function, arguments: &[#(#arguments),*], text: #text })
}

fn select(select: &ir::Select) -> TokenStream {
    match select {
        ir::Select::Nothing => quote!(Select::Nothing),
        ir::Select::At(at) if at.root == ir::Root::Document && at.steps.is_empty() => {
            quote!(Select::Whole)
        }
        ir::Select::At(at) => {
            let path = path(at);
            quote!(Select::At(#path))
        }
    }
}

fn result_path(node: &ir::ResultPath) -> TokenStream {
    match node {
        ir::ResultPath::Discard => quote!(ResultPath::Discard),
        ir::ResultPath::At(at) if at.steps.is_empty() => quote!(ResultPath::Whole),
        ir::ResultPath::At(at) => {
            let path = path(at);
            quote!(ResultPath::At(#path))
        }
    }
}

fn count(count: &ir::Count) -> TokenStream {
    match count {
        ir::Count::Literal(value) => {
            let value = unsuffixed(*value);
            quote!(Count::Literal(#value))
        }
        ir::Count::At(at) => {
            let path = path(at);
            quote!(Count::At(#path))
        }
        ir::Count::Expression(at) => {
            let expression = expression(at);
            quote!(Count::Expression(#expression))
        }
    }
}

fn path(path: &ir::Path) -> TokenStream {
    let text = &path.text;
    let root = match &path.root {
        ir::Root::Document => quote!(Root::Document),
        ir::Root::Context => quote!(Root::Context),
        ir::Root::Variable(name) => quote!(Root::Variable(#name)),
        ir::Root::Current => quote!(Root::Current),
    };
    let steps = path.steps.iter().map(step);
    quote!(Path { text: #text, root: #root, steps: &[#(#steps),*] })
}

fn step(step: &ir::Step) -> TokenStream {
    match step {
        ir::Step::Field(name) => quote!(Step::Field(#name)),
        ir::Step::Fields(names) => quote!(Step::Fields(&[#(#names),*])),
        ir::Step::Index(index) => {
            let index = signed(*index);
            quote!(Step::Index(#index))
        }
        ir::Step::Indices(indices) => {
            let indices = indices.iter().map(|i| signed(*i));
            quote!(Step::Indices(&[#(#indices),*]))
        }
        ir::Step::Slice { from, to, step } => {
            let [from, to, step] = [from, to, step].map(|bound| option(bound.map(signed)));
            quote!(Step::Slice { from: #from, to: #to, step: #step })
        }
        ir::Step::Wildcard => quote!(Step::Wildcard),
        ir::Step::Descend => quote!(Step::Descend),
        ir::Step::Filter(node) => {
            let filter = filter(node);
            quote!(Step::Filter(#filter))
        }
        ir::Step::Function(function) => {
            let function = variant(function);
            quote!(Step::Function(PathFunction::#function))
        }
    }
}

fn filter(node: &ir::Filter) -> TokenStream {
    match node {
        ir::Filter::And(parts) => {
            let parts = parts.iter().map(filter);
            quote!(Filter::And(&[#(#parts),*]))
        }
        ir::Filter::Or(parts) => {
            let parts = parts.iter().map(filter);
            quote!(Filter::Or(&[#(#parts),*]))
        }
        ir::Filter::Not(part) => {
            let part = filter(part);
            quote!(Filter::Not(&#part))
        }
        ir::Filter::Exists(at) => {
            let path = path(at);
            quote!(Filter::Exists(#path))
        }
        ir::Filter::Compare(left, comparator, right) => {
            let (left, right) = (filter_value(left), filter_value(right));
            let comparator = variant(comparator);
            quote!(Filter::Compare(#left, Comparator::#comparator, #right))
        }
    }
}

fn filter_value(value: &ir::FilterValue) -> TokenStream {
    match value {
        ir::FilterValue::Literal(value) => {
            let value = literal(value);
            quote!(FilterValue::Literal(Literal::#value))
        }
        ir::FilterValue::Path(at) => {
            let path = path(at);
            quote!(FilterValue::Path(#path))
        }
        ir::FilterValue::Regex {
            pattern,
            ignore_case,
        } => {
            quote!(FilterValue::Regex { pattern: #pattern, ignore_case: #ignore_case })
        }
    }
}

/// The variant of `Literal`, without its `Literal::`.
/// `Literal::..` without the type's name.
pub(super) fn literal(value: &ir::Json) -> TokenStream {
    match value {
        ir::Json::Null => quote!(Null),
        ir::Json::Bool(value) => quote!(Bool(#value)),
        ir::Json::Number(text) => number(text),
        ir::Json::String(value) => quote!(String(#value)),
        ir::Json::Array(items) => {
            let items = items.iter().map(literal);
            quote!(Array(&[#(Literal::#items),*]))
        }
        ir::Json::Object(fields) => {
            let fields = fields.iter().map(|(name, value)| {
                let value = literal(value);
                quote!((#name, Literal::#value))
            });
            quote!(Object(&[#(#fields),*]))
        }
    }
}

fn number(text: &str) -> TokenStream {
    if let Ok(value) = text.parse::<i64>() {
        let value = signed(value);
        return quote!(Int(#value));
    }
    if let Ok(value) = text.parse::<u64>() {
        let value = unsuffixed(value);
        return quote!(UInt(#value));
    }
    // A number too large for a float is infinite, which JSON has no word for: it stays at the largest one.
    let value = text
        .parse::<f64>()
        .unwrap_or_default()
        .clamp(f64::MIN, f64::MAX);
    let magnitude = Literal::f64_unsuffixed(value.abs());
    if value.is_sign_negative() {
        quote!(Float(-#magnitude))
    } else {
        quote!(Float(#magnitude))
    }
}

/// IR enums without data are spelled alike in the runtime.
fn variant(value: &impl std::fmt::Debug) -> proc_macro2::Ident {
    quote::format_ident!("{value:?}")
}

fn id(state: ir::StateId) -> TokenStream {
    unsuffixed(u64::from(state.0))
}

fn unsuffixed(value: u64) -> TokenStream {
    let literal = Literal::u64_unsuffixed(value);
    quote!(#literal)
}

fn signed(value: i64) -> TokenStream {
    let magnitude = Literal::u64_unsuffixed(value.unsigned_abs());
    if value < 0 {
        quote!(-#magnitude)
    } else {
        quote!(#magnitude)
    }
}

fn option(value: Option<TokenStream>) -> TokenStream {
    value.map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}
