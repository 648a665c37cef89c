//! A Choice in one world: which of its rules can match, and what each leaves.

use super::super::fact::{Fact, Why};
use super::super::obligation::{Goal, Way, Words};
use super::super::read::Found;
use super::super::scope::Record;
use super::super::world::World;
use super::{Exit, Step, to};
use crate::errors::Code;
use crate::ir::Choice;

impl Step<'_> {
    pub(super) fn choice(&self, choice: &Choice, record: &mut Record<'_>) -> Vec<(Exit, World)> {
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

    pub(super) fn can_match(
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

    pub(super) fn has_no_default(&self, choice: &Choice, open: &[World], record: &mut Record<'_>) {
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
                    found.open = Some(Why::new("a value may match no rule"));
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
}
