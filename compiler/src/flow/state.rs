//! One state in one world: what it reads, what it hands to its branches, what it leaves.

use std::rc::Rc;

use super::fact::{Fact, Field, Leaf, Object, Source};
use super::kinds::Kinds;
use super::obligation::{Goal, Wanted, Way, Words};
use super::read::Found;
use super::scope::{Record, Scope};
use super::tree::Tree;
use super::walk::Walk;
use super::world::World;
use crate::errors::Code;
use crate::ir::Json;
use crate::ir::{
    Assign, Catcher, Choice, Fail, Integration, Kind, Map, MapMode, Pattern, Query, QueryLanguage,
    RegionId, ResultPath, Select, Spanned, State, StateId, Target, Task, Template, Text,
    Transition, Wait,
};
use crate::problem::quoted;
use crate::timestamp;

/// Where a state's way goes on.
#[derive(Clone, Copy, Debug)]
pub(super) enum Exit {
    To(StateId),
    End,
}

/// A state in one of the worlds in which it is entered.
pub(super) struct Step<'a> {
    walk: &'a Walk<'a>,
    id: StateId,
    state: &'a State,
    world: &'a World,
}

impl<'a> Step<'a> {
    pub(super) fn of(walk: &'a Walk<'a>, id: StateId, state: &'a State, world: &'a World) -> Self {
        Step {
            walk,
            id,
            state,
            world,
        }
    }

