//! Strings that are either written in the definition or shared.
use std::{fmt, ops::Deref, sync::Arc};

/// A string that is cheap to clone: a literal of the program, or shared.
#[derive(Clone)]
pub struct Str(Repr);

#[derive(Clone)]
enum Repr {
    Static(&'static str),
    Shared(Arc<str>),
}

impl Str {
    /// A copy of `text`.
    pub fn new(text: &str) -> Str {
        if text.is_empty() {
            return Str::from_static("");
        }
        Str(Repr::Shared(Arc::from(text)))
    }

    /// A literal, which is not copied.
    #[inline]
    pub const fn from_static(text: &'static str) -> Str {
        Str(Repr::Static(text))
    }

    /// Its text.
    #[inline]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Repr::Static(text) => text,
            Repr::Shared(text) => text,
        }
    }

    /// Whether it is that text. Most keys and the paths that name them are one literal of the program.
    #[inline]
    pub(super) fn is(&self, text: &str) -> bool {
        let own = self.as_str();
        own.len() == text.len() && (std::ptr::eq(own.as_ptr(), text.as_ptr()) || own == text)
    }

    /// Whether it is that literal itself.
    #[inline]
    pub(super) fn is_literal(&self, text: &'static str) -> bool {
        matches!(&self.0, Repr::Static(own) if std::ptr::eq(*own, text))
    }

    /// Its text for as long as the program runs, if it is a literal.
    pub(crate) const fn as_static(&self) -> Option<&'static str> {
        match &self.0 {
            Repr::Static(text) => Some(text),
            Repr::Shared(_) => None,
        }
    }
}

impl Deref for Str {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Str {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl std::borrow::Borrow<str> for Str {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl From<&'static str> for Str {
    fn from(text: &'static str) -> Str {
        Str::from_static(text)
    }
}

impl From<String> for Str {
    fn from(text: String) -> Str {
        Str(Repr::Shared(Arc::from(text)))
    }
}

impl PartialEq for Str {
    fn eq(&self, other: &Str) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Str {}

impl PartialEq<str> for Str {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Str {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

// As `str` hashes, because `Borrow<str>` promises so.
impl std::hash::Hash for Str {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Debug for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
