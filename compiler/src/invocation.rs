//! What stands between the braces of `include_workflow!`: the short form (a path) and the long form.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::token::Paren;
use syn::{Attribute, LitStr, Token, Type, Visibility, braced, bracketed, parenthesized};

use crate::dsl::DeclaredTask;
use crate::suggest;

/// A parsed invocation.
pub struct Invocation {
    /// Attributes and doc comments of the module.
    pub attributes: Vec<Attribute>,
    /// The module's visibility.
    pub visibility: TokenStream,
    /// The module's name, where the long form gives one.
    pub module: Option<Ident>,
    /// The path of the definition.
    pub path: LitStr,
    /// `input:`, the execution input's Rust type.
    pub input: Option<Type>,
    /// `input: sample(..)`, the files of documents that the input's type is made of; none of them where the list is
    /// wrong. Where there are samples there is no `input`.
    pub samples: Option<Vec<LitStr>>,
    /// `output:`, the execution output's Rust type.
    pub output: Option<Type>,
    /// `rename:`, state names and the Rust names they get.
    pub rename: Vec<(LitStr, Ident)>,
    /// `substitute:`, the names and values of `${Name}`s.
    pub substitute: Vec<(LitStr, LitStr)>,
    /// `allow:`, findings by code; all states, or those named.
    pub allow: Vec<(Ident, Vec<LitStr>)>,
    /// The types that Tasks are declared with, where the workflow is declared in Rust.
    pub tasks: Vec<DeclaredTask>,
    /// Nothing is proven of the workflow: for measures of what proving costs, which no entry asks for.
    pub is_unproven: bool,
    /// Its documentation shows its picture. What only reads the module does without.
    pub is_drawn: bool,
    /// What is wrong with its entries. The module is made all the same, so that nothing else fails because of it.
    pub errors: Vec<syn::Error>,
}

const ENTRIES: [&str; 5] = ["allow", "input", "output", "rename", "substitute"];

impl Parse for Invocation {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility: Visibility = input.parse()?;
        let module = if input.peek(Token![mod]) {
            input.parse::<Token![mod]>()?;
            let name = input.call(Ident::parse_any)?;
            input.parse::<Token![=]>()?;
            Some(name)
        } else {
            None
        };
        if module.is_none() && !input.peek(LitStr) {
            return Err(input.error(
                "expected the path of a definition, such as `\"order.asl.json\"`, or `mod name = \"order.asl.json\"`",
            ));
        }
        let mut invocation = Invocation {
            attributes,
            visibility: visibility.into_token_stream(),
            module,
            path: input.parse()?,
            input: None,
            samples: None,
            output: None,
            rename: Vec::new(),
            substitute: Vec::new(),
            allow: Vec::new(),
            tasks: Vec::new(),
            is_unproven: false,
            is_drawn: false,
            errors: Vec::new(),
        };
        if let Err(error) = invocation.entries(input) {
            invocation.errors.push(error);
            input.parse::<TokenStream>()?;
        }
        Ok(invocation)
    }
}

impl Invocation {
    /// That of a workflow declared in Rust; `path` names the file it stands in.
    pub(crate) fn declared(
        attributes: Vec<Attribute>,
        visibility: TokenStream,
        module: Ident,
        path: LitStr,
        tasks: Vec<DeclaredTask>,
    ) -> Invocation {
        Invocation {
            attributes,
            visibility,
            module: Some(module),
            path,
            input: None,
            samples: None,
            output: None,
            rename: Vec::new(),
            substitute: Vec::new(),
            allow: Vec::new(),
            tasks,
            is_unproven: false,
            is_drawn: false,
            errors: Vec::new(),
        }
    }

    /// Adds entries, a comma before each.
    pub(crate) fn with_entries(&mut self, entries: TokenStream) -> syn::Result<()> {
        let parse = |input: ParseStream| self.entries(input);
        syn::parse::Parser::parse2(parse, entries)
    }

