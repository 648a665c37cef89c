//! From the text of a mock configuration to its mocks, or to everything that is wrong with it.
use super::{
    Answer, Case, MockConfig, MockConfigError, Mocked, Problem, Response,
    node::{Member, Node},
    which,
};
use crate::{test::words::similar, value::Value};
use std::{collections::BTreeMap, sync::Arc};

pub(super) fn config(file: &str, text: &str) -> Result<MockConfig, MockConfigError> {
    if let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(text) {
        let at = (error.line(), error.column());
        // The message ends in the place.
        let message = error.to_string();
        let what = message
            .rsplit_once(" at line ")
            .map_or(&*message, |(what, _)| what);
        return Err(Problem::new(Some(at), format!("the text is not JSON: {what}")).of(file));
    }
    let mut reader = Reader::default();
    let machines = reader.config(Node::root(text));
    if !reader.problems.is_empty() {
        return Err(MockConfigError::new(file, reader.problems));
    }
    Ok(MockConfig {
        file: file.to_owned(),
        machines,
    })
}

/// A response, or none where something is wrong with it, which is a problem of its own.
type Responses = BTreeMap<String, Option<Arc<Response>>>;

#[derive(Default)]
struct Reader {
    problems: Vec<Problem>,
}

impl Reader {
    fn config(&mut self, root: Node<'_>) -> BTreeMap<String, BTreeMap<String, Case>> {
        let fields = ["StateMachines", "MockedResponses"];
        let Some([machines, responses]) = self.fields(root, "the configuration", &fields) else {
            return BTreeMap::new();
        };
        let responses = self.responses(responses);
        let members = self.members(machines, "`StateMachines`");
        let machine = |member: Member<'_>| {
            let what = format!("the state machine `{}`", member.name);
            let cases = match self.fields(member.value, &what, &["TestCases"]) {
                Some([cases]) => self.cases(&member.name, cases, &responses),
                None => BTreeMap::new(),
            };
            (member.name, cases)
        };
        members.into_iter().map(machine).collect()
    }

    fn cases(
        &mut self,
        machine: &str,
        cases: Node<'_>,
        responses: &Responses,
    ) -> BTreeMap<String, Case> {
        let members = self.members(
            cases,
            &format!("`TestCases` of the state machine `{machine}`"),
        );
        let case = |member: Member<'_>| {
            let case = self.case(&member, responses);
            (member.name, case)
        };
        members.into_iter().map(case).collect()
    }

    fn case(&mut self, case: &Member<'_>, responses: &Responses) -> Case {
        let case_name = &case.name;
        let mut states = Case::new();
        for state in self.members(case.value, &format!("the test case `{case_name}`")) {
            let Member { name, key, value } = state;
            let Some(response) = value.string() else {
                let title = format!(
                    "the test case `{case_name}` gives `{name}` {}, which is not the name of a mocked response",
                    value.kind()
                );
                self.problem(
                    value,
                    title,
                    "write the response in `MockedResponses`, and its name here".to_owned(),
                );
                continue;
            };
            match responses.get(&response) {
                None => {
                    let title = format!(
                        "the test case `{case_name}` gives `{name}` the response `{response}`, which `MockedResponses` does not have"
                    );
                    let names = responses.keys().map(String::as_str);
                    let help = which("mocked response", &response, names);
                    self.problem(value, title, help);
                }
                Some(None) => {}
                Some(Some(found)) => {
                    let mocked = Mocked {
                        at: key.at(),
                        name: response,
                        response: found.clone(),
                    };
                    states.insert(name, mocked);
                }
            }
        }
        states
    }

    fn responses(&mut self, responses: Node<'_>) -> Responses {
        let members = self.members(responses, "`MockedResponses`");
        let response = |member: Member<'_>| {
            let response = self.response(&member);
            (member.name, response.map(Arc::new))
        };
        members.into_iter().map(response).collect()
    }

    fn response(&mut self, response: &Member<'_>) -> Option<Response> {
        let name = &response.name;
        let before = self.problems.len();
        let attempts = self.members(response.value, &format!("the mocked response `{name}`"));
        let mut answers = Vec::new();
        for attempt in &attempts {
            let answer = self.answer(name, attempt);
            match (range(&attempt.name), answer) {
                (Ok((first, last)), Some(answer)) => {
                    answers.push((first, last, attempt.key, answer));
                }
                (Ok(_), None) => {}
                (Err((why, help)), _) => {
                    let title = format!(
                        "the mocked response `{name}` has an answer for `{}`, {why}",
                        attempt.name
                    );
                    self.problem(attempt.key, title, help);
                }
            }
        }
        if self.problems.len() > before {
            return None;
        }
        answers.sort_by_key(|(first, ..)| *first);
        let mut next = 0;
        for (first, last, key, _) in &answers {
            if *first != next {
                let (title, help) = out_of_order(name, *first, next);
                self.problem(*key, title, help);
                return None;
            }
            next = last + 1;
        }
        if answers.is_empty() {
            let title = format!("the mocked response `{name}` has no answer");
            let help = "give the first call its answer: `\"0\": {\"Return\": ..}`".to_owned();
            self.problem(response.key, title, help);
            return None;
        }
        let answers = answers
            .into_iter()
            .map(|(_, last, _, answer)| (last, answer));
        Some(Response(answers.collect()))
    }

    fn answer(&mut self, name: &str, attempt: &Member<'_>) -> Option<Answer> {
        let what = format!(
            "the answer `{}` of the mocked response `{name}`",
            attempt.name
        );
        let members = self.members_of(attempt.value, &what)?;
        let known = self.known(&members, &what, &["Return", "Throw"]);
        let find = |name| members.iter().find(|member| member.name == name);
        match (find("Return"), find("Throw")) {
            (Some(_), Some(throw)) => {
                let title = format!("{what} has both `Return` and `Throw`");
                self.problem(throw.key, title, "keep one of them".to_owned());
                None
            }
            (None, None) => {
                if known {
                    let title = format!("{what} has neither `Return` nor `Throw`");
                    let help =
                        "`Return` holds the service's answer, `Throw` an `Error` and a `Cause`";
                    self.problem(attempt.key, title, help.to_owned());
                }
                None
            }
            (Some(answer), None) => Value::parse(answer.value.source()).ok().map(Answer::Return),
            (None, Some(throw)) => {
                let what = format!("`Throw` of {what}");
                let [error, cause] = self.fields(throw.value, &what, &["Error", "Cause"])?;
                let error = self.text(error, &format!("`Error` in {what}"))?;
                let cause = self.text(cause, &format!("`Cause` in {what}"))?;
                Some(Answer::Throw { error, cause })
            }
        }
    }

    fn text(&mut self, node: Node<'_>, what: &str) -> Option<String> {
        let text = node.string();
        if text.is_none() {
            let title = format!("{what} is {}, not a string", node.kind());
            self.problem(node, title, "write it in quotes".to_owned());
        }
        text
    }

    /// The values of an object that has just these members.
    fn fields<'t, const N: usize>(
        &mut self,
        node: Node<'t>,
        what: &str,
        names: &[&'static str; N],
    ) -> Option<[Node<'t>; N]> {
        let members = self.members_of(node, what)?;
        let is_known = self.known(&members, what, names);
        let mut found = [node; N];
        let mut is_whole = true;
        for (place, name) in found.iter_mut().zip(names) {
            if let Some(member) = members.iter().find(|member| member.name == *name) {
                *place = member.value;
                continue;
            }
            is_whole = false;
            // A name that is only misspelt is one problem, not two.
            if is_known {
                let title = format!("{what} has no `{name}`");
                self.problem(node, title, format!("add `{name}`"));
            }
        }
        is_whole.then_some(found)
    }

    fn known(&mut self, members: &[Member<'_>], what: &str, names: &[&'static str]) -> bool {
        let mut is_known = true;
        for member in members {
            if names.contains(&member.name.as_str()) {
                continue;
            }
            is_known = false;
            let title = format!("{what} has a field `{}`, which means nothing", member.name);
            let help = if let Some(similar) = similar(&member.name, names.iter().copied()) {
                format!("a field with a similar name exists: `{similar}`")
            } else {
                let names = names.iter().map(|name| format!("`{name}`"));
                format!("the fields are {}", names.collect::<Vec<_>>().join(" and "))
            };
            self.problem(member.key, title, help);
        }
        is_known
    }

    fn members<'t>(&mut self, node: Node<'t>, what: &str) -> Vec<Member<'t>> {
        self.members_of(node, what).unwrap_or_default()
    }

    /// The members of an object, each name once.
    fn members_of<'t>(&mut self, node: Node<'t>, what: &str) -> Option<Vec<Member<'t>>> {
        let Some(members) = node.members() else {
            let title = format!("{what} is {}, not an object", node.kind());
            self.problem(
                node,
                title,
                "write it in braces: `{ \"name\": .. }`".to_owned(),
            );
            return None;
        };
        let mut seen: BTreeMap<&str, Node<'t>> = BTreeMap::new();
        for member in &members {
            if let Some(first) = seen.insert(&member.name, member.key) {
                let title = format!("{what} has two fields `{}`", member.name);
                let help = format!(
                    "the first is in line {}: rename or remove one",
                    first.at().0
                );
                self.problem(member.key, title, help);
            }
        }
        Some(members)
    }

    fn problem(&mut self, at: Node<'_>, title: String, help: String) {
        self.problems
            .push(Problem::new(Some(at.at()), title).help(help));
    }
}

/// `"0"`, `"1-2"`: the first and the last call. Otherwise why not, and the remedy.
fn range(text: &str) -> Result<(usize, usize), (&'static str, String)> {
    // Far beyond any execution's calls, and far from any overflow.
    const MOST: usize = 1_000_000;
    let number = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|number| digits && *number <= MOST)
    };
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (Some(first), Some(last)) = (number(first), number(last)) else {
        return Err((
            "which numbers no call",
            "calls are numbered from 0: write one as `\"0\"`, several as `\"1-2\"`".to_owned(),
        ));
    };
    if first > last {
        return Err((
            "which ends before it begins",
            format!("write the first call first: `\"{last}-{first}\"`"),
        ));
    }
    Ok((first, last))
}

/// Calls that have no answer, or two.
fn out_of_order(name: &str, first: usize, next: usize) -> (String, String) {
    if first < next {
        return (
            format!("the mocked response `{name}` has two answers for call {first}"),
            format!("the next call without an answer is {next}"),
        );
    }
    let title = format!(
        "the mocked response `{name}` has an answer for call {first}, but none for call {next}"
    );
    (
        title,
        format!("number the calls from 0 and without gaps: the next is {next}"),
    )
}
