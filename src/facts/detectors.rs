//! Owns what code finds better than phrases do: addresses, numbers, emoji, placeholders, shouted words. One pass over
//! the text; a byte that can be part of something starts a small scanner. It must not know about cues or rules.

mod caps;
mod email;
mod emoji;
pub mod markup;
mod number;
mod path;
pub mod personal;
mod phone;
mod placeholder;
pub(crate) mod plain;
mod source;
mod url;

use serde::{Deserialize, Serialize};

use crate::span::Span;
use source::Source;

/// What was found. In order of priority: where two overlap, the earlier one stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Detector {
    /// An e-mail address, obfuscated ones too: `info (at) cafe.example.com`.
    Email,
    /// A web address, with or without a scheme. A brand that is written like one (`Booking.com`) is none.
    Url,
    /// Something that was to be filled in: `{{name}}`, `[Your Name]`, `XXX`.
    Placeholder,
    /// The name of an account, with its `@`.
    Handle,
    /// A telephone number.
    Phone,
    /// An amount with its currency.
    Money,
    /// A day or a month of a year, written with digits.
    Date,
    /// A time of day, written with digits.
    Time,
    /// A way through the menus of an app: `Profile > Help`.
    Path,
    /// Any other group of digits, with its percent sign or ordinal ending.
    Number,
    /// One emoji with its modifiers, or one emoticon.
    Emoji,
    /// A run of shouted words.
    Caps,
}

impl Detector {
    /// Every detector, by priority.
    pub const ALL: &[Self] = &[
        Self::Email,
        Self::Url,
        Self::Placeholder,
        Self::Handle,
        Self::Phone,
        Self::Money,
        Self::Date,
        Self::Time,
        Self::Path,
        Self::Number,
        Self::Emoji,
        Self::Caps,
    ];

    /// Its name in packs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Url => "url",
            Self::Placeholder => "placeholder",
            Self::Handle => "handle",
            Self::Phone => "phone",
            Self::Money => "money",
            Self::Date => "date",
            Self::Time => "time",
            Self::Path => "path",
            Self::Number => "number",
            Self::Emoji => "emoji",
            Self::Caps => "caps",
        }
    }

    /// The detector of that name; `num` is short for `number`.
    pub fn parse(name: &str) -> Option<Self> {
        let name = if name == "num" { "number" } else { name };
        Self::ALL.iter().copied().find(|detector| detector.name() == name)
    }
}

/// One thing found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Detection {
    /// What it is.
    pub kind: Detector,
    /// Its bytes in the text.
    pub span: Span,
}

/// Appends everything that the detectors find in `text`, sorted by place; no two overlap.
pub fn detect(text: &str, out: &mut Vec<Detection>) {
    let source = Source::new(text);
    let first = out.len();
    let mut at = 0;
    while at < text.len() {
        let trigger = TRIGGERS.get(usize::from(source.byte(at))).copied().unwrap_or(Trigger::Nothing);
        at = match trigger {
            Trigger::Nothing => at + 1,
            trigger => scan(&source, trigger, at, out).unwrap_or(at + 1),
        };
    }
    email::detect_spelt_out(&source, out);
    resolve(out, first);
}

/// Runs the scanners that `trigger` starts at byte `at`. Gives the byte to go on from, if one of them found or skipped
/// something.
fn scan(source: &Source<'_>, trigger: Trigger, at: usize, out: &mut Vec<Detection>) -> Option<usize> {
    let found = |kind: Detector, span: Option<Span>| span.map(|span| Detection { kind, span });
    let detection = match trigger {
        Trigger::Nothing => None,
        Trigger::At => found(Detector::Email, email::at_sign(source, at))
            .or_else(|| found(Detector::Handle, email::handle(source, at))),
        Trigger::Dot => found(Detector::Url, url::bare(source, at)),
        Trigger::Colon => found(Detector::Url, url::with_scheme(source, at))
            .or_else(|| found(Detector::Emoji, emoji::emoticon(source, at))),
        Trigger::Emoticon => found(Detector::Emoji, emoji::emoticon(source, at)),
        Trigger::Bracket => found(Detector::Email, email::bracketed_at(source, at))
            .or_else(|| found(Detector::Placeholder, placeholder::bracketed(source, at)))
            .or_else(|| found(Detector::Phone, phone::number(source, at)))
            .or_else(|| found(Detector::Emoji, emoji::emoticon(source, at))),
        Trigger::Mark => found(Detector::Placeholder, placeholder::marked(source, at))
            .or_else(|| found(Detector::Money, number::money(source, at))),
        Trigger::Plus => found(Detector::Phone, phone::number(source, at)),
        Trigger::Digit => return digits(source, at, out),
        Trigger::Arrow => found(Detector::Path, path::around(source, at)),
        Trigger::Wide => found(Detector::Money, number::money(source, at))
            .or_else(|| found(Detector::Emoji, emoji::emoji(source, at)))
            .or_else(|| found(Detector::Placeholder, placeholder::marked(source, at)))
            .or_else(|| found(Detector::Path, path::around(source, at))),
        Trigger::Upper => return capitals(source, at, out),
        Trigger::LowerX => found(Detector::Placeholder, placeholder::crosses(source, at)),
    }?;
    out.push(detection);
    Some(detection.span.end.max(at + 1))
}

