//! What is expected of the corpus where it is not plain acceptance, case by case, with the reason.

use stepwright_compiler::errors::Code;

/// Workflows that really are broken, and how.
pub(crate) const BROKEN_WORKFLOWS: &[(&str, &[Code], &str)] = &[
    (
        "parallel-translate-",
        &[Code::MalformedPath],
        "filters compare with text that is not in quotes: `@.TargetLanguageCode==es`",
    ),
    (
        "idempotent-workflow-sam-",
        &[Code::ShadowedErrorName],
        "a second retrier repeats three names of the first, which never get to its longer interval",
    ),
    (
        "sam-app-low-code-you-know-counter-",
        &[Code::WrongKind],
        FUNCTIONS_IN_PLACE,
    ),
    (
        "script-generator-template-",
        &[Code::WrongKind],
        FUNCTIONS_IN_PLACE,
    ),
    (
        "tts-converter-template-",
        &[Code::WrongKind],
        FUNCTIONS_IN_PLACE,
    ),
    (
        "usecases-distributedmap-monte-carlo-simulation-cloudformation-ec2-main-dataprocessor",
        &[Code::WrongKind],
        FUNCTIONS_IN_PLACE,
    ),
    (
        "word-filtering-script-generator-template-",
        &[Code::WrongKind],
        FUNCTIONS_IN_PLACE,
    ),
];

/// What is wrong in a definition that somebody wrote: a finding that AWS has no word for until an execution fails, or does
/// not do what it should. Each can be allowed. The README lists them.
pub(crate) struct Defect {
    /// How the file's name begins.
    pub(crate) file: &'static str,
    pub(crate) code: Code,
    /// The states that it is found in.
    pub(crate) states: &'static [&'static str],
    pub(crate) reason: &'static str,
}

pub(crate) const DEFECTS: &[Defect] = &[
    Defect {
        file: "backends-5-order-manager-",
        code: Code::MissingPath,
        states: &["Transform record"],
        reason: UNMADE_ORDER,
    },
    // The same definition among the seeds.
    Defect {
        file: "OrderManager.asl.json",
        code: Code::MissingPath,
        states: &["Transform record"],
        reason: UNMADE_ORDER,
    },
    Defect {
        file: "app-control-concurrency-with-dynamodb-tf-statemachines-test-run-semaphore",
        code: Code::ResultPathConflict,
        states: &["RunChildStateMachine"],
        reason: "the Map's items are numbers, and a caught error is put at `$.stateoutput.RunChildStateMachine` of one: what should \
                 catch a failed child fails itself",
    },
    Defect {
        file: "emit-and-wait-",
        code: Code::MissingPath,
        states: &["Emit - TIMEDOUT"],
        reason: "it reads `$$.Task.Token`, but only what waits for a token has one: the recordings of `$$` in other Tasks have no \
                 `Task`",
    },
    Defect {
        file: "parallelized-embedding-pipeline-example-workflow-json",
        code: Code::MissingPath,
        states: &["GetObjectMetadata", "ParallelProcessing"],
        reason: "each `lambda:invoke` replaces the document by its answer, whose `Payload` is never taken out; and `$.Map.Item.Value` \
                 should be `$$.Map.Item.Value`",
    },
    Defect {
        file: "sam-demo-fis-stepfunctions-stepfunction-fis-ecs",
        code: Code::ImpossibleRule,
        states: &["Choice"],
        reason: "the first rule takes whatever is not `completed`, so the one for `failed` never has its turn: a failed experiment \
                 is waited for without end. The same machine for EC2 has the rules in the other order",
    },
];

const UNMADE_ORDER: &str = "it reads `$.eventId`, which the `Parameters` of `Unmake Order` leave out: whenever an order is unmade, the execution \
                            fails";

const FUNCTIONS_IN_PLACE: &str = "a part of a CloudFormation template: `Resource` is an object like `{ \"Fn::GetAtt\": .. }`, which AWS never sees";