    fn scope<'b>(&'b self, world: &'b World, document: &'b Fact) -> Scope<'b> {
        Scope {
            program: self.walk.program,
            id: self.id,
            state: self.state,
            world,
            entered: self.world,
            document,
            result: None,
            error: None,
            input: &self.walk.input,
            item: None,
            assigned: self.walk.assigned(self.state.region),
            is_sampled: self.walk.is_sampled,
        }
    }

    fn is_jsonata(&self) -> bool {
        self.state.language == QueryLanguage::Jsonata
    }

    /// `InputPath`.
    fn input(&self, record: &mut Record<'_>) -> Fact {
        let scope = self.scope(self.world, &self.world.document);
        select(
            &scope,
            self.state.input_path.as_ref(),
            &self.world.document,
            record,
        )
    }

    /// `Parameters`, or `Arguments`.
    fn parameters(&self, input: &Fact, record: &mut Record<'_>) -> Fact {
        let field = if self.is_jsonata() {
            "Arguments"
        } else {
            "Parameters"
        };
        match &self.state.parameters {
            None => input.clone(),
            Some(template) => self
                .scope(self.world, input)
                .template(template, field, record),
        }
    }

    /// The worlds in which the regions inside of this state are entered.
    pub(super) fn inner(&self, record: &mut Record<'_>) -> Vec<(RegionId, World)> {
        match &self.state.kind {
            Kind::Parallel(regions) => {
                let input = self.input(&mut None);
                let document = self.parameters(&input, &mut None);
                let world = World {
                    document,
                    trail: self.world.trail.then(self.id),
                    ..self.world.clone()
                };
                regions
                    .iter()
                    .map(|region| (*region, world.clone()))
                    .collect()
            }
            Kind::Map(map) => self.iterations(map, record),
            _ => Vec::new(),
        }
    }

    /// The world of a Map's iteration; none where there is no item.
    fn iterations(&self, map: &Map, record: &mut Record<'_>) -> Vec<(RegionId, World)> {
        let input = self.input(&mut None);
        let scope = self.scope(self.world, &input);
        let Some(item) = self.items(map, &scope, record) else {
            return Vec::new();
        };
        let selected = match &map.item_selector {
            None => item.clone(),
            Some(template) => {
                let scope = Scope {
                    item: Some(&item),
                    ..scope
                };
                scope.template(template, "ItemSelector", record)
            }
        };
        let is_child = map.mode != MapMode::Inline;
        let document = match &map.distributed.item_batcher {
            None => selected,
            Some(batcher) => {
                let mut fields = vec![(Rc::from("Items"), Fact::list(selected))];
                if let Some(template) = &batcher.batch_input {
                    let fact = scope.template(template, "BatchInput", record);
                    fields.push((Rc::from("BatchInput"), fact));
                }
                Fact::Object(Rc::new(Object::closed(
                    fields,
                    super::fact::Made::default(),
                )))
            }
        };
        let world = World {
            document,
            // A child execution sees nothing of what is around it.
            variables: if is_child {
                Rc::default()
            } else {
                self.world.variables.clone()
            },
            item: (!is_child).then_some(item),
            trail: self.world.trail.then(self.id),
            ..self.world.clone()
        };
        vec![(map.processor, world)]
    }

    /// What each item of a Map is.
    fn items(&self, map: &Map, scope: &Scope<'_>, record: &mut Record<'_>) -> Option<Fact> {
        if let Some(reader) = &map.distributed.item_reader {
            return Some(super::distributed::item(reader));
        }
        // A distributed Map goes over the fields of an object too.
        let kinds = if map.mode == MapMode::Inline {
            Kinds::LIST
        } else {
            Kinds::LIST | Kinds::OBJECT
        };
        let wanted = Wanted::any_of(if self.is_jsonata() {
            kinds
        } else {
            Kinds::LIST
        });
        let list = match (&map.items_path, &map.items) {
            (Some(path), _) => match &path.value {
                Select::At(at) => scope.read_as(at, "its items", wanted, record),
                Select::Nothing => return None,
            },
            (None, Some(template)) => {
                if let crate::ir::TemplateNode::Query(Query::Expression(expression)) =
                    &template.node
                {
                    scope.expression_as(expression, "its items", wanted, record)
                } else {
                    let made = scope.template(template, "Items", record);
                    let found = Found::there(made.clone());
                    scope.expect(&template.site, "Items", "its items", wanted, found, record);
                    made
                }
            }
            (None, None) => {
                let found = Found::there(scope.document.clone());
                let text = if self.is_jsonata() {
                    "$states.input"
                } else {
                    "$"
                };
                scope.expect(
                    &self.state.name.site,
                    text,
                    "its items",
                    wanted,
                    found,
                    record,
                );
                scope.document.clone()
            }
        };
        match &list {
            Fact::Object(_) => Some(Fact::any("it is a field of an object")),
            list => super::call::item_of(list),
        }
    }

    /// The ways on from this state, and what is known on each.
    pub(super) fn exits(&self, record: &mut Record<'_>) -> Vec<(Exit, World)> {
        match &self.state.kind {
            Kind::Pass(result) => self.pass(result.as_ref(), record),
            Kind::Task(task) => self.task(task, record),
            Kind::Choice(choice) => self.choice(choice, record),
            Kind::Wait(wait) => self.wait(wait, record),
            Kind::Succeed => self.succeed(record),
            Kind::Fail(fail) => {
                self.fail(fail, record);
                Vec::new()
            }
            Kind::Parallel(regions) => self.parallel(regions, record),
            Kind::Map(map) => self.map(map, record),
        }
    }

    fn next(&self) -> Option<Exit> {
        match &self.state.next {
            Some(Transition::Next(target)) => to(target),
            Some(Transition::End(_)) => Some(Exit::End),
            None => None,
        }
    }

    fn on(&self, world: World) -> Vec<(Exit, World)> {
        self.next().map(|exit| (exit, world)).into_iter().collect()
    }

    fn pass(&self, result: Option<&Spanned<Json>>, record: &mut Record<'_>) -> Vec<(Exit, World)> {
        let input = self.input(record);
        if self.is_jsonata() {
            return self.on(self.passed_on(
                &input,
                self.state.output.as_ref(),
                &self.state.assign,
                record,
            ));
        }
        let parameters = self.parameters(&input, record);
        let result = match result {
            Some(json) => {
                let made = self.scope(self.world, &input).made("Result", &json.site);
                Fact::value(&json.value, &made)
            }
            None => parameters,
        };
        let left = self.finish(self.world.clone(), result, record);
        self.on(left)
    }

    fn succeed(&self, record: &mut Record<'_>) -> Vec<(Exit, World)> {
        let input = self.input(record);
        let left = self.passed_on(&input, self.state.output.as_ref(), &Vec::new(), record);
        vec![(Exit::End, left)]
    }

    /// What a state leaves that only looks at its input.
    fn passed_on(
        &self,
        input: &Fact,
        output: Option<&Template>,
        assign: &Assign,
        record: &mut Record<'_>,
    ) -> World {
        self.left(self.world, input, output, assign, record)
    }

    fn left(
        &self,
        world: &World,
        input: &Fact,
        output: Option<&Template>,
        assign: &Assign,
        record: &mut Record<'_>,
    ) -> World {
        let scope = self.scope(world, input);
        let variables = assigned(&scope, assign, record);
        let document = match output {
            Some(template) => scope.template(template, "Output", record),
            None => select(&scope, self.state.output_path.as_ref(), input, record),
        };
        World {
            document,
            variables,
            ..world.clone()
        }
    }

    /// From the work's result to the state's output; `world` is the one after the work.
    fn finish(&self, world: World, result: Fact, record: &mut Record<'_>) -> World {
        let raw = &world.document;
        if self.is_jsonata() {
            let scope = Scope {
                result: Some(&result),
                ..self.scope(&world, raw)
            };
            let variables = assigned(&scope, &self.state.assign, record);
            let document = match &self.state.output {
                Some(template) => scope.template(template, "Output", record),
                None => result.clone(),
            };
            return World {
                document,
                variables,
                ..world
            };
        }
        let selected = match &self.state.result_selector {
            None => result,
            Some(template) => {
                self.scope(&world, &result)
                    .template(template, "ResultSelector", record)
            }
        };
        let variables = assigned(&self.scope(&world, &selected), &self.state.assign, record);
        let path = self.state.result_path.as_ref();
        let placed = self.placed(&world, raw, selected, path, record);
        let document = select(
            &self.scope(&world, &placed),
            self.state.output_path.as_ref(),
            &placed,
            record,
        );
        World {
            document,
            variables,
            ..world
        }
    }

    /// `ResultPath`.
    fn placed(
        &self,
        world: &World,
        raw: &Fact,
        result: Fact,
        path: Option<&Spanned<ResultPath>>,
        record: &mut Record<'_>,
    ) -> Fact {
        match path.map(|path| &path.value) {
            None => result,
            Some(ResultPath::Discard) => raw.clone(),
            Some(ResultPath::At(path)) if path.steps.is_empty() => result,
            Some(ResultPath::At(path)) => {
                if let Some(obligations) = record {
                    let (text, name) = (quoted(&path.text), &self.state.name.value);
                    let into = if matches!(path.steps.first(), Some(crate::ir::Step::Index(_))) {
                        Kinds::LIST
                    } else {
                        Kinds::OBJECT
                    };
                    obligations.add(
                        (self.id, Code::ResultPathConflict, &path.site),
                        Goal::Kind(Wanted::any_of(into)),
                        Some(Way::new(Found::there(raw.clone()), world)),
                        || Words {
                            what: format!("the input has room for {text}"),
                            never: format!("state `{name}` puts its result at {text} of an input that is not {into}"),
                            sometimes: format!("state `{name}` puts its result at {text} of an input that is not always {into}"),
                            label: "no room for it".to_owned(),
                            subject: "$".to_owned(),
                            ..Words::default()
                        },
                    );
                }
                super::place::set(raw, &path.steps, &result)
            }
        }
    }

    fn choice(&self, choice: &Choice, record: &mut Record<'_>) -> Vec<(Exit, World)> {
        let input = self.input(record);
        // What a rule finds out is of the input, which is what goes on.
        let mut open = vec![World {
            document: input,
            ..self.world.clone()
        }];
        let mut exits = Vec::new();
        let mut is_reached = true;
        for rule in &choice.rules {
            let mut failing = Vec::new();
            let mut matching = Vec::new();
            for world in &open {
                let split = self
                    .scope(world, &world.document)
                    .split(&rule.condition, record);
                matching.extend(split.yes.worlds);
                failing.extend(split.no.worlds);
            }
            self.can_match(rule, &matching, is_reached, record);
            // Of a rule that neither matches nor fails to, the evaluation fails.
            is_reached &= open.is_empty() || !(matching.is_empty() && failing.is_empty());
            for world in &matching {
                let left = self.left(
                    world,
                    &world.document,
                    rule.output.as_ref(),
                    &rule.assign,
                    record,
                );
                exits.extend(to(&rule.next).map(|exit| (exit, left)));
            }
            open = failing;
        }
        match &choice.default {
            Some(default) => {
                for world in &open {
                    let left = self.left(
                        world,
                        &world.document,
                        self.state.output.as_ref(),
                        &self.state.assign,
                        record,
                    );
                    exits.extend(to(default).map(|exit| (exit, left)));
                }
            }
            None => self.has_no_default(choice, &open, record),
        }
        exits
    }

    fn can_match(
        &self,
        rule: &crate::ir::Rule,
        matching: &[World],
        is_reached: bool,
        record: &mut Record<'_>,
    ) {
        let Some(obligations) = record else { return };
        let name = &self.state.name.value;
        let next = &rule.next.name.value;
        let mut ways: Vec<Option<Way>> = matching
            .iter()
            .map(|world| Some(Way::new(Found::default(), world)))
            .collect();
        if ways.is_empty() {
            ways.push(None);
        }
        for way in ways {
            obligations.add(
                (self.id, Code::ImpossibleRule, &rule.site),
                Goal::Possible,
                way,
                || Words {
                    what: format!("the rule that leads to `{next}` can match"),
                    never: format!("state `{name}` has a rule to `{next}` that can never match"),
                    label: "never matches".to_owned(),
                    notes: vec![(
                        "the rules before it and its own tests leave nothing that it could match"
                            .to_owned(),
                        None,
                    )],
                    ..Words::default()
                },
            );
        }
        let scope = self.scope(self.world, &self.world.document);
        let mut tested = Vec::new();
        scope.tested(&rule.condition, &mut tested);
        if scope.lacks(&rule.condition) {
            obligations.excuse((self.id, &rule.site), "what it tests is not there");
        } else if !is_reached {
            obligations.excuse(
                (self.id, &rule.site),
                "what a rule before it tests is not there",
            );
        } else if let Some(why) = scope.excuse(&tested) {
            obligations.excuse((self.id, &rule.site), why);
        }
    }

    fn has_no_default(&self, choice: &Choice, open: &[World], record: &mut Record<'_>) {
        let Some(obligations) = record else { return };
        let name = &self.state.name.value;
        let mut ways: Vec<Option<Way>> = open
            .iter()
            .map(|world| {
                let mut tested = Vec::new();
                let scope = self.scope(world, &world.document);
                for rule in &choice.rules {
                    scope.tested(&rule.condition, &mut tested);
                }
                let mut found = Found::there(Fact::tuple(tested.clone()));
                let is_known = tested.iter().all(|fact| matches!(fact, Fact::Value(_)));
                if !is_known {
                    found.open = Some(super::fact::Why::new("a value may match no rule"));
                }
                Some(Way::new(found, world))
            })
            .collect();
        if ways.is_empty() {
            ways.push(None);
        }
        for way in ways {
            obligations.add(
                (self.id, Code::UncoveredChoice, &self.state.name.site),
                Goal::Impossible,
                way,
                || Words {
                    what: "its rules leave nothing out".to_owned(),
                    never: format!(
                        "state `{name}` has no `Default`, and its rules leave something out"
                    ),
                    sometimes: format!(
                        "state `{name}` has no `Default`, and its rules leave something out"
                    ),
                    label: "no `Default`".to_owned(),
                    help: Some("a `Default` takes what no rule matches".to_owned()),
                    ..Words::default()
                },
            );
        }
    }

    fn wait(&self, wait: &Wait, record: &mut Record<'_>) -> Vec<(Exit, World)> {
        let input = self.input(record);
        let scope = self.scope(self.world, &input);
        let stamp = Wanted {
            kinds: Kinds::TIMESTAMP,
            some_of: Kinds::TEXT,
            judge: |json| match json {
                Json::String(text) if !timestamp::is_timestamp(text) => {
                    Some(format!("{} is no timestamp", quoted(text)))
                }
                _ => None,
            },
        };
        match wait {
            Wait::Seconds(seconds) => {
                scope.count(&seconds.value, "the seconds to wait", false, record);
            }
            Wait::TimestampPath(path) => {
                scope.read_as(path, "the time to wait for", stamp, record);
            }
            Wait::TimestampExpression(expression) => {
                scope.expression_as(expression, "the time to wait for", stamp, record);
            }
            Wait::Timestamp(_) => {}
        }
        self.on(self.passed_on(
            &input,
            self.state.output.as_ref(),
            &self.state.assign,
            record,
        ))
    }

    fn fail(&self, fail: &Fail, record: &mut Record<'_>) {
        let scope = self.scope(self.world, &self.world.document);
        let wanted = Wanted::any_of(Kinds::STRING);
        for (text, role) in [
            (&fail.error, "the error's name"),
            (&fail.cause, "the error's cause"),
        ] {
            match text {
                Some(Text::Query(Query::Path(path))) => {
                    scope.read_as(path, role, wanted, record);
                }
                Some(Text::Query(Query::Call(call))) => {
                    scope.call(call, record);
                }
                Some(Text::Query(Query::Expression(expression))) => {
                    scope.expression_as(expression, role, wanted, record);
                }
                Some(Text::Literal(_)) | None => {}
            }
        }
    }

    fn task(&self, task: &Task, record: &mut Record<'_>) -> Vec<(Exit, World)> {
        let input = self.input(record);
        let scope = self.scope(self.world, &input);
        for (count, role) in [
            (&task.timeout, "its timeout"),
            (&task.heartbeat, "its heartbeat"),
        ] {
            if let Some(count) = count {
                scope.count(&count.value, role, true, record);
            }
        }
        if let Some(credentials) = &task.credentials {
            scope.template(credentials, "Credentials", record);
        }
        let parameters = self.parameters(&input, record);
        let is_invocation = task.integration.is_invocation();
        let taken = if is_invocation {
            match super::read::field(&parameters, "Payload", 0) {
                Found {
                    value: Some(payload),
                    ..
                } => payload,
                _ => Fact::object([]),
            }
        } else {
            parameters
        };
        self.fits(taken, record);
        let mut world = self.world.clone();
        let source = Source::Output(self.id);
        if self.walk.is_repeated(self.id) {
            world.renew(source);
        }
        let given = Fact::Leaf(Leaf::new(source));
        let result = match &task.integration {
            Integration::Service {
                pattern: Pattern::WaitForTaskToken,
                ..
            } => Fact::any("it is what calls back with the task token"),
            _ if is_invocation => {
                let fields = vec![
                    ("ExecutedVersion", Fact::Of(Kinds::TEXT)),
                    ("Payload", given),
                    ("StatusCode", Fact::Of(Kinds::INTEGER)),
                ];
                let made = scope.made("lambda:invoke", &task.resource.site);
                let others = ["SdkHttpMetadata", "SdkResponseMetadata"];
                Fact::sometimes(fields, &others, "AWS adds it at times", made)
            }
            _ => given,
        };
        let mut exits = self.caught(record);
        let left = self.finish(world, result, record);
        exits.extend(self.on(left));
        exits
    }

    /// The handler has to be able to take what reaches it.
    fn fits(&self, taken: Fact, record: &mut Record<'_>) {
        let Some(obligations) = record else { return };
        let name = &self.state.name.value;
        let site = match &self.state.parameters {
            Some(template) => &template.site,
            None => &self.state.name.site,
        };
        obligations.add(
            (self.id, Code::HandlerInput, site),
            Goal::Input,
            Some(Way::new(Found::there(taken), self.world)),
            || Words {
                what: "its handler can take its input".to_owned(),
                never: format!("state `{name}` gives its handler what it cannot take"),
                sometimes: format!("state `{name}` gives its handler what it cannot always take"),
                label: "what the handler gets".to_owned(),
                subject: "$".to_owned(),
                ..Words::default()
            },
        );
    }

    fn parallel(&self, regions: &[RegionId], record: &mut Record<'_>) -> Vec<(Exit, World)> {
        let input = self.input(record);
        self.parameters(&input, record);
        let mut exits = self.caught(record);
        let given: Option<Vec<Fact>> = regions
            .iter()
            .map(|region| self.walk.given(*region))
            .collect();
        if let Some(given) = given {
            let left = self.finish(self.world.clone(), Fact::tuple(given), record);
            exits.extend(self.on(left));
        }
        exits
    }

    fn map(&self, map: &Map, record: &mut Record<'_>) -> Vec<(Exit, World)> {
        let input = self.input(record);
        let scope = self.scope(self.world, &input);
        for (count, role) in [
            (&map.max_concurrency, "its concurrency"),
            (&map.tolerated_failure_count, "its tolerated failures"),
        ] {
            if let Some(count) = count {
                scope.count(&count.value, role, true, record);
            }
        }
        scope.percentage(map, record);
        let distributed = &map.distributed;
        let reader = distributed.item_reader.as_ref();
        if let Some(template) = reader.and_then(|reader| reader.parameters.as_ref()) {
            scope.template(template, "ItemReader", record);
        }
        let writer = distributed.result_writer.as_ref();
        if let Some(template) = writer.and_then(|writer| writer.parameters.as_ref()) {
            scope.template(template, "ResultWriter", record);
        }
        let mut exits = self.caught(record);
        let given = self.walk.given(map.processor);
        let result = if let Some(writer) = &distributed.result_writer {
            let made = scope.made("ResultWriter", &self.state.name.site);
            Some(super::distributed::written(writer, given, made))
        } else if map.mode != MapMode::Inline && super::count::tolerates(map) {
            Some(Fact::list(given.unwrap_or_else(|| {
                Fact::any("it is what an iteration gives")
            })))
        } else {
            match given {
                Some(given) => Some(Fact::list(given)),
                // An empty list has an empty result, whatever the iterations do.
                None => self.walk.is_whole().then(|| Fact::tuple(Vec::new())),
            }
        };
        if let Some(result) = result {
            let left = self.finish(self.world.clone(), result, record);
            exits.extend(self.on(left));
        }
        exits
    }

    /// The ways that catchers take.
    fn caught(&self, record: &mut Record<'_>) -> Vec<(Exit, World)> {
        let mut exits = Vec::new();
        for catcher in &self.state.catch {
            let left = self.catch(catcher, record);
            exits.extend(to(&catcher.next).map(|exit| (exit, left)));
        }
        exits
    }

    fn catch(&self, catcher: &Catcher, record: &mut Record<'_>) -> World {
        let name = match catcher.errors.as_slice() {
            [one] if !one.value.starts_with("States.") => {
                Fact::Value(Json::String(one.value.clone()))
            }
            _ => text_of_failure(self.walk, self.id, self.state, |fail| fail.error.is_none()),
        };
        let cause = text_of_failure(self.walk, self.id, self.state, |fail| fail.cause.is_none());
        let raw = &self.world.document;
        let made = self.scope(self.world, raw).made("Catch", &catcher.site);
        let error = Fact::object_made([("Error", name), ("Cause", cause)], made);
        let scope = Scope {
            error: Some(&error),
            ..self.scope(self.world, raw)
        };
        if self.is_jsonata() {
            let variables = assigned(&scope, &catcher.assign, record);
            let document = match &catcher.output {
                Some(template) => scope.template(template, "Output", record),
                None => error.clone(),
            };
            return World {
                document,
                variables,
                ..self.world.clone()
            };
        }
        let variables = assigned(&scope.of(&error), &catcher.assign, record);
        let path = catcher.result_path.as_ref();
        let document = self.placed(self.world, raw, error.clone(), path, record);
        World {
            document,
            variables,
            ..self.world.clone()
        }
    }
}

