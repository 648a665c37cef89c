//! `include_workflow!` and `workflow!`: finds and reads the definition and the samples, and says where an error belongs.

use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use stepwright_compiler::invocation::Invocation;
use stepwright_compiler::{Declaration, Files};
use syn::LitStr;
use syn::ext::IdentExt;

/// The module that an invocation stands for, or its errors.
pub(crate) fn include(tokens: TokenStream) -> TokenStream {
    let (krate, tokens) = match split(tokens, "include_workflow") {
        Ok(parts) => parts,
        Err(error) => return error,
    };
    let mut invocation: Invocation = match syn::parse2(tokens) {
        Ok(invocation) => invocation,
        Err(error) => return error.into_compile_error(),
    };
    settle(&mut invocation);
    let mut tracked = Vec::new();
    let definition = text(&invocation.path, "definition", &mut tracked);
    let samples = invocation.samples.iter().flatten();
    let samples = samples.map(|path| text(path, "sample", &mut tracked));
    let files = Files {
        definition,
        samples: samples.collect(),
    };
    if let Ok(text) = &files.definition
        && is_wanted("STEPWRIGHT_DECLARE", &invocation)
    {
        crate::print::declaration(&invocation, text);
    }
    let unique = unique(invocation.path.span());
    let expanded = stepwright_compiler::include(&krate, &invocation, &unique, &files);
    finish(&invocation, &expanded.module, &tracked)
}

/// The module that a declaration stands for, or its errors.
pub(crate) fn declare(tokens: TokenStream) -> TokenStream {
    let (krate, tokens) = match split(tokens, "workflow") {
        Ok(parts) => parts,
        Err(error) => return error,
    };
    // The call is in the runtime's own macro; what is declared is in the user's file.
    let first = tokens.clone().into_iter().next();
    let file = first
        .map_or_else(Span::call_site, |token| token.span())
        .unwrap()
        .file();
    let mut declaration = match Declaration::parse(&file, tokens) {
        Ok(declaration) => declaration,
        Err(error) => return error.into_compile_error(),
    };
    settle(declaration.invocation_mut());
    let mut tracked = Vec::new();
    let samples = declaration.samples();
    let samples = samples
        .map(|path| text(path, "sample", &mut tracked))
        .collect();
    let invocation = declaration.invocation();
    let unique = unique(invocation.path.span());
    let expanded = stepwright_compiler::declare(&krate, &declaration, &unique, samples);
    finish(invocation, &expanded.module, &tracked)
}

/// The path of the runtime, which its macro puts before everything else: `[$crate]`.
fn split(tokens: TokenStream, name: &str) -> Result<(TokenStream, TokenStream), TokenStream> {
    let mut tokens = tokens.into_iter();
    match tokens.next() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket => {
            Ok((group.stream(), tokens.collect()))
        }
        _ => Err(error(
            Span::call_site(),
            &format!("`{name}!` is called through `stepwright::{name}!`"),
        )),
    }
}

/// What the environment asks for.
fn settle(invocation: &mut Invocation) {
    invocation.is_unproven = std::env::var_os("STEPWRIGHT_PROOF").is_some_and(|it| it == "off");
    // Who reads the code wants no page of SVG in it.
    invocation.is_drawn = !is_printed(invocation);
}

fn is_printed(invocation: &Invocation) -> bool {
    is_wanted("STEPWRIGHT_PRINT", invocation)
}

/// Whether a variable of the environment asks for this module.
fn is_wanted(variable: &str, invocation: &Invocation) -> bool {
    std::env::var_os(variable).is_some_and(|wanted| printed(&wanted.to_string_lossy(), invocation))
}

/// The module, printed where that is asked for. An edit of a file rebuilds what includes it.
fn finish(invocation: &Invocation, module: &TokenStream, tracked: &[String]) -> TokenStream {
    if is_printed(invocation) {
        crate::print::print(module);
    }
    quote! {
        #(const _: &[u8] = ::core::include_bytes!(#tracked);)*
        #module
    }
}

/// The text of a file, or why it cannot be had. Where it was found goes to `tracked`.
fn text(path: &LitStr, role: &str, tracked: &mut Vec<String>) -> Result<String, String> {
    let (path, span) = (path.value(), path.span());
    let found = find(&path, span)?;
    tracked.push(found.to_string_lossy().into_owned());
    read(&path, &found, role)
}

fn read(path: &str, found: &Path, role: &str) -> Result<String, String> {
    let bytes = std::fs::read(found).map_err(|e| format!("`{path}` cannot be read: {e}"))?;
    String::from_utf8(bytes).map_err(|e| {
        let good = e.utf8_error().valid_up_to();
        let before = e.as_bytes().get(..good).unwrap_or_default();
        let line = before.split(|byte| *byte == b'\n').count();
        format!("`{path}` is not UTF-8\n --> {path}:{line}\n  |\n  = help: a {role} is JSON, which is written in UTF-8")
    })
}

/// `STEPWRIGHT_PRINT=1` prints every module, `STEPWRIGHT_PRINT=order` the one of that name; so does `STEPWRIGHT_DECLARE`.
fn printed(wanted: &str, invocation: &Invocation) -> bool {
    matches!(wanted, "1" | "all")
        || invocation
            .module_name()
            .is_ok_and(|module| module.unraw() == wanted)
}

/// A name's tail for the place of an invocation, the same in every build of the same source.
fn unique(span: Span) -> String {
    let span = span.unwrap();
    let place = format!("{}:{}:{}", span.file(), span.line(), span.column());
    // FNV-1a; no hasher of the standard library promises the same value tomorrow.
    let hash = place.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("_{hash:016x}")
}

fn error(span: Span, message: &str) -> TokenStream {
    quote_spanned!(span=> ::core::compile_error! { #message })
}

/// A file: from the package's root, else beside the file that includes it.
fn find(path: &str, span: Span) -> Result<PathBuf, String> {
    let root = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let beside = span.unwrap().local_file().and_then(|file| {
        let file = std::path::absolute(file).ok()?;
        Some(file.parent()?.to_path_buf())
    });
    let candidates: Vec<PathBuf> = root
        .iter()
        .chain(&beside)
        .map(|folder| folder.join(path))
        .collect();
    if let Some(found) = candidates.iter().find(|candidate| candidate.is_file()) {
        return std::path::absolute(found).map_err(|e| format!("`{path}` cannot be read: {e}"));
    }
    let mut message = format!(
        "file `{path}` does not exist\n\n  = note: looked for in the package's root, the folder of its `Cargo.toml`"
    );
    if beside.is_some() {
        // Without its folder, which may be one of this machine alone.
        let file = span.unwrap().file();
        let file = Path::new(&file).file_name().unwrap_or_default();
        message += "\n  = note: looked for beside `";
        message += &file.to_string_lossy();
        message += "`, which includes it";
    }
    Err(message)
}
