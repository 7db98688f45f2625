//! Owns emoji, with their modifiers, and emoticons made of punctuation. It must not know what they express.

use super::source::Source;
use crate::span::Span;

const JOINER: char = '\u{200d}';
const EMOJI_STYLE: char = '\u{fe0f}';
const KEYCAP: char = '\u{20e3}';

/// One emoji, at its first byte: a sequence joined by zero-width joiners counts as one, a flag too.
pub(super) fn emoji(source: &Source<'_>, at: usize) -> Option<Span> {
    let first = source.char_at(at)?;
    let mut end = at + first.len_utf8();
    let styled = source.char_at(end) == Some(EMOJI_STYLE);
    if !(is_pictograph(first) || (styled && may_be_pictograph(first))) {
        return None;
    }
    if is_flag_letter(first) {
        if let Some(second) = source.char_at(end).filter(|character| is_flag_letter(*character)) {
            end += second.len_utf8();
        }
        return Some(Span::new(at, end));
    }
    loop {
        end = modifiers_end(source, end);
        if source.char_at(end) != Some(JOINER) {
            break;
        }
        let joined = end + JOINER.len_utf8();
        let Some(next) = source.char_at(joined).filter(|next| is_pictograph(*next) || may_be_pictograph(*next)) else {
            break;
        };
        end = joined + next.len_utf8();
    }
    Some(Span::new(at, end))
}

/// `1️⃣`, at its digit.
pub(super) fn keycap(source: &Source<'_>, at: usize) -> Option<Span> {
    let style = at + 1;
    let cap = if source.char_at(style) == Some(EMOJI_STYLE) { style + EMOJI_STYLE.len_utf8() } else { style };
    let end = cap + KEYCAP.len_utf8();
    if source.char_at(cap) == Some(KEYCAP) { Some(Span::new(at, end)) } else { None }
}

fn modifiers_end(source: &Source<'_>, from: usize) -> usize {
    let mut end = from;
    while let Some(modifier @ (EMOJI_STYLE | KEYCAP | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}')) =
        source.char_at(end)
    {
        end += modifier.len_utf8();
    }
    end
}

const fn is_flag_letter(character: char) -> bool {
    matches!(character, '\u{1f1e6}'..='\u{1f1ff}')
}

/// Characters that are drawn as emoji by themselves.
const fn is_pictograph(character: char) -> bool {
    matches!(character,
        '\u{1f004}' | '\u{1f0cf}' | '\u{1f18e}' | '\u{1f191}'..='\u{1f19a}' | '\u{1f1e6}'..='\u{1f1ff}' | '\u{1f201}'
        | '\u{1f21a}' | '\u{1f22f}' | '\u{1f232}'..='\u{1f23a}' | '\u{1f250}'..='\u{1f251}' | '\u{1f300}'..='\u{1f64f}'
        | '\u{1f680}'..='\u{1f6ff}' | '\u{1f7e0}'..='\u{1f7f0}' | '\u{1f90c}'..='\u{1f9ff}' | '\u{1fa70}'..='\u{1faff}'
        | '\u{231a}'..='\u{231b}' | '\u{23e9}'..='\u{23f3}' | '\u{2600}'..='\u{2604}' | '\u{260e}' | '\u{2614}'..='\u{2615}'
        | '\u{2618}' | '\u{261d}' | '\u{2620}' | '\u{262e}'..='\u{262f}' | '\u{2638}'..='\u{263a}' | '\u{2648}'..='\u{2653}'
        | '\u{2665}'..='\u{2666}' | '\u{267b}' | '\u{267f}' | '\u{2693}' | '\u{2699}' | '\u{26a0}'..='\u{26a1}'
        | '\u{26aa}'..='\u{26ab}' | '\u{26bd}'..='\u{26be}' | '\u{26c4}'..='\u{26c5}' | '\u{26ce}' | '\u{26d4}' | '\u{26ea}'
        | '\u{26f2}'..='\u{26f3}' | '\u{26f5}' | '\u{26fa}' | '\u{26fd}' | '\u{2705}' | '\u{2708}'..='\u{270d}' | '\u{2714}'
        | '\u{2728}' | '\u{2744}' | '\u{274c}' | '\u{274e}' | '\u{2753}'..='\u{2755}' | '\u{2757}' | '\u{2763}'..='\u{2764}'
        | '\u{2795}'..='\u{2797}' | '\u{27b0}' | '\u{27bf}' | '\u{2b1b}'..='\u{2b1c}' | '\u{2b50}' | '\u{2b55}')
}

/// Characters that become emoji with the style selector after them: `©️`, `➡️`.
const fn may_be_pictograph(character: char) -> bool {
    matches!(character,
        '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2194}'..='\u{21aa}' | '\u{2328}'
        | '\u{23cf}'..='\u{23fa}' | '\u{24c2}' | '\u{25aa}'..='\u{25fe}' | '\u{2600}'..='\u{27bf}' | '\u{2934}'..='\u{2935}'
        | '\u{2b05}'..='\u{2b55}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}')
}

/// Longest first. Those that end in a letter must not run into a word.
const EMOTICONS: &[&str] = &[
    ":'-(", ":'-)", ":'(", ":')", ":-)", ":-(", ":-D", ":-P", ":-p", ":-/", ":-|", ":-*", ":-O", ":-o", ":)", ":(",
    ":D", ":P", ":p", ":|", ":*", ":O", ":]", ";-)", ";)", ";D", "=)", "=(", "=D", "^_^", "^^", "<3", "(:", "(;", ":/",
];

/// `:)`, `;-)`, `<3`, at its first byte.
pub(super) fn emoticon(source: &Source<'_>, at: usize) -> Option<Span> {
    let rest = source.from(at);
    let face = EMOTICONS.iter().find(|face| rest.starts_with(**face))?;
    let mut end = at + face.len();
    let mouth = source.byte_before(end);
    while source.byte(end) == mouth && matches!(mouth, b')' | b'(') {
        end += 1;
    }
    let before = source.char_before(at);
    let after_word = before.is_some_and(char::is_alphanumeric);
    let lettered = mouth.is_ascii_alphanumeric() || matches!(mouth, b'|' | b'*' | b'/' | b']');
    if source.word_at(end) || source.byte(end) == b'/' || (lettered && after_word) {
        return None;
    }
    match mouth {
        // `(see below:)` closes a bracket, `Hours:(mornings)` opens one.
        b')' if after_word && inside_bracket(source, at) => None,
        b'(' if after_word && closes_later(source, end) => None,
        // `(:` and `^^` only stand alone.
        b':' | b';' if before.is_some_and(|before| !before.is_whitespace()) => None,
        b'^' if after_word => None,
        _ => Some(Span::new(at, end)),
    }
}

/// How far back and forth the other bracket is looked for, in bytes.
const NEAR: usize = 120;

/// Whether a bracket was opened shortly before `at` and not closed.
fn inside_bracket(source: &Source<'_>, at: usize) -> bool {
    let start = at.saturating_sub(NEAR);
    (start..at).rev().map(|here| source.byte(here)).find(|byte| matches!(byte, b'(' | b')')) == Some(b'(')
}

/// Whether a bracket is closed shortly after `at`.
fn closes_later(source: &Source<'_>, at: usize) -> bool {
    (at..at + NEAR).any(|here| source.byte(here) == b')')
}
