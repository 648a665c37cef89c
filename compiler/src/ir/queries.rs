//! All queries of a state, wherever they stand in it: the paths and the expressions it reads by.

use super::{
    ArgumentValue, Call, Condition, Count, Expression, ExpressionRoot, Filter, FilterValue, Form,
    Kind, Operand, Operator, Path, Percentage, Program, Query, Root, Select, State, Step, Template,
    TemplateNode, Text, Wait,
};

impl Program {
    /// Whether anything reads the context object; most definitions do not, and nothing has to be kept for them.
    pub fn reads_context(&self) -> bool {
        self.states.iter().any(State::reads_context)
    }

    /// Whether an expression of this program needs the JSONata engine.
    pub fn needs_jsonata(&self) -> bool {
        let is_query = |it: &&Expression| matches!(it.form, Form::Query);
        let mut states = self.states.iter();
        states.any(|state| state.queries().expressions.iter().any(is_query))
    }
}

impl State {
    /// Whether it reads the context object.
    pub fn reads_context(&self) -> bool {
        let queries = self.queries();
        let mut reads = queries.expressions.iter().flat_map(|it| &it.reads);
        queries.paths.iter().any(|path| path.root == Root::Context)
            || reads.any(|read| read.value == ExpressionRoot::Context)
    }
}

/// What a state reads by, in no particular order; `ResultPath`s, which write, are not among them.
#[derive(Debug, Default)]
pub struct Queries<'a> {
    /// Its paths, those in filters and calls too.
    pub paths: Vec<&'a Path>,
    /// Its expressions.
    pub expressions: Vec<&'a Expression>,
}

impl State {
    /// All queries of this state (not of those inside of it).
    pub fn queries(&self) -> Queries<'_> {
        let mut queries = Queries::default();
        queries.state(self);
        queries
    }
}

impl<'a> Queries<'a> {
    fn state(&mut self, state: &'a State) {
        for select in [&state.input_path, &state.output_path]
            .into_iter()
            .flatten()
        {
            self.select(&select.value);
        }
        self.templates([&state.parameters, &state.result_selector, &state.output]);
        self.assign(&state.assign);
        for catcher in &state.catch {
            self.templates([&catcher.output]);
            self.assign(&catcher.assign);
        }
        match &state.kind {
            Kind::Task(task) => {
                self.counts([&task.timeout, &task.heartbeat]);
                self.templates([&task.credentials]);
            }
            Kind::Choice(choice) => {
                for rule in &choice.rules {
                    self.condition(&rule.condition);
                    self.templates([&rule.output]);
                    self.assign(&rule.assign);
                }
            }
            Kind::Wait(Wait::Seconds(seconds)) => self.count(&seconds.value),
            Kind::Wait(Wait::TimestampPath(path)) => self.path(path),
            Kind::Wait(Wait::TimestampExpression(expression)) => self.expression(expression),
            Kind::Fail(fail) => {
                for text in [&fail.error, &fail.cause].into_iter().flatten() {
                    if let Text::Query(query) = text {
                        self.query(query);
                    }
                }
            }
            Kind::Map(map) => self.map(map),
            Kind::Pass(_) | Kind::Succeed | Kind::Parallel(_) | Kind::Wait(Wait::Timestamp(_)) => {}
        }
    }

    fn map(&mut self, map: &'a super::Map) {
        if let Some(select) = &map.items_path {
            self.select(&select.value);
        }
        self.templates([&map.items, &map.item_selector]);
        self.counts([&map.max_concurrency, &map.tolerated_failure_count]);
        match map
            .tolerated_failure_percentage
            .as_ref()
            .map(|it| &it.value)
        {
            Some(Percentage::At(path)) => self.path(path),
            Some(Percentage::Expression(expression)) => self.expression(expression),
            Some(Percentage::Literal(_)) | None => {}
        }
        let distributed = &map.distributed;
        if let Some(reader) = &distributed.item_reader {
            self.templates([&reader.parameters]);
            self.counts([&reader.max_items]);
        }
        if let Some(batcher) = &distributed.item_batcher {
            self.templates([&batcher.batch_input]);
            self.counts([&batcher.max_items, &batcher.max_bytes]);
        }
        if let Some(writer) = &distributed.result_writer {
            self.templates([&writer.parameters]);
        }
    }

    fn templates<const N: usize>(&mut self, templates: [&'a Option<Template>; N]) {
        for template in templates.into_iter().flatten() {
            self.template(template);
        }
    }

    fn counts<const N: usize>(&mut self, counts: [&'a Option<super::Spanned<Count>>; N]) {
        for count in counts.into_iter().flatten() {
            self.count(&count.value);
        }
    }

    fn assign(&mut self, assign: &'a super::Assign) {
        for (_, template) in assign {
            self.template(template);
        }
    }

    fn select(&mut self, select: &'a Select) {
        if let Select::At(path) = select {
            self.path(path);
        }
    }

    fn count(&mut self, count: &'a Count) {
        match count {
            Count::Literal(_) => {}
            Count::At(path) => self.path(path),
            Count::Expression(expression) => self.expression(expression),
        }
    }

    fn template(&mut self, template: &'a Template) {
        match &template.node {
            TemplateNode::Literal(_) => {}
            TemplateNode::Object(fields) => {
                for (_, field) in fields {
                    self.template(field);
                }
            }
            TemplateNode::Array(items) => items.iter().for_each(|item| self.template(item)),
            TemplateNode::Query(query) => self.query(query),
        }
    }

    fn query(&mut self, query: &'a Query) {
        match query {
            Query::Path(path) => self.path(path),
            Query::Call(call) => self.call(call),
            Query::Expression(expression) => self.expression(expression),
        }
    }

    fn expression(&mut self, expression: &'a Expression) {
        self.expressions.push(expression);
    }

    fn call(&mut self, call: &'a Call) {
        for argument in &call.arguments {
            match &argument.value {
                ArgumentValue::Literal(_) => {}
                ArgumentValue::Path(path) => self.path(path),
                ArgumentValue::Call(call) => self.call(call),
            }
        }
    }

    fn condition(&mut self, condition: &'a Condition) {
        match condition {
            Condition::And(all) | Condition::Or(all) => {
                for one in all {
                    self.condition(one);
                }
            }
            Condition::Not(one) => self.condition(one),
            Condition::Test(test) => {
                self.path(&test.variable);
                if let Operator::Compare(_, _, Operand::At(path)) = &test.operator {
                    self.path(path);
                }
            }
            Condition::Constant(_) => {}
            Condition::Expression(expression) => self.expression(expression),
        }
    }

    /// A path, and those in its filters.
    fn path(&mut self, path: &'a Path) {
        self.paths.push(path);
        for step in &path.steps {
            if let Step::Filter(filter) = step {
                self.filter(filter);
            }
        }
    }

    fn filter(&mut self, filter: &'a Filter) {
        match filter {
            Filter::And(all) | Filter::Or(all) => all.iter().for_each(|one| self.filter(one)),
            Filter::Not(one) => self.filter(one),
            Filter::Exists(path) => self.path(path),
            Filter::Compare(left, _, right) => {
                for value in [left, right] {
                    if let FilterValue::Path(path) = value {
                        self.path(path);
                    }
                }
            }
        }
    }
}
