//! `include_workflow!`: finds and reads the definition, and says where an error belongs.

use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use stepwright_compiler::invocation::Invocation;

/// The module that an invocation stands for, or its errors.
pub(crate) fn include(tokens: TokenStream) -> TokenStream {
    let mut tokens = tokens.into_iter();
    // `[$crate]`, put there by the macro of the runtime.
    let krate = match tokens.next() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket => group.stream(),
        _ => return error(Span::call_site(), "`include_workflow!` is called through `stepwright::include_workflow!`"),
    };
    let invocation: Invocation = match syn::parse2(tokens.collect()) {
        Ok(invocation) => invocation,
        Err(error) => return error.into_compile_error(),
    };
    let span = invocation.path.span();
    let found = match find(&invocation.path.value(), span) {
        Ok(found) => found,
        Err(message) => return error(span, &message),
    };
    let text = match std::fs::read(&found) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(e) => {
                let at = e.utf8_error().valid_up_to();
                return error(span, &format!("`{}` is not UTF-8 from byte {at} on", invocation.path.value()));
            }
        },
        Err(e) => return error(span, &format!("`{}` cannot be read: {e}", invocation.path.value())),
    };
    let expanded = stepwright_compiler::include(&krate, &invocation, &unique(span), &text);
    if std::env::var_os("STEPWRIGHT_PRINT").is_some_and(|wanted| printed(&wanted.to_string_lossy(), &invocation)) {
        crate::print::print(&expanded.module);
    }
    let errors = expanded.errors.iter().map(|message| error(span, message));
    let module = &expanded.module;
    let tracked = found.to_string_lossy();
    quote! {
        #(#errors)*
        // An edit of the definition rebuilds what includes it.
        const _: &[u8] = ::core::include_bytes!(#tracked);
        #module
    }
}

/// `STEPWRIGHT_PRINT=1` prints every module, `STEPWRIGHT_PRINT=order` the one of that name.
fn printed(wanted: &str, invocation: &Invocation) -> bool {
    matches!(wanted, "1" | "all") || invocation.module_name().is_ok_and(|module| module == wanted)
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

/// The definition's file: from the package's root, else beside the file that includes it.
fn find(path: &str, span: Span) -> Result<PathBuf, String> {
    let root = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let beside = span.unwrap().local_file().and_then(|file| {
        let file = std::path::absolute(file).ok()?;
        Some(file.parent()?.to_path_buf())
    });
    let candidates: Vec<PathBuf> = root.iter().chain(&beside).map(|folder| folder.join(path)).collect();
    if let Some(found) = candidates.iter().find(|candidate| candidate.is_file()) {
        return std::path::absolute(found).map_err(|e| format!("`{path}` cannot be read: {e}"));
    }
    let mut message = format!("`{path}` is not there\n\n  = note: looked for from the package's root (the folder of `Cargo.toml`)");
    if let (Some(root), Some(beside)) = (&root, &beside) {
        let folder = beside.strip_prefix(root).unwrap_or(beside);
        if folder != Path::new("") {
            message.push_str(&format!("\n  = note: looked for beside the file that includes it, in `{}`", folder.display()));
        }
    }
    Err(message)
}