/// Definitions that AWS ran and that are found fault with, rightly: what is found is allowable.
pub(crate) const FINDINGS: &[(&str, &[Code], &str)] = &[
    (
        "TestMathOperationsJSONata::test_math_random_seeded#",
        &[Code::UnknownFunction],
        "`$randomSeeded` is no function, as the execution found out",
    ),
    (
        "[PARALLEL_CATCH_ERROR_VARIABLE_SAMPLING]",
        &[Code::UnknownVariable, Code::ShadowedVariable],
        "a branch assigns the variables that the states around it assign and read",
    ),
    (
        "test_map_state_items_eval_jsonata_fail[number]#",
        &[Code::ValueKind],
        NO_LIST,
    ),
    (
        "test_map_state_items_eval_jsonata_fail[string]#",
        &[Code::ValueKind],
        NO_LIST,
    ),
    (
        "test_map_state_items_eval_jsonata_fail[boolean]#",
        &[Code::ValueKind],
        NO_LIST,
    ),
    (
        "test_map_state_items_eval_jsonata_fail[object]#",
        &[Code::ValueKind],
        NO_LIST,
    ),
    (
        "test_map_state_items_eval_jsonata_fail[null]#",
        &[Code::ValueKind],
        NO_LIST,
    ),
    (
        "test_map_state_items_eval_jsonata_fail[function]#",
        &[Code::FailingExpression],
        NO_LIST,
    ),
    (
        "test_map_state_items_variable_sampling[number]#",
        &[Code::ValueKind],
        NO_LIST,
    ),
    (
        "test_map_state_items_variable_sampling[string]#",
        &[Code::ValueKind],
        NO_LIST,
    ),
    (
        "test_map_state_items_variable_sampling[boolean]#",
        &[Code::ValueKind],
        NO_LIST,
    ),
    (
        "test_map_state_items_variable_sampling[object]#",
        &[Code::ValueKind],
        NO_LIST,
    ),
    (
        "test_map_state_items_variable_sampling[null]#",
        &[Code::ValueKind],
        NO_LIST,
    ),
];

const NO_LIST: &str = "the `Items` of a Map are no list, as the execution found out";

/// Cases where a linter's opinion is not shared.
pub(crate) const DISAGREEMENTS: &[(&str, &str)] = &[
    (
        "statelint/pass-with-io-path-context-object",
        "the fields of the context object are made up: `$$.path`, `$$.outputToPass`",
    ),
    (
        "asl-validator/invalid-json-surround-syntax-extra-spaces",
        "white space inside of the marks is nothing to JSONata, lines are broken there",
    ),
    (
        "asl-validator/valid-assign.asl",
        "a variable is called `top-level`; the specification wants an identifier, and no expression could read it",
    ),
    (
        "asl-validator/invalid-task-alias-function",
        "the form of an ARN is its service's business; a handler needs none",
    ),
    (
        "asl-validator/valid-map-noconfig",
        "a Map without `ProcessorConfig` is inline, and an inline Map reads no items from S3 and writes none",
    ),
    (
        "asl-validator/valid-task-credentials",
        "the fields are made up; AWS takes `RoleArn` only",
    ),
    (
        "statelint/task-with-credentials",
        "`roleArn` for `RoleArn`: names of fields are case-sensitive",
    ),
    ("statelint/task-with-parameters", TEMPLATE),
    ("statelint/parallel-with-parameters", TEMPLATE),
    ("statelint/map-with-parameters", TEMPLATE),
    ("statelint/map-with-itemspath-context-object", TEMPLATE),
    (
        "amazon-states-language-service/validation.test.ts/203",
        "three states are called `Second`; the specification wants names unique in the whole machine",
    ),
    (
        "amazon-states-language-service/validation.test.ts/225",
        "the `ResultSelector` reads made-up fields, `$.template` and others, of what `lambda:invoke` answers, which has none of them",
    ),
];

