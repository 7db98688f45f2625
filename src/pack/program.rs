//! Owns the compiled form of phrases: words as numbers, small programs, and the anchors that decide which programs are
//! worth running where. It must not know about cues or rules.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::phrase::Node;
use crate::text::spelling;

/// A number that stands for a word, a prefix or a detector.
pub type Symbol = u32;

/// The detectors that phrases can name, in the order of their numbers. The first ones make one word of what they find;
/// the rest are facts of a word or stretches of words.
pub const DETECTORS: &[&str] = &[
    "email",
    "phone",
    "url",
    "handle",
    "money",
    "date",
    "time",
    "num",
    "placeholder",
    "emoji",
    "caps",
    "name",
    "path",
    "quote",
    "greeting",
    "signoff",
];

/// The detectors that find stretches of several words.
pub const STRETCHES: &[&str] = &["path", "quote", "greeting", "signoff"];

/// One step of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// Takes one word of a class.
    Take(u32),
    /// Takes any word, as a gap does.
    Any,
    /// Takes a whole stretch found by the detector of that number.
    Stretch(u32),
    /// A clause break is required here.
    Break,
    /// The start of a sentence.
    Start,
    /// The end of a sentence.
    End,
    /// Goes on at both.
    Split(u32, u32),
    /// Goes on there.
    Goto(u32),
    /// Found.
    Accept,
}

/// A set of symbols.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Class {
    /// Sorted.
    pub symbols: Vec<Symbol>,
    /// Takes what is not in it.
    pub negated: bool,
}

/// A compiled phrase.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Program {
    /// Its first step.
    pub start: u32,
    /// How many steps.
    pub length: u32,
    /// What its first word must be; none if a gap, an assertion or an optional word comes first.
    pub first: Option<u32>,
}

/// A symbol that a program needs, and how many words may lie between the start of a match and it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Anchor {
    /// The number of the program.
    pub program: u32,
    /// The least distance in words.
    pub least: u8,
    /// The greatest.
    pub greatest: u8,
}

/// All programs and what they share.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Programs {
    /// The words, each with its symbol: a hash table of open addressing, sized a power of two.
    pub vocabulary: Vocabulary,
    /// Prefixes, sorted, with their symbols.
    pub prefixes: Vec<(String, Symbol)>,
    /// The symbol of each entry of [`DETECTORS`].
    pub detectors: Vec<Symbol>,
    /// The classes.
    pub classes: Vec<Class>,
    /// The steps of all programs.
    pub steps: Vec<Step>,
    /// The programs.
    pub programs: Vec<Program>,
    /// By symbol: where its anchors start in `anchors`; one more entry than symbols.
    pub anchor_starts: Vec<u32>,
    /// The anchors.
    pub anchors: Vec<Anchor>,
    /// Programs without an anchor: tried at every word.
    pub unanchored: Vec<u32>,
}

/// From words to symbols, by a hash table whose layout is decided when packs are compiled.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Vocabulary {
    text: String,
    /// Start and length in `text`, symbol; a length of 0 is an empty slot.
    slots: Vec<(u32, u8, Symbol)>,
}

impl Vocabulary {
    fn new(words: &BTreeMap<String, Symbol>) -> Self {
        let size = (words.len() * 2).next_power_of_two().max(8);
        let mut vocabulary = Self { text: String::new(), slots: vec![(0, 0, 0); size] };
        for (word, symbol) in words {
            let Ok(length) = u8::try_from(word.len()) else { continue };
            let start = u32::try_from(vocabulary.text.len()).unwrap_or(u32::MAX);
            vocabulary.text.push_str(word);
            let mut slot = hash(word) & (size - 1);
            while vocabulary.slots[slot].1 != 0 {
                slot = (slot + 1) & (size - 1);
            }
            vocabulary.slots[slot] = (start, length, *symbol);
        }
        vocabulary
    }