    fn entries(&mut self, input: ParseStream) -> syn::Result<()> {
        let mut seen: Vec<String> = Vec::new();
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            let key = input.call(Ident::parse_any)?;
            input.parse::<Token![:]>()?;
            let name = key.to_string();
            if seen.contains(&name) {
                return Err(syn::Error::new(
                    key.span(),
                    format!("`{name}` is given twice"),
                ));
            }
            match name.as_str() {
                "input" if is_sample(input) => {
                    // Known before its list is read, so that the type has its name whatever is wrong there.
                    self.samples = Some(Vec::new());
                    self.samples = Some(samples(input)?);
                }
                "input" => self.input = Some(input.parse()?),
                "output" if is_sample(input) => {
                    return Err(
                        input.error("`output` is a Rust type; `sample(..)` is for `input` alone")
                    );
                }
                "output" => self.output = Some(input.parse()?),
                "rename" => self.rename = entries(input, rename_entry)?,
                "substitute" => self.substitute = entries(input, substitute_entry)?,
                "allow" => self.allow = entries(input, allow_entry)?,
                other => {
                    let help = suggest::similar(other, ENTRIES).map_or_else(
                        || suggest::list_of(ENTRIES),
                        |similar| format!("`{similar}`"),
                    );
                    return Err(syn::Error::new(
                        key.span(),
                        format!(
                            "`{other}` is not an entry of `include_workflow!`; expected {help}"
                        ),
                    ));
                }
            }
            seen.push(name);
        }
        Ok(())
    }
}

/// `sample(`, which begins no type that there is.
fn is_sample(input: ParseStream) -> bool {
    let ahead = input.fork();
    ahead
        .call(Ident::parse_any)
        .is_ok_and(|word| word == "sample")
        && ahead.peek(Paren)
}

/// `sample("order.json", "another.json")`
fn samples(input: ParseStream) -> syn::Result<Vec<LitStr>> {
    let word = input.call(Ident::parse_any)?;
    let content;
    parenthesized!(content in input);
    let files = list(&content, |input| {
        input.parse::<LitStr>().map_err(|error| {
            syn::Error::new(
                error.span(),
                "expected the path of a sample, such as `\"events/order.json\"`",
            )
        })
    })?;
    if files.is_empty() {
        return Err(syn::Error::new(
            word.span(),
            "`sample()` names no document; name one or more, such as `sample(\"events/order.json\")`",
        ));
    }
    for (index, file) in files.iter().enumerate() {
        if files
            .iter()
            .take(index)
            .any(|other| other.value() == file.value())
        {
            return Err(syn::Error::new(
                file.span(),
                format!("sample `{}` is given twice", file.value()),
            ));
        }
    }
    Ok(files)
}

fn entries<T>(input: ParseStream, entry: fn(ParseStream) -> syn::Result<T>) -> syn::Result<Vec<T>> {
    let content;
    braced!(content in input);
    list(&content, entry)
}

/// What stands between brackets, separated by commas. After an error nothing of it is left: syn would report what is in
/// place of the error.
fn list<T>(content: ParseStream, entry: fn(ParseStream) -> syn::Result<T>) -> syn::Result<Vec<T>> {
    let list = Punctuated::<T, Token![,]>::parse_terminated_with(content, entry);
    if list.is_err() {
        content.parse::<TokenStream>()?;
    }
    Ok(list?.into_iter().collect())
}

/// `"Confirm!" => confirm`
fn rename_entry(input: ParseStream) -> syn::Result<(LitStr, Ident)> {
    let from = input.parse()?;
    input.parse::<Token![=>]>()?;
    let name = input.call(Ident::parse_any).map_err(|error| {
        syn::Error::new(error.span(), "expected a Rust name, such as `pay_order`")
    })?;
    Ok((from, name))
}

/// `TableName: "orders"` or `"TableName": "orders"`
fn substitute_entry(input: ParseStream) -> syn::Result<(LitStr, LitStr)> {
    let name = if input.peek(LitStr) {
        input.parse()?
    } else {
        let name = input.call(Ident::parse_any)?;
        LitStr::new(&name.unraw().to_string(), name.span())
    };
    input.parse::<Token![:]>()?;
    Ok((name, input.parse()?))
}

/// `unreachable_state` or `unreachable_state: ["Old", "Older"]`
fn allow_entry(input: ParseStream) -> syn::Result<(Ident, Vec<LitStr>)> {
    let code = input.call(Ident::parse_any)?;
    let mut states = Vec::new();
    if input.peek(Token![:]) {
        input.parse::<Token![:]>()?;
        let content;
        bracketed!(content in input);
        states = list(&content, <LitStr as Parse>::parse)?;
        if states.is_empty() {
            return Err(syn::Error::new(
                code.span(),
                format!("`{code}: []` allows nothing; name states, or write `{code}` for all"),
            ));
        }
    }
    Ok((code, states))
}

