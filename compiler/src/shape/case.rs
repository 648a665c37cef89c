//! `rename_all`: serde's eight cases, applied as serde applies them.

/// How names are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

impl Case {
    /// The case that serde knows by this name.
    pub(super) fn named(name: &str) -> Option<Case> {
        Some(match name {
            "lowercase" => Case::Lower,
            "UPPERCASE" => Case::Upper,
            "PascalCase" => Case::Pascal,
            "camelCase" => Case::Camel,
            "snake_case" => Case::Snake,
            "SCREAMING_SNAKE_CASE" => Case::ScreamingSnake,
            "kebab-case" => Case::Kebab,
            "SCREAMING-KEBAB-CASE" => Case::ScreamingKebab,
            _ => return None,
        })
    }

    /// A variant's name in this case. Variants are taken to be in `PascalCase`.
    pub(super) fn of_variant(self, name: &str) -> String {
        match self {
            Case::Pascal => name.to_owned(),
            Case::Lower => name.to_ascii_lowercase(),
            Case::Upper => name.to_ascii_uppercase(),
            Case::Camel => first_lowered(name),
            Case::Snake => {
                let mut snake = String::new();
                for character in name.chars() {
                    if character.is_uppercase() && !snake.is_empty() {
                        snake.push('_');
                    }
                    snake.push(character.to_ascii_lowercase());
                }
                snake
            }
            Case::ScreamingSnake => Case::Snake.of_variant(name).to_ascii_uppercase(),
            Case::Kebab => Case::Snake.of_variant(name).replace('_', "-"),
            Case::ScreamingKebab => Case::ScreamingSnake.of_variant(name).replace('_', "-"),
        }
    }

    /// A field's name in this case. Fields are taken to be in `snake_case`.
    pub(super) fn of_field(self, name: &str) -> String {
        match self {
            Case::Lower | Case::Snake => name.to_owned(),
            Case::Upper | Case::ScreamingSnake => name.to_ascii_uppercase(),
            Case::Pascal => {
                let mut pascal = String::new();
                let mut begins = true;
                for character in name.chars() {
                    if character == '_' {
                        begins = true;
                    } else if begins {
                        pascal.push(character.to_ascii_uppercase());
                        begins = false;
                    } else {
                        pascal.push(character);
                    }
                }
                pascal
            }
            Case::Camel => first_lowered(&Case::Pascal.of_field(name)),
            Case::Kebab => name.replace('_', "-"),
            Case::ScreamingKebab => name.to_ascii_uppercase().replace('_', "-"),
        }
    }
}

fn first_lowered(name: &str) -> String {
    let mut characters = name.chars();
    characters
        .next()
        .map(|first| first.to_ascii_lowercase())
        .into_iter()
        .chain(characters)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Case;

    /// The name of a case, a variant's name in it, a field's name in it.
    const CASES: [(&str, &str, &str); 8] = [
        ("lowercase", "verytasty2", "very_tasty_2"),
        ("UPPERCASE", "VERYTASTY2", "VERY_TASTY_2"),
        ("PascalCase", "VeryTasty2", "VeryTasty2"),
        ("camelCase", "veryTasty2", "veryTasty2"),
        ("snake_case", "very_tasty2", "very_tasty_2"),
        ("SCREAMING_SNAKE_CASE", "VERY_TASTY2", "VERY_TASTY_2"),
        ("kebab-case", "very-tasty2", "very-tasty-2"),
        ("SCREAMING-KEBAB-CASE", "VERY-TASTY2", "VERY-TASTY-2"),
    ];

    #[test]
    fn names_are_written_as_serde_writes_them() {
        for (name, variant, field) in CASES {
            let case = Case::named(name).unwrap();
            assert_eq!(case.of_variant("VeryTasty2"), variant, "{name}");
            assert_eq!(case.of_field("very_tasty_2"), field, "{name}");
        }
        assert_eq!(Case::named("Title Case"), None);
    }

    #[test]
    fn names_outside_of_ascii_do_not_panic() {
        for (name, ..) in CASES {
            let case = Case::named(name).unwrap();
            let _ = (case.of_variant("Ärger"), case.of_field("ärger_über"));
            assert_eq!(case.of_field(""), "");
        }
    }
}
