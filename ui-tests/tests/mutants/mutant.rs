//! A definition and its types with one mistake, and what is said of it.

use std::fs;
use std::path::Path;

use ui_tests::{Package, Said};

/// A definition and its types as they are right.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Base {
    /// The module's name.
    pub(crate) name: &'static str,
    /// The Rust file, from the project's root.
    pub(crate) source: &'static str,
    /// The definition, from the project's root.
    pub(crate) definition: &'static str,
    /// How the Rust file names the definition.
    pub(crate) written: &'static str,
}

impl Base {
    pub(crate) fn write(&self, package: &Package) {
        let (source, definition) = self.texts();
        self.write_as(self.name, &source, &definition, package);
    }

    fn texts(&self) -> (String, String) {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let source = fs::read_to_string(root.join(self.source)).unwrap();
        // A program's `main` needs a runtime, and its tests stand elsewhere.
        let source = source.split("#[tokio::main").next().unwrap();
        // The form that is declared in Rust stands in a file of its own, and is not what is changed.
        let lines = source.lines().filter(|line| !line.contains("declared"));
        let source = lines.collect::<Vec<_>>().join("\n") + "\n";
        (
            source,
            fs::read_to_string(root.join(self.definition)).unwrap(),
        )
    }

    fn write_as(&self, name: &str, source: &str, definition: &str, package: &Package) {
        let file = self.file(name);
        let written = format!("{:?}", self.written);
        assert!(source.contains(&written), "it names {written}");
        let source = source.replace(&written, &format!("{file:?}"));

        package.write(&format!("src/{name}.rs"), &source);
        package.write(&file, definition);
    }

    /// Its definition in the package; the module's name is made of that of the file.
    fn file(&self, name: &str) -> String {
        let own = Path::new(self.written).file_name().unwrap();
        format!("flows/{name}/{}", own.to_str().unwrap())
    }
}

/// One mistake.
#[derive(Clone, Debug)]
pub(crate) struct Mutant {
    pub(crate) name: &'static str,
    base: Base,
    source: String,
    definition: String,
    /// The title that is expected.
    title: &'static str,
    /// The line of the definition that is expected, from 1.
    line: usize,
}

impl Mutant {
    pub(crate) fn of(base: Base, name: &'static str) -> Mutant {
        let (source, definition) = base.texts();
        Mutant {
            name,
            base,
            source,
            definition,
            title: "",
            line: 0,
        }
    }

    /// A change of the definition. Unless said otherwise, its line is the one where the change ends.
    pub(crate) fn definition(mut self, from: &str, to: &str) -> Mutant {
        let changed = self.changed(&self.definition, from, to);
        let same = |(one, two): &(u8, u8)| one == two;
        let tail = (from.bytes().rev().zip(to.bytes().rev())).take_while(same);
        let end = self.definition.find(from).unwrap() + to.len() - tail.count();
        self.line = line(&changed, end);
        self.definition = changed;
        self
    }

    /// A change of the Rust file.
    pub(crate) fn rust(mut self, from: &str, to: &str) -> Mutant {
        self.source = self.changed(&self.source, from, to);
        self
    }

    fn changed(&self, text: &str, from: &str, to: &str) -> String {
        assert_eq!(
            text.matches(from).count(),
            1,
            "`{}` changes one place: {from}",
            self.name
        );
        text.replace(from, to)
    }

    /// The line is the one on which this text ends.
    pub(crate) fn at(mut self, text: &str) -> Mutant {
        let found = self.definition.matches(text).count();
        assert_eq!(found, 1, "`{}` is at one place: {text}", self.name);
        self.line = line(
            &self.definition,
            self.definition.find(text).unwrap() + text.len(),
        );
        self
    }

    /// The title of what is said.
    pub(crate) fn says(mut self, title: &'static str) -> Mutant {
        self.title = title;
        self
    }

    pub(crate) fn write(&self, package: &Package) {
        self.base
            .write_as(self.name, &self.source, &self.definition, package);
    }

    /// Whether what rustc says of it is what was expected.
    pub(crate) fn judge(&self, said: &[&Said]) -> Result<(), String> {
        let file = self.base.file(self.name);
        let place = format!("--> {file}:{}:", self.line);
        let is_it = |said: &&&Said| {
            let mut lines = said.text.lines();
            lines.any(|line| line.ends_with(self.title)) && said.text.contains(&place)
        };
        if said.is_empty() {
            return Err("nobody finds the mistake".to_owned());
        }
        if !said.iter().any(|said| is_it(&said)) || self.title.is_empty() {
            let texts: Vec<&str> = said.iter().map(|said| said.text.as_str()).collect();
            return Err(format!(
                "expected `{}` {place}, found\n{}",
                self.title,
                texts.join("\n")
            ));
        }
        // rustc adds nothing of its own.
        let alien = said
            .iter()
            .find(|said| !said.text.contains(&format!("--> {file}:")));
        match alien {
            Some(alien) => Err(format!("expected no more than that, found\n{}", alien.text)),
            None => Ok(()),
        }
    }
}

/// The line in which a byte stands.
fn line(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}
