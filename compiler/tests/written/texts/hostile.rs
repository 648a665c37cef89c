/// Names and texts that a careless generator trips over: `ticks`, [links], <tags>, {braces} and
/// "quotes"
pub mod machine {
    /// */ ends no comment
    ///
    /// and a second line
    pass Ok {
        result: { r#"a"b"#: "\\\n\u{0}é" },
    }

    task "match" = "${Fn}";

    task Clone = "arn:aws:states:::aws-sdk:s3:putObject" {
        parameters: { K: $["a'b"] },
    }

    pass "Self-Test";
    pass "Prüfung 確認";
    pass "1st";
    pass PROGRAM;
    pass Handlers;
    task Send = "x";
    task H = "y";
    task "ALL {0}" = "z";
    succeed "async";
}
