//! The proof as a whole, at run time: every obligation with how it stands, and the printed report.

use std::fmt;

use super::{Failure, Obligation, Proof, Settled, Verdict, Why};

/// An obligation, and how it stands.
///
/// It shows as its line and its words, and why it is open: ``12: `$.order_id` is there: open, nothing is known of the
/// execution's input``.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The name of its state.
    pub state: &'static str,
    /// Its line in the definition.
    pub line: u32,
    /// What has to hold.
    pub what: &'static str,
    /// Whether it does.
    pub standing: Standing,
}

/// How an obligation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It holds.
    Proven,
    /// It is not known.
    Open(Why),
    /// It does not hold, or need not, and the invocation allows that.
    Allowed,
    /// It does not hold. A crate with handlers like that does not compile.
    Failed(Failure),
}

/// How many obligations stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Those that hold.
    pub proven: usize,
    /// Those that are not known.
    pub open: usize,
    /// Those that do not hold, or need not, which the invocation allows.
    pub allowed: usize,
    /// Those that do not hold.
    pub failed: usize,
}

/// The obligations of a state.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct StateFindings {
    /// The state's name.
    pub name: &'static str,
    /// Its obligations, in the order of the definition.
    pub findings: Vec<Finding>,
}

impl Proof {
    /// Every obligation with how it stands, in the order of the definition.
    pub fn findings(&self) -> impl ExactSizeIterator<Item = Finding> + '_ {
        self.obligations.iter().map(|one| self.finding(one))
    }

    /// The obligations that are open.
    ///
    /// A test that keeps a workflow fully proven:
    ///
    /// ```
    /// # use stepwright::proof::{Obligation, Proof, Settled, Types};
    /// # struct Workflow;
    /// # impl Workflow {
    /// #     const PROOF: Proof = Proof {
    /// #         file: "order.asl.json",
    /// #         states: &["Ship Order"],
    /// #         obligations: &[Obligation { state: 0, line: 3, what: "`$.id` is there", settled: Settled::Proven }],
    /// #         checks: &[],
    /// #         types: Types::NONE,
    /// #     };
    /// # }
    /// let proof = Workflow::PROOF;
    /// assert_eq!(proof.open().count(), 0, "{proof}");
    /// ```
    pub fn open(&self) -> impl Iterator<Item = Finding> + '_ {
        self.findings().filter(Finding::is_open)
    }

    /// How many obligations stand how.
    ///
    /// ```
    /// # use stepwright::proof::{Obligation, Proof, Settled, Types};
    /// # const PROOF: Proof = Proof {
    /// #     file: "order.asl.json",
    /// #     states: &["Ship Order"],
    /// #     obligations: &[
    /// #         Obligation { state: 0, line: 3, what: "`$.id` is there", settled: Settled::Proven },
    /// #         Obligation { state: 0, line: 4, what: "`$.x` is there", settled: Settled::Open("`$` is anything") },
    /// #     ],
    /// #     checks: &[],
    /// #     types: Types::NONE,
    /// # };
    /// let counts = PROOF.counts();
    /// assert_eq!((counts.proven, counts.open), (1, 1));
    /// ```
    pub fn counts(&self) -> Counts {
        self.findings().collect()
    }

    /// The obligations of each state that has some, in the program's order.
    pub fn by_state(&self) -> impl Iterator<Item = StateFindings> + '_ {
        self.states.iter().enumerate().filter_map(|(state, name)| {
            let of_state = |one: &&Obligation| one.state as usize == state;
            let findings: Vec<Finding> = self
                .obligations
                .iter()
                .filter(of_state)
                .map(|one| self.finding(one))
                .collect();
            (!findings.is_empty()).then_some(StateFindings { name, findings })
        })
    }

    fn finding(&self, obligation: &Obligation) -> Finding {
        let standing = match obligation.settled {
            Settled::Proven => Standing::Proven,
            Settled::Open(why) => Standing::Open(Why::Stated(why)),
            Settled::Allowed => Standing::Allowed,
            Settled::ByTypes(check) => match self.checks[check as usize].verdict(&self.types) {
                Verdict::Proven => Standing::Proven,
                Verdict::Open(why) => Standing::Open(why),
                Verdict::Failed(failure) => Standing::Failed(failure),
            },
        };
        Finding {
            state: self.states[obligation.state as usize],
            line: obligation.line,
            what: obligation.what,
            standing,
        }
    }
}

