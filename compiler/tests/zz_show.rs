#[test]
fn show() {
    for file in std::env::var("SHOW").unwrap().split(':') {
        let text = std::fs::read_to_string(file).unwrap();
        println!(
            "{}",
            stepwright_compiler::declaration_of(file, &text, "m").unwrap()
        );
    }
}
