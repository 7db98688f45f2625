//! Owns what a text must hold before a regular expression can match it, read off the expression when the pack is
//! compiled: building an expression costs more than linting a draft, so most should never be built. It must not know
//! what the expressions look for.

use std::collections::BTreeSet;

use regex_syntax::hir::{Class, ClassUnicodeRange, Hir, HirKind};
use serde::{Deserialize, Serialize};

/// The most alternatives that are kept apart before certainty is given up.
const MOST: usize = 2000;
/// The most characters of a class that are looked at: more than there are digits, fewer than there are letters.
const CLASS: usize = 1000;
/// The longest alternative, in bytes. Longer ones would not rule out more.
const LONGEST: usize = 24;

/// Texts of which a match holds at least one, a line each: one string, because many are read at each start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need(String);

impl Need {
    /// The texts, as [`Folding::fold`] writes them.
    pub fn alternatives(&self) -> impl Iterator<Item = &str> {
        self.0.split('\n')
    }
}

/// How texts are written before needs are looked for in them: any digit like any other, a stretch of blanks as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Folding {
    /// Large and small letters stay what they are.
    Cased,
    /// Large letters become small.
    Caseless,
}

impl Folding {
    /// What fits an expression.
    pub fn of(expression: &str) -> Self {
        if expression.contains("(?i") { Self::Caseless } else { Self::Cased }
    }

    /// A whole text, folded.
    pub fn fold(self, text: &str) -> String {
        let mut folded = String::with_capacity(text.len());
        for character in text.chars().map(|character| self.character(character)) {
            if character != ' ' || !folded.ends_with(' ') {
                folded.push(character);
            }
        }
        folded
    }

    fn character(self, character: char) -> char {
        match character {
            'a'..='z' => character,
            'A'..='Z' if self == Self::Caseless => character.to_ascii_lowercase(),
            '0'..='9' => '0',
            _ if character.is_whitespace() => ' ',
            _ if character.is_ascii() => character,
            _ if character.is_numeric() => '0',
            _ if self == Self::Cased => character,
            'ſ' => 's',
            _ => character.to_lowercase().next().unwrap_or(character),
        }
    }
}

/// What every match of `expression` holds: of each need one alternative. Empty if nothing is sure.
pub fn needs(expression: &Hir, folding: Folding) -> Vec<Need> {
    let mut needs = read(expression, folding).all_needs();
    for need in &mut needs {
        shortest_only(need);
    }
    // The shortest list first: most often it is enough.
    needs.sort_by_key(Vec::len);
    needs.dedup();
    needs.into_iter().map(|need| Need(need.join("\n"))).collect()
}

type Texts = BTreeSet<String>;

/// What is known of a part of an expression.
#[derive(Debug, Default)]
struct Known {
    /// Everything that it can match, if that is a short list.
    exact: Option<Texts>,
    /// With what a match starts and ends, if it is not exact but repeats something that is.
    edge: Option<Texts>,
    /// What a match holds besides.
    needs: Vec<Vec<String>>,
}

impl Known {
    fn exact(texts: Texts) -> Self {
        Self { exact: Some(texts), ..Self::default() }
    }

    fn holding(needs: Vec<Vec<String>>) -> Self {
        Self { needs, ..Self::default() }
    }

    fn all_needs(self) -> Vec<Vec<String>> {
        let mut needs = self.needs;
        needs.extend(self.exact.or(self.edge).and_then(certain));
        needs
    }
}

fn read(expression: &Hir, folding: Folding) -> Known {
    match expression.kind() {
        HirKind::Empty | HirKind::Look(_) => Known::exact(Texts::from([String::new()])),
        HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
            Ok(text) => Known::exact(Texts::from([folding.fold(text)])),
            Err(_) => Known::default(),
        },
        HirKind::Class(class) => characters(class, folding).map_or_else(Known::default, Known::exact),
        HirKind::Capture(capture) => read(&capture.sub, folding),
        HirKind::Repetition(repetition) => repeated(read(&repetition.sub, folding), repetition.min, repetition.max),
        HirKind::Concat(parts) => sequence(parts.iter().map(|part| read(part, folding))),
        HirKind::Alternation(branches) => choice(branches.iter().map(|branch| read(branch, folding)).collect()),
    }
}

/// The characters of a class, folded; none if there are many.
fn characters(class: &Class, folding: Folding) -> Option<Texts> {
    let Class::Unicode(class) = class else { return None };
    let size: usize = class.iter().map(ClassUnicodeRange::len).sum();
    (size <= CLASS).then(|| {
        let all = class.iter().flat_map(|range| range.start()..=range.end());
        all.map(|character| folding.character(character).to_string()).collect()
    })
}

fn repeated(inner: Known, least: u32, most: Option<u32>) -> Known {
    let Some(texts) = inner.exact else {
        return if least == 0 { Known::default() } else { Known::holding(inner.needs) };
    };
    // However many blanks there are, they are written as one.
    let once = most == Some(1) || texts.iter().all(|text| text == " ");
    match (least, most) {
        (0, _) if once => Known::exact(texts.into_iter().chain([String::new()]).collect()),
        (_, _) if once => Known::exact(texts),
        (0, _) => Known::default(),
        (least, most) => {
            let mut several = texts.clone();
            let mut times = 1;
            while times < least {
                let Some(more) = product(&several, &texts) else { break };
                several = more;
                times += 1;
            }
            if most == Some(times) { Known::exact(several) } else { Known { edge: Some(several), ..Known::default() } }
        }
    }
}