impl Finding {
    /// Whether it holds.
    pub fn is_proven(&self) -> bool {
        self.standing == Standing::Proven
    }

    /// Whether it is not known.
    pub fn is_open(&self) -> bool {
        matches!(self.standing, Standing::Open(_))
    }
}

impl StateFindings {
    /// How many obligations of the state stand how.
    pub fn counts(&self) -> Counts {
        self.findings.iter().copied().collect()
    }
}

impl Counts {
    /// All of them.
    pub fn total(&self) -> usize {
        self.proven + self.open + self.allowed + self.failed
    }
}

impl FromIterator<Finding> for Counts {
    fn from_iter<I: IntoIterator<Item = Finding>>(findings: I) -> Self {
        let mut counts = Counts::default();
        for finding in findings {
            match finding.standing {
                Standing::Proven => counts.proven += 1,
                Standing::Open(_) => counts.open += 1,
                Standing::Allowed => counts.allowed += 1,
                Standing::Failed(_) => counts.failed += 1,
            }
        }
        counts
    }
}

impl fmt::Display for Standing {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Standing::Proven => out.write_str("proven"),
            Standing::Open(why) => write!(out, "open, {why}"),
            Standing::Allowed => out.write_str("allowed"),
            Standing::Failed(failure) if failure.is_sometimes() => {
                out.write_str("does not always hold")
            }
            Standing::Failed(_) => out.write_str("does not hold"),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}: {}", self.line, self.what, self.standing)
    }
}

/// The counts that are not zero, and that of the proven ones in any case: `3 proven, 1 open`.
impl fmt::Display for Counts {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} proven", self.proven)?;
        for (count, word) in [
            (self.open, "open"),
            (self.allowed, "allowed"),
            (self.failed, "failed"),
        ] {
            if count > 0 {
                write!(out, ", {count} {word}")?;
            }
        }
        Ok(())
    }
}

/// The report: each state with its counts, and under it what is not proven, with its line and why.
///
/// ```
/// # use stepwright::proof::{Obligation, Proof, Settled, Types};
/// # const PROOF: Proof = Proof {
/// #     file: "order.asl.json",
/// #     states: &["Validate Order", "Ship Order"],
/// #     obligations: &[
/// #         Obligation { state: 0, line: 5, what: "`$.order_id` is there", settled: Settled::Proven },
/// #         Obligation { state: 1, line: 12, what: "`$.parcel` is there", settled: Settled::Proven },
/// #         Obligation {
/// #             state: 1,
/// #             line: 13,
/// #             what: "`$.parcel.weight` is a number",
/// #             settled: Settled::Open("nothing is known of `$.parcel`"),
/// #         },
/// #     ],
/// #     checks: &[],
/// #     types: Types::NONE,
/// # };
/// assert_eq!(
///     PROOF.to_string(),
///     "\
/// order.asl.json
///   `Validate Order`: 1 proven
///   `Ship Order`: 1 proven, 1 open
///     line 13: `$.parcel.weight` is a number
///       open, nothing is known of `$.parcel`
/// 2 of 3 proven"
/// );
/// ```
impl fmt::Display for Proof {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{}", self.file)?;
        for state in self.by_state() {
            writeln!(out, "  `{}`: {}", state.name, state.counts())?;
            for finding in state.findings.iter().filter(|one| !one.is_proven()) {
                writeln!(out, "    line {}: {}", finding.line, finding.what)?;
                writeln!(out, "      {}", finding.standing)?;
            }
        }
        let counts = self.counts();
        write!(out, "{} of {} proven", counts.proven, counts.total())
    }
}
