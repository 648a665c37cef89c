//! What generated code looks like: `golden/NAME.asl.json` becomes `golden/NAME.rs`, to the letter, every time.
//!
//! Where there are `golden/NAME.sample-1.json` and so on, they are the samples of its input.
//!
//! `STEPWRIGHT_BLESS=1` writes the new text. `golden_compiles.rs` compiles the same files under `deny(warnings)`.

use std::path::Path;
use std::{env, fs};

use quote::quote;
use stepwright_compiler::Files;
use stepwright_compiler::invocation::Invocation;

#[test]
fn generated_code_is_as_it_was_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden");
    let mut compared = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Some(stem) = name.strip_suffix(".asl.json") else {
            continue;
        };
        let text = fs::read_to_string(&path).unwrap();
        let generated = generate(&folder, stem, &name, &text);
        assert_eq!(
            generated,
            generate(&folder, stem, &name, &text),
            "`{name}` is generated alike every time"
        );
        let golden = folder.join(format!("{stem}.rs"));
        if env::var_os("STEPWRIGHT_BLESS").is_some() {
            fs::write(&golden, &generated).unwrap();
        }
        let expected = fs::read_to_string(&golden).unwrap_or_default();
        assert!(
            expected == generated,
            "`golden/{stem}.rs` is not what `{name}` becomes; STEPWRIGHT_BLESS=1 writes it, `git diff` shows it"
        );
        compared += 1;
    }
    assert!(compared >= 4, "the golden folder has its definitions");
}

fn generate(folder: &Path, stem: &str, name: &str, text: &str) -> String {
    let samples = (1..).map(|number| format!("{stem}.sample-{number}.json"));
    let samples: Vec<String> = samples
        .take_while(|sample| folder.join(sample).exists())
        .collect();
    let entries = match samples.as_slice() {
        [] => String::new(),
        samples => format!(", input: sample(\"{}\")", samples.join("\", \"")),
    };
    let read = |sample: &String| Ok(fs::read_to_string(folder.join(sample)).unwrap());
    let files = Files {
        definition: Ok(text.to_owned()),
        samples: samples.iter().map(read).collect(),
    };
    let invocation: Invocation =
        syn::parse_str(&format!("pub mod {stem} = {name:?}{entries}")).unwrap();
    let expanded = stepwright_compiler::include(&quote!(::stepwright), &invocation, "", &files);
    assert!(expanded.errors.is_empty(), "{name}: {:#?}", expanded.errors);
    let file: syn::File = syn::parse2(expanded.module).unwrap();
    format!(
        "// Generated from `{name}`; see `tests/golden.rs`.\n\n{}",
        prettyplease::unparse(&file)
    )
}