const TEMPLATE: &str = "`Parameters` is a string; the specification says that a payload template is an object, and a path written there \
     would be passed on as its text";

/// Invalid cases whose lines as the linter gives them are not the ones reported here.
pub(crate) const OTHER_LINES: &[(&str, &str)] = &[(
    "validation.test.ts/181",
    "the state that nothing reaches is the one the misspelt `Default` meant: one mistake, one error",
)];

/// The reason why each invalid case is rejected: the codes found, in the table's order, each once.
pub(crate) const REASONS: &[(&str, &[Code])] = &[
    (
        "asl-validator/invalid-dupe-fields.asl.json/4",
        &[Code::ConflictingFields],
    ),
    (
        "asl-validator/invalid-error-equals-type.json/7",
        &[Code::WrongKind, Code::UnknownStartAt],
    ),
    (
        "asl-validator/invalid-error-equals.json/8",
        &[Code::UnknownField],
    ),
    (
        "asl-validator/invalid-exercise-ajv.asl.json/10",
        &[Code::MalformedPath],
    ),
    (
        "asl-validator/invalid-fail-dupe-cause.json/11",
        &[Code::ConflictingFields],
    ),
    (
        "asl-validator/invalid-inexistant-state.json/13",
        &[Code::UnknownNext],
    ),
    (
        "asl-validator/invalid-jsonata-fields.json/16",
        &[Code::MisplacedField],
    ),
    (
        "asl-validator/invalid-jsonata-surround-syntax-no-open.json/19",
        &[Code::MalformedExpression],
    ),
    (
        "asl-validator/invalid-jsonata-syntax-mismatched-parens.json/23",
        &[Code::MalformedExpression],
    ),
    (
        "asl-validator/invalid-map-distributed.asl.json/24",
        &[Code::ConflictingFields],
    ),
    (
        "asl-validator/invalid-map-missing-iterator.json/28",
        &[Code::MissingField],
    ),
    (
        "asl-validator/invalid-map-tolerated-value.json/30",
        &[Code::BadValue],
    ),
    (
        "asl-validator/invalid-map-tolerated.json/31",
        &[Code::ConflictingFields],
    ),
    (
        "asl-validator/invalid-missing-terminal-map.json/33",
        &[Code::MissingField],
    ),
    (
        "asl-validator/invalid-next-with-end.json/36",
        &[Code::ConflictingFields],
    ),
    (
        "asl-validator/invalid-parallel-branch-type.json/37",
        &[Code::WrongKind],
    ),
    (
        "asl-validator/invalid-parallel-ob-link.json/39",
        &[Code::UnknownNext],
    ),
    (
        "asl-validator/invalid-payload-template.asl.json/40",
        &[Code::TemplateValue],
    ),
    (
        "asl-validator/invalid-task-heartbeat.json/45",
        &[Code::ConflictingFields],
    ),
    (
        "asl-validator/invalid-unreachable-state.json/47",
        &[Code::UnreachableState],
    ),
    (
        "asl-validator/invalid-variable-result-path.json/48",
        &[Code::NotReferencePath],
    ),
    (
        "asl-validator/invalid-wait-duration.json/49",
        &[Code::ConflictingFields],
    ),
    (
        "statelint/fail-with-static-and-dynamic-error.json/115",
        &[Code::ConflictingFields],
    ),
    (
        "statelint/fail-with-static-and-dynamic-cause.json/116",
        &[Code::ConflictingFields],
    ),
    (
        "statelint/invalid-backoff-with-jitter-on-retry.json/119",
        &[Code::BadValue],
    ),
    (
        "statelint/backoff-with-backoffrate-negative.json/122",
        &[Code::BadValue],
    ),
    (
        "statelint/backoff-with-backoffrate-between-0-and-1.json/123",
        &[Code::BadValue],
    ),
    (
        "statelint/empty-error-equals-on-catch.json/124",
        &[Code::BadValue],
    ),
    (
        "statelint/empty-error-equals-on-retry.json/125",
        &[Code::BadValue],
    ),
    (
        "statelint/choice-with-parameters.json/128",
        &[Code::MisplacedField],
    ),
    (
        "statelint/fail-with-parameters.json/131",
        &[Code::MisplacedField],
    ),
    (
        "statelint/succeed-with-resultpath.json/139",
        &[Code::MisplacedField],
    ),
    (
        "statelint/map-with-null-itemspath.json/148",
        &[Code::WrongKind],
    ),
    (
        "statelint/wait-with-resultselector.json/153",
        &[Code::MisplacedField],
    ),
    (
        "statelint/succeed-with-resultselector.json/155",
        &[Code::MisplacedField],
    ),
    (
        "statelint/choice-with-resultselector.json/156",
        &[Code::MisplacedField],
    ),
    (
        "statelint/invalid-function-invocation.json/162",
        &[Code::UnknownIntrinsic],
    ),
    (
        "statelint/task-with-invalid-credentials.json/179",
        &[Code::WrongKind],
    ),
    (
        "amazon-states-language-service/validation.test.ts/181",
        &[Code::UnknownNext],
    ),
    (
        "amazon-states-language-service/validation.test.ts/185",
        &[Code::UnknownStartAt],
    ),
    (
        "amazon-states-language-service/validation.test.ts/187",
        &[Code::UnknownStartAt, Code::UnreachableState],
    ),
    (
        "amazon-states-language-service/validation.test.ts/194",
        &[Code::UnknownNext],
    ),
    (
        "amazon-states-language-service/validation.test.ts/196",
        &[
            Code::UnknownNext,
            Code::DuplicateState,
            Code::UnreachableState,
        ],
    ),
    (
        "amazon-states-language-service/validation.test.ts/197",
        &[Code::UnknownNext],
    ),
    (
        "amazon-states-language-service/validation.test.ts/201",
        &[Code::NoEnd],
    ),
    (
        "amazon-states-language-service/validation.test.ts/202",
        &[Code::DuplicateState, Code::NoEnd],
    ),
    (
        "amazon-states-language-service/validation.test.ts/213",
        &[Code::UnknownField],
    ),
    (
        "amazon-states-language-service/validation.test.ts/215",
        &[Code::UnknownField],
    ),
    (
        "amazon-states-language-service/validation.test.ts/216",
        &[Code::UnknownField],
    ),
    (
        "amazon-states-language-service/validation.test.ts/221",
        &[Code::TemplateValue],
    ),
    (
        "amazon-states-language-service/validation.test.ts/222",
        &[
            Code::MalformedIntrinsic,
            Code::UnknownIntrinsic,
            Code::TemplateValue,
        ],
    ),
    (
        "amazon-states-language-service/validation.test.ts/226",
        &[Code::TemplateValue],
    ),
    (
        "amazon-states-language-service/validation.test.ts/240",
        &[Code::BadValue],
    ),
    (
        "amazon-states-language-service/validation.test.ts/243",
        &[Code::MalformedPath],
    ),
    (
        "amazon-states-language-service/validation.test.ts/244",
        &[Code::ConflictingFields],
    ),
    (
        "amazon-states-language-service/validation.test.ts/259",
        &[Code::MisplacedField],
    ),
    (
        "amazon-states-language-service/validation.test.ts/260",
        &[Code::MisplacedField],
    ),
    (
        "amazon-states-language-service/validation.test.ts/263",
        &[Code::WrongKind],
    ),
    (
        "amazon-states-language-service/validation.test.ts/265",
        &[Code::WrongKind],
    ),
    (
        "amazon-states-language-service/validation.test.ts/266",
        &[Code::WrongKind],
    ),
];

/// Workflows with states that get the same name in Rust, and the one that is renamed.
pub(crate) const RENAMED_WORKFLOWS: &[(&str, &str, &str)] = &[(
    "sfn-rds-to-aurora-migrate-postgres-",
    "DescribeDBInstances",
    "DescribeInstancesAgain",
)];
