//! Owns the step from raw packs to a [`RuleSet`]: names become numbers, phrases become programs, and whatever cannot
//! work is a mistake. All mistakes of all packs are collected.

use std::collections::{BTreeMap, BTreeSet};

use super::PackSource;
use super::frequency;
use super::pattern;
use super::phrase::Node;
use super::program::{Builder, DETECTORS, Unfit};
use super::raw::{RawCue, RawPack, RawRule, RawTest, Scope, Spanned, Strings};
use super::resolve::Names;
use super::ruleset::{Cue, CueNumber, Maker, NO_CUE, Pattern, ProgramNumber, RuleSet, Unless};
use crate::mistake::{Mistake, closest};
use crate::span::Span;

mod rules;

pub(crate) use rules::{ACROSS, COMPARISONS, SUPPRESSIONS};

/// The detectors of what a brand has configured, usable in `detector = …` but not in phrases.
pub const BRAND_DETECTORS: &[&str] = &[
    "brand-term",
    "brand-misspelt-name",
    "brand-unapproved-contact",
    "brand-voice",
    "brand-contraction",
    "brand-exclamation",
    "brand-emoji",
    "brand-long-sentence",
    "brand-long-reply",
    "brand-sign-off",
    "brand-approved-contact",
    "brand-other-location",
    "template-unknown",
];

/// The detectors that find more than one word, or only where a cue asks for it: usable in `detector = …` but not in
/// phrases.
pub const TEXT_DETECTORS: &[&str] = &[
    "payment-card",
    "iban",
    "national-id",
    "postal-address",
    "identifier",
    "birth-date",
    "markup",
    "list",
    "broken-text",
    "template-broken",
    "template-no-fallback",
];

/// The detectors that compare a reply with its context.
pub const CONTEXT_DETECTORS: &[&str] = &["unmasked-name"];

/// Everything that `detector = …` can name.
pub fn detectors() -> impl Iterator<Item = &'static str> {
    DETECTORS.iter().chain(BRAND_DETECTORS).chain(TEXT_DETECTORS).chain(CONTEXT_DETECTORS).copied()
}

/// A phrase or pattern, or the phrase of an exception, and the program it became: for coverage.
#[derive(Debug, Clone)]
pub struct Traced {
    /// The cue it belongs to.
    pub cue: CueNumber,
    /// Its program; none for a regular expression or an exception that names a cue.
    pub program: Option<ProgramNumber>,
    /// The pack file.
    pub path: String,
    /// Where it stands there.
    pub span: Span,
    /// The index in the cue's exceptions; none for a phrase.
    pub exception: Option<usize>,
    /// The index in `RuleSet::patterns`, for a regular expression.
    pub pattern: Option<usize>,
}

/// What compiling packs gives.
#[derive(Debug, Clone, Default)]
pub struct Compiled {
    /// The set.
    pub rules: RuleSet,
    /// Mistakes that do not stop a run.
    pub notes: Vec<Mistake>,
    /// Where each program comes from.
    pub traces: Vec<Traced>,
}

/// Compiles packs together.
///
/// # Errors
/// Every mistake in every pack, notes included, if there is at least one error.
pub fn compile(sources: &[PackSource]) -> Result<Compiled, Vec<Mistake>> {
    let mut mistakes = Vec::new();
    let mut packs = Vec::new();
    for source in sources {
        if let Some(raw) = super::read_pack(&source.file, &mut mistakes) {
            packs.push((source, raw));
        }
    }
    let mut compiler = Compiler::new(&packs, mistakes);
    compiler.cues(&packs);
    compiler.order();
    let rules = rules::compile(&mut compiler, &packs);
    let (mut compiled, mut mistakes) = compiler.finish(rules);
    // What is wrong with shapes was found before what is wrong with names: a reader goes through the file once.
    mistakes.sort_by_key(|mistake| (sources.iter().position(|source| source.file.path == mistake.path), mistake.span));
    if mistakes.iter().any(|mistake| mistake.level == crate::finding::Level::Error) {
        return Err(mistakes);
    }
    compiled.notes = mistakes;
    Ok(compiled)
}

