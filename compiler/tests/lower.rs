//! What comes out of a right definition: the program, read back field by field.

use stepwright_compiler::ir::{
    Condition, Count, Family, InputType, Integration, Json, Kind, MapMode, Operand, Operator,
    Percentage, Program, Property, Query, RegionId, Relation, ResultPath, Select, State, StateId,
    TemplateNode, Text, Transition, Wait,
};
use stepwright_compiler::{Options, analyse, examine, substitute};

fn program(text: &str) -> Program {
    match analyse("definition.asl.json", text, &Options::default()) {
        Ok(program) => program,
        Err(errors) => panic!(
            "{}",
            errors
                .into_iter()
                .map(|error| error.message)
                .collect::<Vec<_>>()
                .join("\n")
        ),
    }
}

/// A machine of one state.
fn state(fields: &str) -> State {
    let text = format!(r#"{{ "StartAt": "A", "States": {{ "A": {{ {fields} }} }} }}"#);
    program(&text).states.into_iter().next().expect("a state")
}

const ONE: &str = r#"{ "StartAt": "X", "States": { "X": { "Type": "Succeed" } } }"#;

#[test]
fn states_follow_their_owner_and_know_their_region() {
    let program = program(
        r#"{
          "Comment": "all of it", "TimeoutSeconds": 60, "Version": "1.0", "QueryLanguage": "JSONPath",
          "StartAt": "P",
          "States": {
            "P": { "Type": "Parallel", "Next": "M", "Branches": [
              { "StartAt": "P1", "Comment": "first", "States": { "P1": { "Type": "Succeed" } } },
              { "StartAt": "P2", "States": { "P2": { "Type": "Succeed" } } }
            ] },
            "M": { "Type": "Map", "Next": "Z", "Iterator": { "StartAt": "M1", "States": { "M1": { "Type": "Succeed" } } } },
            "Z": { "Type": "Succeed" }
          }
        }"#,
    );
    let names: Vec<&str> = program
        .states
        .iter()
        .map(|state| state.name.value.as_str())
        .collect();
    assert_eq!(names, ["P", "P1", "P2", "M", "M1", "Z"]);
    let regions: Vec<u32> = program.states.iter().map(|state| state.region.0).collect();
    assert_eq!(regions, [0, 1, 2, 0, 3, 0]);
    let owners: Vec<_> = program.regions.iter().map(|region| region.owner).collect();
    assert_eq!(
        owners,
        [None, Some(StateId(0)), Some(StateId(0)), Some(StateId(3))]
    );
    let starts: Vec<_> = program.regions.iter().map(|region| region.start).collect();
    assert_eq!(
        starts,
        [
            Some(StateId(0)),
            Some(StateId(1)),
            Some(StateId(2)),
            Some(StateId(4))
        ]
    );
    assert_eq!(
        program.regions[0].states,
        [StateId(0), StateId(3), StateId(5)]
    );
    assert!(
        matches!(&program.states[0].kind, Kind::Parallel(branches) if *branches == [RegionId(1), RegionId(2)])
    );
    assert!(
        matches!(&program.states[0].next, Some(Transition::Next(target)) if target.state == Some(StateId(3)))
    );
    assert_eq!(program.comment.expect("a comment").value, "all of it");
    assert_eq!(
        program.regions[1]
            .comment
            .as_ref()
            .expect("a comment")
            .value,
        "first"
    );
    assert_eq!(program.timeout_seconds.expect("a timeout").value, 60);
}

