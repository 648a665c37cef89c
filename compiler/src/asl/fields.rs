//! The tables of fields: one per kind of object, saying which fields it has in which query language.
//!
//! Unknown and misplaced fields are read off these tables, and so is where a misplaced one belongs.

use crate::ir::QueryLanguage;

/// The query languages a field exists in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum In {
    Both,
    JsonPath,
    Jsonata,
}

impl In {
    pub(crate) fn has(self, language: QueryLanguage) -> bool {
        match self {
            In::Both => true,
            In::JsonPath => language == QueryLanguage::JsonPath,
            In::Jsonata => language == QueryLanguage::Jsonata,
        }
    }
}

/// The fields of one kind of object.
#[derive(Debug)]
pub(crate) struct Table {
    /// `a Task state`.
    pub(crate) one: &'static str,
    /// `Task` for states, `retriers` for others.
    pub(crate) many: &'static str,
    /// Whether it is a state: several are listed in one breath.
    pub(crate) state: bool,
    pub(crate) fields: &'static [(&'static str, In)],
}

impl Table {
    /// Where a field exists in this kind of object.
    pub(crate) fn find(&self, field: &str) -> Option<In> {
        self.fields
            .iter()
            .find(|(name, _)| *name == field)
            .map(|(_, language)| *language)
    }

    /// The fields that exist in a query language.
    pub(crate) fn names(
        &self,
        language: QueryLanguage,
    ) -> impl Iterator<Item = &'static str> + Clone {
        self.fields
            .iter()
            .filter(move |(_, field)| field.has(language))
            .map(|(name, _)| *name)
    }
}

macro_rules! table {
    ($name:ident, $one:literal, $many:literal, state: $state:literal, { $($language:ident: $($field:literal)+;)+ }) => {
        pub(crate) const $name: Table = Table {
            one: $one,
            many: $many,
            state: $state,
            fields: &[$($(($field, In::$language),)+)+],
        };
    };
}

table!(MACHINE, "a state machine", "the state machine itself", state: false, {
    Both: "StartAt" "States" "Comment" "Version" "TimeoutSeconds" "QueryLanguage";
});

table!(BRANCH, "a branch of a Parallel state", "branches", state: false, {
    Both: "StartAt" "States" "Comment";
});

table!(PROCESSOR, "an item processor", "item processors", state: false, {
    Both: "StartAt" "States" "Comment" "ProcessorConfig";
});

table!(PROCESSOR_CONFIG, "`ProcessorConfig`", "`ProcessorConfig`", state: false, {
    Both: "Mode" "ExecutionType";
});

table!(PASS, "a Pass state", "Pass", state: true, {
    Both: "Type" "Comment" "QueryLanguage" "Next" "End" "Assign";
    JsonPath: "Result" "InputPath" "Parameters" "ResultPath" "OutputPath";
    Jsonata: "Output";
});

table!(TASK, "a Task state", "Task", state: true, {
    Both: "Type" "Comment" "QueryLanguage" "Next" "End" "Assign" "Resource" "TimeoutSeconds" "HeartbeatSeconds"
        "Credentials" "Retry" "Catch";
    JsonPath: "InputPath" "Parameters" "ResultSelector" "ResultPath" "OutputPath" "TimeoutSecondsPath"
        "HeartbeatSecondsPath";
    Jsonata: "Arguments" "Output";
});

table!(CHOICE, "a Choice state", "Choice", state: true, {
    Both: "Type" "Comment" "QueryLanguage" "Choices" "Default" "Assign";
    JsonPath: "InputPath" "OutputPath";
    Jsonata: "Output";
});

table!(WAIT, "a Wait state", "Wait", state: true, {
    Both: "Type" "Comment" "QueryLanguage" "Next" "End" "Assign" "Seconds" "Timestamp";
    JsonPath: "InputPath" "OutputPath" "SecondsPath" "TimestampPath";
    Jsonata: "Output";
});

