//! Makes programs of definitions as these tests write them: a small part of what the compiler does, leaked. What it
//! does not know (variables, `JSONata`, functions, queries) is an error.
#![allow(dead_code, reason = "each test takes what it needs")]
use serde_json::{Map as Fields, Value as Json};
use stepwright::program::{
    Catcher, Choice, Condition, Count, Fail, Family, Integration, Kind, Literal, Map, MapMode,
    Operand, Path, Pattern, Percentage, Program, Property, Region, RegionId, Relation, ResultPath,
    Retrier, Root, Rule, Select, State, StateId, Step, Task, Template, Wait,
};

type Result<T> = std::result::Result<T, String>;

/// The program of a definition.
pub(crate) fn program(definition: &Json) -> &'static Program {
    read(definition).unwrap_or_else(|problem| panic!("{problem} in {definition}"))
}

/// The program of a definition, or what in it is not known here.
pub(crate) fn read(definition: &Json) -> Result<&'static Program> {
    if definition.to_string().contains("JSONata") {
        return Err("JSONata".to_owned());
    }
    let mut reader = Reader::default();
    reader.region(definition, None)?;
    let states = reader.states.into_iter().flatten().collect();
    Ok(leak(Program {
        name: "workflow",
        comment: "",
        file: "",
        definition: "",
        timeout_seconds: definition.get("TimeoutSeconds").and_then(Json::as_u64),
        regions: leaked(reader.regions.into_iter().flatten().collect()),
        states: leaked(states),
    }))
}

#[derive(Default)]
struct Reader {
    regions: Vec<Option<Region>>,
    states: Vec<Option<State>>,
    handlers: u32,
}

impl Reader {
    fn region(&mut self, definition: &Json, owner: Option<StateId>) -> Result<RegionId> {
        let id = number(self.regions.len());
        self.regions.push(None);
        let states = object(definition, "States")?;
        let first = self.states.len();
        self.states.resize(first + states.len(), None);
        let find = |name: &Json| {
            let at = states
                .keys()
                .position(|key| Some(key.as_str()) == name.as_str());
            at.map(|at| number(first + at))
                .ok_or_else(|| format!("unknown state {name}"))
        };
        for (at, (name, state)) in states.iter().enumerate() {
            let state = self.state(name, state, number(first + at), &find)?;
            self.states[first + at] = Some(state);
        }
        self.regions[id as usize] = Some(Region {
            start: find(&definition["StartAt"])?,
            owner,
        });
        Ok(id)
    }

    fn state(
        &mut self,
        name: &str,
        state: &Json,
        id: StateId,
        find: &dyn Fn(&Json) -> Result<StateId>,
    ) -> Result<State> {
        if state.get("Assign").is_some() {
            return Err("Assign".to_owned());
        }
        let kind = match state["Type"].as_str().unwrap_or_default() {
            "Pass" => Kind::Pass(state.get("Result").map(literal)),
            "Succeed" => Kind::Succeed,
            "Fail" => Kind::Fail(Fail {
                error: self.text(state, "Error")?,
                cause: self.text(state, "Cause")?,
            }),
            "Wait" => Kind::Wait(wait(state)?),
            "Choice" => {
                let rules = list(state, "Choices");
                let rules = rules.iter().map(|rule| {
                    let next = find(&rule["Next"])?;
                    Ok(Rule {
                        condition: condition(rule)?,
                        next,
                    })
                });
                Kind::Choice(Choice {
                    rules: leaked(rules.collect::<Result<_>>()?),
                    default: state.get("Default").map(find).transpose()?,
                })
            }
            "Task" => Kind::Task(self.task(state)?),
            "Parallel" => {
                let branches = list(state, "Branches");
                let regions = branches.iter().map(|branch| self.region(branch, Some(id)));
                Kind::Parallel(leaked(regions.collect::<Result<_>>()?))
            }
            "Map" => Kind::Map(self.map(state, id)?),
            other => return Err(format!("type {other}")),
        };
        let is_map = matches!(kind, Kind::Map(_));
        Ok(State {
            name: leak_str(name),
            line: 1,
            kind,
            input_path: select(state, "InputPath")?,
            parameters: if is_map {
                None
            } else {
                template_of(state, "Parameters")?
            },
            result_selector: template_of(state, "ResultSelector")?,
            result_path: result_path(state)?,
            output_path: select(state, "OutputPath")?,
            next: state.get("Next").map(find).transpose()?,
            retry: leaked(list(state, "Retry").iter().map(retrier).collect()),
            catch: leaked(
                list(state, "Catch")
                    .iter()
                    .map(|catcher| {
                        Ok(Catcher {
                            errors: strings(catcher, "ErrorEquals"),
                            next: find(&catcher["Next"])?,
                            result_path: result_path(catcher)?,
                        })
                    })
                    .collect::<Result<_>>()?,
            ),
        })
    }

    fn task(&mut self, state: &Json) -> Result<Task> {
        let resource = leak_str(state["Resource"].as_str().unwrap_or_default());
        let handler = self.handlers;
        self.handlers += 1;
        Ok(Task {
            handler,
            resource,
            integration: integration(resource),
            timeout: count(state, "TimeoutSeconds")?,
            heartbeat: count(state, "HeartbeatSeconds")?,
            ..Task::NEW
        })
    }

