//! Owns fingerprints by which two texts can be compared without having them: MinHash over stretches of three words.
//! It must not know what the texts are.

/// The words of a stretch.
const STRETCH: usize = 3;
/// The hashes of a signature: an estimate of the share of common stretches is off by 0.05 (one standard deviation).
pub(super) const HASHES: usize = 64;
/// The hashes of a band. Two texts that share 0.8 of their stretches share one of the bands with a probability of
/// 0.9998, two that share 0.3 with one of 0.12.
const BAND: usize = 4;
/// The bands of a signature.
pub(super) const BANDS: usize = HASHES / BAND;

/// The lowest hashes of all stretches, 16 bits each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Signature([u16; HASHES]);

impl Signature {
    pub(super) fn of(words: &[&str]) -> Self {
        let mut lowest = [u64::MAX; HASHES];
        let mut add = |stretch: u64| {
            for (seed, low) in (1_u64..).zip(&mut lowest) {
                *low = (*low).min(mixed(stretch ^ seed.wrapping_mul(0x9E37_79B9_7F4A_7C15)));
            }
        };
        if words.len() < STRETCH {
            add(hash_of(words));
        }
        for stretch in words.windows(STRETCH) {
            add(hash_of(stretch));
        }
        Self(lowest.map(|low| (low & 0xFFFF) as u16))
    }

    /// The share of common stretches, estimated.
    pub(super) fn similarity(&self, other: &Self) -> f64 {
        let equal = self.0.iter().zip(&other.0).filter(|(own, other)| own == other).count();
        equal as f64 / HASHES as f64
    }

    /// One of the bands.
    pub(super) fn band(&self, number: usize) -> u64 {
        let band = self.0.get(number * BAND..(number + 1) * BAND).unwrap_or(&[]);
        band.iter().fold(0, |all, hash| all << 16 | u64::from(*hash))
    }
}

/// A hash of words in their order: FNV-1a, the same on every machine.
pub(super) fn hash_of(words: &[&str]) -> u64 {
    let mut hash = 0xCBF2_9CE4_8422_2325_u64;
    for byte in words.iter().flat_map(|word| word.bytes().chain([0xFF])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    }
    mixed(hash)
}

/// Spreads every bit over all others (the finisher of SplitMix64).
fn mixed(mut value: u64) -> u64 {
    value = (value ^ value >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    value = (value ^ value >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ value >> 31
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_estimate_is_close_to_the_share_of_common_stretches() {
        let all: Vec<String> = (0..240).map(|number| format!("w{number}")).collect();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        let whole = Signature::of(&all[..200]);
        assert!((whole.similarity(&Signature::of(&all[..200])) - 1.0).abs() < f64::EPSILON);
        for (from, share) in [(20, 0.82), (66, 0.5), (140, 0.18)] {
            let estimate = whole.similarity(&Signature::of(&all[from..(200 + from).min(240)]));
            let own = 198.0;
            let other = ((200 + from).min(240) - from - 2) as f64;
            let common = (198 - from) as f64;
            let exact = common / (own + other - common);
            assert!((estimate - exact).abs() < 0.15, "{estimate} for {exact} ({share})");
        }
    }
}
