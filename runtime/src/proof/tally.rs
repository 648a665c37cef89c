//! How something turns out over all values that a type has.

/// The outcomes that are possible: none for a value that cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tally(u8);

impl Tally {
    /// There is no such value.
    pub(super) const NONE: Tally = Tally(0);
    /// It holds.
    pub(super) const FINE: Tally = Tally(1);
    /// It is not known.
    pub(super) const OPEN: Tally = Tally(2);
    /// It does not hold.
    pub(super) const WRONG: Tally = Tally(4);

    /// Of values that are either these or those.
    pub(super) const fn or(self, other: Tally) -> Tally {
        Tally(self.0 | other.0)
    }

    /// Of values that have both parts.
    pub(super) const fn and(self, other: Tally) -> Tally {
        if self.0 == 0 || other.0 == 0 {
            return Tally::NONE;
        }
        let fine = self.0 & other.0 & Tally::FINE.0;
        let wrong = (self.0 | other.0) & Tally::WRONG.0;
        let open = self.may_be_open_beside(other) || other.may_be_open_beside(self);
        Tally(fine | wrong | if open { Tally::OPEN.0 } else { 0 })
    }

    const fn may_be_open_beside(self, other: Tally) -> bool {
        self.is_open() && (other.is_open() || other.is_fine())
    }

    /// The same where that much is not known: what holds may also not.
    pub(super) const fn at_best_open(self) -> Tally {
        if self.is_fine() {
            Tally((self.0 & !Tally::FINE.0) | Tally::OPEN.0)
        } else {
            self
        }
    }

    /// No value is like that.
    pub(super) const fn is_none(self) -> bool {
        self.0 == 0
    }

    /// It may hold.
    pub(super) const fn is_fine(self) -> bool {
        self.0 & Tally::FINE.0 != 0
    }

    /// It may be unknown.
    pub(super) const fn is_open(self) -> bool {
        self.0 & Tally::OPEN.0 != 0
    }

    /// It may not hold.
    pub(super) const fn is_wrong(self) -> bool {
        self.0 & Tally::WRONG.0 != 0
    }

    /// It never holds.
    pub(super) const fn is_only_wrong(self) -> bool {
        self.0 == Tally::WRONG.0
    }

    /// It holds for all values, of which there may be none.
    pub(super) const fn is_only_fine(self) -> bool {
        self.0 & !Tally::FINE.0 == 0
    }
}