    /// The symbol of a folded word.
    pub fn get(&self, word: &str) -> Option<Symbol> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut slot = hash(word) & mask;
        loop {
            let (start, length, symbol) = *self.slots.get(slot)?;
            if length == 0 {
                return None;
            }
            let start = start as usize;
            if usize::from(length) == word.len()
                && self.text.as_bytes().get(start..start + word.len()) == Some(word.as_bytes())
            {
                return Some(symbol);
            }
            slot = (slot + 1) & mask;
        }
    }
}

/// FNV-1a: stable across machines and versions, since the built-in table is made at build time.
fn hash(word: &str) -> usize {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    for byte in word.bytes() {
        state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    usize::try_from((state >> 8) & 0xffff_ffff).unwrap_or(0)
}

/// What is wrong with a phrase that could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// It matches where no word is.
    MatchesNothing,
    /// More steps than a phrase should have.
    TooLarge,
}

/// Compiles phrases whose sets and inflections have been resolved (only words, prefixes and detectors are left).
#[derive(Debug, Default)]
pub(crate) struct Builder {
    /// Word to union-find parent: spellings of one word are one symbol.
    words: BTreeMap<String, usize>,
    parents: Vec<usize>,
    prefixes: BTreeMap<String, usize>,
    classes: HashMap<Vec<usize>, u32>,
    class_list: Vec<(Vec<usize>, bool)>,
    steps: Vec<Step>,
    programs: Vec<Program>,
    anchors: Vec<(usize, Anchor)>,
    unanchored: Vec<u32>,
    detectors: Vec<usize>,
    names: Vec<String>,
}

/// An anchor candidate: what it costs to look for it, and where it stands.
struct Candidate {
    cost: u64,
    places: Vec<(usize, usize, usize)>,
}

/// The most frequent words of replies, and roughly how often each of 10,000 words is that one.
const FREQUENT: &[(&str, u64)] = &[
    ("the", 420),
    ("to", 400),
    ("you", 390),
    ("we", 360),
    ("and", 350),
    ("our", 260),
    ("your", 260),
    ("for", 220),
    ("are", 180),
    ("a", 170),
    ("i", 150),
    ("is", 150),
    ("of", 150),
    ("that", 130),
    ("with", 130),
    ("have", 120),
    ("this", 120),
    ("us", 110),
    ("in", 110),
    ("not", 110),
    ("it", 100),
    ("thank", 90),
    ("be", 90),
    ("at", 80),
    ("on", 80),
    ("will", 80),
    ("please", 70),
    ("was", 60),
    ("as", 60),
    ("so", 50),
    ("were", 50),
    ("would", 40),
    ("'d", 40),
    ("'s", 60),
    ("any", 40),
    ("can", 50),
    ("do", 40),
    ("from", 40),
    ("by", 30),
    ("an", 30),
    ("all", 30),
    ("has", 30),
    ("if", 40),
    ("about", 30),
    ("very", 30),
    ("me", 20),
    ("my", 40),
    ("or", 30),
    ("more", 30),
    ("there", 20),
    ("they", 20),
    ("but", 30),
    ("been", 30),
    ("when", 20),
    ("had", 20),
    ("am", 30),
    ("no", 20),
    ("he", 10),
    ("she", 10),
    ("which", 10),
    ("what", 10),
    ("how", 10),
    ("could", 20),
    ("should", 10),
    ("did", 10),
    ("does", 10),
];

const PREFIX_COST: u64 = 4;
const DETECTOR_COST: u64 = 10;

impl Builder {
    pub(crate) fn new() -> Self {
        let mut builder = Self::default();
        for name in DETECTORS {
            let symbol = builder.fresh(format!("#{name}"));
            builder.detectors.push(symbol);
        }
        builder
    }

    fn fresh(&mut self, name: String) -> usize {
        let symbol = self.parents.len();
        self.parents.push(symbol);
        self.names.push(name);
        symbol
    }

    fn word(&mut self, word: &str) -> usize {
        if let Some(symbol) = self.words.get(word) {
            return *symbol;
        }
        let symbol = self.fresh(word.to_owned());
        self.words.insert(word.to_owned(), symbol);
        for variant in spelling::variants(word) {
            if let Some(known) = self.words.get(&variant) {
                let (left, right) = (self.root(symbol), self.root(*known));
                let (low, high) = (left.min(right), left.max(right));
                self.parents[high] = low;
            } else {
                self.words.insert(variant, symbol);
            }
        }
        symbol
    }