/// What packs add to cues that are any of others, each as a cue of its own: its name, its pack file, its place there.
fn additions(packs: &[(&PackSource, RawPack)]) -> Vec<(String, String, Span)> {
    let composed: BTreeSet<&str> = packs
        .iter()
        .flat_map(|(_, pack)| &pack.cues)
        .filter(|cue| !cue.any.is_empty())
        .map(|cue| cue.name.value.as_str())
        .collect();
    let mut additions = Vec::new();
    for (_, pack) in packs {
        for raw in pack.extends.iter().filter(|raw| composed.contains(raw.name.value.as_str())) {
            let name = addition_name(&raw.name.value, &pack.name.value);
            additions.push((name, pack.path.clone(), raw.name.span));
        }
    }
    additions
}

/// The name of what `pack` adds to `cue`.
fn addition_name(cue: &str, pack: &str) -> String {
    format!("{cue}+{pack}")
}

/// State while compiling.
struct Compiler {
    mistakes: Vec<Mistake>,
    builder: Builder,
    owners: Vec<CueNumber>,
    patterns: Vec<Pattern>,
    /// Sorted names; the index is the number.
    names: Vec<String>,
    cues: Vec<Option<Cue>>,
    order: Vec<CueNumber>,
    traces: Vec<Traced>,
    /// By path: the text of the file, to place mistakes inside strings.
    texts: BTreeMap<String, String>,
    /// By number: where the cue is defined.
    places: Vec<(String, Span)>,
}

impl Compiler {
    fn new(packs: &[(&PackSource, RawPack)], mut mistakes: Vec<Mistake>) -> Self {
        let additions = additions(packs);
        let mut seen: BTreeMap<&str, (&str, Span)> = BTreeMap::new();
        for (_, pack) in packs {
            for cue in &pack.cues {
                if let Some((path, span)) = seen.get(cue.name.value.as_str()) {
                    let mut mistake = Mistake::error(
                        "duplicate-cue",
                        &pack.path,
                        cue.name.span,
                        format!("cue `{}` is defined twice", cue.name.value),
                    )
                    .label(format!("also in {path}"))
                    .help(format!("to add phrases to it, write [extend.\"{}\"]", cue.name.value));
                    if *path == pack.path {
                        mistake = mistake.related(*span, "first defined here");
                    }
                    mistakes.push(mistake);
                } else {
                    seen.insert(&cue.name.value, (&pack.path, cue.name.span));
                }
            }
        }
        for (name, path, span) in &additions {
            seen.entry(name).or_insert((path, *span));
        }
        let names: Vec<String> = seen.keys().map(|name| (*name).to_owned()).collect();
        let cues = names.iter().map(|_| None).collect();
        let places = seen.values().map(|(path, span)| ((*path).to_owned(), *span)).collect();
        let texts = packs.iter().map(|(source, pack)| (pack.path.clone(), source.file.text.clone())).collect();
        Self {
            texts,
            places,
            mistakes,
            builder: Builder::new(),
            owners: Vec::new(),
            patterns: Vec::new(),
            names,
            cues,
            order: Vec::new(),
            traces: Vec::new(),
        }
    }

    fn number(&self, name: &str) -> Option<CueNumber> {
        self.names.binary_search_by(|known| known.as_str().cmp(name)).ok().and_then(|index| u32::try_from(index).ok())
    }