impl Invocation {
    /// The module's name: given, or made of the file's.
    pub fn module_name(&self) -> syn::Result<Ident> {
        if let Some(module) = &self.module {
            return Ok(module.clone());
        }
        let span: Span = self.path.span();
        let path = self.path.value();
        crate::names::module_name(&path)
            .and_then(|name| syn::parse_str::<Ident>(&name).ok())
            .map(|mut ident| {
                ident.set_span(span);
                ident
            })
            .ok_or_else(|| {
                syn::Error::new(
                    span,
                    format!("no module name can be made of `{path}`\n\n  = help: the long form names it: `mod name = {path:?}`"),
                )
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Invocation, String> {
        syn::parse_str(text).map_err(|e: syn::Error| e.to_string())
    }

    #[test]
    fn the_long_form_names_what_the_short_form_infers() {
        let invocation = parse(
            r#"/// Cancels.
            pub(crate) mod cancellation = "workflows/cancel.asl.json",
            input: crate::CancelOrder, output: Vec<u8>,
            rename: { "Confirm!" => confirm, "Match" => r#match },
            substitute: { Table: "orders", "Other": "x" },
            allow: { unreachable_state: ["A", "B"], no_end },"#,
        )
        .unwrap();
        assert_eq!(
            invocation.module_name().unwrap().to_string(),
            "cancellation"
        );
        assert_eq!(invocation.rename[1].0.value(), "Match");
        assert_eq!(invocation.rename[1].1.unraw(), "match");
        assert_eq!(invocation.substitute.len(), 2);
        assert_eq!(invocation.substitute[0].0.value(), "Table");
        assert_eq!(invocation.allow[0].1[1].value(), "B");
        assert!(invocation.allow[1].1.is_empty());
        assert_eq!(invocation.attributes.len(), 1);
    }

    #[test]
    fn the_input_is_a_type_or_samples() {
        let files = |text: &str| {
            let invocation = parse(text).unwrap();
            assert!(
                invocation.errors.is_empty(),
                "{text}: {:?}",
                invocation.errors
            );
            assert!(invocation.input.is_none() || invocation.samples.is_none());
            let files = invocation.samples?;
            Some(files.iter().map(LitStr::value).collect::<Vec<_>>())
        };
        let samples = |files: &[&str]| Some(files.iter().map(ToString::to_string).collect());
        for (text, found) in [
            (r#""a.json", input: sample("b.json")"#, samples(&["b.json"])),
            (
                r#""a.json", input: sample("b.json", "c.json",), output: u8"#,
                samples(&["b.json", "c.json"]),
            ),
            (r#""a.json", input: sample"#, None),
            (r#""a.json", input: sample::Order"#, None),
            (r#""a.json", input: sample<u8>"#, None),
        ] {
            assert_eq!(files(text), found, "{text}");
        }
        // With a wrong list it is known that there are samples.
        let invocation = parse(r#""a.json", input: sample(3), output: u8"#).unwrap();
        assert_eq!(invocation.samples.map(|files| files.len()), Some(0));
    }

    #[test]
    fn the_short_form_is_a_path() {
        assert_eq!(
            parse(r#""flows/OrderManager.asl.json""#)
                .unwrap()
                .module_name()
                .unwrap()
                .to_string(),
            "order_manager"
        );
    }

    #[test]
    fn mistakes_say_what_is_expected() {
        for (text, message) in [
            ("order", "expected the path of a definition"),
            (
                r#""a.json", inptu: u8"#,
                "`inptu` is not an entry of `include_workflow!`; expected `input`",
            ),
            (
                r#""a.json", input: u8, input: u8"#,
                "`input` is given twice",
            ),
            (r#""a.json", allow: { no_end: [] }"#, "allows nothing"),
            (
                r#""a.json", input: sample()"#,
                "`sample()` names no document; name one or more",
            ),
            (
                r#""a.json", input: sample("b.json", 3)"#,
                "expected the path of a sample, such as",
            ),
            (
                r#""a.json", input: sample("b.json" "c.json")"#,
                "expected `,`",
            ),
            (
                r#""a.json", output: sample("b.json")"#,
                "`output` is a Rust type",
            ),
            (
                r#""a.json", input: sample("b.json", "b.json")"#,
                "sample `b.json` is given twice",
            ),
        ] {
            let error =
                parse(text).map_or_else(|error| error, |parsed| parsed.errors[0].to_string());
            assert!(error.contains(message), "{text}: {error}");
        }
        let invocation = parse(r#"mod order = "a.json", rename: { "Pick" => 3, "Pack" => pack }"#);
        let error = invocation.unwrap().errors[0].to_string();
        assert_eq!(error, "expected a Rust name, such as `pay_order`");
        let error = parse(r#""???.json""#)
            .unwrap()
            .module_name()
            .unwrap_err()
            .to_string();
        assert!(error.contains("no module name can be made of"), "{error}");
    }
}