table!(SUCCEED, "a Succeed state", "Succeed", state: true, {
    Both: "Type" "Comment" "QueryLanguage";
    JsonPath: "InputPath" "OutputPath";
    Jsonata: "Output";
});

table!(FAIL, "a Fail state", "Fail", state: true, {
    Both: "Type" "Comment" "QueryLanguage" "Error" "Cause";
    JsonPath: "ErrorPath" "CausePath";
});

table!(PARALLEL, "a Parallel state", "Parallel", state: true, {
    Both: "Type" "Comment" "QueryLanguage" "Next" "End" "Assign" "Branches" "Retry" "Catch";
    JsonPath: "InputPath" "Parameters" "ResultSelector" "ResultPath" "OutputPath";
    Jsonata: "Arguments" "Output";
});

table!(MAP, "a Map state", "Map", state: true, {
    Both: "Type" "Comment" "QueryLanguage" "Next" "End" "Assign" "ItemProcessor" "Iterator" "ItemSelector"
        "MaxConcurrency" "ToleratedFailureCount" "ToleratedFailurePercentage" "ItemReader" "ItemBatcher"
        "ResultWriter" "Label" "Retry" "Catch";
    JsonPath: "InputPath" "ItemsPath" "Parameters" "ResultSelector" "ResultPath" "OutputPath" "MaxConcurrencyPath"
        "ToleratedFailureCountPath" "ToleratedFailurePercentagePath";
    Jsonata: "Items" "Output";
});

table!(ITEM_READER, "`ItemReader`", "`ItemReader`", state: false, {
    Both: "Resource" "ReaderConfig";
    JsonPath: "Parameters";
    Jsonata: "Arguments";
});

table!(READER_CONFIG, "`ReaderConfig`", "`ReaderConfig`", state: false, {
    Both: "InputType" "Transformation" "CSVHeaderLocation" "CSVHeaders" "CSVDelimiter" "MaxItems" "ManifestType"
        "ItemsPointer";
    JsonPath: "MaxItemsPath";
});

table!(ITEM_BATCHER, "`ItemBatcher`", "`ItemBatcher`", state: false, {
    Both: "BatchInput" "MaxItemsPerBatch" "MaxInputBytesPerBatch";
    JsonPath: "MaxItemsPerBatchPath" "MaxInputBytesPerBatchPath";
});

table!(RESULT_WRITER, "`ResultWriter`", "`ResultWriter`", state: false, {
    Both: "Resource" "WriterConfig";
    JsonPath: "Parameters";
    Jsonata: "Arguments";
});

table!(WRITER_CONFIG, "`WriterConfig`", "`WriterConfig`", state: false, {
    Both: "OutputType" "Transformation";
});

table!(CREDENTIALS, "`Credentials`", "`Credentials`", state: false, {
    Both: "RoleArn";
    JsonPath: "RoleArn.$";
});

table!(RETRIER, "a retrier", "retriers", state: false, {
    Both: "ErrorEquals" "IntervalSeconds" "MaxAttempts" "BackoffRate" "MaxDelaySeconds" "JitterStrategy" "Comment";
});

table!(CATCHER, "a catcher", "catchers", state: false, {
    Both: "ErrorEquals" "Next" "Comment" "Assign";
    JsonPath: "ResultPath";
    Jsonata: "Output";
});

/// The operators, by the table of the specification; shared by the two tables below.
macro_rules! rule_tables {
    ($($operator:literal)+) => {
        pub(crate) const OPERATORS: &[&str] = &[$($operator),+];

        table!(RULE, "a choice rule", "choice rules", state: false, {
            Both: "Next" "Comment" "Assign";
            JsonPath: "Variable" "And" "Or" "Not" $($operator)+;
            Jsonata: "Condition" "Output";
        });

        table!(NESTED_RULE, "a rule inside `And`, `Or` or `Not`", "nested choice rules", state: false, {
            Both: "Comment";
            JsonPath: "Variable" "And" "Or" "Not" $($operator)+;
        });
    };
}