    /// The cues that a name or a glob stands for; a mistake if there are none.
    fn lookup(&mut self, path: &str, name: &Spanned<String>) -> Vec<CueNumber> {
        let found: Vec<CueNumber> = if name.value.contains('*') {
            (0_u32..).zip(&self.names).filter(|(_, known)| glob(&name.value, known)).map(|(number, _)| number).collect()
        } else {
            self.number(&name.value).into_iter().collect()
        };
        if found.is_empty() {
            let mut mistake =
                Mistake::error("unknown-cue", path, name.span, format!("no cue is called `{}`", name.value))
                    .label("not found in any pack");
            if let Some(known) = closest(&name.value, self.names.iter().map(String::as_str)) {
                mistake = mistake.help(format!("did you mean `{known}`?"));
            }
            self.mistakes.push(mistake);
        }
        found
    }

    fn lookup_all(&mut self, path: &str, names: &Strings) -> Vec<CueNumber> {
        let mut found: Vec<CueNumber> = names.iter().flat_map(|name| self.lookup(path, name)).collect();
        let mut seen = BTreeSet::new();
        found.retain(|number| seen.insert(*number));
        found
    }

    fn cues(&mut self, packs: &[(&PackSource, RawPack)]) {
        for (source, pack) in packs {
            let mut mistakes = Vec::new();
            let names = Names::new(pack, &source.file.text, &mut mistakes);
            self.mistakes.append(&mut mistakes);
            for raw in &pack.cues {
                let Some(number) = self.number(&raw.name.value) else { continue };
                let cue = self.cue(raw, pack, &names, number);
                if let Some(slot) = self.cues.get_mut(number as usize)
                    && slot.is_none()
                {
                    *slot = Some(cue);
                }
            }
        }
        for (source, pack) in packs {
            let names = Names::new(pack, &source.file.text, &mut Vec::new());
            for raw in &pack.extends {
                let Some(number) = self.lookup(&pack.path, &raw.name).first().copied() else { continue };
                let addition = self.addition(number, &raw.name.value, &pack.name.value);
                self.phrases(raw, pack, &names, addition.unwrap_or(number));
                let offset = self.cues.get(number as usize).and_then(Option::as_ref).map_or(0, |cue| cue.unless.len());
                let mut unless = self.unless(raw, pack, &names, number, offset);
                if let Some(Some(cue)) = self.cues.get_mut(number as usize) {
                    if !matches!(cue.maker, Maker::Phrases | Maker::Any(_)) {
                        let message = format!("cue `{}` is not made of phrases", raw.name.value);
                        self.mistakes.push(
                            Mistake::error("extend-composed", &pack.path, raw.name.span, message)
                                .help("extend one of the cues that it is composed of"),
                        );
                    }
                    cue.unless.append(&mut unless);
                }
            }
        }
    }

    /// The cue that holds what `pack` adds to a cue that is any of others, now one of these; none for any other cue.
    fn addition(&mut self, extended: CueNumber, name: &str, pack: &str) -> Option<CueNumber> {
        let addition = self.number(&addition_name(name, pack))?;
        let cue = self.cues.get_mut(extended as usize)?.as_mut()?;
        let Maker::Any(parts) = &mut cue.maker else { return None };
        if !parts.contains(&addition) {
            parts.push(addition);
        }
        let added = Cue { name: addition_name(name, pack), maker: Maker::Phrases, unless: Vec::new(), ..cue.clone() };
        *self.cues.get_mut(addition as usize)? = Some(added);
        Some(addition)
    }

    fn cue(&mut self, raw: &RawCue, pack: &RawPack, names: &Names<'_>, number: CueNumber) -> Cue {
        let scope = raw.scope.unwrap_or(Scope::Sentence);
        let maker = if let Some(detector) = &raw.detector {
            self.detector(detector, pack)
        } else if !raw.any.is_empty() {
            let mut found = self.lookup_all(&pack.path, &raw.any);
            found.retain(|found| *found != number || !raw.any.iter().any(|name| name.value.contains('*')));
            Maker::Any(found)
        } else if !raw.sequence.is_empty() {
            Maker::Sequence(
                raw.sequence.iter().filter_map(|name| self.lookup(&pack.path, name).first().copied()).collect(),
                scope,
            )
        } else if !raw.near.is_empty() {
            Maker::Near(
                raw.near.iter().filter_map(|name| self.lookup(&pack.path, name).first().copied()).collect(),
                scope,
            )
        } else {
            self.phrases(raw, pack, names, number);
            Maker::Phrases
        };
        let unless = self.unless(raw, pack, names, number, 0);
        Cue {
            name: raw.name.value.clone(),
            maker,
            negated_allowed: raw.negated_allowed,
            quoted_allowed: raw.quoted_allowed,
            part: raw.part,
            unless,
        }
    }

