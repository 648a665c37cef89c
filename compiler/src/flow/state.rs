//! One state in one world: what it reads, what it hands to its branches, what it leaves.

mod choice;
mod failure;
mod map;

use std::rc::Rc;

use super::fact::{Fact, Field, Leaf, Source};
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
    Assign, Integration, Kind, Pattern, QueryLanguage, RegionId, ResultPath, Select, Spanned,
    State, StateId, Target, Task, Template, Transition, Wait,
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
