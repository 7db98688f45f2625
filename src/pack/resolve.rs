//! Owns the meaning of names inside a phrase: sets, inflections, detectors. It must not know about cues.

use std::collections::BTreeMap;

use super::phrase::{self, Node, PhraseError, Spot};
use super::program::DETECTORS;
use super::raw::{RawPack, Spanned};
use crate::mistake::{Mistake, closest};
use crate::text::inflection::inflections;
use crate::toml_table::inner_span;

/// By name: where a set is defined, and its members, read but not resolved.
type Parsed<'a> = BTreeMap<&'a str, (&'a Spanned<String>, Vec<(&'a Spanned<String>, Node)>)>;

/// The sets and inflections of one pack, ready to be put into its phrases.
pub(crate) struct Names<'a> {
    path: &'a str,
    text: &'a str,
    sets: BTreeMap<&'a str, Node>,
    inflections: BTreeMap<&'a str, Vec<String>>,
}

impl<'a> Names<'a> {
    /// Reads the sets of a pack. `text` is its file, to place mistakes inside phrases.
    pub(crate) fn new(pack: &'a RawPack, text: &'a str, mistakes: &mut Vec<Mistake>) -> Self {
        let inflections = pack
            .inflections
            .iter()
            .map(|(base, forms)| {
                let all = std::iter::once(base).chain(forms).map(|form| form.value.to_lowercase()).collect();
                (base.value.as_str(), all)
            })
            .collect();
        let mut names = Self { path: &pack.path, text, sets: BTreeMap::new(), inflections };
        let mut parsed: Parsed<'a> = BTreeMap::new();
        for (name, members) in &pack.sets {
            let members = members
                .iter()
                .filter_map(|member| match phrase::parse(&member.value) {
                    Ok(Node::Sequence(parts)) if parts.is_empty() => {
                        mistakes.push(names.empty(member));
                        None
                    }
                    Ok(node) => Some((member, node)),
                    Err(error) => {
                        mistakes.push(names.place(member, error));
                        None
                    }
                })
                .collect();
            parsed.insert(&name.value, (name, members));
        }
        let known: Vec<&str> = parsed.keys().copied().collect();
        let mut open = Vec::new();
        for name in known.iter().copied() {
            names.close(name, &parsed, &mut open, mistakes);
        }
        names
    }

    /// Resolves one set after those it uses; a set that is being resolved already is a cycle.
    fn close(&mut self, name: &'a str, parsed: &Parsed<'a>, open: &mut Vec<&'a str>, mistakes: &mut Vec<Mistake>) {
        if self.sets.contains_key(name) {
            return;
        }
        let Some((place, members)) = parsed.get(name) else { return };
        if open.contains(&name) {
            let circle =
                open.iter().skip_while(|open| **open != name).chain([&name]).copied().collect::<Vec<_>>().join(" → ");
            mistakes.push(
                Mistake::error("set-cycle", self.path, place.span, format!("set `{name}` contains itself"))
                    .label(circle)
                    .help("take the set out of its own members"),
            );
            self.sets.insert(name, Node::Choice(Vec::new()));
            return;
        }
        open.push(name);
        let mut branches = Vec::new();
        for (member, node) in members {
            for used in sets_in(node) {
                if let Some((used, _)) = parsed.get_key_value(used.as_str()) {
                    self.close(used, parsed, open, mistakes);
                }
            }
            if let Some(resolved) = self.resolve(node, member, mistakes) {
                branches.push(resolved);
            }
        }
        open.pop();
        self.sets.entry(name).or_insert(Node::Choice(branches));
    }

    /// A phrase of this pack with everything resolved; none (and mistakes) if it cannot be.
    pub(crate) fn phrase(&self, source: &Spanned<String>, mistakes: &mut Vec<Mistake>) -> Option<Node> {
        match phrase::parse(&source.value) {
            Ok(Node::Sequence(parts)) if parts.is_empty() => {
                mistakes.push(self.empty(source));
                None
            }
            Ok(node) => self.resolve(&node, source, mistakes),
            Err(error) => {
                mistakes.push(self.place(source, error));
                None
            }
        }
    }