#[test]
fn a_task_has_its_fields() {
    let state = state(
        r#""Type": "Task", "Resource": "${Charge}", "Comment": "charges", "End": true,
           "InputPath": "$.order", "OutputPath": null, "ResultPath": null,
           "Parameters": { "id.$": "$.id", "fixed": [1, { "b.$": "$.b" }], "plain": { "n": 1.50 } },
           "ResultSelector": { "all.$": "$" },
           "TimeoutSeconds": 60, "HeartbeatSecondsPath": "$.beat",
           "Credentials": { "RoleArn.$": "$.role" },
           "Retry": [
             { "ErrorEquals": ["A", "B"], "Comment": ["any", "kind"] },
             { "ErrorEquals": ["States.ALL"], "IntervalSeconds": 2, "MaxAttempts": 0, "BackoffRate": 1.5,
               "MaxDelaySeconds": 9, "JitterStrategy": "FULL" }
           ],
           "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "A", "ResultPath": "$.error", "Comment": "why" }]"#,
    );
    assert_eq!(state.comment.expect("a comment").value, "charges");
    assert!(matches!(state.next, Some(Transition::End(_))));
    assert!(
        matches!(state.input_path.expect("a path").value, Select::At(path) if path.text == "$.order")
    );
    assert!(matches!(
        state.output_path.expect("a path").value,
        Select::Nothing
    ));
    assert!(matches!(
        state.result_path.expect("a path").value,
        ResultPath::Discard
    ));
    let Kind::Task(task) = state.kind else {
        panic!("not a Task")
    };
    assert_eq!(task.resource.value, "${Charge}");
    assert_eq!(task.integration, Integration::Other);
    assert!(matches!(
        task.timeout.expect("a timeout").value,
        Count::Literal(60)
    ));
    assert!(
        matches!(task.heartbeat.expect("a heartbeat").value, Count::At(path) if path.text == "$.beat")
    );
    assert!(task.credentials.is_some());

    let TemplateNode::Object(fields) = state.parameters.expect("parameters").node else {
        panic!("not an object")
    };
    let names: Vec<&str> = fields.iter().map(|(name, _)| name.value.as_str()).collect();
    assert_eq!(names, ["id", "fixed", "plain"]);
    assert!(
        matches!(&fields[0].1.node, TemplateNode::Query(Query::Path(path)) if path.text == "$.id")
    );
    let TemplateNode::Array(items) = &fields[1].1.node else {
        panic!("not an array")
    };
    assert!(matches!(items[0].node, TemplateNode::Literal(Json::Number(ref one)) if one == "1"));
    assert!(matches!(items[1].node, TemplateNode::Object(_)));
    let plain = Json::Object(vec![("n".into(), Json::Number("1.50".into()))]);
    assert!(matches!(&fields[2].1.node, TemplateNode::Literal(value) if *value == plain));

    let [first, second] = &state.retry[..] else {
        panic!("two retriers")
    };
    assert_eq!(
        (
            first.interval_seconds,
            first.max_attempts,
            first.max_delay_seconds
        ),
        (1, 3, None)
    );
    assert!((first.backoff_rate - 2.0).abs() < f64::EPSILON && !first.full_jitter);
    assert_eq!(
        (
            second.interval_seconds,
            second.max_attempts,
            second.max_delay_seconds
        ),
        (2, 0, Some(9))
    );
    assert!((second.backoff_rate - 1.5).abs() < f64::EPSILON && second.full_jitter);
    assert_eq!(state.catch[0].next.state, Some(StateId(0)));
    assert!(
        matches!(&state.catch[0].result_path.as_ref().expect("a path").value, ResultPath::At(path) if path.text == "$.error")
    );
}

#[test]
fn a_choice_has_rules_in_order_and_nested() {
    let program = program(
        r#"{ "StartAt": "A", "States": {
          "A": { "Type": "Choice", "Default": "C", "Choices": [
            { "Or": [
                { "Variable": "$.a", "IsPresent": false },
                { "Not": { "And": [{ "Variable": "$.b", "NumericLessThanEqualsPath": "$.c" }] } }
              ], "Next": "B", "Comment": { "any": "kind" } },
            { "Variable": "$.a", "StringMatches": "x*", "Next": "C" },
            { "Variable": "$.a", "TimestampGreaterThan": "2024-01-01T00:00:00Z", "Next": "C" }
          ] },
          "B": { "Type": "Succeed" },
          "C": { "Type": "Succeed" }
        } }"#,
    );
    let Kind::Choice(choice) = &program.states[0].kind else {
        panic!("not a Choice")
    };
    assert_eq!(
        choice.default.as_ref().expect("a default").state,
        Some(StateId(2))
    );
    let nexts: Vec<_> = choice.rules.iter().map(|rule| rule.next.state).collect();
    assert_eq!(
        nexts,
        [Some(StateId(1)), Some(StateId(2)), Some(StateId(2))]
    );
    let Condition::Or(either) = &choice.rules[0].condition else {
        panic!("not Or")
    };
    let [Condition::Test(present), Condition::Not(not)] = &either[..] else {
        panic!("not two")
    };
    assert!(matches!(
        present.operator,
        Operator::Is(Property::Present, false)
    ));
    let Condition::And(and) = &**not else {
        panic!("not And")
    };
    let [Condition::Test(compare)] = &and[..] else {
        panic!("not one")
    };
    assert!(matches!(
        &compare.operator,
        Operator::Compare(Family::Numeric, Relation::LessThanEquals, Operand::At(path)) if path.text == "$.c"
    ));
    let Condition::Test(matches) = &choice.rules[1].condition else {
        panic!("not a test")
    };
    assert!(matches!(&matches.operator, Operator::StringMatches(pattern) if pattern.value == "x*"));
    let Condition::Test(time) = &choice.rules[2].condition else {
        panic!("not a test")
    };
    assert!(matches!(
        &time.operator,
        Operator::Compare(
            Family::Timestamp,
            Relation::GreaterThan,
            Operand::Literal(_)
        )
    ));
}