fn digits(source: &Source<'_>, at: usize, out: &mut Vec<Detection>) -> Option<usize> {
    if source.joined_to_word_before(at) {
        return Some(source.word_end(at));
    }
    if let Some(span) = emoji::keycap(source, at) {
        out.push(Detection { kind: Detector::Emoji, span });
        return Some(span.end);
    }
    let date = number::date(source, at).map(|span| (Detector::Date, span));
    let found = date
        .or_else(|| phone::number(source, at).map(|span| (Detector::Phone, span)))
        .or_else(|| number::number(source, at));
    match found {
        Some((kind, span)) => {
            out.push(Detection { kind, span });
            Some(span.end.max(at + 1))
        }
        None => Some(source.word_end(at).max(at + 1)),
    }
}

fn capitals(source: &Source<'_>, at: usize, out: &mut Vec<Detection>) -> Option<usize> {
    if source.joined_to_word_before(at) {
        return None;
    }
    if let Some(span) = placeholder::crosses(source, at) {
        out.push(Detection { kind: Detector::Placeholder, span });
        return Some(span.end);
    }
    let (kind, span, end) = caps::run(source, at)?;
    if let Some(kind) = kind {
        out.push(Detection { kind, span });
    }
    // What stands inside (an address that starts with capitals) is found on its own.
    Some(end).filter(|end| *end > at)
}

/// Sorts what was appended after `first`, and keeps the one with the higher priority of any two that overlap.
fn resolve(out: &mut Vec<Detection>, first: usize) {
    let mut found = out.split_off(first.min(out.len()));
    found.sort_by_key(|detection| (detection.span.start, detection.span.end));
    for detection in found {
        let mut keep = !detection.span.is_empty();
        while keep
            && let Some(last) = out.get(first..).and_then(<[Detection]>::last)
            && last.span.overlaps(detection.span)
        {
            if last.kind <= detection.kind {
                keep = false;
            } else {
                out.pop();
            }
        }
        if keep {
            out.push(detection);
        }
    }
}

/// What a byte may be the start (or the middle) of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trigger {
    Nothing,
    /// `@`
    At,
    /// `.`
    Dot,
    /// `:`
    Colon,
    /// `;`, `=`, `^`
    Emoticon,
    /// `(`, `[`, `{`, `<`
    Bracket,
    /// `$`, `%`, `_`, `#`
    Mark,
    /// `+`
    Plus,
    Digit,
    /// `>`
    Arrow,
    /// The first byte of a character outside ASCII.
    Wide,
    /// A capital letter.
    Upper,
    /// `x`
    LowerX,
}

const TRIGGERS: [Trigger; 256] = {
    let mut table = [Trigger::Nothing; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'@' => Trigger::At,
            b'.' => Trigger::Dot,
            b':' => Trigger::Colon,
            b';' | b'=' | b'^' => Trigger::Emoticon,
            b'(' | b'[' | b'{' | b'<' => Trigger::Bracket,
            b'$' | b'%' | b'_' | b'#' => Trigger::Mark,
            b'+' => Trigger::Plus,
            b'0'..=b'9' => Trigger::Digit,
            b'>' => Trigger::Arrow,
            b'A'..=b'Z' => Trigger::Upper,
            b'x' => Trigger::LowerX,
            // Letters of Latin scripts (0xC3 to 0xCF) start nothing; 0xC2 holds £, ©, ®, » and the like.
            0xC2 | 0xE2..=0xE3 | 0xEF..=0xF4 => Trigger::Wide,
            _ => Trigger::Nothing,
        };
        byte += 1;
    }
    table
};

#[cfg(test)]
mod tests;