    fn resolve(&self, node: &Node, source: &Spanned<String>, mistakes: &mut Vec<Mistake>) -> Option<Node> {
        let mut all = |nodes: &[Node]| {
            let resolved: Vec<Option<Node>> = nodes.iter().map(|node| self.resolve(node, source, mistakes)).collect();
            resolved.into_iter().collect::<Option<Vec<Node>>>()
        };
        Some(match node {
            Node::Sequence(parts) => Node::Sequence(all(parts)?),
            Node::Choice(branches) => Node::Choice(all(branches)?),
            Node::Optional(inner) => Node::Optional(Box::new(self.resolve(inner, source, mistakes)?)),
            Node::Repeat(inner) => Node::Repeat(Box::new(self.resolve(inner, source, mistakes)?)),
            Node::Not(inner, spot) => {
                let inner = self.resolve(inner, source, mistakes)?;
                if !is_single(&inner) {
                    let message = "only single words can be excluded";
                    mistakes
                        .push(self.at(source, *spot, "excluded-phrase", message).label("a member has several words"));
                    return None;
                }
                Node::Not(Box::new(inner), *spot)
            }
            Node::Set(name, spot) => match self.sets.get(name.as_str()) {
                Some(set) => set.clone(),
                None => {
                    let mut mistake =
                        self.at(source, *spot, "unknown-set", &format!("no set is called `{name}` in this pack"));
                    if let Some(known) = closest(name, self.sets.keys().copied()) {
                        mistake = mistake.help(format!("did you mean `{{{known}}}`?"));
                    } else {
                        mistake = mistake.help(format!("add it under [set]: {name} = [\"…\"]"));
                    }
                    mistakes.push(mistake);
                    return None;
                }
            },
            Node::Inflected(base, spot) => {
                let forms = self.inflections.get(base.as_str()).cloned().or_else(|| inflections(base));
                let Some(forms) = forms else {
                    let message = format!("the forms of `{base}` are not known");
                    let help = format!("add them under [inflections]: {base} = [\"…\"]");
                    mistakes.push(self.at(source, *spot, "unknown-inflection", &message).help(help));
                    return None;
                };
                let forms = forms.iter().map(|form| words(form)).collect();
                Node::Choice(forms)
            }
            Node::Detector(name, spot) => {
                if !DETECTORS.contains(&name.as_str()) {
                    let mut mistake =
                        self.at(source, *spot, "unknown-detector", &format!("no detector is called `#{name}`"));
                    if let Some(known) = closest(name, DETECTORS.iter().copied()) {
                        mistake = mistake.help(format!("did you mean `#{known}`?"));
                    }
                    mistakes.push(mistake);
                    return None;
                }
                node.clone()
            }
            Node::Word(_) | Node::Prefix(_) | Node::Gap(..) | Node::Break | Node::Start | Node::End => node.clone(),
        })
    }

    fn empty(&self, source: &Spanned<String>) -> Mistake {
        Mistake::error("empty-phrase", self.path, source.span, "this phrase is empty").label("no word")
    }

    fn place(&self, source: &Spanned<String>, error: PhraseError) -> Mistake {
        let mut mistake = self.at(source, error.spot, "bad-phrase", &error.message);
        mistake.help = error.help;
        mistake
    }

    fn at(&self, source: &Spanned<String>, spot: Spot, code: &'static str, message: &str) -> Mistake {
        Mistake::error(code, self.path, inner_span(self.text, source.span, spot.offset, spot.length), message)
    }
}

/// An inflected form as words (a form may have an apostrophe or a hyphen).
fn words(form: &str) -> Node {
    let mut words: Vec<Node> = crate::text::words_of(form).into_iter().map(Node::Word).collect();
    match words.len() {
        1 => words.remove(0),
        _ => Node::Sequence(words),
    }
}

fn sets_in(node: &Node) -> Vec<&String> {
    match node {
        Node::Set(name, _) => vec![name],
        Node::Sequence(parts) | Node::Choice(parts) => parts.iter().flat_map(sets_in).collect(),
        Node::Optional(inner) | Node::Repeat(inner) | Node::Not(inner, _) => sets_in(inner),
        _ => Vec::new(),
    }
}

fn is_single(node: &Node) -> bool {
    match node {
        Node::Word(_) | Node::Prefix(_) | Node::Detector(..) => true,
        Node::Choice(branches) => branches.iter().all(is_single),
        Node::Sequence(parts) => parts.len() == 1 && parts.iter().all(is_single),
        _ => false,
    }
}
