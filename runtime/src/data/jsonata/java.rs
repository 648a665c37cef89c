//! `java.util.Random`, whose numbers AWS's seeded `$random` gives.

/// Its linear congruential generator.
pub(super) struct Random(u64);

const MULTIPLIER: u64 = 0x5_DEEC_E66D;
const MASK: u64 = (1 << 48) - 1;

impl Random {
    pub(super) fn seeded(seed: i64) -> Random {
        Random((seed.cast_unsigned() ^ MULTIPLIER) & MASK)
    }

    fn next(&mut self, bits: u32) -> u64 {
        self.0 = (self.0.wrapping_mul(MULTIPLIER).wrapping_add(0xB)) & MASK;
        self.0 >> (48 - bits)
    }

    /// `nextDouble`: 53 random bits as a fraction.
    #[allow(clippy::cast_precision_loss, reason = "53 bits fit a double")]
    pub(super) fn next_double(&mut self) -> f64 {
        let high = self.next(26) << 27;
        (high + self.next(27)) as f64 / (1_u64 << 53) as f64
    }
}
