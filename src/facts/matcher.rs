//! Owns the one pass that finds phrases: words become symbols once, anchors say which programs to try where, programs
//! run without back-tracking. It must not know about cues: it answers which program matched which words.

use std::ops::Range;

use crate::pack::program::{DETECTORS, Program, Programs, Step, Symbol};
use crate::text::{Break, Text};

/// The words of a text as symbols, ready to be matched.
#[derive(Debug, Default)]
pub(crate) struct Symbols {
    starts: Vec<u32>,
    symbols: Vec<Symbol>,
    /// Detector number and words, for the detectors that find stretches; sorted by first word.
    stretches: Vec<(u32, Range<usize>)>,
}

impl Symbols {
    /// Looks up every word of `text`. `stretches` are ranges of words by detector number.
    pub(crate) fn new(text: &Text, programs: &Programs, mut stretches: Vec<(u32, Range<usize>)>) -> Self {
        stretches.sort_by_key(|(_, words)| words.start);
        let mut found = Self { starts: Vec::with_capacity(text.tokens.len() + 1), symbols: Vec::new(), stretches };
        let detector = |name: &str| {
            DETECTORS.iter().position(|known| *known == name).and_then(|index| programs.detectors.get(index)).copied()
        };
        let (number, name, caps) = (detector("num"), detector("name"), detector("caps"));
        for (index, token) in text.tokens.iter().enumerate() {
            found.starts.push(to_u32(found.symbols.len()));
            if let Some(kind) = token.typed {
                let kind = usize::from(kind);
                found.symbols.extend(programs.detectors.get(kind));
                if matches!(DETECTORS.get(kind), Some(&("money" | "date" | "time"))) {
                    found.symbols.extend(number);
                }
                if DETECTORS.get(kind) == Some(&"num") {
                    found.symbols.extend(programs.vocabulary.get(&token.word));
                }
                continue;
            }
            match programs.vocabulary.get(&token.word) {
                Some(symbol) => found.symbols.push(symbol),
                // A word that nobody knows may be a known one, drawn out: "soooo", "sorrry".
                None => {
                    let known = |keep| squeezed(&token.word, keep).and_then(|word| programs.vocabulary.get(&word));
                    found.symbols.extend(known(2).or_else(|| known(1)));
                }
            }
            found.symbols.extend(programs.prefixes.of(&token.word));
            if token.flags.number {
                found.symbols.extend(number);
            }
            if token.flags.shouted {
                found.symbols.extend(caps);
            }
            if token.flags.capital && text.sentence_at(index).start != index && token.word != "i" {
                found.symbols.extend(name);
            }
        }
        found.starts.push(to_u32(found.symbols.len()));
        found
    }

    fn of(&self, token: usize) -> &[Symbol] {
        let bound = |index: usize| self.starts.get(index).map(|start| *start as usize);
        match (bound(token), bound(token + 1)) {
            (Some(start), Some(end)) => self.symbols.get(start..end).unwrap_or_default(),
            _ => &[],
        }
    }

    /// The stretches that a detector found.
    pub(crate) fn stretches(&self, detector: u32) -> impl Iterator<Item = Range<usize>> + '_ {
        self.stretches.iter().filter(move |(number, _)| *number == detector).map(|(_, words)| words.clone())
    }

    /// Whether a word has the symbol of a detector.
    pub(crate) fn has(&self, token: usize, symbol: Symbol) -> bool {
        self.of(token).contains(&symbol)
    }
}

/// A word with its runs of three and more equal letters cut to `keep`; none if it has no such run.
fn squeezed(word: &str, keep: usize) -> Option<String> {
    let characters: Vec<char> = word.chars().collect();
    let mut out = String::with_capacity(word.len());
    let mut changed = false;
    let mut at = 0;
    while let Some(character) = characters.get(at) {
        let run = characters.iter().skip(at).take_while(|next| *next == character).count();
        let kept = if run >= 3 && character.is_alphabetic() { keep } else { run };
        changed |= kept < run;
        out.extend(std::iter::repeat_n(*character, kept));
        at += run;
    }
    changed.then_some(out)
}

