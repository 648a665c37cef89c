//! The programs of `docs/guide.md`.

mod from_asl {
    use std::convert::Infallible;

    use serde::{Deserialize, Serialize};
    use serde_json::json;
    use stepwright::test::{Mock, TestRun};
    use stepwright::{Shape, TaskError, include_workflow};

    include_workflow! {
        mod parcel = "parcel.asl.json",
        input: Parcel,
    }

    #[derive(Serialize, Deserialize, Shape)]
    struct Parcel {
        id: String,
        address: String,
    }

    #[derive(Serialize, Deserialize, Shape)]
    struct Weight {
        grams: u32,
    }

    #[derive(Serialize, Deserialize, Shape)]
    struct Label {
        parcel: String,
        carrier: String,
    }

    #[derive(Debug, TaskError)]
    enum ScaleError {
        ScaleBusy,
    }

    struct Depot;

    #[stepwright::handlers(parcel)]
    impl Depot {
        async fn weigh(&self, parcel: Parcel) -> Result<Weight, ScaleError> {
            if parcel.id.is_empty() {
                return Err(ScaleError::ScaleBusy);
            }
            Ok(Weight { grams: 1200 })
        }

        async fn by_post(&self, parcel: Parcel) -> Result<Label, Infallible> {
            Ok(Label {
                parcel: parcel.id,
                carrier: "post".to_owned(),
            })
        }

        async fn by_freight(&self, parcel: Parcel) -> Result<Label, Infallible> {
            Ok(Label {
                parcel: parcel.id,
                carrier: parcel.address,
            })
        }
    }

    #[test]
    fn nothing_is_left_open() {
        let proof = parcel::Workflow::<Depot>::PROOF;
        assert_eq!(proof.open().count(), 0, "{proof}");
    }

    #[tokio::test]
    async fn a_heavy_parcel_goes_by_freight() {
        let workflow = parcel::Workflow::new(Depot);
        let run = TestRun::new(&workflow)
            .mock(
                "Weigh",
                Mock::sequence([
                    Mock::fails("ScaleBusy", "one at a time"),
                    Mock::returns(json!({ "grams": 31000 })),
                ]),
            )
            .run(json!({ "id": "p1", "address": "Elm Street 1" }))
            .await;
        assert_eq!(run.states(), ["Weigh", "Is heavy", "By freight"]);
        assert_eq!(run.elapsed.as_secs(), 2); // on a clock that does not wait
    }
}

mod in_rust {
    use serde::{Deserialize, Serialize};
    use serde_json::json;
    use stepwright::test::{Mock, TestRun};
    use stepwright::{Shape, TaskError, workflow};

    workflow! {
        /// A claim: small ones are paid at once, others are looked at first.
        mod claim(Claim) {
            choice IsSmall {
                $.cents <= 10_000 => Pay,
                _ => Assess,
            }

            /// An assessor has three days.
            task Assess(Claim) -> Verdict {
                result_path: $.verdict,
                timeout: 3d,
                catch States.Timeout => Escalated
            }

            choice IsAccepted {
                $.verdict.accepted == true => Pay,
                _ => Refused,
            }

            task Pay(Claim) -> Result<Paid, BankError> {
                retry Unreachable { interval: 10s, max_attempts: 5, backoff_rate: 2 }
                catch AccountClosed => Escalated { result_path: $.error }
            } => end;

            pass Escalated { result: "a person looks at it" } => end;
            fail Refused("ClaimRefused", "the assessor refused it");
        }
    }

    #[derive(Serialize, Deserialize, Shape)]
    struct Claim {
        number: u32,
        cents: u64,
    }

    #[derive(Serialize, Deserialize, Shape)]
    struct Verdict {
        accepted: bool,
    }

    #[derive(Serialize, Deserialize, Shape)]
    struct Paid {
        reference: String,
    }

    #[derive(Debug, TaskError)]
    enum BankError {
        Unreachable,
        AccountClosed,
    }

    struct Insurance;

    #[stepwright::handlers(claim)]
    impl Insurance {
        async fn assess(&self, claim: Claim) -> Result<Verdict, std::convert::Infallible> {
            Ok(Verdict {
                accepted: claim.cents < 1_000_000,
            })
        }

        async fn pay(&self, claim: Claim) -> Result<Paid, BankError> {
            match claim.number {
                0 => Err(BankError::Unreachable),
                1 => Err(BankError::AccountClosed),
                number => Ok(Paid {
                    reference: format!("claim {number}"),
                }),
            }
        }
    }

    #[tokio::test]
    async fn an_assessor_who_takes_too_long() {
        let workflow = claim::Workflow::new(Insurance);
        let run = TestRun::new(&workflow)
            .mock("Assess", Mock::times_out())
            .run(json!({ "number": 7, "cents": 50_000 }))
            .await;
        assert_eq!(run.states(), ["IsSmall", "Assess", "Escalated"]);
    }

    #[test]
    fn the_definition_is_deployed_as_it_is_declared() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/docs/claim.asl.json");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(path, claim::ASL).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap(), claim::ASL);
    }

    #[tokio::test]
    async fn the_bank_is_asked_again_and_says_no() {
        let workflow = claim::Workflow::new(Insurance);
        for (number, states) in [
            (0, vec!["IsSmall", "Pay"]),
            (1, vec!["IsSmall", "Pay", "Escalated"]),
            (2, vec!["IsSmall", "Pay"]),
        ] {
            let run = TestRun::new(&workflow)
                .run(json!({ "number": number, "cents": 1 }))
                .await;
            assert_eq!(run.states(), states, "{number}");
        }
    }
}
