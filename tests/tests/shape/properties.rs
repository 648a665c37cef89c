//! serde is asked whether descriptions are true.

use std::any::type_name;
use std::cell::Cell;

use proptest::arbitrary::{Arbitrary, any};
use proptest::strategy::Strategy;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use stepwright::Shape;

use crate::conforms::{Side, conforms};
use crate::generate::{Random, generate, is_exact};
use crate::mutate::mutate;
use crate::show::shown;

const CASES: u32 = 64;

fn runner() -> TestRunner {
    TestRunner::new(Config {
        cases: CASES,
        failure_persistence: None,
        ..Config::default()
    })
}

/// Whatever the strategy makes is serialised as the type's description says.
pub(crate) fn gives<T: Serialize + Shape>(strategy: impl Strategy<Value = T>) {
    let strategy = strategy.prop_map(|value| serde_json::to_value(&value));
    let run = runner().run(&strategy, |json| match json {
        Ok(json) if !conforms(&json, T::SHAPE, Side::Gives) => Err(TestCaseError::fail(format!(
            "gives {json}, which is not {}",
            shown::<T>()
        ))),
        // A variant that is skipped; else every type here is serialised.
        Err(error) if !error.to_string().contains("cannot be serialized") => {
            Err(TestCaseError::fail(error.to_string()))
        }
        _ => Ok(()),
    });
    run.unwrap_or_else(|error| panic!("{}: {error}", type_name::<T>()));
}

/// Whatever the description says is taken is deserialised; and what is changed in it, exactly where it says so still.
pub(crate) fn takes<T: DeserializeOwned + Shape + 'static>() {
    assert!(
        is_exact(T::SHAPE),
        "{} is {}",
        type_name::<T>(),
        shown::<T>()
    );
    let verdicts = [Cell::new(0), Cell::new(0)];
    let agrees = |json: &Value| -> Result<(), TestCaseError> {
        let verdict = &verdicts[usize::from(agree::<T>(json)?)];
        verdict.set(verdict.get() + 1);
        Ok(())
    };
    let run = runner().run(&any::<u64>(), |seed| {
        let mut random = Random::new(seed);
        let Some(json) = generate(T::SHAPE, &mut random) else {
            return Ok(());
        };
        assert!(conforms(&json, T::SHAPE, Side::Takes), "{json} was made");
        agrees(&json)?;
        for _ in 0..10 {
            let mut json = json.clone();
            mutate(&mut json, &mut random);
            agrees(&json)?;
        }
        Ok(())
    });
    run.unwrap_or_else(|error| panic!("{}: {error}", type_name::<T>()));
    for verdict in verdicts {
        assert_ne!(verdict.get(), 0, "of `{}` all is one", type_name::<T>());
    }
}

/// The description and serde agree on whether that is taken: from a value, from text, and from a document.
fn agree<T: DeserializeOwned + Shape + 'static>(json: &Value) -> Result<bool, TestCaseError> {
    let expected = conforms(json, T::SHAPE, Side::Takes);
    let document = stepwright::Value::from(json.clone());
    let found = [
        serde_json::from_value::<T>(json.clone())
            .err()
            .map(|error| error.to_string()),
        serde_json::from_str::<T>(&json.to_string())
            .err()
            .map(|error| error.to_string()),
        document.take::<T>().err().map(|error| error.to_string()),
    ];
    if found.iter().all(|error| error.is_none() == expected) {
        return Ok(expected);
    }
    let verdict = if expected { "is taken" } else { "is not taken" };
    Err(TestCaseError::fail(format!(
        "by its description {} {json} {verdict}; by serde {found:?}",
        shown::<T>()
    )))
}

/// Both: of values at random, and of JSON at random.
pub(crate) fn holds<T>()
where
    T: Arbitrary + Serialize + DeserializeOwned + Shape + 'static,
{
    gives::<T>(any::<T>());
    takes::<T>();
}
