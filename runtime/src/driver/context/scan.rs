//! Whether a definition reads the context object at all. Most do not, and then nothing has to be kept for it.
use crate::program::{
    Condition, Count, Filter, FilterValue, Kind, Map, Operand, Path, Percentage, Program, Root,
    Select, State, Step, Template, Wait,
};

pub(in crate::driver) fn uses_context(program: &Program) -> bool {
    program.states.iter().any(of_state)
}

fn of_state(state: &State) -> bool {
    of_select(&state.input_path)
        || of_select(&state.output_path)
        || state.parameters.as_ref().is_some_and(of_template)
        || state.result_selector.as_ref().is_some_and(of_template)
        || match &state.kind {
            Kind::Pass(_) | Kind::Succeed | Kind::Parallel(_) => false,
            Kind::Task(task) => {
                task.timeout.as_ref().is_some_and(of_count)
                    || task.heartbeat.as_ref().is_some_and(of_count)
                    || task.credentials.as_ref().is_some_and(of_template)
            }
            Kind::Choice(choice) => choice
                .rules
                .iter()
                .any(|rule| of_condition(&rule.condition)),
            Kind::Wait(Wait::Seconds(count)) => of_count(count),
            Kind::Wait(Wait::TimestampPath(path)) => of_path(path),
            Kind::Wait(Wait::Timestamp(_)) => false,
            Kind::Fail(fail) => {
                fail.error.as_ref().is_some_and(of_template)
                    || fail.cause.as_ref().is_some_and(of_template)
            }
            Kind::Map(map) => of_map(map),
        }
}

fn of_map(map: &Map) -> bool {
    let templates = [
        &map.item_selector,
        &map.item_reader,
        &map.item_batcher,
        &map.result_writer,
    ];
    let counts = [&map.max_concurrency, &map.tolerated_failure_count];
    of_select(&map.items_path)
        || templates.into_iter().flatten().any(of_template)
        || counts.into_iter().flatten().any(of_count)
        || matches!(&map.tolerated_failure_percentage, Some(Percentage::At(path)) if of_path(path))
}

fn of_select(select: &Select) -> bool {
    matches!(select, Select::At(path) if of_path(path))
}

fn of_count(count: &Count) -> bool {
    matches!(count, Count::At(path) if of_path(path))
}

fn of_template(template: &Template) -> bool {
    match template {
        Template::Literal(_) => false,
        Template::Object(fields) => fields.iter().any(|(_, template)| of_template(template)),
        Template::Array(items) => items.iter().any(of_template),
        Template::Path(path) => of_path(path),
        Template::Call(call) => call.arguments.iter().any(of_template),
    }
}

fn of_condition(condition: &Condition) -> bool {
    match condition {
        Condition::And(all) | Condition::Or(all) => all.iter().any(of_condition),
        Condition::Not(inner) => of_condition(inner),
        Condition::Is(path, ..) | Condition::StringMatches(path, _) => of_path(path),
        Condition::Compare(path, _, _, operand) => {
            of_path(path) || matches!(operand, Operand::At(path) if of_path(path))
        }
    }
}

fn of_path(path: &Path) -> bool {
    path.root == Root::Context
        || path
            .steps
            .iter()
            .any(|step| matches!(step, Step::Filter(filter) if of_filter(filter)))
}

fn of_filter(filter: &Filter) -> bool {
    let of_value = |value: &FilterValue| matches!(value, FilterValue::Path(path) if of_path(path));
    match filter {
        Filter::And(all) | Filter::Or(all) => all.iter().any(of_filter),
        Filter::Not(inner) => of_filter(inner),
        Filter::Exists(path) => of_path(path),
        Filter::Compare(left, _, right) => of_value(left) || of_value(right),
    }
}