fn sequence(parts: impl Iterator<Item = Known>) -> Known {
    let nothing = || Texts::from([String::new()]);
    let mut needs = Vec::new();
    let mut current = nothing();
    let mut exact = true;
    for part in parts {
        needs.extend(part.needs);
        exact &= part.exact.is_some();
        let joined = part.exact.as_ref().or(part.edge.as_ref()).and_then(|texts| product(&current, texts));
        match (joined, part.exact, part.edge) {
            (Some(joined), Some(_), _) => current = joined,
            (Some(joined), None, Some(edge)) => {
                needs.extend(certain(joined));
                current = edge;
            }
            (_, texts, edge) => {
                exact = false;
                let next = texts.or(edge).unwrap_or_else(nothing);
                needs.extend(certain(std::mem::replace(&mut current, next)));
            }
        }
    }
    if exact {
        return Known { exact: Some(current), needs, ..Known::default() };
    }
    needs.extend(certain(current));
    Known::holding(needs)
}

fn choice(branches: Vec<Known>) -> Known {
    if branches.iter().all(|branch| branch.exact.is_some()) {
        let all: Texts = branches.into_iter().filter_map(|branch| branch.exact).flatten().collect();
        return if all.len() <= MOST { Known::exact(all) } else { Known::holding(certain(all).into_iter().collect()) };
    }
    let mut all = Vec::new();
    for branch in branches {
        // The one that rules out most: the one whose shortest text is longest.
        let best = branch.all_needs().into_iter().max_by_key(|need| need.iter().map(String::len).min());
        let Some(best) = best else { return Known::default() };
        all.extend(best);
    }
    Known::holding(vec![all])
}

/// A list that rules something out: none if the empty text is in it.
fn certain(texts: Texts) -> Option<Vec<String>> {
    (!texts.contains("") && !texts.is_empty()).then(|| texts.into_iter().collect())
}

/// Each of `first` followed by each of `then`; none if that is too much.
fn product(first: &Texts, then: &Texts) -> Option<Texts> {
    if first.len() * then.len() > MOST || first.iter().any(|text| text.len() > LONGEST) {
        return None;
    }
    let join = |head: &String, tail: &String| match tail.strip_prefix(' ') {
        Some(rest) if head.ends_with(' ') => format!("{head}{rest}"),
        _ => format!("{head}{tail}"),
    };
    Some(first.iter().flat_map(|head| then.iter().map(move |tail| join(head, tail))).collect())
}

/// Drops what holds another of the list: finding the shorter is enough.
fn shortest_only(texts: &mut Vec<String>) {
    texts.sort_by_key(String::len);
    let mut kept: Vec<String> = Vec::new();
    for text in texts.drain(..) {
        if !kept.iter().any(|shorter| text.contains(shorter.as_str())) {
            kept.push(text);
        }
    }
    *texts = kept;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(expression: &str) -> Vec<Vec<String>> {
        let found = needs(&regex_syntax::parse(expression).unwrap(), Folding::of(expression));
        found.iter().map(|need| need.alternatives().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn digits_and_blanks_are_alike_and_so_is_case_where_the_expression_says_so() {
        assert_eq!(of("(?i)Room 12"), [["room 00"]]);
        assert_eq!(of("Room"), [["Room"]]);
        assert_eq!(of(r"No\s+\d{3}"), [["No 000"]]);
    }

    #[test]
    fn every_part_of_a_sequence_must_be_there() {
        assert_eq!(of(r"(?i)\b(?:card|account)\s+\w*ending\b"), [vec!["ending"], vec!["card ", "account "]]);
    }

    #[test]
    fn what_may_be_absent_is_not_needed() {
        assert_eq!(of("a(?:bc)?d"), [["ad", "abcd"]]);
        assert_eq!(of(r"(?:lol)*\w"), [[""; 0]; 0]);
    }

    #[test]
    fn what_is_repeated_touches_what_is_before_and_after_it() {
        assert_eq!(of(r"lol+x"), [["lol"], ["lx"]]);
        assert_eq!(of(r"(?:ha){2,}"), [["haha"]]);
    }

    #[test]
    fn a_choice_needs_one_of_what_its_branches_need() {
        assert_eq!(of(r"x\w+yes|no"), [["no", "yes"]]);
        assert_eq!(of(r"yes|\w"), [[""; 0]; 0]);
    }

    #[test]
    fn a_text_that_matches_holds_what_is_needed() {
        for (expression, text) in [
            (r"(?i)stra\u{df}e\s*\d+", "STRA\u{df}E \u{a0} 7"),
            ("(?i)kiss", "\u{212a}i\u{17f}s"),
            (r"[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3}", "GB33 BUKB 2020 1555"),
            ("[😀😂]|;-?[)D]", "well ;-D"),
            (r"(?i)\b(?:ha){2,}h?\b", "Hahaha"),
            (r"(?i)room\s*(?:no\.?|#)?\s*\d{3,4}", "Room  no.  214"),
            (r"x\s* \s*y", "x \n y"),
            (r"\b(?:\d{4}[ -]){3}\d{1,7}\b", "4000 0000 0000 0002"),
        ] {
            assert!(regex::Regex::new(expression).unwrap().is_match(text), "{expression} matches {text}");
            let folding = Folding::of(expression);
            let folded = folding.fold(text);
            for need in needs(&regex_syntax::parse(expression).unwrap(), folding) {
                assert!(need.alternatives().any(|one| folded.contains(one)), "{expression}: {need:?} in {folded}");
            }
        }
    }
}
