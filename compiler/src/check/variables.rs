//! Variables that nothing assigns.

use crate::errors::{Code, Diagnostic, Errors};
use crate::ir::{
    ArgumentValue, Call, Condition, Count, Kind, Operand, Operator, Path, Percentage, Program,
    Query, Root, Select, State, Template, TemplateNode, Text, Wait,
};

/// `"$orderId"` for `"$.orderId"`: without any `Assign` there are no variables.
pub(super) fn check_variables(program: &Program, errors: &mut Errors) {
    for state in &program.states {
        let mut paths = Vec::new();
        of_state(state, &mut paths);
        for path in paths {
            let Root::Variable(name) = &path.root else {
                continue;
            };
            errors.push(
                Diagnostic::new(
                    Code::MalformedPath,
                    path.site.clone(),
                    format!(
                        "`{}` reads the variable `{name}`, which nothing assigns",
                        path.text
                    ),
                )
                .label("no such variable")
                .help(format!("the field `{name}` of the document is `$.{name}`"))
                .state(&state.name.value),
            );
        }
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
        Kind::Wait(Wait::TimestampPath(path)) => out.push(path),
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
                out.push(path);
            }
        }
        Kind::Pass(_) | Kind::Succeed | Kind::Parallel(_) | Kind::Wait(Wait::Timestamp(_)) => {}
    }
}

fn of_select<'a>(select: &'a Select, out: &mut Vec<&'a Path>) {
    if let Select::At(path) = select {
        out.push(path);
    }
}

fn of_count<'a>(count: &'a Count, out: &mut Vec<&'a Path>) {
    if let Count::At(path) = count {
        out.push(path);
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
        Query::Path(path) => out.push(path),
        Query::Call(call) => of_call(call, out),
    }
}

fn of_call<'a>(call: &'a Call, out: &mut Vec<&'a Path>) {
    for argument in &call.arguments {
        match &argument.value {
            ArgumentValue::Literal(_) => {}
            ArgumentValue::Path(path) => out.push(path),
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
            out.push(&test.variable);
            if let Operator::Compare(_, _, Operand::At(path)) = &test.operator {
                out.push(path);
            }
        }
    }
}