    fn root(&self, mut symbol: usize) -> usize {
        while self.parents[symbol] != symbol {
            symbol = self.parents[symbol];
        }
        symbol
    }

    /// The symbols that a word of a phrase stands for: `would` is also `'d`.
    fn symbols_of_word(&mut self, word: &str) -> Vec<usize> {
        let short = match word {
            "would" | "had" => Some("'d"),
            "is" | "has" => Some("'s"),
            _ => None,
        };
        let mut symbols = vec![self.word(word)];
        symbols.extend(short.map(|short| self.word(short)));
        symbols
    }

    fn cost(&self, symbols: &[usize]) -> u64 {
        symbols
            .iter()
            .map(|symbol| {
                let name = self.names[*symbol].as_str();
                if name.starts_with('#') {
                    DETECTOR_COST
                } else if name.ends_with('*') {
                    PREFIX_COST
                } else {
                    FREQUENT.iter().find(|(word, _)| *word == name).map_or(1, |(_, cost)| *cost)
                }
            })
            .sum()
    }

    fn class(&mut self, mut symbols: Vec<usize>, negated: bool) -> u32 {
        symbols.sort_unstable();
        symbols.dedup();
        let mut key = symbols.clone();
        key.push(usize::MAX - usize::from(negated));
        if let Some(known) = self.classes.get(&key) {
            return *known;
        }
        let number = number(self.class_list.len());
        self.class_list.push((symbols, negated));
        self.classes.insert(key, number);
        number
    }

    /// The symbols of a node that is one word; none if it is more or less than one word.
    fn single(&mut self, node: &Node) -> Option<Vec<usize>> {
        match node {
            Node::Word(word) => Some(self.symbols_of_word(word)),
            Node::Prefix(prefix) => {
                let known = self.prefixes.get(prefix).copied();
                let symbol = known.unwrap_or_else(|| {
                    let symbol = self.fresh(format!("{prefix}*"));
                    self.prefixes.insert(prefix.clone(), symbol);
                    symbol
                });
                Some(vec![symbol])
            }
            Node::Detector(name, _) if !STRETCHES.contains(&name.as_str()) => {
                let index = DETECTORS.iter().position(|known| known == name)?;
                Some(vec![*self.detectors.get(index)?])
            }
            Node::Sequence(parts) => match parts.as_slice() {
                [only] => self.single(only),
                _ => None,
            },
            Node::Choice(branches) => {
                let mut symbols = Vec::new();
                for branch in branches {
                    symbols.extend(self.single(branch)?);
                }
                Some(symbols)
            }
            _ => None,
        }
    }

    /// Adds a phrase and returns the number of its program, and the cost of its anchor (none: it has no anchor).
    pub(crate) fn add(&mut self, node: &Node) -> Result<(u32, Option<u64>), Unfit> {
        let start = self.steps.len();
        let (least, _) = self.lengths(node);
        if least == 0 {
            return Err(Unfit::MatchesNothing);
        }
        self.emit(node);
        self.steps.push(Step::Accept);
        if self.steps.len() - start > 6000 {
            self.steps.truncate(start);
            return Err(Unfit::TooLarge);
        }
        let program = number(self.programs.len());
        let first = match self.steps.get(start) {
            Some(Step::Take(class)) => Some(*class),
            _ => None,
        };
        self.programs.push(Program { start: number(start), length: number(self.steps.len() - start), first });
        let candidate = self.anchor(node, 0, 0);
        let cost = candidate.as_ref().map(|candidate| candidate.cost);
        match candidate {
            Some(candidate) => {
                for (symbol, least, greatest) in candidate.places {
                    let (least, greatest) =
                        (u8::try_from(least).unwrap_or(u8::MAX), u8::try_from(greatest).unwrap_or(u8::MAX));
                    self.anchors.push((symbol, Anchor { program, least, greatest }));
                }
            }
            None => self.unanchored.push(program),
        }
        Ok((program, cost))
    }