    fn detector(&mut self, detector: &Spanned<String>, pack: &RawPack) -> Maker {
        let name = if detector.value == "number" { "num" } else { detector.value.as_str() };
        if !detectors().any(|known| known == name) {
            let message = format!("no detector is called `{}`", detector.value);
            let mut mistake = Mistake::error("unknown-detector", &pack.path, detector.span, message);
            if let Some(known) = closest(&detector.value, detectors()) {
                mistake = mistake.help(format!("did you mean `{known}`?"));
            }
            self.mistakes.push(mistake);
        }
        Maker::Detector(name.to_owned())
    }

    fn phrases(&mut self, raw: &RawCue, pack: &RawPack, names: &Names<'_>, number: CueNumber) {
        // What stands anywhere in a reply can take such a cue back: it is meant to look at every reply.
        let is_fenced = raw.unless.iter().any(|unless| matches!(unless.test, RawTest::Reply(_)));
        for phrase in &raw.phrases {
            let Some(node) = names.phrase(phrase, &mut self.mistakes) else { continue };
            let Some(program) = self.program(&node, phrase, pack, number) else { continue };
            self.trace(number, Some(program), pack, phrase.span, None, None);
            if !is_fenced && frequency::is_of_stop_words(&node) {
                let message = "this phrase holds only words that nearly every reply has";
                let help = "it is found everywhere: add a rarer word to it";
                let note = Mistake::error("stop-words-only", &pack.path, phrase.span, message).note();
                self.mistakes.push(note.help(help));
            }
        }
        for pattern in &raw.patterns {
            self.pattern(pattern, pack, number);
        }
    }

    fn trace(
        &mut self,
        cue: CueNumber,
        program: Option<ProgramNumber>,
        pack: &RawPack,
        span: Span,
        exception: Option<usize>,
        pattern: Option<usize>,
    ) {
        self.traces.push(Traced { cue, program, path: pack.path.clone(), span, exception, pattern });
    }

    /// Compiles the phrase of an exception.
    fn exception(&mut self, phrase: &Spanned<String>, pack: &RawPack, names: &Names<'_>) -> Option<ProgramNumber> {
        let node = names.phrase(phrase, &mut self.mistakes)?;
        self.program(&node, phrase, pack, NO_CUE)
    }

    /// Compiles one phrase. `owner` is [`NO_CUE`] for an exception.
    fn program(
        &mut self,
        node: &Node,
        phrase: &Spanned<String>,
        pack: &RawPack,
        owner: CueNumber,
    ) -> Option<ProgramNumber> {
        match self.builder.add(node) {
            Ok(program) => {
                self.owners.push(owner);
                Some(program)
            }
            Err(Unfit::MatchesNothing) => {
                let message = "this phrase matches where no word is";
                let help = "take at least one word out of its square brackets";
                self.mistakes.push(Mistake::error("empty-phrase", &pack.path, phrase.span, message).help(help));
                None
            }
            Err(Unfit::TooLarge) => {
                let message = "this phrase has too many parts";
                self.mistakes.push(
                    Mistake::error("large-phrase", &pack.path, phrase.span, message)
                        .help("split it into several phrases"),
                );
                None
            }
        }
    }

