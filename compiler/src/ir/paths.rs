//! All paths of a state, wherever they stand in it.

use super::{
    ArgumentValue, Call, Condition, Count, Filter, FilterValue, Kind, Operand, Operator, Path,
    Percentage, Program, Query, Root, Select, State, Step, Template, TemplateNode, Text, Wait,
};

impl Program {
    /// Whether anything reads the context object; most definitions do not, and nothing has to be kept for them.
    pub fn reads_context(&self) -> bool {
        let mut states = self.states.iter();
        states.any(|state| state.paths().iter().any(|path| path.root == Root::Context))
    }
}

impl State {
    /// The paths it reads by, in no particular order; `ResultPath`s, which write, are not among them.
    pub fn paths(&self) -> Vec<&Path> {
        let mut paths = Vec::new();
        of_state(self, &mut paths);
        paths
    }
}

fn of_state<'a>(state: &'a State, out: &mut Vec<&'a Path>) {
    for select in [&state.input_path, &state.output_path]
        .into_iter()
        .flatten()
    {
        of_select(&select.value, out);
    }
    for template in [&state.parameters, &state.result_selector]
        .into_iter()
        .flatten()
    {
        of_template(template, out);
    }
    match &state.kind {
        Kind::Task(task) => {
            for count in [&task.timeout, &task.heartbeat].into_iter().flatten() {
                of_count(&count.value, out);
            }
            task.credentials
                .iter()
                .for_each(|template| of_template(template, out));
        }
        Kind::Choice(choice) => choice
            .rules
            .iter()
            .for_each(|rule| of_condition(&rule.condition, out)),
        Kind::Wait(Wait::Seconds(seconds)) => of_count(&seconds.value, out),
        Kind::Wait(Wait::TimestampPath(path)) => of_path(path, out),
        Kind::Fail(fail) => {
            for text in [&fail.error, &fail.cause].into_iter().flatten() {
                if let Text::Query(query) = text {
                    of_query(query, out);
                }
            }
        }
        Kind::Map(map) => {
            map.items_path
                .iter()
                .for_each(|select| of_select(&select.value, out));
            let distributed = &map.distributed;
            let templates = [
                &map.item_selector,
                &distributed.item_reader,
                &distributed.item_batcher,
                &distributed.result_writer,
            ];
            templates
                .into_iter()
                .flatten()
                .for_each(|template| of_template(template, out));
            for count in [&map.max_concurrency, &map.tolerated_failure_count]
                .into_iter()
                .flatten()
            {
                of_count(&count.value, out);
            }
            if let Some(Percentage::At(path)) = map
                .tolerated_failure_percentage
                .as_ref()
                .map(|it| &it.value)
            {
                of_path(path, out);
            }
        }
        Kind::Pass(_) | Kind::Succeed | Kind::Parallel(_) | Kind::Wait(Wait::Timestamp(_)) => {}
    }
}

fn of_select<'a>(select: &'a Select, out: &mut Vec<&'a Path>) {
    if let Select::At(path) = select {
        of_path(path, out);
    }
}

fn of_count<'a>(count: &'a Count, out: &mut Vec<&'a Path>) {
    if let Count::At(path) = count {
        of_path(path, out);
    }
}

fn of_template<'a>(template: &'a Template, out: &mut Vec<&'a Path>) {
    match &template.node {
        TemplateNode::Literal(_) => {}
        TemplateNode::Object(fields) => {
            for (_, field) in fields {
                of_template(field, out);
            }
        }
        TemplateNode::Array(items) => items.iter().for_each(|item| of_template(item, out)),
        TemplateNode::Query(query) => of_query(query, out),
    }
}

fn of_query<'a>(query: &'a Query, out: &mut Vec<&'a Path>) {
    match query {
        Query::Path(path) => of_path(path, out),
        Query::Call(call) => of_call(call, out),
    }
}

fn of_call<'a>(call: &'a Call, out: &mut Vec<&'a Path>) {
    for argument in &call.arguments {
        match &argument.value {
            ArgumentValue::Literal(_) => {}
            ArgumentValue::Path(path) => of_path(path, out),
            ArgumentValue::Call(call) => of_call(call, out),
        }
    }
}

fn of_condition<'a>(condition: &'a Condition, out: &mut Vec<&'a Path>) {
    match condition {
        Condition::And(all) | Condition::Or(all) => {
            for one in all {
                of_condition(one, out);
            }
        }
        Condition::Not(one) => of_condition(one, out),
        Condition::Test(test) => {
            of_path(&test.variable, out);
            if let Operator::Compare(_, _, Operand::At(path)) = &test.operator {
                of_path(path, out);
            }
        }
    }
}

/// A path, and those in its filters.
fn of_path<'a>(path: &'a Path, out: &mut Vec<&'a Path>) {
    out.push(path);
    for step in &path.steps {
        if let Step::Filter(filter) = step {
            of_filter(filter, out);
        }
    }
}

fn of_filter<'a>(filter: &'a Filter, out: &mut Vec<&'a Path>) {
    match filter {
        Filter::And(all) | Filter::Or(all) => all.iter().for_each(|one| of_filter(one, out)),
        Filter::Not(one) => of_filter(one, out),
        Filter::Exists(path) => of_path(path, out),
        Filter::Compare(left, _, right) => {
            for value in [left, right] {
                if let FilterValue::Path(path) = value {
                    of_path(path, out);
                }
            }
        }
    }
}
