//! Owns the numbers and dates that belong to a person: payment cards, bank accounts, national ids, addresses, bookings,
//! dates of birth. Each is looked for only where a cue asks for it. It must not know whose they are, nor what a rule
//! makes of them.

mod address;
mod birth;
mod card;
mod digits;
mod iban;
mod identifier;
mod national;

use super::Detection;
use super::source::Source;
use crate::span::Span;

/// The detectors by name.
pub const DETECTORS: &[&str] = &["payment-card", "iban", "national-id", "postal-address", "identifier", "birth-date"];

/// The places in `text` that the detector of that name finds, in order; none if there is no such detector.
/// `detections` are those of [`super::detect`] in the same text.
pub fn find(name: &str, text: &str, detections: &[Detection]) -> Vec<Span> {
    let mut found = Vec::new();
    // All of them hold digits, and most replies hold none.
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return found;
    }
    let source = Source::new(text);
    match name {
        "payment-card" => card::find(&source, &mut found),
        "iban" => iban::find(&source, &mut found),
        "national-id" => national::find(&source, &mut found),
        "postal-address" => address::find(&source, &mut found),
        "identifier" => identifier::find(&source, detections, &mut found),
        "birth-date" => birth::find(&source, detections, &mut found),
        _ => {}
    }
    found
}

#[cfg(test)]
mod tests;
