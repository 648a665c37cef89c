use std::time::Instant;
use stepwright_compiler::{Options, examine};
fn main() {
    for kind in ["linear", "resultpath", "choice", "loop"] {
        for n in [10usize, 100, 1000] {
            let mut s = String::from("{\"StartAt\":\"S0\",\"States\":{");
            for i in 0..n {
                let next = if i + 1 == n {
                    "\"End\":true".to_owned()
                } else {
                    format!("\"Next\":\"S{}\"", i + 1)
                };
                match kind {
                    "linear" => {
                        s += &format!(
                            "\"S{i}\":{{\"Type\":\"Task\",\"Resource\":\"arn:aws:lambda:eu-central-1:123456789012:function:f\",{next}}}"
                        )
                    }
                    "resultpath" => {
                        s += &format!(
                            "\"S{i}\":{{\"Type\":\"Task\",\"Resource\":\"arn:aws:lambda:eu-central-1:123456789012:function:f\",\"Parameters\":{{\"id.$\":\"$.id\",\"x.$\":\"$.r{}.y\"}},\"ResultPath\":\"$.r{i}\",{next}}}",
                            i / 2
                        )
                    }
                    _ => {
                        if i % 2 == 0 && i + 2 < n {
                            let back = if kind == "loop" && i > 4 {
                                i - 3
                            } else {
                                i + 2
                            };
                            s += &format!(
                                "\"S{i}\":{{\"Type\":\"Choice\",\"Choices\":[{{\"Variable\":\"$.k{i}\",\"StringEquals\":\"a\",\"Next\":\"S{}\"}},{{\"Variable\":\"$.k{i}\",\"StringEquals\":\"b\",\"Next\":\"S{}\"}}],\"Default\":\"S{}\"}}",
                                i + 1,
                                back,
                                i + 2
                            );
                        } else {
                            s += &format!(
                                "\"S{i}\":{{\"Type\":\"Pass\",\"Result\":{{\"a\":{i}}},\"ResultPath\":\"$.p{i}\",{next}}}"
                            );
                        }
                    }
                }
                if i + 1 < n {
                    s.push(',');
                }
            }
            s += "}}";
            let t = Instant::now();
            let a = examine(
                "x.json",
                &s,
                &Options {
                    is_typed: true,
                    ..Options::default()
                },
            );
            println!("{kind} {n}: {:?} errors {}", t.elapsed(), a.errors.len());
        }
    }
}