    fn emit(&mut self, node: &Node) {
        if let Some(symbols) = self.single(node) {
            let class = self.class(symbols, false);
            self.steps.push(Step::Take(class));
            return;
        }
        match node {
            Node::Sequence(parts) => parts.iter().for_each(|part| self.emit(part)),
            Node::Choice(branches) => self.emit_choice(branches),
            Node::Optional(inner) => {
                // `[(x)+]` is none to four times.
                let split = self.steps.len();
                self.steps.push(Step::Accept);
                self.emit(inner);
                self.steps[split] = Step::Split(number(split + 1), number(self.steps.len()));
            }
            Node::Repeat(inner) => {
                self.emit(inner);
                let mut splits = Vec::new();
                for _ in 1..4 {
                    splits.push(self.steps.len());
                    self.steps.push(Step::Accept);
                    self.emit(inner);
                }
                for split in splits {
                    self.steps[split] = Step::Split(number(split + 1), number(self.steps.len()));
                }
            }
            Node::Gap(least, greatest) => {
                self.steps.extend(std::iter::repeat_n(Step::Any, *least));
                let end = self.steps.len() + 2 * (greatest - least);
                for _ in *least..*greatest {
                    self.steps.push(Step::Split(number(self.steps.len() + 1), number(end)));
                    self.steps.push(Step::Any);
                }
            }
            Node::Not(inner, _) => {
                let symbols = self.single(inner).unwrap_or_default();
                let class = self.class(symbols, true);
                self.steps.push(Step::Take(class));
            }
            Node::Detector(name, _) => {
                let index = DETECTORS.iter().position(|known| known == name).unwrap_or(0);
                self.steps.push(Step::Stretch(number(index)));
            }
            Node::Break => self.steps.push(Step::Break),
            Node::Start => self.steps.push(Step::Start),
            Node::End => self.steps.push(Step::End),
            Node::Word(_) | Node::Prefix(_) | Node::Inflected(..) | Node::Set(..) => {}
        }
    }

    /// Single words of a choice become one class; the rest are branches.
    fn emit_choice(&mut self, branches: &[Node]) {
        let mut symbols = Vec::new();
        let mut longer = Vec::new();
        for branch in branches {
            match self.single(branch) {
                Some(found) => symbols.extend(found),
                None => longer.push(branch),
            }
        }
        let mut exits = Vec::new();
        for (index, branch) in longer.iter().enumerate() {
            let last = index + 1 == longer.len() && symbols.is_empty();
            let split = self.steps.len();
            if !last {
                self.steps.push(Step::Accept);
            }
            self.emit(branch);
            if !last {
                exits.push(self.steps.len());
                self.steps.push(Step::Accept);
                self.steps[split] = Step::Split(number(split + 1), number(self.steps.len()));
            }
        }
        if !symbols.is_empty() {
            let class = self.class(symbols, false);
            self.steps.push(Step::Take(class));
        }
        let end = number(self.steps.len());
        for exit in exits {
            self.steps[exit] = Step::Goto(end);
        }
    }

    /// The least and the greatest number of words of a node.
    fn lengths(&self, node: &Node) -> (usize, usize) {
        match node {
            Node::Word(_) | Node::Prefix(_) | Node::Not(..) => (1, 1),
            Node::Detector(name, _) if STRETCHES.contains(&name.as_str()) => (1, 60),
            Node::Detector(..) => (1, 1),
            Node::Sequence(parts) => parts.iter().fold((0, 0), |(least, greatest), part| {
                let (more_least, more_greatest) = self.lengths(part);
                (least + more_least, greatest + more_greatest)
            }),
            Node::Choice(branches) => branches
                .iter()
                .map(|branch| self.lengths(branch))
                .reduce(|left, right| (left.0.min(right.0), left.1.max(right.1)))
                .unwrap_or((0, 0)),
            Node::Optional(inner) => (0, self.lengths(inner).1),
            Node::Repeat(inner) => {
                let (least, greatest) = self.lengths(inner);
                (least, greatest * 4)
            }
            Node::Gap(least, greatest) => (*least, *greatest),
            Node::Break | Node::Start | Node::End | Node::Inflected(..) | Node::Set(..) => (0, 0),
        }
    }

