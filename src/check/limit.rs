//! Owns the rule kind `limit`: a measure is outside its bounds.

use super::{Case, fix};
use crate::finding::{Finding, Fix, Place, Related};
use crate::pack::platforms::{Length, Unit};
use crate::pack::ruleset::{Limit, Measure};
use crate::span::Span;
use crate::text::Text;

/// The first limit that is broken is reported. `{value}`, `{limit}` and `{unit}` in the texts stand for the numbers and
/// what they count.
pub(super) fn check(case: &Case<'_>, limits: &[Limit], findings: &mut Vec<Finding>) {
    for limit in limits {
        let (scale, unit) = match limit.of {
            Measure::PlatformLength => match platform_length(case) {
                Some(length) => (f64::from(length.most), length.unit.word()),
                None => continue,
            },
            _ => (1.0, ""),
        };
        let (max, min) = (limit.max.map(|max| max * scale), limit.min.map(|min| min * scale));
        let measured = measure(case, &limit.of, max);
        let over = max.filter(|max| measured.value > *max);
        let under = min.filter(|min| measured.value < *min);
        let Some(bound) = over.or(under) else { continue };
        let mut finding = case.finding(measured.span);
        for text in [&mut finding.message, &mut finding.label] {
            *text = fill(text, measured.value, bound, unit).into();
        }
        finding.help = finding.help.map(|help| fill(&help, measured.value, bound, unit).into());
        finding.related = measured.others;
        // A row of marks is as many of them as may stand there.
        if limit.of == Measure::ExclamationRun && over.is_some_and(|max| max >= 1.0) {
            let replace = "!".repeat(bound as usize);
            finding.fix = Some(Fix { span: finding.span, replace, safe: true });
        }
        // One place less is as good as another.
        if let (Measure::Cue(cue), true) = (&limit.of, over.is_some()) {
            finding.fix = fix::of_rule(case, case.facts.reply.matches(*cue));
        }
        findings.push(finding);
        return;
    }
}

fn fill(text: &str, value: f64, bound: f64, unit: &str) -> String {
    text.replace("{value}", &number(value)).replace("{limit}", &number(bound)).replace("{unit}", unit)
}

/// The greatest length that the platform of the draft takes, where it is known.
fn platform_length(case: &Case<'_>) -> Option<Length> {
    case.engine.rules().length(case.draft.context.platform.as_deref()?)
}

fn number(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    rounded.to_string()
}

/// A measure, and where it is best pointed at.
struct Measured {
    value: f64,
    span: Span,
    others: Vec<Related>,
}

fn measure(case: &Case<'_>, of: &Measure, max: Option<f64>) -> Measured {
    let source = case.draft.reply.text.as_str();
    let text = &case.facts.reply.text;
    let end = text.span_of(text.last_body_sentence().unwrap_or(0..0));
    let at = |value: usize, span: Span| Measured { value: float(value), span, others: Vec::new() };
    // How many are fine, as a count to index with.
    let fine = max.map_or(0, |max| if max > 0.0 { max as usize } else { 0 });
    match of {
        Measure::Words => {
            at(text.tokens.len(), past(text, text.tokens.get(fine).map_or(0, |token| token.span.start), end))
        }
        Measure::Bytes => at(source.len(), past(text, fine, end)),
        Measure::Chars => {
            let offset = source.char_indices().nth(fine).map_or(source.len(), |(offset, _)| offset);
            at(source.chars().count(), past(text, offset, end))
        }
        Measure::Sentences => {
            let words = text.sentences.get(fine).map_or(0..0, |sentence| sentence.tokens.clone());
            at(text.sentences.len(), if words.is_empty() { end } else { text.span_of(words) })
        }
        Measure::Exclamations => characters(source, '!', fine, end),
        Measure::QuestionMarks => characters(source, '?', fine, end),
        Measure::ExclamationRun => {
            let (length, span) = longest_run(source);
            at(length, if length == 0 { end } else { span })
        }
        Measure::CapsRun => {
            let (length, words) = longest_caps(text);
            at(length, if length == 0 { end } else { text.span_of(words) })
        }
        Measure::CapsRatio => {
            let long = text.tokens.iter().filter(|token| token.word.chars().count() >= 2).count();
            let shouted = text.tokens.iter().filter(|token| token.flags.shouted).count();
            let (_, words) = longest_caps(text);
            let span = if words.is_empty() { end } else { text.span_of(words) };
            Measured { value: float(shouted) / float(long.max(1)), span, others: Vec::new() }
        }
        Measure::SentenceWords => {
            let longest = text
                .sentences
                .iter()
                .map(|sentence| sentence.tokens.clone())
                .max_by_key(|words| (words.len(), std::cmp::Reverse(words.start)));
            longest.map_or_else(|| at(0, end), |words| at(words.len(), text.span_of(words)))
        }
        Measure::Grade => Measured {
            value: grade(text),
            span: hardest(text).map_or(end, |words| text.span_of(words)),
            others: Vec::new(),
        },
        Measure::Emoji => {
            let emoji: Vec<Span> =
                text.tokens.iter().filter(|token| token.typed == emoji_number()).map(|token| token.span).collect();
            at(emoji.len(), emoji.get(fine).copied().unwrap_or(end))
        }
        Measure::PlatformLength => {
            // The line break at the end of a file is not posted.
            let posted = source.trim_end();
            let start = source.len() - source.trim_start().len();
            match platform_length(case).map(|length| length.unit) {
                Some(Unit::Bytes) => at(posted.len().saturating_sub(start), past(text, start + fine, end)),
                Some(Unit::Words) => measure(case, &Measure::Words, max),
                _ => {
                    let count = posted.chars().count()
                        - source
                            .chars()
                            .take_while(|letter| letter.is_whitespace())
                            .count()
                            .min(posted.chars().count());
                    let offset = posted.get(start..).and_then(|text| text.char_indices().nth(fine));
                    at(count, past(text, offset.map_or(posted.len(), |(offset, _)| start + offset), end))
                }
            }
        }
        Measure::Cue(cue) => {
            let matches = case.facts.reply.matches(*cue);
            let others = matches
                .iter()
                .take(fine)
                .map(|found| Related { place: Place::Reply, span: found.span, label: "also here".to_owned() })
                .collect();
            let span = matches.get(fine).or_else(|| matches.last()).map_or(end, |found| found.span);
            Measured { value: float(matches.len()), span, others }
        }
    }
}