    fn map(&mut self, state: &Json, id: StateId) -> Result<Map> {
        let processor = state
            .get("ItemProcessor")
            .or(state.get("Iterator"))
            .ok_or("ItemProcessor")?;
        let config = &processor["ProcessorConfig"];
        let percentage = match state.get("ToleratedFailurePercentagePath") {
            Some(text) => Some(Percentage::At(path(text)?)),
            None => state["ToleratedFailurePercentage"]
                .as_f64()
                .map(Percentage::Literal),
        };
        let selector = template_of(state, "ItemSelector")?;
        Ok(Map {
            processor: self.region(processor, Some(id))?,
            mode: match config["Mode"].as_str() {
                Some("DISTRIBUTED") => MapMode::Distributed {
                    express: config["ExecutionType"] == "EXPRESS",
                },
                _ => MapMode::Inline,
            },
            items_path: select(state, "ItemsPath")?,
            item_selector: selector.or(template_of(state, "Parameters")?),
            max_concurrency: count(state, "MaxConcurrency")?,
            tolerated_failure_count: count(state, "ToleratedFailureCount")?,
            tolerated_failure_percentage: percentage,
            label: state["Label"].as_str().map(leak_str),
            item_reader: template_of(state, "ItemReader")?,
            item_batcher: template_of(state, "ItemBatcher")?,
            result_writer: template_of(state, "ResultWriter")?,
        })
    }

    #[allow(clippy::unused_self, reason = "reads like its siblings")]
    fn text(&self, state: &Json, field: &str) -> Result<Option<Template>> {
        if let Some(text) = state.get(format!("{field}Path")) {
            return Ok(Some(Template::Path(path(text)?)));
        }
        Ok(state
            .get(field)
            .map(|text| Template::Literal(literal(text))))
    }
}

fn integration(resource: &'static str) -> Integration {
    if resource.contains(":lambda:") && resource.contains(":function:") {
        return Integration::Function;
    }
    if resource.contains(":activity:") {
        return Integration::Activity;
    }
    let Some((service, action)) = resource.strip_prefix("arn:aws:states:::").and_then(|name| {
        let name_end = name
            .strip_prefix("aws-sdk:")
            .map_or(0, |_| "aws-sdk:".len());
        let colon = name_end + name[name_end..].find(':')?;
        Some((&name[..colon], &name[colon + 1..]))
    }) else {
        return Integration::Other;
    };
    let pattern = match action.split_once('.') {
        Some((_, "waitForTaskToken")) => Pattern::WaitForTaskToken,
        Some(_) => Pattern::Sync,
        None => Pattern::RequestResponse,
    };
    Integration::Service {
        service,
        action,
        pattern,
    }
}

fn wait(state: &Json) -> Result<Wait> {
    if let Some(seconds) = count(state, "Seconds")? {
        return Ok(Wait::Seconds(seconds));
    }
    match (state.get("Timestamp"), state.get("TimestampPath")) {
        (Some(time), _) => Ok(Wait::Timestamp(leak_str(time.as_str().unwrap_or_default()))),
        (_, Some(text)) => Ok(Wait::TimestampPath(path(text)?)),
        _ => Err("a Wait without a time".to_owned()),
    }
}

fn retrier(retrier: &Json) -> Retrier {
    let number = |field: &str, default| retrier[field].as_u64().unwrap_or(default);
    Retrier {
        errors: strings(retrier, "ErrorEquals"),
        interval_seconds: number("IntervalSeconds", 1),
        max_attempts: number("MaxAttempts", 3),
        backoff_rate: retrier["BackoffRate"].as_f64().unwrap_or(2.0),
        max_delay_seconds: retrier["MaxDelaySeconds"].as_u64(),
        full_jitter: retrier["JitterStrategy"] == "FULL",
    }
}

fn condition(rule: &Json) -> Result<Condition> {
    let all = |field: &str| {
        let conditions = list(rule, field).iter().map(condition);
        Ok::<_, String>(leaked(conditions.collect::<Result<_>>()?))
    };
    if rule.get("And").is_some() {
        return Ok(Condition::And(all("And")?));
    }
    if rule.get("Or").is_some() {
        return Ok(Condition::Or(all("Or")?));
    }
    if let Some(inner) = rule.get("Not") {
        return Ok(Condition::Not(leak(condition(inner)?)));
    }
    let variable = path(&rule["Variable"])?;
    let is = |field, property| {
        rule.get(field)
            .map(|wanted| Condition::Is(variable, property, wanted == true))
    };
    if let Some(condition) = is("IsPresent", Property::Present)
        .or(is("IsNull", Property::Null))
        .or(is("IsNumeric", Property::Numeric))
        .or(is("IsString", Property::String))
        .or(is("IsBoolean", Property::Boolean))
    {
        return Ok(condition);
    }
    for (name, family) in [
        ("String", Family::String),
        ("Numeric", Family::Numeric),
        ("Boolean", Family::Boolean),
        ("Timestamp", Family::Timestamp),
    ] {
        for (operator, relation) in [
            ("Equals", Relation::Equals),
            ("LessThan", Relation::LessThan),
            ("LessThanEquals", Relation::LessThanEquals),
            ("GreaterThan", Relation::GreaterThan),
            ("GreaterThanEquals", Relation::GreaterThanEquals),
        ] {
            if let Some(operand) = rule.get(format!("{name}{operator}")) {
                let operand = Operand::Literal(literal(operand));
                return Ok(Condition::Compare(variable, family, relation, operand));
            }
        }
    }
    Err(format!("rule {rule}"))
}

