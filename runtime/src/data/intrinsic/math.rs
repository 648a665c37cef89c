//! Numbers.
use super::{Arguments, Failure, refuse};
use crate::{data::Context, value::Value};

/// Half up, as Java's `Math.round`: 1.5 is 2 and -1.5 is -1. None beyond the whole numbers.
#[allow(clippy::cast_possible_truncation, reason = "the range is checked")]
pub(super) fn round(number: f64) -> Option<i64> {
    // `floor(number + 0.5)` would take 0.49999999999999994 up.
    let down = number.floor();
    let rounded = if number - down >= 0.5 {
        down + 1.0
    } else {
        down
    };
    let limit = 9_223_372_036_854_775_808.0;
    (-limit..limit).contains(&rounded).then_some(rounded as i64)
}

pub(super) fn add(arguments: &Arguments) -> Result<Value, Failure> {
    match arguments.integer(0)?.checked_add(arguments.integer(1)?) {
        Some(sum) => Ok(Value::from(sum)),
        None => refuse("The sum is out of range"),
    }
}

/// From the first, included, to the second, excluded; the same for the same seed.
pub(super) fn random(arguments: &Arguments, context: &dyn Context) -> Result<Value, Failure> {
    let (from, to) = (arguments.integer(0)?, arguments.integer(1)?);
    let Some(span) = to.checked_sub(from).filter(|span| *span > 0) else {
        return refuse("The start number must be less than the end number");
    };
    let seed = match arguments.values.get(2) {
        Some(_) => arguments.integer(2)?,
        None => context.random().cast_signed(),
    };
    Ok(Value::from(from + Generator::new(seed).below(span)))
}

/// `java.util.Random`, which AWS uses: the same seed gives the same number there and here.
struct Generator(u64);

const MASK: u64 = (1 << 48) - 1;

impl Generator {
    const fn new(seed: i64) -> Generator {
        Generator((seed.cast_unsigned() ^ 0x5_DEEC_E66D) & MASK)
    }

    /// Up to 32 bits, as a signed number.
    #[allow(
        clippy::cast_possible_truncation,
        reason = "the upper bits are what is asked for"
    )]
    const fn bits(&mut self, bits: u32) -> i32 {
        self.0 = self.0.wrapping_mul(0x5_DEEC_E66D).wrapping_add(0xB) & MASK;
        ((self.0 >> (48 - bits)) as u32).cast_signed()
    }

    fn below(&mut self, bound: i64) -> i64 {
        match i32::try_from(bound) {
            Ok(bound) => i64::from(self.below_i32(bound)),
            Err(_) => self.long().rem_euclid(bound),
        }
    }

    /// `nextInt(bound)`.
    #[allow(clippy::cast_possible_truncation, reason = "31 bits")]
    fn below_i32(&mut self, bound: i32) -> i32 {
        if bound & (bound - 1) == 0 {
            return ((i64::from(bound) * i64::from(self.bits(31))) >> 31) as i32;
        }
        loop {
            let bits = self.bits(31);
            let value = bits % bound;
            // The last, incomplete run of `bound` numbers would favour the small ones.
            if bits.wrapping_sub(value).wrapping_add(bound - 1) >= 0 {
                return value;
            }
        }
    }

    /// `nextLong()`.
    const fn long(&mut self) -> i64 {
        let high = self.bits(32) as i64;
        (high << 32).wrapping_add(self.bits(32) as i64)
    }
}

#[cfg(test)]
mod tests {
    use super::{Generator, round};

    #[test]
    fn numbers_are_rounded_half_up() {
        let cases = [
            (1.5, 2),
            (-1.5, -1),
            (0.5, 1),
            (-0.5, 0),
            (2.4, 2),
            (-2.6, -3),
            (0.499_999_999_999_999_94, 0),
            (4_503_599_627_370_497.0, 4_503_599_627_370_497),
        ];
        for (number, rounded) in cases {
            assert_eq!(round(number), Some(rounded), "{number}");
        }
        assert_eq!(round(1e19), None);
        assert_eq!(round(f64::NAN), None);
    }

    /// The first numbers of `new java.util.Random(42)`.
    #[test]
    fn the_generator_is_javas() {
        let mut generator = Generator::new(42);
        let ints: Vec<i32> = (0..4).map(|_| generator.bits(32)).collect();
        assert_eq!(
            ints,
            [-1_170_105_035, 234_785_527, -1_360_544_799, 205_897_768]
        );
        let mut generator = Generator::new(42);
        let bounded: Vec<i32> = (0..5).map(|_| generator.below_i32(10)).collect();
        assert_eq!(bounded, [0, 3, 8, 4, 0]);
        let mut generator = Generator::new(42);
        assert_eq!(generator.long(), -5_025_562_857_975_149_833);
    }
}
