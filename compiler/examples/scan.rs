use stepwright_compiler::{Options, examine, ir::Json};
fn conv(v: &serde_json::Value) -> Json {
    use serde_json::Value as V;
    match v {
        V::Null => Json::Null,
        V::Bool(b) => Json::Bool(*b),
        V::Number(n) => Json::Number(n.to_string()),
        V::String(s) => Json::String(s.clone()),
        V::Array(a) => Json::Array(a.iter().map(conv).collect()),
        V::Object(o) => Json::Object(o.iter().map(|(k, v)| (k.clone(), conv(v))).collect()),
    }
}
fn main() {
    let file = std::env::args().nth(1).unwrap();
    if file.ends_with(".jsonl") {
        let (mut ok, mut alarms, mut bad, mut predicted) = (0, 0, 0, 0);
        for line in std::fs::read_to_string(&file).unwrap().lines() {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            let def = serde_json::to_string_pretty(&row["definition"]).unwrap();
            let base = examine("d.json", &def, &Options::default());
            let with = examine(
                "d.json",
                &def,
                &Options {
                    samples: vec![stepwright_compiler::Sample {
                        file: "sample.json".into(),
                        text: row["input"].to_string(),
                    }],
                    ..Options::default()
                },
            );
            let _ = base;
            let new: Vec<_> = with
                .errors
                .iter()
                .filter(|e| {
                    [
                        "missing_path",
                        "value_kind",
                        "argument_kind",
                        "result_path_conflict",
                        "impossible_test",
                        "impossible_rule",
                        "uncovered_choice",
                        "unraised_error",
                    ]
                    .contains(&e.code.name())
                })
                .collect();
            let success = row["expected"]["status"] == "SUCCEEDED";
            if success {
                ok += 1;
                if !new.is_empty() {
                    alarms += 1;
                    println!("ALARM {} input {}", row["id"], row["input"]);
                    for e in new {
                        println!("[{}] {}\n", e.code.name(), e.message)
                    }
                }
            } else {
                bad += 1;
                if !new.is_empty() {
                    predicted += 1;
                    println!(
                        "PREDICTED {}: {} ({})",
                        row["id"], row["expected"]["error"], new[0].title
                    )
                } else {
                    println!(
                        "missed {}: {} {:.150}",
                        row["id"],
                        row["expected"]["error"],
                        row["expected"]["cause"].to_string()
                    )
                }
            }
        }
        println!("succeeded {ok}, alarms {alarms}; failed {bad}, predicted {predicted}");
    } else {
        for f in std::env::args().skip(1) {
            let def = std::fs::read_to_string(&f).unwrap();
            let with = examine(&f, &def, &Options::default());
            for e in with.errors.iter().filter(|e| {
                [
                    "missing_path",
                    "value_kind",
                    "argument_kind",
                    "result_path_conflict",
                    "impossible_test",
                    "impossible_rule",
                    "uncovered_choice",
                    "unraised_error",
                ]
                .contains(&e.code.name())
            }) {
                println!("[{}] {}\n", e.code.name(), e.message)
            }
        }
    }
}