    fn pattern(&mut self, pattern: &Spanned<String>, pack: &RawPack, cue: CueNumber) {
        let text = self.texts.get(&pack.path).map_or("", String::as_str);
        match pattern::read(pattern, &pack.path, text) {
            Ok((folding, needs)) => {
                let index = self.patterns.len();
                self.patterns.push(Pattern { cue, expression: pattern.value.clone(), folding, needs });
                self.trace(cue, None, pack, pattern.span, None, Some(index));
            }
            Err(mistake) => self.mistakes.push(*mistake),
        }
    }

    fn unless(
        &mut self,
        raw: &RawCue,
        pack: &RawPack,
        names: &Names<'_>,
        cue: CueNumber,
        offset: usize,
    ) -> Vec<Unless> {
        let mut unless = Vec::new();
        for exception in &raw.unless {
            let compiled = match &exception.test {
                RawTest::Before(phrase, within) => {
                    self.exception(phrase, pack, names).map(|program| Unless::Before(program, *within))
                }
                RawTest::After(phrase, within) => {
                    self.exception(phrase, pack, names).map(|program| Unless::After(program, *within))
                }
                RawTest::Sentence(phrase) => self.exception(phrase, pack, names).map(Unless::Sentence),
                RawTest::Clause(phrase) => self.exception(phrase, pack, names).map(Unless::Clause),
                RawTest::Reply(phrase) => self.exception(phrase, pack, names).map(Unless::Reply),
                RawTest::Overlap(name) => self.lookup(&pack.path, name).first().copied().map(Unless::Overlap),
            };
            if let Some(compiled) = compiled {
                self.trace(cue, None, pack, exception.span, Some(offset + unless.len()), None);
                unless.push(compiled);
            }
        }
        unless
    }

    /// Orders the cues so that each comes after those it is composed of; a circle is a mistake.
    fn order(&mut self) {
        let mut state = vec![0_u8; self.cues.len()];
        for number in 0..self.cues.len() {
            self.visit(number, &mut state);
        }
    }

    fn visit(&mut self, number: usize, state: &mut [u8]) {
        match state.get(number) {
            Some(0) => {}
            _ => return,
        }
        state[number] = 1;
        let mut parts = match self.cues.get(number).and_then(Option::as_ref).map(|cue| &cue.maker) {
            Some(Maker::Any(parts) | Maker::Sequence(parts, _) | Maker::Near(parts, _)) => parts.clone(),
            _ => Vec::new(),
        };
        if parts.iter().any(|part| state.get(*part as usize) == Some(&1)) {
            let name = self.names.get(number).cloned().unwrap_or_default();
            let (path, span) = self.places.get(number).cloned().unwrap_or_default();
            let message = format!("cue `{name}` is composed of itself");
            self.mistakes.push(
                Mistake::error("cue-cycle", &path, span, message).help("take it out of the cues it is composed of"),
            );
            parts.retain(|part| state.get(*part as usize) != Some(&1));
        }
        for part in parts {
            self.visit(part as usize, state);
        }
        state[number] = 2;
        self.order.push(u32::try_from(number).unwrap_or(u32::MAX));
    }

    fn finish(self, rules: Vec<super::ruleset::Rule>) -> (Compiled, Vec<Mistake>) {
        let rules = RuleSet {
            programs: self.builder.finish(),
            owners: self.owners,
            patterns: self.patterns,
            cues: self.cues.into_iter().flatten().collect(),
            order: self.order,
            rules,
            platforms: super::platforms::table(false),
        };
        (Compiled { rules, notes: Vec::new(), traces: self.traces }, self.mistakes)
    }
}

/// Whether `name` fits `pattern`, in which `*` stands for anything.
pub fn glob(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((head, tail)) => {
            let Some(rest) = name.strip_prefix(head) else { return false };
            (0..=rest.len()).any(|at| rest.get(at..).is_some_and(|rest| glob(tail, rest)))
        }
    }
}

/// The id of a rule as users write it.
pub fn rule_id(source: &PackSource, pack: &RawPack, rule: &RawRule) -> String {
    if source.builtin { rule.id.value.clone() } else { format!("{}/{}", pack.name.value, rule.id.value) }
}
