//! Two contestants, interleaved, medians.

use std::time::Instant;

/// How one measure came out, in nanoseconds an iteration.
pub struct Row {
    /// The median of ours.
    pub ours: f64,
    /// The median of the rival's.
    pub rival: f64,
    /// The median of the rounds' ratios.
    pub ratio: f64,
    /// The distance between the quartiles of the ratios, in percent of their median.
    pub spread: f64,
}

/// Runs both in turn, `rounds` times, `iterations` each; the first round warms up and does not count.
pub fn duel(rounds: usize, iterations: u32, mut ours: impl FnMut(), mut rival: impl FnMut()) -> Row {
    let mut times = Vec::new();
    for round in 0..=rounds {
        let pair = (time(iterations, &mut ours), time(iterations, &mut rival));
        if round > 0 {
            times.push(pair);
        }
    }
    let mut ratios: Vec<f64> = times.iter().map(|(ours, rival)| ours / rival).collect();
    let ratio = quantile(&mut ratios, 0.5);
    let spread = (quantile(&mut ratios, 0.75) - quantile(&mut ratios, 0.25)) / ratio * 100.0;
    Row {
        ours: quantile(&mut times.iter().map(|t| t.0).collect::<Vec<_>>(), 0.5),
        rival: quantile(&mut times.iter().map(|t| t.1).collect::<Vec<_>>(), 0.5),
        ratio,
        spread,
    }
}

fn time(iterations: u32, run: &mut impl FnMut()) -> f64 {
    let start = Instant::now();
    for _ in 0..iterations {
        run();
    }
    start.elapsed().as_secs_f64() * 1e9 / f64::from(iterations)
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "an index into a short list"
)]
fn quantile(values: &mut [f64], at: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    values[((values.len() - 1) as f64 * at).round() as usize]
}
