//! What can be at a place once rules have had their say, listed for a message.

use super::place::Place;
use super::{Kinds, text};
use crate::shape::{Node, Text};

/// The most words that are listed.
const MOST_WORDS: usize = 8;

/// Everything that can be at a place.
#[derive(Clone, Copy)]
pub(super) struct Remains {
    words: [&'static str; MOST_WORDS],
    /// How many words there are, each once; more than are kept maybe.
    pub(super) count: usize,
    /// The kinds of values other than words and truth values.
    pub(super) kinds: Kinds,
    /// Whether it can be false, and whether true.
    pub(super) truths: [bool; 2],
    pub(super) can_be_missing: bool,
    /// Nothing is known of some value.
    pub(super) is_unknown: bool,
}

impl Remains {
    pub(super) const NOTHING: Remains = Remains {
        words: [""; MOST_WORDS],
        count: 0,
        kinds: Kinds::NONE,
        truths: [false; 2],
        can_be_missing: false,
        is_unknown: false,
    };

    /// Adds what can be at a place.
    pub(super) const fn add(&mut self, place: Place<'_>) {
        let left = place.kinds().and(Kinds::of_node(place.seen.node));
        match place.seen.node {
            Node::Word(word) => self.add_word(place, word.gives),
            Node::Bool => self.add_bool(place),
            Node::Text(Text::Any) | Node::Any if place.words().is_some() => {
                if let Some(words) = place.words() {
                    let mut at = 0;
                    while at < words.len() {
                        self.add_word(place, words[at]);
                        at += 1;
                    }
                }
            }
            Node::Any if left.is(Kinds::BOOL) => self.add_bool(place),
            Node::Any if left.is(Kinds::NULL) => self.kinds = self.kinds.or(left),
            Node::Any => self.is_unknown |= !left.is_empty(),
            _ => self.kinds = self.kinds.or(left),
        }
    }

    const fn add_bool(&mut self, place: Place<'_>) {
        if !place.kinds().and(Kinds::BOOL).is_empty() {
            self.truths[0] |= place.admits_bool(false);
            self.truths[1] |= place.admits_bool(true);
        }
    }

    const fn add_word(&mut self, place: Place<'_>, word: &'static str) {
        if place.admits(word) && !self.has(word) {
            if self.count < MOST_WORDS {
                self.words[self.count] = word;
            }
            self.count += 1;
        }
    }

    const fn has(&self, word: &str) -> bool {
        let mut at = 0;
        while let Some(known) = self.word(at) {
            if text::same(known, word) {
                return true;
            }
            at += 1;
        }
        false
    }

    /// The word of that number; none after the last that is kept.
    pub(super) const fn word(&self, number: usize) -> Option<&'static str> {
        if number < self.count && number < MOST_WORDS {
            Some(self.words[number])
        } else {
            None
        }
    }

    /// Whether nothing can be there.
    pub(super) const fn is_nothing(&self) -> bool {
        self.count == 0
            && self.kinds.is_empty()
            && !self.truths[0]
            && !self.truths[1]
            && !self.can_be_missing
            && !self.is_unknown
    }

    /// Whether it is not all listed: a string can be any of many.
    pub(super) const fn is_endless(&self) -> bool {
        self.is_unknown || !self.kinds.and(Kinds::STRING).is_empty()
    }
}