#[test]
fn every_operator_of_the_specification_is_known() {
    let relations = [
        "Equals",
        "LessThan",
        "LessThanEquals",
        "GreaterThan",
        "GreaterThanEquals",
    ];
    let mut operators: Vec<(String, &str)> = vec![("StringMatches".into(), r#""*""#)];
    for (family, literal) in [
        ("String", r#""a""#),
        ("Numeric", "1"),
        ("Timestamp", r#""2024-01-01T00:00:00Z""#),
    ] {
        for relation in relations {
            operators.push((format!("{family}{relation}"), literal));
            operators.push((format!("{family}{relation}Path"), r#""$.b""#));
        }
    }
    operators.push(("BooleanEquals".into(), "true"));
    operators.push(("BooleanEqualsPath".into(), r#""$.b""#));
    for property in [
        "Present",
        "Null",
        "String",
        "Numeric",
        "Boolean",
        "Timestamp",
    ] {
        operators.push((format!("Is{property}"), "true"));
    }
    assert_eq!(operators.len(), 39);
    for (operator, operand) in operators {
        program(&format!(
            r#"{{ "StartAt": "A", "States": {{
                "A": {{ "Type": "Choice", "Choices": [{{ "Variable": "$.a", "{operator}": {operand}, "Next": "B" }}] }},
                "B": {{ "Type": "Succeed" }} }} }}"#
        ));
    }
}

#[test]
fn a_wait_waits_in_four_ways() {
    let wait = |field: &str| {
        let Kind::Wait(wait) = state(&format!(r#""Type": "Wait", "End": true, {field}"#)).kind
        else {
            panic!("no Wait")
        };
        wait
    };
    assert!(
        matches!(wait(r#""Seconds": 0"#), Wait::Seconds(seconds) if matches!(seconds.value, Count::Literal(0)))
    );
    assert!(
        matches!(wait(r#""SecondsPath": "$.s""#), Wait::Seconds(seconds) if matches!(seconds.value, Count::At(_)))
    );
    assert!(matches!(
        wait(r#""Timestamp": "2024-01-01T00:00:00Z""#),
        Wait::Timestamp(_)
    ));
    assert!(
        matches!(wait(r#""TimestampPath": "$.t""#), Wait::TimestampPath(path) if path.text == "$.t")
    );
}

#[test]
fn a_pass_and_a_fail_keep_their_values() {
    let Kind::Pass(result) =
        state(r#""Type": "Pass", "End": true, "Result": { "x.$": "not a path" }"#).kind
    else {
        panic!("not a Pass")
    };
    let value = Json::Object(vec![("x.$".into(), Json::String("not a path".into()))]);
    assert_eq!(result.expect("a result").value, value);
    let Kind::Fail(fail) = state(r#""Type": "Fail", "Error": "E", "CausePath": "$.cause""#).kind
    else {
        panic!("not a Fail")
    };
    assert!(matches!(fail.error, Some(Text::Literal(error)) if error.value == "E"));
    assert!(matches!(fail.cause, Some(Text::Query(Query::Path(_)))));
}

#[test]
fn a_map_reads_its_old_and_new_fields() {
    let map = |fields: &str| {
        let Kind::Map(map) = state(&format!(r#""Type": "Map", "End": true, {fields}"#)).kind else {
            panic!("no Map")
        };
        map
    };
    let old = map(&format!(
        r#""Iterator": {ONE}, "Parameters": {{ "i.$": "$$.Map.Item.Index" }}, "MaxConcurrency": 0"#
    ));
    assert_eq!(old.mode, MapMode::Inline);
    assert!(old.item_selector.is_some());
    assert!(matches!(
        old.max_concurrency.expect("a limit").value,
        Count::Literal(0)
    ));

    let processor = ONE.replacen(
        '{',
        r#"{ "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS" },"#,
        1,
    );
    let new = map(&format!(
        r#""ItemProcessor": {processor}, "ItemSelector": {{}}, "ItemsPath": "$.items", "Label": "Orders",
           "ToleratedFailureCountPath": "$.n", "ToleratedFailurePercentage": 12.5, "MaxConcurrencyPath": "$.m",
           "ItemReader": {{ "Resource": "arn:aws:states:::s3:getObject", "Parameters": {{ "Bucket.$": "$.b" }},
             "ReaderConfig": {{ "InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["a"], "MaxItems": 5 }} }},
           "ItemBatcher": {{ "MaxItemsPerBatch": 10, "BatchInput": {{ "x.$": "$.x" }} }},
           "ResultWriter": {{ "Resource": "arn:aws:states:::s3:putObject", "Parameters": {{ "Bucket": "b" }} }}"#
    ));
    assert_eq!(new.mode, MapMode::Distributed { express: true });
    assert!(matches!(
        new.items_path.expect("a path").value,
        Select::At(_)
    ));
    assert!(
        matches!(new.tolerated_failure_percentage.expect("one").value, Percentage::Literal(p) if (p - 12.5).abs() < 0.01)
    );
    assert!(matches!(
        new.tolerated_failure_count.expect("one").value,
        Count::At(_)
    ));
    assert_eq!(new.distributed.label.expect("a label").value, "Orders");
    let reader = new.distributed.item_reader.expect("a reader");
    assert_eq!(reader.resource.value, "arn:aws:states:::s3:getObject");
    assert_eq!(reader.input_type, Some(InputType::Csv));
    assert_eq!(reader.csv_headers, Some(vec!["a".to_owned()]));
    assert!(matches!(
        reader.max_items.expect("a limit").value,
        Count::Literal(5)
    ));
    assert!(matches!(
        reader.parameters.expect("parameters").node,
        TemplateNode::Object(_)
    ));
    let batcher = new.distributed.item_batcher.expect("a batcher");
    assert!(matches!(
        batcher.max_items.expect("a limit").value,
        Count::Literal(10)
    ));
    assert!(matches!(
        batcher.batch_input.expect("an input").node,
        TemplateNode::Object(_)
    ));
    let writer = new.distributed.result_writer.expect("a writer");
    assert_eq!(
        writer.resource.expect("one").value,
        "arn:aws:states:::s3:putObject"
    );
    assert!(matches!(
        writer.parameters.expect("parameters").node,
        TemplateNode::Literal(_)
    ));
}

#[test]
fn substitutions_reach_values_names_and_the_exported_text() {
    let text = r#"{ "StartAt": "${First}", "States": { "${First}": { "Type": "Task", "Resource": "${Arn}", "End": true } } }"#;
    let options = Options {
        substitutions: vec![
            ("First".into(), "Say \"hi\"".into()),
            ("Arn".into(), "arn:x".into()),
        ],
        ..Options::default()
    };
    let program = analyse("definition.asl.json", text, &options).expect("a program");
    assert_eq!(program.states[0].name.value, "Say \"hi\"");
    let exported = substitute(text, &options.substitutions);
    let again = analyse("definition.asl.json", &exported, &Options::default()).expect("a program");
    assert_eq!(again.states[0].name.value, "Say \"hi\"");
    assert!(matches!(&again.states[0].kind, Kind::Task(task) if task.resource.value == "arn:x"));
}

#[test]
fn sites_are_those_of_the_text() {
    let text = "\u{feff}{\r\n\"StartAt\": \"Größe\",\r\n\"States\": {\"Gr\\u00f6ße\": {\"Type\": \"Succeed\"}}}";
    let program = program(text);
    let state = &program.states[0];
    assert_eq!(&text[state.name.site.clone()], "\"Gr\\u00f6ße\"");
    assert_eq!(&text[state.site.clone()], "{\"Type\": \"Succeed\"}");
    assert_eq!(&text[program.regions[0].start_at.site.clone()], "\"Größe\"");
    assert_eq!(program.regions[0].start, Some(StateId(0)));
}

#[test]
fn a_program_with_mistakes_keeps_its_names() {
    let text = r#"{ "StartAt": "A", "States": { "A": { "Type": "Taks" }, "B": 1, "C": { "Type": "Pass" } } }"#;
    let analysis = examine("definition.asl.json", text, &Options::default());
    assert!(!analysis.errors.is_empty());
    let program = analysis.program.expect("what could be made out");
    let names: Vec<&str> = program
        .states
        .iter()
        .map(|state| state.name.value.as_str())
        .collect();
    assert_eq!(names, ["A", "B", "C"]);
}