/// A string; null too where a Fail state in it has none; whatever the one says who holds a task's token.
fn text_of_failure(walk: &Walk<'_>, id: StateId, state: &State, lacks: fn(&Fail) -> bool) -> Fact {
    let has_token = |inner: &State| {
        matches!(&inner.kind, Kind::Task(task) if matches!(
            task.integration,
            Integration::Activity
                | Integration::Service {
                    pattern: Pattern::WaitForTaskToken,
                    ..
                }
        ))
    };
    let is_bare = |inner: &State| matches!(&inner.kind, Kind::Fail(fail) if lacks(fail));
    // Only these have others inside.
    let has_inside = matches!(state.kind, Kind::Parallel(_) | Kind::Map(_));
    let inside = || {
        let states = walk.program.states().filter(|_| has_inside);
        states.filter(|(inner, _)| walk.is_within(*inner, id))
    };
    if has_token(state) || inside().any(|(_, inner)| has_token(inner)) {
        return Fact::any("whoever holds the task token need not say it");
    }
    Fact::Of(if inside().any(|(_, inner)| is_bare(inner)) {
        Kinds::STRING | Kinds::NULL
    } else {
        Kinds::STRING
    })
}

fn to(target: &Target) -> Option<Exit> {
    target.state.map(Exit::To)
}

/// `InputPath`, `OutputPath`.
fn select(
    scope: &Scope<'_>,
    select: Option<&Spanned<Select>>,
    document: &Fact,
    record: &mut Record<'_>,
) -> Fact {
    match select.map(|select| &select.value) {
        None => document.clone(),
        Some(Select::Nothing) => Fact::object([]),
        Some(Select::At(path)) => scope.read(path, record),
    }
}

/// The variables after an `Assign`.
fn assigned(
    scope: &Scope<'_>,
    assign: &Assign,
    record: &mut Record<'_>,
) -> Rc<Tree<String, Field>> {
    let mut variables = scope.world.variables.clone();
    for (name, template) in assign {
        let fact = scope.template(template, "Assign", record);
        Rc::make_mut(&mut variables).insert(name.value.clone(), Field::there(fact));
    }
    variables
}