    /// The cheapest set of symbols of which a match must hold one. `least` and `greatest` words come before the node.
    fn anchor(&mut self, node: &Node, least: usize, greatest: usize) -> Option<Candidate> {
        if let Some(symbols) = self.single(node) {
            let cost = self.cost(&symbols);
            return Some(Candidate {
                cost,
                places: symbols.into_iter().map(|symbol| (symbol, least, greatest)).collect(),
            });
        }
        match node {
            Node::Sequence(parts) => {
                let (mut least, mut greatest) = (least, greatest);
                let mut best: Option<Candidate> = None;
                for part in parts {
                    let found = self.anchor(part, least, greatest);
                    if let Some(found) = found
                        && best.as_ref().is_none_or(|best| found.cost < best.cost)
                    {
                        best = Some(found);
                    }
                    let (more_least, more_greatest) = self.lengths(part);
                    least += more_least;
                    greatest += more_greatest;
                }
                best.filter(|best| best.places.iter().all(|(.., greatest)| *greatest < 60))
            }
            Node::Choice(branches) => {
                let mut all = Candidate { cost: 0, places: Vec::new() };
                for branch in branches {
                    let found = self.anchor(branch, least, greatest)?;
                    all.cost += found.cost;
                    all.places.extend(found.places);
                }
                Some(all)
            }
            Node::Repeat(inner) => self.anchor(inner, least, greatest),
            _ => None,
        }
    }

    /// The words of which a match must hold one; none if nothing is sure or a detector is what is sure.
    pub(crate) fn anchor_literals(&mut self, node: &Node) -> Option<Vec<String>> {
        let places = self.anchor(node, 0, 0)?.places;
        places
            .into_iter()
            .map(|(symbol, ..)| {
                self.names
                    .get(symbol)
                    .filter(|name| !name.starts_with('#'))
                    .map(|name| name.trim_end_matches('*').replace('\'', ""))
            })
            .collect()
    }

    /// The finished tables.
    pub(crate) fn finish(self) -> Programs {
        let mut compact: BTreeMap<usize, Symbol> = BTreeMap::new();
        for symbol in 0..self.parents.len() {
            let next = number(compact.len());
            compact.entry(self.root(symbol)).or_insert(next);
        }
        let symbol_of = |symbol: usize| compact.get(&self.root(symbol)).copied().unwrap_or(0);
        let words = self.words.iter().map(|(word, symbol)| (word.clone(), symbol_of(*symbol))).collect();
        let classes = self
            .class_list
            .iter()
            .map(|(symbols, negated)| {
                let mut symbols: Vec<Symbol> = symbols.iter().map(|symbol| symbol_of(*symbol)).collect();
                symbols.sort_unstable();
                symbols.dedup();
                Class { symbols, negated: *negated }
            })
            .collect();
        let mut anchors: Vec<(Symbol, Anchor)> =
            self.anchors.iter().map(|(symbol, anchor)| (symbol_of(*symbol), *anchor)).collect();
        anchors.sort_unstable();
        anchors.dedup();
        let mut anchor_starts = vec![0; compact.len() + 1];
        for (symbol, _) in &anchors {
            anchor_starts[*symbol as usize + 1] += 1;
        }
        for index in 1..anchor_starts.len() {
            anchor_starts[index] += anchor_starts[index - 1];
        }
        Programs {
            vocabulary: Vocabulary::new(&words),
            prefixes: self.prefixes.iter().map(|(prefix, symbol)| (prefix.clone(), symbol_of(*symbol))).collect(),
            detectors: self.detectors.iter().map(|symbol| symbol_of(*symbol)).collect(),
            classes,
            steps: self.steps,
            programs: self.programs,
            anchor_starts,
            anchors: anchors.into_iter().map(|(_, anchor)| anchor).collect(),
            unanchored: self.unanchored,
        }
    }
}

fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