rule_tables! {
    "BooleanEquals" "BooleanEqualsPath"
    "IsBoolean" "IsNull" "IsNumeric" "IsPresent" "IsString" "IsTimestamp"
    "NumericEquals" "NumericEqualsPath" "NumericGreaterThan" "NumericGreaterThanEquals"
    "NumericGreaterThanEqualsPath" "NumericGreaterThanPath" "NumericLessThan" "NumericLessThanEquals"
    "NumericLessThanEqualsPath" "NumericLessThanPath"
    "StringEquals" "StringEqualsPath" "StringGreaterThan" "StringGreaterThanEquals" "StringGreaterThanEqualsPath"
    "StringGreaterThanPath" "StringLessThan" "StringLessThanEquals" "StringLessThanEqualsPath" "StringLessThanPath"
    "StringMatches"
    "TimestampEquals" "TimestampEqualsPath" "TimestampGreaterThan" "TimestampGreaterThanEquals"
    "TimestampGreaterThanEqualsPath" "TimestampGreaterThanPath" "TimestampLessThan" "TimestampLessThanEquals"
    "TimestampLessThanEqualsPath" "TimestampLessThanPath"
}

/// All tables, in the order messages name them.
const ALL: &[&Table] = &[
    &MACHINE,
    &CHOICE,
    &FAIL,
    &MAP,
    &PARALLEL,
    &PASS,
    &SUCCEED,
    &TASK,
    &WAIT,
    &BRANCH,
    &PROCESSOR,
    &PROCESSOR_CONFIG,
    &ITEM_READER,
    &READER_CONFIG,
    &ITEM_BATCHER,
    &RESULT_WRITER,
    &WRITER_CONFIG,
    &CREDENTIALS,
    &RETRIER,
    &CATCHER,
    &RULE,
    &NESTED_RULE,
];

/// The table of a state's `Type`.
pub(crate) fn of_state(name: &str) -> Option<&'static Table> {
    ALL.iter()
        .copied()
        .find(|table| table.state && table.many == name)
}

/// The eight types.
pub(crate) fn state_types() -> impl Iterator<Item = &'static str> + Clone {
    ALL.iter()
        .filter(|table| table.state)
        .map(|table| table.many)
}

/// Where a field exists in a query language: "Map, Pass and Task states, and catchers"; none where nowhere.
pub(crate) fn owners(field: &str, language: QueryLanguage) -> Option<String> {
    let has = |table: &&&Table| table.find(field).is_some_and(|found| found.has(language));
    let states: Vec<&str> = ALL
        .iter()
        .filter(has)
        .filter(|table| table.state)
        .map(|table| table.many)
        .collect();
    let mut parts: Vec<String> = Vec::new();
    if !states.is_empty() {
        parts.push(format!("{} states", enumerate(&states)));
    }
    // Nested rules have nothing that top-level ones lack.
    let others = ALL
        .iter()
        .filter(has)
        .filter(|table| !table.state && table.many != NESTED_RULE.many);
    parts.extend(others.map(|table| table.many.to_owned()));
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    (!parts.is_empty()).then(|| enumerate(&parts))
}

/// "a, b and c".
pub(crate) fn enumerate(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners_are_read_off_the_tables() {
        let owners = |field| owners(field, QueryLanguage::JsonPath);
        assert_eq!(
            owners("ResultPath").as_deref(),
            Some("Map, Parallel, Pass and Task states and catchers")
        );
        assert_eq!(owners("Choices").as_deref(), Some("Choice states"));
        assert_eq!(owners("Arguments"), None);
    }

    #[test]
    fn no_table_names_a_field_twice() {
        for table in ALL {
            for (index, (name, _)) in table.fields.iter().enumerate() {
                assert!(
                    table.fields[index + 1..]
                        .iter()
                        .all(|(other, _)| other != name),
                    "{}: {name}",
                    table.one
                );
            }
        }
    }
}