#[allow(clippy::cast_precision_loss)] // counts of words: far below what a float holds exactly
fn float(value: usize) -> f64 {
    value as f64
}

fn emoji_number() -> Option<u8> {
    crate::pack::program::DETECTORS.iter().position(|name| *name == "emoji").and_then(|index| u8::try_from(index).ok())
}

/// The sentence that goes over the byte `offset`.
fn past(text: &Text, offset: usize, otherwise: Span) -> Span {
    let token = text.tokens.partition_point(|token| token.span.end <= offset);
    if token >= text.tokens.len() { otherwise } else { text.span_of(text.sentence_at(token)) }
}

fn characters(source: &str, wanted: char, fine: usize, otherwise: Span) -> Measured {
    let found: Vec<usize> = source.match_indices(wanted).map(|(at, _)| at).collect();
    let span = found.get(fine).or(found.last()).map_or(otherwise, |at| Span::new(*at, at + wanted.len_utf8()));
    Measured { value: float(found.len()), span, others: Vec::new() }
}

fn longest_run(source: &str) -> (usize, Span) {
    let mut best = (0, Span::default());
    let mut start = None;
    for (at, byte) in source.bytes().chain([0]).enumerate() {
        match (start, byte) {
            (None, b'!') => start = Some(at),
            (Some(from), other) if other != b'!' => {
                if at - from > best.0 {
                    best = (at - from, Span::new(from, at));
                }
                start = None;
            }
            _ => {}
        }
    }
    best
}

fn longest_caps(text: &Text) -> (usize, std::ops::Range<usize>) {
    let mut best = 0..0;
    let mut start = 0;
    for at in 0..=text.tokens.len() {
        let shouted = text.tokens.get(at).is_some_and(|token| token.flags.shouted && token.typed.is_none());
        if !shouted {
            if at - start > best.len() {
                best = start..at;
            }
            start = at + 1;
        }
    }
    (best.len(), best)
}

/// The school grade by Flesch and Kincaid (1975): 0.39 words per sentence + 11.8 syllables per word − 15.59. It is made
/// for passages: of fewer than twenty words it says nothing, and is 0.
fn grade(text: &Text) -> f64 {
    const PASSAGE: usize = 20;
    let words = text.tokens.len();
    if words < PASSAGE {
        return 0.0;
    }
    let syllables: usize = text.tokens.iter().map(|token| syllables(&token.word)).sum();
    0.39 * float(words) / float(text.sentences.len().max(1)) + 11.8 * float(syllables) / float(words) - 15.59
}

fn hardest(text: &Text) -> Option<std::ops::Range<usize>> {
    text.sentences
        .iter()
        .map(|sentence| sentence.tokens.clone())
        .max_by_key(|words| (words.len(), std::cmp::Reverse(words.start)))
}

/// Groups of vowels, less a silent e: right for most English words.
fn syllables(word: &str) -> usize {
    let mut count = 0;
    let mut previous = false;
    for character in word.chars() {
        let vowel = matches!(character, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
        count += usize::from(vowel && !previous);
        previous = vowel;
    }
    let silent = word.ends_with('e') && !word.ends_with("le") && count > 1;
    (count - usize::from(silent)).max(1)
}
