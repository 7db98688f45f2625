//! Owns what is in a text: every cue with its places, found once for each draft. It must not know which rules read it.

pub mod brand;
pub mod detectors;
mod exceptions;
pub(crate) mod matcher;
pub mod patterns;
mod placeholders;
pub mod private;
mod retelling;
mod reviewer;
pub mod topics;
pub(crate) mod words;

use std::ops::Range;

use crate::draft::{Draft, Kind};
use crate::engine::Engine;
use crate::pack::program::DETECTORS;
use crate::pack::raw::Scope;
use crate::pack::ruleset::{CueNumber, Maker, RuleSet};
use crate::span::Span;
use crate::text::Text;
use detectors::{Detection, Detector};
use matcher::{Matcher, Symbols};

/// The cue of a reply that takes up the customer's matter.
const ACKNOWLEDGMENT: &str = "act.acknowledgment";
/// The cues of sentences in which naming the matter acknowledges it.
const WITH_REGARD: &[&str] = &["act.apology", "act.empathy", "act.ownership", "act.thanks", "defensive.conditional"];

/// A place where a cue is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Match {
    /// Its words, as indices into [`Text::tokens`]; empty for characters outside words.
    pub tokens: Range<usize>,
    /// Bytes of the decoded text.
    pub span: Span,
    /// The phrase that found it, if it was one.
    pub program: Option<u32>,
    /// What the configuration says about it, if a brand detector found it: the words for the caret, and what to use.
    pub advice: Option<Box<brand::Advice>>,
}

/// What is in one text.
#[derive(Debug, Default)]
pub struct Reading {
    /// Its words and sentences.
    pub text: Text,
    /// By cue: the matches, in order.
    matches: Vec<Vec<Match>>,
    /// By cue: the matches before negation, quotation, part and exceptions.
    raw: Vec<Vec<Match>>,
    /// Its words as the packs know them.
    symbols: Symbols,
}

impl Reading {
    /// The matches of a cue, in order.
    pub fn matches(&self, cue: CueNumber) -> &[Match] {
        self.matches.get(cue as usize).map_or(&[], Vec::as_slice)
    }

    /// Whether a cue is there.
    pub fn has(&self, cue: CueNumber) -> bool {
        !self.matches(cue).is_empty()
    }

    /// The matches of a cue before its exceptions: for rule authors.
    pub fn raw_matches(&self, cue: CueNumber) -> &[Match] {
        self.raw.get(cue as usize).map_or(&[], Vec::as_slice)
    }

    /// The places where a phrase of the packs overlaps `words`, in order, whichever cue it belongs to.
    pub(crate) fn places_of(&self, rules: &RuleSet, program: u32, words: &Range<usize>) -> Vec<Range<usize>> {
        let mut matcher = Matcher::new(&rules.programs, &self.text, &self.symbols);
        let first = self.text.sentence_at(words.start).start;
        let found = (first..words.end).filter_map(|start| Some(start..matcher.longest(program, start)?));
        found.filter(|place| place.end > words.start).collect()
    }
}

/// What is in a draft.
#[derive(Debug, Default)]
pub struct Facts {
    /// The reply.
    pub reply: Reading,
    /// The review, if there is one and a rule reads it.
    pub review: Option<Reading>,
    /// What reply and review both speak of.
    pub shared: Vec<topics::Shared>,
}

impl Facts {
    /// Reads a draft once.
    pub fn of(engine: &Engine, draft: &Draft) -> Self {
        Self::with(engine, draft, engine.reads_review())
    }

    /// Reads a draft and its review, whether or not a rule looks at the review.
    pub fn of_all(engine: &Engine, draft: &Draft) -> Self {
        Self::with(engine, draft, true)
    }

    fn with(engine: &Engine, draft: &Draft, reads_review: bool) -> Self {
        let reply = read(engine, &draft.reply.text, Some(draft));
        let review = draft.review.as_ref().filter(|_| reads_review).map(|review| read(engine, &review.text, None));
        let mut facts = Self { reply, review, shared: Vec::new() };
        facts.compare(engine.rules(), draft);
        facts
    }

    /// Finds what reply and review share. To take up what the review is about, where one apologises, understands or
    /// thanks, is to acknowledge it, and so is to tell it again; to explain it is not.
    fn compare(&mut self, rules: &RuleSet, draft: &Draft) {
        let Some(review) = &self.review else { return };
        self.shared = topics::shared(rules, &self.reply, review, &draft.context);
        let Some(number) = rules.cue(ACKNOWLEDGMENT) else { return };
        let reply = &self.reply;
        let regards: Vec<&Match> =
            WITH_REGARD.iter().filter_map(|cue| rules.cue(cue)).flat_map(|cue| reply.matches(cue)).collect();
        let with_regard = |sentence: &Range<usize>| regards.iter().any(|found| sentence.contains(&found.tokens.start));
        let taken_up: Vec<Match> = self
            .shared
            .iter()
            .filter(|shared| with_regard(&reply.text.sentence_at(shared.reply.tokens.start)))
            .map(|shared| shared.reply.clone())
            .chain(retelling::retold(rules, reply, review, &self.shared))
            .collect();
        if let Some(acknowledged) = self.reply.matches.get_mut(number as usize) {
            acknowledged.extend(taken_up);
            longest_from_each_start(acknowledged);
        }
    }
}