/// Runs programs over one text. Holds the scratch memory.
pub(crate) struct Matcher<'a> {
    programs: &'a Programs,
    text: &'a Text,
    symbols: &'a Symbols,
    /// By step and break flag: which distances from the start have been visited.
    seen: Vec<u64>,
    touched: Vec<usize>,
    stack: Vec<(u32, u32, bool)>,
}

/// The longest match, in words, that one bit each can stand for.
const REACH: usize = 63;

/// What is known of the sentence that is being read: which needs it meets, which programs can match in it. Sentences are
/// numbered from 1, so that the answers of the sentence before need not be cleared.
struct Possible {
    number: u32,
    words: Range<usize>,
    /// By need: the last sentence that meets it.
    met: Vec<u32>,
    /// By program: twice the last sentence that was asked about, and one more if the program can match there.
    known: Vec<u32>,
}

impl Possible {
    fn new(programs: &Programs) -> Self {
        Self { number: 0, words: 0..0, met: vec![0; programs.need_count()], known: vec![0; programs.count()] }
    }

    fn enter(&mut self, words: Range<usize>, programs: &Programs, symbols: &Symbols) {
        self.number += 1;
        for need in words.clone().flat_map(|token| symbols.of(token)).flat_map(|symbol| programs.met(*symbol)) {
            if let Some(met) = self.met.get_mut(need as usize) {
                *met = self.number;
            }
        }
        self.words = words;
    }

    /// Whether a program is wanted, and the sentence holds what it needs besides its anchor.
    fn is(&mut self, program: u32, programs: &Programs, wanted: impl Fn(u32) -> bool) -> bool {
        let Some(known) = self.known.get_mut(program as usize) else { return false };
        if *known >> 1 != self.number {
            let meets = |need: u32| self.met.get(need as usize) == Some(&self.number);
            let is_possible = wanted(program) && programs.needs(program).all(meets);
            *known = self.number << 1 | u32::from(is_possible);
        }
        *known & 1 == 1
    }
}

impl<'a> Matcher<'a> {
    pub(crate) fn new(programs: &'a Programs, text: &'a Text, symbols: &'a Symbols) -> Self {
        Self { programs, text, symbols, seen: Vec::new(), touched: Vec::new(), stack: Vec::new() }
    }

    /// Every longest match of every anchored or unanchored program, as program number and words; sorted, no doubles.
    /// `wanted` says which programs count.
    pub(crate) fn find_all(&mut self, wanted: impl Fn(u32) -> bool) -> Vec<(u32, Range<usize>)> {
        let mut candidates: Vec<(u32, u32)> = Vec::new();
        let mut possible = Possible::new(self.programs);
        for index in 0..self.text.tokens.len() {
            if !possible.words.contains(&index) {
                possible.enter(self.text.sentence_at(index), self.programs, self.symbols);
            }
            for symbol in self.symbols.of(index) {
                for (anchor, program) in self.programs.anchors(*symbol) {
                    if !possible.is(program, self.programs, &wanted) {
                        continue;
                    }
                    let (least, greatest) = self.programs.reach(anchor);
                    let Some(last) = index.checked_sub(least) else { continue };
                    let first = index.saturating_sub(greatest).max(possible.words.start);
                    for start in first..=last {
                        if self.may_start(program, start) {
                            candidates.push((program, to_u32(start)));
                        }
                    }
                }
            }
            for program in &self.programs.unanchored {
                if possible.is(*program, self.programs, &wanted) && self.may_start(*program, index) {
                    candidates.push((*program, to_u32(index)));
                }
            }
        }
        candidates.sort_unstable();
        candidates.dedup();
        let mut found = Vec::new();
        for (program, start) in candidates {
            let start = start as usize;
            if let Some(end) = self.longest(program, start) {
                found.push((program, start..end));
            }
        }
        found
    }

    fn may_start(&self, program: u32, start: usize) -> bool {
        match self.programs.program(program) {
            Some(Program { first: Some(class), .. }) => self.class_takes(class, start),
            Some(_) => true,
            None => false,
        }
    }

