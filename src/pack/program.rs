//! Owns the compiled form of phrases: words as numbers, small programs, and the anchors that decide which programs are
//! worth running where. It must not know about cues or rules.

mod builder;
mod vocabulary;

use serde::{Deserialize, Serialize};

use super::table::Table;
pub(crate) use builder::{Builder, Unfit};
pub use vocabulary::{Prefixes, Vocabulary};

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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    /// Goes on at the next step and there.
    Split(u32),
    /// Goes on there.
    Goto(u32),
    /// Goes on at the next step, and at the branches of that switch that the word can begin.
    Switch(u32),
    /// Leads nowhere.
    Fail,
    /// Found.
    Accept,
}

impl Step {
    /// The step as one number: its kind in the low four bits, its number above.
    fn pack(self) -> u32 {
        let (kind, value) = match self {
            Self::Take(class) => (0, class),
            Self::Any => (1, 0),
            Self::Stretch(detector) => (2, detector),
            Self::Break => (3, 0),
            Self::Start => (4, 0),
            Self::End => (5, 0),
            Self::Split(target) => (6, target),
            Self::Goto(target) => (7, target),
            Self::Accept => (8, 0),
            Self::Switch(switch) => (9, switch),
            Self::Fail => (10, 0),
        };
        value << 4 | kind
    }

    fn unpack(packed: u32) -> Option<Self> {
        let value = packed >> 4;
        Some(match packed & 15 {
            0 => Self::Take(value),
            1 => Self::Any,
            2 => Self::Stretch(value),
            3 => Self::Break,
            4 => Self::Start,
            5 => Self::End,
            6 => Self::Split(value),
            7 => Self::Goto(value),
            8 => Self::Accept,
            9 => Self::Switch(value),
            10 => Self::Fail,
            _ => return None,
        })
    }
}

/// A compiled phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Program {
    /// Its first step.
    pub start: u32,
    /// How many steps.
    pub length: u32,
    /// What its first word must be; none if it may be any.
    pub first: Option<u32>,
}

/// How many needs of a program are kept: classes of words of which a match must hold one, besides its anchor.
const NEEDS: usize = 3;
/// Numbers for each program in its table.
const ROW: usize = 3 + NEEDS;
/// A symbol that a program needs, and how many words may lie between the start of a match and it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Programs {
    /// The words.
    pub vocabulary: Vocabulary,
    /// The beginnings of words.
    pub prefixes: Prefixes,
    /// The symbol of each entry of [`DETECTORS`].
    pub detectors: Vec<Symbol>,
    /// Programs without an anchor: tried at every word.
    pub unanchored: Vec<u32>,
    /// By class: where its symbols start, shifted by one, with the low bit set if it takes what is not in it; one more
    /// entry than classes.
    class_starts: Table,
    /// The symbols of all classes, sorted within each.
    class_symbols: Table,
    /// The steps of all programs, packed.
    steps: Table,
    /// By program: its first step, how many, one more than the class of its first word (0: none), and the same for the
    /// needs that its sentence must meet.
    programs: Table,
    /// By symbol: where the needs that it meets start; one more entry than symbols.
    need_starts: Table,
    /// The needs that symbols meet, by number.
    needs: Table,
    /// How many needs there are.
    need_count: u32,
    /// By switch: where its entries start; one more entry than switches.
    switch_starts: Table,
    /// Two numbers each, sorted within a switch: a symbol, and the step of a branch that it can begin.
    switches: Table,
    /// By symbol: where its anchors start; one more entry than symbols.
    anchor_starts: Table,
    /// By anchor: its program. Most often that is all that is asked.
    anchor_programs: Table,
    /// Two numbers each: the least and the greatest distance.
    anchor_reaches: Table,
}

impl Programs {
    /// The step of that number.
    pub fn step(&self, step: u32) -> Option<Step> {
        Step::unpack(self.steps.get(step as usize)?)
    }

    /// The program of that number.
    pub fn program(&self, program: u32) -> Option<Program> {
        let at = program as usize * ROW;
        let (start, length, first) = (self.programs.get(at)?, self.programs.get(at + 1)?, self.programs.get(at + 2)?);
        Some(Program { start, length, first: first.checked_sub(1) })
    }

    /// What a sentence must hold besides its anchor before the program can match in it, by number.
    pub fn needs(&self, program: u32) -> impl Iterator<Item = u32> + '_ {
        let at = program as usize * ROW;
        self.programs.range(at + 3, at + ROW).filter_map(|need| need.checked_sub(1))
    }

    /// The needs that a word with this symbol meets.
    pub fn met(&self, symbol: Symbol) -> impl Iterator<Item = u32> + '_ {
        let bound = |at: usize| self.need_starts.get(at).map_or(0, |start| start as usize);
        self.needs.range(bound(symbol as usize), bound(symbol as usize + 1))
    }

    /// How many needs there are.
    pub fn need_count(&self) -> usize {
        self.need_count as usize
    }

    /// How many programs there are.
    pub fn count(&self) -> usize {
        self.programs.len() / ROW
    }

    /// The steps of the branches of a switch that a word with this symbol can begin.
    pub fn branches(&self, switch: u32, symbol: Symbol) -> impl Iterator<Item = u32> + '_ {
        let bound = |at: usize| self.switch_starts.get(at).map_or(0, |start| start as usize);
        let (mut start, end) = (bound(switch as usize), bound(switch as usize + 1));
        let mut least = end;
        while start < least {
            let middle = usize::midpoint(start, least);
            if self.switches.get(middle * 2).is_some_and(|known| known < symbol) {
                start = middle + 1;
            } else {
                least = middle;
            }
        }
        (start..end)
            .take_while(move |entry| self.switches.get(entry * 2) == Some(symbol))
            .filter_map(|entry| self.switches.get(entry * 2 + 1))
    }

    /// The anchors of a symbol, by number, with their programs.
    pub fn anchors(&self, symbol: Symbol) -> impl Iterator<Item = (usize, u32)> + '_ {
        let bound = |at: usize| self.anchor_starts.get(at).map_or(0, |start| start as usize);
        let (start, end) = (bound(symbol as usize), bound(symbol as usize + 1));
        (start..end).zip(self.anchor_programs.range(start, end))
    }

    /// The least and the greatest distance of an anchor from the start of a match, in words.
    pub fn reach(&self, anchor: usize) -> (usize, usize) {
        let distance = |at: usize| self.anchor_reaches.get(at).map_or(usize::MAX, |distance| distance as usize);
        (distance(anchor * 2), distance(anchor * 2 + 1))
    }

    /// Whether a class takes a word with these symbols.
    pub fn takes(&self, class: u32, symbols: &[Symbol]) -> bool {
        let at = class as usize;
        let (Some(start), Some(end)) = (self.class_starts.get(at), self.class_starts.get(at + 1)) else { return false };
        let negated = start & 1 == 1;
        let (start, end) = ((start >> 1) as usize, (end >> 1) as usize);
        symbols.iter().any(|symbol| self.class_holds(start, end, *symbol)) != negated
    }

    fn class_holds(&self, mut start: usize, mut end: usize, symbol: Symbol) -> bool {
        while end - start > 8 {
            let middle = usize::midpoint(start, end);
            if self.class_symbols.get(middle).is_some_and(|known| known <= symbol) {
                start = middle;
            } else {
                end = middle;
            }
        }
        self.class_symbols.range(start, end).any(|known| known == symbol)
    }
}

fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