/// Finds every cue in a text. Brand detectors look at replies only.
fn read(engine: &Engine, source: &str, draft: Option<&Draft>) -> Reading {
    let rules = engine.rules();
    let mut detections = Vec::new();
    detectors::detect(source, &mut detections);
    let as_written = detections.clone();
    if draft.is_some_and(|draft| draft.context.kind == Kind::Template) {
        placeholders::fill_in(engine.placeholders(), source, &mut detections);
    }
    let typed: Vec<(Span, u8)> =
        detections.iter().filter_map(|found| word_like(found.kind).map(|kind| (found.span, kind))).collect();
    let mut text = Text::new(source, &typed);
    // The detector knows abbreviations and names from shouting; a word alone does not.
    let shouted: Vec<Span> =
        detections.iter().filter(|found| found.kind == Detector::Caps).map(|found| found.span).collect();
    text.keep_shouted(&shouted);
    let stretches = stretches(&text, &detections);
    let symbols = Symbols::new(&text, &rules.programs, stretches);

    let mut raw: Vec<Vec<Match>> = Vec::new();
    raw.resize_with(rules.cues.len(), Vec::new);
    let mut matcher = Matcher::new(&rules.programs, &text, &symbols);
    for (program, tokens) in matcher.find_all(|program| {
        rules.owners.get(program as usize).is_some_and(|owner| *owner != crate::pack::ruleset::NO_CUE)
    }) {
        let Some(found) = rules.owners.get(program as usize).and_then(|cue| raw.get_mut(*cue as usize)) else {
            continue;
        };
        found.push(Match { span: text.span_of(tokens.clone()), tokens, program: Some(program), advice: None });
    }
    let is_template = draft.is_some_and(|draft| draft.context.kind == Kind::Template);
    for (pattern, span) in engine.patterns().find(rules, source) {
        // What stands inside of a slot is its name, which nobody will read.
        if is_template && placeholders::is_inside(&as_written, span) {
            continue;
        }
        let Some(found) = rules.patterns.get(pattern).and_then(|pattern| raw.get_mut(pattern.cue as usize)) else {
            continue;
        };
        found.push(Match { tokens: tokens_in(&text, span), span, program: None, advice: None });
    }
    for (number, cue) in rules.cues.iter().enumerate() {
        if let Maker::Detector(name) = &cue.maker
            && let Some(slot) = raw.get_mut(number)
        {
            *slot = detected(engine, name, source, &text, &symbols, (&detections, &as_written), draft);
        }
    }
    for matches in &mut raw {
        longest_from_each_start(matches);
    }
    let mut reading = Reading { text, matches: Vec::new(), raw, symbols };
    for number in &rules.order {
        compose(rules, *number, &mut reading.raw, &reading.text);
    }
    // The same order again, so that a composed cue is made of what its parts' exceptions left.
    let mut kept = reading.raw.clone();
    let mut exceptions = exceptions::Exceptions::new(rules, &reading);
    for number in &rules.order {
        compose(rules, *number, &mut kept, &reading.text);
        if let Some(matches) = kept.get_mut(*number as usize) {
            exceptions.filter(*number, matches);
        }
    }
    reading.matches = kept;
    reading
}

/// From each start only the longest match counts, and none that lies inside another.
fn longest_from_each_start(matches: &mut Vec<Match>) {
    matches.sort_by(|left, right| (left.span.start, right.span.end).cmp(&(right.span.start, left.span.end)));
    let mut end = None;
    matches.retain(|found| {
        let inside = end.is_some_and(|end| found.span.end <= end);
        end = end.max(Some(found.span.end));
        !inside
    });
}

/// Fills a composed cue from the cues it is made of; any other cue stays as it is.
fn compose(rules: &RuleSet, number: CueNumber, found: &mut [Vec<Match>], text: &Text) {
    let composed = match rules.cues.get(number as usize).map(|cue| &cue.maker) {
        Some(Maker::Any(parts)) => {
            let mut all: Vec<Match> =
                parts.iter().filter_map(|part| found.get(*part as usize)).flatten().cloned().collect();
            longest_from_each_start(&mut all);
            all
        }
        Some(Maker::Sequence(parts, scope)) => together(parts, *scope, found, text, true),
        Some(Maker::Near(parts, scope)) => together(parts, *scope, found, text, false),
        _ => return,
    };
    if let Some(slot) = found.get_mut(number as usize) {
        *slot = composed;
    }
}