    fn class_takes(&self, class: u32, token: usize) -> bool {
        self.programs.takes(class, self.symbols.of(token))
    }

    /// One past the last word of the longest match from `start`.
    pub(crate) fn longest(&mut self, program: u32, start: usize) -> Option<usize> {
        let ends = self.run(program, start);
        (ends != 0).then(|| start + (63 - ends.leading_zeros() as usize))
    }

    /// Which distances from `start` a match can end at, one bit each.
    #[allow(clippy::collapsible_match)] // one arm for each step reads better than guards that fall through
    pub(crate) fn run(&mut self, program: u32, start: usize) -> u64 {
        if !self.may_start(program, start) {
            return 0;
        }
        let Some(program) = self.programs.program(program) else { return 0 };
        let (base, length) = (program.start, program.length as usize);
        let sentence = self.text.sentence_at(start);
        if self.seen.len() < length * 2 {
            self.seen.resize(length * 2, 0);
        }
        self.stack.clear();
        self.stack.push((base, 0, false));
        let mut ends = 0_u64;
        while let Some((step, distance, broken)) = self.stack.pop() {
            if distance as usize > REACH {
                continue;
            }
            let slot = (step - base) as usize * 2 + usize::from(broken);
            let bit = 1_u64 << distance;
            match self.seen.get_mut(slot) {
                Some(seen) if *seen & bit == 0 => {
                    if *seen == 0 {
                        self.touched.push(slot);
                    }
                    *seen |= bit;
                }
                _ => continue,
            }
            let at = start + distance as usize;
            match self.programs.step(step) {
                Some(Step::Accept) => ends |= bit,
                Some(Step::Goto(target)) => self.stack.push((target, distance, broken)),
                Some(Step::Split(target)) => {
                    self.stack.push((step + 1, distance, broken));
                    self.stack.push((target, distance, broken));
                }
                Some(Step::Take(class)) => {
                    if at < sentence.end && self.reaches(start, at, Break::Quote, broken) && self.class_takes(class, at)
                    {
                        self.stack.push((step + 1, distance + 1, false));
                    }
                }
                Some(Step::Switch(switch)) => {
                    if at < sentence.end {
                        for symbol in self.symbols.of(at) {
                            for branch in self.programs.branches(switch, *symbol) {
                                self.stack.push((branch, distance, broken));
                            }
                        }
                    }
                    self.stack.push((step + 1, distance, broken));
                }
                Some(Step::Any) => {
                    if at < sentence.end && self.reaches(start, at, Break::Comma, broken) {
                        self.stack.push((step + 1, distance + 1, false));
                    }
                }
                Some(Step::Stretch(detector)) => {
                    let end = self.symbols.stretches(detector).find(|words| words.start == at).map(|words| words.end);
                    if let Some(end) = end.filter(|_| self.reaches(start, at, Break::Quote, broken)) {
                        self.stack.push((step + 1, to_u32(end - start), false));
                    }
                }
                Some(Step::Break) => {
                    let breaks = self
                        .text
                        .tokens
                        .get(at)
                        .is_some_and(|token| matches!(token.before, Break::Comma | Break::Hard));
                    if at < sentence.end && breaks {
                        self.stack.push((step + 1, distance, true));
                    }
                }
                Some(Step::Start) => {
                    if at == sentence.start || at == self.text.greeting.end {
                        self.stack.push((step + 1, distance, broken));
                    }
                }
                Some(Step::End) => {
                    if at == sentence.end {
                        self.stack.push((step + 1, distance, broken));
                    }
                }
                Some(Step::Fail) | None => {}
            }
        }
        // Only what was touched is cleared: programs are long, runs are short.
        for slot in self.touched.drain(..) {
            if let Some(seen) = self.seen.get_mut(slot) {
                *seen = 0;
            }
        }
        // A match of no word is none.
        ends & !1
    }

    /// Whether the break before the word at `at` may be crossed. `strongest` is the strongest that may.
    fn reaches(&self, start: usize, at: usize, strongest: Break, broken: bool) -> bool {
        at == start || broken || self.text.tokens.get(at).is_some_and(|token| token.before <= strongest)
    }
}

fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
