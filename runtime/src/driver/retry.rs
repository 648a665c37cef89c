//! `Retry` and `Catch`.
use super::Failure;
use crate::{
    host::Host,
    program::{Catcher, Retrier},
};
use std::time::Duration;

/// The attempts of a state: each retrier counts its own.
pub(super) struct Retries {
    retriers: &'static [Retrier],
    /// Grown when first needed, so that a state that does not fail allocates nothing.
    used: Vec<u64>,
    total: u64,
}

impl Retries {
    pub(super) fn new(retriers: &'static [Retrier]) -> Retries {
        Retries {
            retriers,
            used: Vec::new(),
            total: 0,
        }
    }

    /// `$$.State.RetryCount`.
    pub(super) fn count(&self) -> u64 {
        self.total
    }

    /// How long to wait before the next attempt, or none where there is none. Only the first retrier that covers the
    /// failure counts, even if it is used up.
    pub(super) fn next(&mut self, failure: &Failure, host: &dyn Host) -> Option<Duration> {
        let at = retrier(self.retriers, failure)?;
        if self.used.is_empty() {
            self.used = vec![0; self.retriers.len()];
        }
        let (retrier, used) = (&self.retriers[at], &mut self.used[at]);
        if *used >= retrier.max_attempts {
            return None;
        }
        let delay = delay(retrier, *used, || host.random());
        *used += 1;
        self.total += 1;
        Some(delay)
    }
}

/// Which retrier covers the failure.
pub(super) fn retrier(retriers: &[Retrier], failure: &Failure) -> Option<usize> {
    retriers
        .iter()
        .position(|retrier| failure.is_one_of(retrier.errors))
}

/// `IntervalSeconds` times `BackoffRate` to the power of the retries before, at most `MaxDelaySeconds`.
#[allow(
    clippy::cast_precision_loss,
    reason = "delays far beyond any limit of a retrier"
)]
pub(super) fn delay(retrier: &Retrier, used: u64, random: impl FnOnce() -> u64) -> Duration {
    let exponent = i32::try_from(used).unwrap_or(i32::MAX);
    let mut seconds = retrier.interval_seconds as f64 * retrier.backoff_rate.powi(exponent);
    if let Some(max) = retrier.max_delay_seconds {
        seconds = seconds.min(max as f64);
    }
    if retrier.full_jitter {
        // 53 random bits: a fraction in [0, 1).
        seconds *= (random() >> 11) as f64 / (1_u64 << 53) as f64;
    }
    Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)
}

/// The first catcher that covers the failure.
pub(super) fn catcher(catch: &'static [Catcher], failure: &Failure) -> Option<&'static Catcher> {
    catch
        .iter()
        .find(|catcher| failure.is_one_of(catcher.errors))
}

#[cfg(test)]
mod tests {
    use super::delay;
    use crate::program::Retrier;
    use std::time::Duration;

    #[test]
    fn delays_back_off_up_to_the_maximum() {
        let retrier = Retrier {
            interval_seconds: 3,
            backoff_rate: 1.5,
            max_delay_seconds: Some(6),
            ..Retrier::NEW
        };
        let delays = [0, 1, 2, 40].map(|used| delay(&retrier, used, || 0).as_millis());
        assert_eq!(delays, [3000, 4500, 6000, 6000]);
    }

    #[test]
    fn full_jitter_draws_up_to_the_delay() {
        let retrier = Retrier {
            interval_seconds: 8,
            full_jitter: true,
            ..Retrier::NEW
        };
        assert_eq!(delay(&retrier, 0, || 0), Duration::ZERO);
        assert_eq!(delay(&retrier, 0, || 1 << 63), Duration::from_secs(4));
        assert!(delay(&retrier, 0, || u64::MAX) <= Duration::from_secs(8));
    }

    #[test]
    fn an_endless_backoff_does_not_panic() {
        let retrier = Retrier {
            backoff_rate: 1e300,
            ..Retrier::NEW
        };
        assert_eq!(delay(&retrier, u64::MAX, || 0), Duration::MAX);
    }
}
