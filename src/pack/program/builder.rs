//! Owns the compiler of phrases: from the tree of a phrase to its program, its needs and its anchors. It must not know
//! how programs are run.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::super::frequency;
use super::super::phrase::Node;
use super::{Anchor, DETECTORS, NEEDS, Prefixes, Program, Programs, STRETCHES, Step, Symbol, Vocabulary, number};
use crate::text::spelling;

/// Choices with fewer branches are tried one by one.
const SWITCH: usize = 3;

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
    programs: Vec<(Program, Vec<u32>)>,
    /// The classes of which some program needs a word, by the numbers of needs.
    needs: Vec<u32>,
    /// By switch: which symbol can begin the branch at which step.
    switches: Vec<Vec<(usize, u32)>>,
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
        let mut symbols = vec![self.word(word)];
        symbols.extend(frequency::short_form(word).map(|short| self.word(short)));
        symbols
    }

    fn cost(&self, symbols: &[usize]) -> u64 {
        symbols
            .iter()
            .map(|symbol| {
                let name = self.names[*symbol].as_str();
                if name.starts_with('#') {
                    frequency::OF_DETECTOR
                } else if name.ends_with('*') {
                    frequency::OF_PREFIX
                } else {
                    frequency::of_word(name)
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

    /// Adds a phrase and returns the number of its program.
    pub(crate) fn add(&mut self, node: &Node) -> Result<u32, Unfit> {
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
        let first = self.first(node).map(|symbols| self.class(symbols, false));
        let needs = self.cheapest_needs(node);
        let length = number(self.steps.len() - start);
        self.programs.push((Program { start: number(start), length, first }, needs));
        match self.anchor(node, 0, 0) {
            Some(candidate) => {
                for (symbol, least, greatest) in candidate.places {
                    let (least, greatest) =
                        (u8::try_from(least).unwrap_or(u8::MAX), u8::try_from(greatest).unwrap_or(u8::MAX));
                    self.anchors.push((symbol, Anchor { program, least, greatest }));
                }
            }
            None => self.unanchored.push(program),
        }
        Ok(program)
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
                self.steps[split] = Step::Split(number(self.steps.len()));
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
                    self.steps[split] = Step::Split(number(self.steps.len()));
                }
            }
            Node::Gap(least, greatest) => {
                self.steps.extend(std::iter::repeat_n(Step::Any, *least));
                let end = self.steps.len() + 2 * (greatest - least);
                for _ in *least..*greatest {
                    self.steps.push(Step::Split(number(end)));
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
        let begun = if longer.len() < SWITCH { Vec::new() } else { self.switchable(&mut longer) };
        if !begun.is_empty() {
            self.steps.push(Step::Switch(number(self.switches.len())));
        }
        let switch = self.switches.len();
        if !begun.is_empty() {
            self.switches.push(Vec::new());
        }
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
                self.steps[split] = Step::Split(number(self.steps.len()));
            }
        }
        if !symbols.is_empty() {
            let class = self.class(symbols, false);
            self.steps.push(Step::Take(class));
        } else if longer.is_empty() {
            self.steps.push(Step::Fail);
        }
        for (branch, symbols) in begun {
            exits.push(self.steps.len());
            self.steps.push(Step::Accept);
            let start = number(self.steps.len());
            self.emit(branch);
            self.switches[switch].extend(symbols.into_iter().map(|symbol| (symbol, start)));
        }
        let end = number(self.steps.len());
        for exit in exits {
            self.steps[exit] = Step::Goto(end);
        }
    }

    /// Takes out the branches whose first words are known, with those.
    fn switchable<'a>(&mut self, branches: &mut Vec<&'a Node>) -> Vec<(&'a Node, Vec<usize>)> {
        let mut begun = Vec::new();
        let mut others = Vec::new();
        for branch in branches.drain(..) {
            match self.first(branch) {
                Some(symbols) => begun.push((branch, symbols)),
                None => others.push(branch),
            }
        }
        *branches = others;
        begun
    }

    /// What the first word of a node can be; none if that may be anything, or if there may be no word.
    fn first(&mut self, node: &Node) -> Option<Vec<usize>> {
        if let Some(symbols) = self.single(node) {
            return Some(symbols);
        }
        match node {
            Node::Sequence(parts) => {
                let mut all = Vec::new();
                for part in parts {
                    match part {
                        Node::Start | Node::End | Node::Break => {}
                        Node::Optional(inner) => all.extend(self.first(inner)?),
                        _ => {
                            all.extend(self.first(part)?);
                            return Some(all);
                        }
                    }
                }
                None
            }
            Node::Choice(branches) => {
                let mut all = Vec::new();
                for branch in branches {
                    all.extend(self.first(branch)?);
                }
                Some(all)
            }
            Node::Repeat(inner) => self.first(inner),
            _ => None,
        }
    }

    /// The needs of a phrase besides its anchor, rarest first.
    fn cheapest_needs(&mut self, node: &Node) -> Vec<u32> {
        let mut needs = Vec::new();
        self.required(node, &mut needs);
        for need in &mut needs {
            need.sort_unstable();
            need.dedup();
        }
        needs.sort_by_cached_key(|need| self.cost(need));
        needs.dedup();
        // The rarest is the anchor, which was found when this is asked.
        needs.into_iter().skip(1).take(NEEDS).map(|need| self.need(need)).collect()
    }

    fn need(&mut self, symbols: Vec<usize>) -> u32 {
        let class = self.class(symbols, false);
        let known = self.needs.iter().position(|known| *known == class);
        number(known.unwrap_or_else(|| {
            self.needs.push(class);
            self.needs.len() - 1
        }))
    }

    fn required(&mut self, node: &Node, needs: &mut Vec<Vec<usize>>) {
        if let Some(symbols) = self.single(node) {
            needs.push(symbols);
            return;
        }
        match node {
            Node::Sequence(parts) => parts.iter().for_each(|part| self.required(part, needs)),
            Node::Choice(branches) => {
                let mut all = Vec::new();
                for branch in branches {
                    let mut of_branch = Vec::new();
                    self.required(branch, &mut of_branch);
                    let Some(best) = of_branch.into_iter().min_by_key(|need| self.cost(need)) else { return };
                    all.extend(best);
                }
                needs.push(all);
            }
            Node::Repeat(inner) => self.required(inner, needs),
            _ => {}
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
        let mut class_starts = Vec::new();
        let mut class_symbols: Vec<u32> = Vec::new();
        for (symbols, negated) in &self.class_list {
            let mut symbols: Vec<Symbol> = symbols.iter().map(|symbol| symbol_of(*symbol)).collect();
            symbols.sort_unstable();
            symbols.dedup();
            class_starts.push(number(class_symbols.len()) << 1 | u32::from(*negated));
            class_symbols.extend(symbols);
        }
        class_starts.push(number(class_symbols.len()) << 1);
        let mut met = BTreeSet::new();
        for (need, class) in self.needs.iter().enumerate() {
            let (symbols, _) = &self.class_list[*class as usize];
            met.extend(symbols.iter().map(|symbol| (symbol_of(*symbol), number(need))));
        }
        let mut need_starts = vec![0_u32; compact.len() + 1];
        for (symbol, _) in &met {
            need_starts[*symbol as usize + 1] += 1;
        }
        for index in 1..need_starts.len() {
            need_starts[index] += need_starts[index - 1];
        }
        let (mut switch_starts, mut switches) = (vec![0], Vec::new());
        for switch in &self.switches {
            let mut entries: Vec<(Symbol, u32)> =
                switch.iter().map(|(symbol, step)| (symbol_of(*symbol), *step)).collect();
            entries.sort_unstable();
            entries.dedup();
            switches.extend(entries.into_iter().flat_map(|(symbol, step)| [symbol, step]));
            switch_starts.push(number(switches.len() / 2));
        }
        let mut anchors: Vec<(Symbol, Anchor)> =
            self.anchors.iter().map(|(symbol, anchor)| (symbol_of(*symbol), *anchor)).collect();
        anchors.sort_unstable();
        anchors.dedup();
        let mut anchor_starts = vec![0_u32; compact.len() + 1];
        for (symbol, _) in &anchors {
            anchor_starts[*symbol as usize + 1] += 1;
        }
        for index in 1..anchor_starts.len() {
            anchor_starts[index] += anchor_starts[index - 1];
        }
        Programs {
            vocabulary: Vocabulary::new(&words),
            prefixes: Prefixes::new(self.prefixes.iter().map(|(prefix, symbol)| (prefix.clone(), symbol_of(*symbol)))),
            detectors: self.detectors.iter().map(|symbol| symbol_of(*symbol)).collect(),
            class_starts: class_starts.into_iter().collect(),
            class_symbols: class_symbols.into_iter().collect(),
            steps: self.steps.into_iter().map(Step::pack).collect(),
            programs: self
                .programs
                .iter()
                .flat_map(|(program, needs)| {
                    let need = |at: usize| needs.get(at).map_or(0, |need| need + 1);
                    [
                        program.start,
                        program.length,
                        program.first.map_or(0, |class| class + 1),
                        need(0),
                        need(1),
                        need(2),
                    ]
                })
                .collect(),
            need_starts: need_starts.into_iter().collect(),
            needs: met.into_iter().map(|(_, need)| need).collect(),
            need_count: number(self.needs.len()),
            switch_starts: switch_starts.into_iter().collect(),
            switches: switches.into_iter().collect(),
            anchor_starts: anchor_starts.into_iter().collect(),
            anchor_programs: anchors.iter().map(|(_, anchor)| anchor.program).collect(),
            anchor_reaches: anchors
                .iter()
                .flat_map(|(_, anchor)| [u32::from(anchor.least), u32::from(anchor.greatest)])
                .collect(),
            unanchored: self.unanchored,
        }
    }
}
