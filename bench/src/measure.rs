//! Two contestants, interleaved, medians; and the table and the file that their rows go into.

use std::time::Instant;

use serde_json::{Value, json};

/// How thorough a run is.
#[derive(Clone, Copy)]
pub(crate) struct Effort {
    pub(crate) quick: bool,
}

impl Effort {
    /// How many rounds of both contestants are measured.
    pub(crate) fn rounds(self) -> usize {
        if self.quick { 7 } else { 41 }
    }

    /// How long each contestant runs in a round, in seconds.
    fn seconds(self) -> f64 {
        if self.quick { 0.02 } else { 0.05 }
    }
}

/// The same work done by a workflow and by its rival.
pub(crate) struct Contest {
    pub(crate) name: &'static str,
    /// What the row says of one: an execution, a transition, an item.
    pub(crate) unit: &'static str,
    /// How many of them a call makes.
    pub(crate) units: u32,
    /// What the project promises of it.
    pub(crate) goal: Goal,
    pub(crate) ours: Box<dyn FnMut()>,
    pub(crate) rival: Box<dyn FnMut()>,
}

/// What the project promises of a row.
#[derive(Clone, Copy)]
pub(crate) enum Goal {
    /// At most so many times the rival.
    Times(f64),
    /// At most so much, in the row's unit of measure.
    AtMost(f64),
    /// It is there to be looked at.
    None,
}

/// One line of the table.
pub(crate) struct Row {
    pub(crate) name: String,
    /// `ns/execution`, `bytes/execution`.
    pub(crate) unit: String,
    pub(crate) ours: f64,
    pub(crate) rival: Option<f64>,
    /// The median of the rounds' ratios.
    pub(crate) ratio: Option<f64>,
    /// The distance between the quartiles of the ratios, in percent of their median.
    pub(crate) spread: Option<f64>,
    pub(crate) goal: Goal,
}

impl Row {
    /// A row that is counted once, not timed in rounds.
    pub(crate) fn counted(name: &str, unit: &str, ours: f64, rival: Option<f64>) -> Row {
        Row {
            name: name.to_owned(),
            unit: unit.to_owned(),
            ours,
            rival,
            ratio: rival.filter(|rival| *rival > 0.0).map(|rival| ours / rival),
            spread: None,
            goal: Goal::None,
        }
    }

    pub(crate) fn with_goal(self, goal: Goal) -> Row {
        Row { goal, ..self }
    }

    /// Whether the goal is met; none where there is none.
    fn is_met(&self) -> Option<bool> {
        match self.goal {
            Goal::Times(most) => Some(self.ratio? <= most),
            Goal::AtMost(most) => Some(self.ours <= most),
            Goal::None => None,
        }
    }

    fn json(&self) -> Value {
        let goal = match self.goal {
            Goal::Times(most) => json!({ "ratio": most }),
            Goal::AtMost(most) => json!({ "ours": most }),
            Goal::None => Value::Null,
        };
        json!({
            "name": self.name,
            "unit": self.unit,
            "ours": self.ours,
            "rival": self.rival,
            "ratio": self.ratio,
            "spread_percent": self.spread,
            "goal": goal,
            "met": self.is_met(),
        })
    }
}

/// All rows of a run, printed as they come.
#[derive(Default)]
pub(crate) struct Report {
    rows: Vec<Value>,
}

impl Report {
    pub(crate) fn title(title: &str, rival: &str) {
        println!(
            "\n{title:<44} {:>16} {rival:>16} {:>8} {:>8}  goal",
            "ours", "ratio", "spread"
        );
    }

    pub(crate) fn row(&mut self, row: &Row) {
        let (measure, per) = row.unit.split_once('/').unwrap_or((&row.unit, ""));
        let cell = |value: f64| format!("{} {measure}", figure(value));
        let goal = match (row.goal, row.is_met()) {
            (Goal::Times(most), met) => format!("{most} times{}", verdict(met)),
            (Goal::AtMost(most), met) => format!("{} {measure}{}", figure(most), verdict(met)),
            (Goal::None, _) => String::new(),
        };
        let name = if per.is_empty() {
            row.name.clone()
        } else {
            format!("{}, {per}", row.name)
        };
        let line = format!(
            "{name:<44} {:>16} {:>16} {:>8} {:>8}  {goal}",
            cell(row.ours),
            row.rival.map(cell).unwrap_or_default(),
            row.ratio.map(|it| format!("{it:.2}x")).unwrap_or_default(),
            row.spread
                .map(|it| format!("{it:.0} %"))
                .unwrap_or_default(),
        );
        println!("{}", line.trim_end());
        self.keep(row);
    }

    /// A row that is printed elsewhere.
    pub(crate) fn keep(&mut self, row: &Row) {
        self.rows.push(row.json());
    }

    /// The rows as the file of `--json` has them.
    pub(crate) fn json(&self) -> Value {
        json!({ "rows": self.rows })
    }
}

fn verdict(met: Option<bool>) -> &'static str {
    match met {
        Some(false) => ", missed",
        _ => "",
    }
}

fn figure(value: f64) -> String {
    if value >= 100.0 || value.fract() == 0.0 {
        format!("{value:.0}")
    } else if value >= 10.0 {
        format!("{value:.1}")
    } else {
        format!("{value:.2}")
    }
}

/// Runs both in turn, after a warm-up that says how many calls make a round.
pub(crate) fn duel(contest: &mut Contest, effort: Effort) -> Row {
    let calls = calls_within(effort.seconds(), &mut contest.ours)
        .max(calls_within(effort.seconds(), &mut contest.rival).min(8));
    let rival_calls = calls_within(effort.seconds(), &mut contest.rival);
    let mut times = Vec::new();
    for _ in 0..effort.rounds() {
        let ours = time(calls, &mut contest.ours);
        let rival = time(rival_calls, &mut contest.rival);
        times.push((ours, rival));
    }
    let mut ratios: Vec<f64> = times.iter().map(|(ours, rival)| ours / rival).collect();
    let ratio = quantile(&mut ratios, 0.5);
    let spread = (quantile(&mut ratios, 0.75) - quantile(&mut ratios, 0.25)) / ratio * 100.0;
    let median = |side: fn(&(f64, f64)) -> f64| {
        quantile(&mut times.iter().map(side).collect::<Vec<_>>(), 0.5)
    };
    let units = f64::from(contest.units);
    Row {
        name: contest.name.to_owned(),
        unit: format!("ns/{}", contest.unit),
        ours: median(|pair| pair.0) / units,
        rival: Some(median(|pair| pair.1) / units),
        ratio: Some(ratio),
        spread: Some(spread),
        goal: contest.goal,
    }
}

/// How many calls take about that long: at least one.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number of calls"
)]
fn calls_within(seconds: f64, run: &mut dyn FnMut()) -> u32 {
    let mut calls = 1;
    loop {
        let spent = time(calls, run) * f64::from(calls) / 1e9;
        if spent > seconds / 8.0 {
            return (f64::from(calls) * seconds / spent).ceil().max(1.0) as u32;
        }
        calls *= 2;
    }
}

/// Nanoseconds a call.
pub(crate) fn time(calls: u32, run: &mut dyn FnMut()) -> f64 {
    let start = Instant::now();
    for _ in 0..calls {
        run();
    }
    start.elapsed().as_secs_f64() * 1e9 / f64::from(calls)
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "an index into a short list"
)]
fn quantile(values: &mut [f64], at: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    values[((values.len() - 1) as f64 * at).round() as usize]
}
