//! `include_workflow!`: finds and reads the definition and the samples, and says where an error belongs.

use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use stepwright_compiler::Files;
use stepwright_compiler::invocation::Invocation;
use syn::LitStr;
use syn::ext::IdentExt;

/// The module that an invocation stands for, or its errors.
pub(crate) fn include(tokens: TokenStream) -> TokenStream {
    let mut tokens = tokens.into_iter();
    // `[$crate]`, put there by the macro of the runtime.
    let krate = match tokens.next() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket => group.stream(),
        _ => {
            return error(
                Span::call_site(),
                "`include_workflow!` is called through `stepwright::include_workflow!`",
            );
        }
    };
    let mut invocation: Invocation = match syn::parse2(tokens.collect()) {
        Ok(invocation) => invocation,
        Err(error) => return error.into_compile_error(),
    };
    invocation.is_unproven = std::env::var_os("STEPWRIGHT_PROOF").is_some_and(|it| it == "off");
    let is_printed = std::env::var_os("STEPWRIGHT_PRINT")
        .is_some_and(|wanted| printed(&wanted.to_string_lossy(), &invocation));
    // Who reads the code wants no page of SVG in it.
    invocation.is_drawn = !is_printed;
    let mut tracked = Vec::new();
    let definition = text(&invocation.path, "definition", &mut tracked);
    let samples = invocation.samples.iter().flatten();
    let samples = samples.map(|path| text(path, "sample", &mut tracked));
    let files = Files {
        definition,
        samples: samples.collect(),
    };
    let unique = unique(invocation.path.span());
    let expanded = stepwright_compiler::include(&krate, &invocation, &unique, &files);
    if is_printed {
        crate::print::print(&expanded.module);
    }
    let module = &expanded.module;
    quote! {
        // An edit of a file rebuilds what includes it.
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

/// `STEPWRIGHT_PRINT=1` prints every module, `STEPWRIGHT_PRINT=order` the one of that name.
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