fn count(state: &Json, field: &str) -> Result<Option<Count>> {
    match state.get(format!("{field}Path")) {
        Some(text) => Ok(Some(Count::At(path(text)?))),
        None => Ok(state.get(field).and_then(Json::as_u64).map(Count::Literal)),
    }
}

fn select(state: &Json, field: &str) -> Result<Select> {
    match state.get(field) {
        None => Ok(Select::Whole),
        Some(Json::Null) => Ok(Select::Nothing),
        Some(text) if text == "$" => Ok(Select::Whole),
        Some(text) => Ok(Select::At(path(text)?)),
    }
}

fn result_path(state: &Json) -> Result<ResultPath> {
    match state.get("ResultPath") {
        None => Ok(ResultPath::Whole),
        Some(Json::Null) => Ok(ResultPath::Discard),
        Some(text) if text == "$" => Ok(ResultPath::Whole),
        Some(text) => Ok(ResultPath::At(path(text)?)),
    }
}

fn template_of(state: &Json, field: &str) -> Result<Option<Template>> {
    state.get(field).map(template).transpose()
}

fn template(json: &Json) -> Result<Template> {
    match json {
        Json::Object(fields) => {
            let fields = fields
                .iter()
                .map(|(key, value)| match key.strip_suffix(".$") {
                    Some(key) => Ok((leak_str(key), Template::Path(path(value)?))),
                    None => Ok((leak_str(key), template(value)?)),
                });
            Ok(Template::Object(leaked(fields.collect::<Result<_>>()?)))
        }
        Json::Array(items) => {
            let items = items.iter().map(template);
            Ok(Template::Array(leaked(items.collect::<Result<_>>()?)))
        }
        scalar => Ok(Template::Literal(literal(scalar))),
    }
}

fn path(json: &Json) -> Result<Path> {
    let unknown = || format!("path {json}");
    let text = json.as_str().ok_or_else(unknown)?;
    let (root, mut rest) = match text.strip_prefix("$$") {
        Some(rest) => (Root::Context, rest),
        None => (Root::Document, text.strip_prefix('$').ok_or_else(unknown)?),
    };
    let mut steps = Vec::new();
    while !rest.is_empty() {
        if let Some(index) = rest.strip_prefix('[') {
            let (index, after) = index.split_once(']').ok_or_else(unknown)?;
            steps.push(Step::Index(index.parse().map_err(|_| unknown())?));
            rest = after;
            continue;
        }
        let name = rest.strip_prefix('.').ok_or_else(unknown)?;
        let end = name.find(['.', '[']).unwrap_or(name.len());
        let plain = |letter: char| letter.is_alphanumeric() || "_-".contains(letter);
        if end == 0 || !name[..end].chars().all(plain) {
            return Err(unknown());
        }
        steps.push(Step::Field(leak_str(&name[..end])));
        rest = &name[end..];
    }
    Ok(Path {
        text: leak_str(text),
        root,
        steps: leaked(steps),
    })
}

fn literal(json: &Json) -> Literal {
    match json {
        Json::Null => Literal::Null,
        Json::Bool(flag) => Literal::Bool(*flag),
        Json::Number(number) => match number.as_i64() {
            Some(number) => Literal::Int(number),
            None => Literal::Float(number.as_f64().unwrap_or(f64::NAN)),
        },
        Json::String(text) => Literal::String(leak_str(text)),
        Json::Array(items) => Literal::Array(leaked(items.iter().map(literal).collect())),
        Json::Object(fields) => {
            let fields = fields
                .iter()
                .map(|(key, value)| (leak_str(key), literal(value)));
            Literal::Object(leaked(fields.collect()))
        }
    }
}

fn object<'j>(json: &'j Json, field: &str) -> Result<&'j Fields<String, Json>> {
    json[field].as_object().ok_or_else(|| format!("no {field}"))
}

fn list<'j>(json: &'j Json, field: &str) -> &'j [Json] {
    json[field].as_array().map_or(&[], Vec::as_slice)
}

fn strings(json: &Json, field: &str) -> &'static [&'static str] {
    let strings = list(json, field).iter().filter_map(Json::as_str);
    leaked(strings.map(leak_str).collect())
}

fn number(len: usize) -> u32 {
    u32::try_from(len).expect("tests are small")
}

fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn leaked<T>(values: Vec<T>) -> &'static [T] {
    values.leak()
}

fn leak_str(text: &str) -> &'static str {
    text.to_owned().leak()
}