/// Every place where all of `parts` are within one scope: from the first to the last of them.
fn together(parts: &[CueNumber], scope: Scope, found: &[Vec<Match>], text: &Text, in_order: bool) -> Vec<Match> {
    let Some((first, rest)) = parts.split_first() else { return Vec::new() };
    let of = |part: &CueNumber| found.get(*part as usize).map_or(&[][..], Vec::as_slice);
    let mut all = Vec::new();
    for start in of(first) {
        let reach = match scope {
            Scope::Clause => text.clause_at(start.tokens.start),
            Scope::Sentence => text.sentence_at(start.tokens.start),
            Scope::Reply => 0..text.tokens.len(),
        };
        let mut tokens = start.tokens.clone();
        let mut after = start.tokens.end;
        let complete = rest.iter().all(|part| {
            // The matches of a cue are in the order of their starts, and of their ends too: none lies inside another.
            let earliest = if in_order { reach.start.max(after) } else { reach.start };
            let candidates = of(part);
            let first = candidates.partition_point(|next| next.tokens.start < earliest);
            let next = candidates
                .get(first..)
                .unwrap_or_default()
                .iter()
                .take_while(|next| next.tokens.end <= reach.end)
                .find(|next| {
                    in_order || next.tokens.start >= start.tokens.end || next.tokens.end <= start.tokens.start
                });
            if let Some(next) = next {
                after = next.tokens.end;
                tokens = tokens.start.min(next.tokens.start)..tokens.end.max(next.tokens.end);
            }
            next.is_some()
        });
        if complete {
            all.push(Match { span: text.span_of(tokens.clone()), tokens, program: None, advice: None });
        }
    }
    longest_from_each_start(&mut all);
    all
}

/// The number in `DETECTORS` of a detection that counts as one word.
fn word_like(kind: Detector) -> Option<u8> {
    let name = match kind {
        Detector::Caps | Detector::Path => return None,
        Detector::Number => "num",
        other => other.name(),
    };
    DETECTORS.iter().position(|known| *known == name).and_then(|index| u8::try_from(index).ok())
}

fn detector_number(name: &str) -> Option<u32> {
    DETECTORS.iter().position(|known| *known == name).and_then(|index| u32::try_from(index).ok())
}

/// The words that a span touches.
fn tokens_in(text: &Text, span: Span) -> Range<usize> {
    let first = text.tokens.partition_point(|token| token.span.end <= span.start);
    let last = text.tokens.partition_point(|token| token.span.start < span.end);
    first..last.max(first)
}

/// The stretches of several words that phrases can name.
fn stretches(text: &Text, detections: &[Detection]) -> Vec<(u32, Range<usize>)> {
    let mut all = Vec::new();
    let mut push = |name: &str, words: Range<usize>| {
        if let Some(number) = detector_number(name)
            && !words.is_empty()
        {
            all.push((number, words));
        }
    };
    for found in detections.iter().filter(|found| found.kind == Detector::Path) {
        push("path", tokens_in(text, found.span));
    }
    for words in &text.quotations {
        push("quote", words.clone());
    }
    push("greeting", text.greeting.clone());
    push("signoff", text.closing.clone());
    all
}

/// The matches of a cue that is made by a detector. `detections` come twice: with the slots of a template as what they
/// stand for, and as written.
fn detected(
    engine: &Engine,
    name: &str,
    source: &str,
    text: &Text,
    symbols: &Symbols,
    (detections, as_written): (&[Detection], &[Detection]),
    draft: Option<&Draft>,
) -> Vec<Match> {
    let plain = |tokens: Range<usize>, span: Span| Match { tokens, span, program: None, advice: None };
    if let Some(kind) = Detector::parse(if name == "num" { "number" } else { name }) {
        return detections
            .iter()
            .filter(|found| found.kind == kind)
            .map(|found| plain(tokens_in(text, found.span), found.span))
            .collect();
    }
    if name == "name" {
        let symbol =
            detector_number(name).and_then(|number| engine.rules().programs.detectors.get(number as usize)).copied();
        let is_name = |token: &usize| symbol.is_some_and(|symbol| symbols.has(*token, symbol));
        return (0..text.tokens.len())
            .filter(is_name)
            .map(|token| plain(token..token + 1, text.span_of(token..token + 1)))
            .collect();
    }
    if let Some(number) = detector_number(name) {
        return symbols.stretches(number).map(|words| plain(words.clone(), text.span_of(words))).collect();
    }
    if name.starts_with("template-") {
        return placeholders::find(engine.placeholders(), name, source, text, as_written);
    }
    let places = match name {
        "markup" | "list" | "broken-text" => detectors::markup::find(name, source),
        _ => detectors::personal::find(name, source, as_written),
    };
    if !places.is_empty() {
        let advised = |span: Span| {
            let fix =
                if matches!(name, "markup" | "broken-text") { detectors::plain::instead(source, span) } else { None };
            let advice = fix.map(|fix| Box::new(brand::Advice { fix: Some(fix), ..brand::Advice::default() }));
            Match { advice, ..plain(tokens_in(text, span), span) }
        };
        return places.into_iter().map(advised).collect();
    }
    match draft {
        Some(draft) if name == "unmasked-name" => reviewer::unmasked(source, text, draft),
        Some(draft) => engine.brand().find(name, source, text, as_written, draft),
        None => Vec::new(),
    }
}
