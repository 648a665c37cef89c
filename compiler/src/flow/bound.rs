//! How much of a value is followed. A state that puts its input into its output twice doubles it, and a loop around that would
//! never come to an end.

use std::rc::Rc;

use super::fact::{Fact, Field, Object};

/// Values of more parts than this are cut: what lies too deep in them is not followed.
const MOST_PARTS: usize = 20_000;

/// How deep what is followed of those lies at most, from the first of these on that leaves few enough parts.
const DEPTHS: [usize; 7] = [64, 32, 16, 12, 8, 4, 1];

impl Fact {
    /// As much of it as is followed.
    pub(crate) fn bounded(&self) -> Fact {
        let fits = |depth, is_cut| self.fits(depth, is_cut, &mut MOST_PARTS.clone());
        if fits(DEPTHS[0], false) {
            return self.clone();
        }
        let depth = DEPTHS.into_iter().find(|depth| fits(*depth, true));
        self.cut(depth.unwrap_or(0))
    }

    /// Whether it has no more than `left` parts down to a depth, and none below, unless those are cut off.
    fn fits(&self, depth: usize, is_cut: bool, left: &mut usize) -> bool {
        let Some(rest) = left.checked_sub(1) else {
            return false;
        };
        *left = rest;
        let inside = |fact: &Fact, left: &mut usize| match depth.checked_sub(1) {
            Some(depth) => fact.fits(depth, is_cut, left),
            None => is_cut,
        };
        match self {
            Fact::List(item) => inside(item, left),
            Fact::Tuple(all) | Fact::OneOf(all) => all.iter().all(|one| inside(one, left)),
            Fact::Object(object) => object
                .fields
                .values()
                .all(|field| inside(&field.fact, left)),
            _ => true,
        }
    }

    fn cut(&self, depth: usize) -> Fact {
        let Some(below) = depth.checked_sub(1) else {
            return match self {
                Fact::List(_) | Fact::Tuple(_) | Fact::OneOf(_) | Fact::Object(_) => {
                    Fact::any("the value is too large to be followed that deep")
                }
                _ => self.clone(),
            };
        };
        match self {
            Fact::List(item) => Fact::List(Rc::new(item.cut(below))),
            Fact::Tuple(all) => {
                Fact::Tuple(Rc::new(all.iter().map(|one| one.cut(below)).collect()))
            }
            Fact::OneOf(all) => {
                let all: Vec<Fact> = all.iter().map(|one| one.cut(below)).collect();
                Fact::one_of(all)
                    .unwrap_or_else(|| Fact::any("the value is too large to be followed"))
            }
            Fact::Object(object) => Fact::Object(Rc::new(Object {
                fields: object.fields.map(&mut |_, field| {
                    let fact = field.fact.cut(below);
                    Some(Field { fact, ..*field })
                }),
                ..Object::clone(object)
            })),
            _ => self.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, examine};

    fn findings(definition: &str) -> Vec<String> {
        let analysis = examine("a.asl.json", definition, &Options::default());
        analysis
            .errors
            .into_iter()
            .map(|error| error.title)
            .collect()
    }

    #[test]
    fn what_grows_by_itself_comes_to_an_end() {
        for definition in [
            r#"{ "QueryLanguage": "JSONata", "StartAt": "A", "States": {
                "A": { "Type": "Task", "Resource": "a", "End": true, "Catch": [{ "ErrorEquals": ["States.ALL"],
                    "Next": "A", "Output": { "l": "{% $states.input %}", "r": "{% $states.input %}" } }] } } }"#,
            r#"{ "StartAt": "A", "States": {
                "A": { "Type": "Pass", "Parameters": { "l.$": "$", "r.$": "$", "n.$": "$.n" }, "Next": "B" },
                "B": { "Type": "Choice", "Choices": [{ "Variable": "$.n", "NumericLessThan": 9, "Next": "A" }], "Default": "C" },
                "C": { "Type": "Succeed" } } }"#,
            r#"{ "StartAt": "A", "States": {
                "A": { "Type": "Pass", "Assign": { "v.$": "$", "w": { "l.$": "$v", "r.$": "$v" } }, "Next": "B" },
                "B": { "Type": "Pass", "Assign": { "v.$": "$w" }, "Next": "A2" },
                "A2": { "Type": "Pass", "Assign": { "w": { "l.$": "$v", "r.$": "$v" } }, "Next": "B" } } }"#,
        ] {
            findings(definition);
        }
        let chain: Vec<String> = (0..60)
            .map(|number| {
                let next = number + 1;
                format!(
                    r#""S{number}": {{ "Type": "Pass", "Parameters": {{ "l.$": "$", "r.$": "$" }}, "Next": "S{next}" }},"#
                )
            })
            .collect();
        let chain = chain.concat();
        let deep = "$".to_owned() + &".l".repeat(60) + ".x";
        let definition = format!(
            r#"{{ "StartAt": "S", "States": {{ "S": {{ "Type": "Pass", "Result": {{ "y": 1 }}, "Next": "S0" }}, {chain}
                "S60": {{ "Type": "Pass", "Parameters": {{ "a.$": "{deep}", "b.$": "$.l.m" }}, "End": true }} }} }}"#
        );
        let found = findings(&definition);
        // Near the top it is known still.
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("`$.l.m`"), "{found:?}");
    }
}
