//! Owns how files say that findings are not to be reported: `replylint-disable-next-line rule, rule -- why`, in comments
//! and in front matter. It must not know which rules exist.

use crate::input::encoding::Decoded;
use crate::mistake::closest;
use crate::span::Span;
use crate::suppression::{Marker, Name, Reach, Slip, Suppressions, Wrong};

/// What every comment for replylint starts with.
const PREFIX: &str = "replylint-";

/// For the line that follows.
pub(super) const NEXT_LINE: &str = "replylint-disable-next-line";
/// For the whole file; in front matter, for the draft.
const FILE: &str = "replylint-disable-file";
/// For what follows, as far as `ENABLE`.
const DISABLE: &str = "replylint-disable";
const ENABLE: &str = "replylint-enable";

const KNOWN: [&str; 4] = [NEXT_LINE, FILE, DISABLE, ENABLE];

/// The key of front matter that suppresses.
pub(super) const KEY: &str = DISABLE;

/// What stands between names and reason.
const DASHES: [&str; 3] = ["--", "–", "—"];

/// What a comment says. Spans are bytes of what it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    verb: String,
    names: Vec<(String, Span)>,
    has_reason: bool,
}

/// The words of a text with their places.
fn words(text: &str) -> impl Iterator<Item = (&str, Span)> {
    let start = text.as_ptr() as usize;
    text.split_whitespace().map(move |word| {
        let at = word.as_ptr() as usize - start;
        (word, Span::new(at, at + word.len()))
    })
}

/// The names in `denial, missing-* -- why`, and whether a reason follows.
pub(super) fn names(text: &str) -> (Vec<(String, Span)>, bool) {
    let mut all = Vec::new();
    for (word, span) in words(text) {
        if DASHES.contains(&word) {
            let reason = text.get(span.end..).unwrap_or("");
            return (all, reason.contains(char::is_alphanumeric));
        }
        let mut at = span.start;
        for part in word.split(',') {
            if !part.is_empty() {
                all.push((part.to_owned(), Span::new(at, at + part.len())));
            }
            at += part.len() + 1;
        }
    }
    (all, false)
}

/// What a comment says, if it is one for replylint. `inner` is what stands between its signs.
fn read(inner: &str) -> Option<Said> {
    let (verb, place) = words(inner).next()?;
    if !verb.to_ascii_lowercase().starts_with(PREFIX) {
        return None;
    }
    let (mut names, has_reason) = names(inner.get(place.end..)?);
    for (_, span) in &mut names {
        *span = Span::new(span.start + place.end, span.end + place.end);
    }
    Some(Said { verb: verb.to_owned(), names, has_reason })
}

/// Collects what the comments of one text say. Spans are bytes of the decoded text until the end.
pub(super) struct Markers<'d> {
    decoded: &'d Decoded,
    found: Suppressions,
    /// The names whose end is not known yet: marker, name, and where they begin.
    open: Vec<(usize, usize, usize)>,
    /// The markers that wait for the next line, and where it can begin.
    waiting: Vec<(usize, usize)>,
}

impl<'d> Markers<'d> {
    /// Nothing said yet.
    pub(super) fn new(decoded: &'d Decoded) -> Self {
        Self { decoded, found: Suppressions::default(), open: Vec::new(), waiting: Vec::new() }
    }

    /// Takes every comment of a piece of HTML.
    pub(super) fn html(&mut self, html: Span) {
        const OPENING: &str = "<!--";
        const CLOSING: &str = "-->";
        let text = html.of(&self.decoded.text);
        let mut at = 0;
        while let Some(start) = text.get(at..).and_then(|rest| rest.find(OPENING)).map(|found| at + found) {
            let inner = start + OPENING.len();
            let Some(end) = text.get(inner..).and_then(|rest| rest.find(CLOSING)).map(|found| inner + found) else {
                return;
            };
            at = end + CLOSING.len();
            self.comment(
                Span::new(html.start + start, html.start + at),
                Span::new(html.start + inner, html.start + end),
            );
        }
    }

    /// Takes a comment at `outer` that says what stands at `inner`.
    fn comment(&mut self, outer: Span, inner: Span) {
        let Some(said) = read(inner.of(&self.decoded.text)) else { return };
        let Some(verb) = KNOWN.iter().find(|known| **known == said.verb) else {
            let close = closest(&said.verb, KNOWN).and_then(|close| KNOWN.into_iter().find(|known| *known == close));
            self.slip(outer, Wrong::Unknown(said.verb, close));
            return;
        };
        if *verb == ENABLE {
            self.enable(&said, outer, inner.start);
            return;
        }
        if said.names.is_empty() {
            self.slip(outer, Wrong::Nameless);
            return;
        }
        let marker = self.found.markers.len();
        match *verb {
            NEXT_LINE => self.waiting.push((marker, self.line_of(outer.end).end)),
            DISABLE => self.open.extend((0..said.names.len()).map(|name| (marker, name, outer.end))),
            _ => {}
        }
        let reach = if *verb == FILE { Reach::Draft } else { Reach::Within(Span::default()) };
        let place = |span: Span| Span::new(inner.start + span.start, inner.start + span.end);
        let names = said.names.into_iter().map(|(name, span)| Name { name, place: place(span), reach }).collect();
        self.found.markers.push(Marker { place: outer, names, has_reason: said.has_reason });
    }

    fn slip(&mut self, place: Span, what: Wrong) {
        self.found.slips.push(Slip { place, what });
    }

    /// Ends what is open under these names; all of it where there are none.
    fn enable(&mut self, said: &Said, outer: Span, offset: usize) {
        if said.names.is_empty() {
            if self.open.is_empty() {
                self.slip(outer, Wrong::NothingToEnd("all".to_owned()));
            }
            self.close(outer.start, |_| true);
        }
        for (name, span) in &said.names {
            if !self.close(outer.start, |open| open == name) {
                let place = Span::new(offset + span.start, offset + span.end);
                self.slip(place, Wrong::NothingToEnd(name.clone()));
            }
        }
    }

    /// Ends what is open and meant; says whether anything was.
    fn close(&mut self, end: usize, is_meant: impl Fn(&str) -> bool) -> bool {
        let before = self.open.len();
        let markers = &mut self.found.markers;
        self.open.retain(|(marker, name, start)| {
            let name = markers.get_mut(*marker).and_then(|marker| marker.names.get_mut(*name));
            let Some(name) = name.filter(|name| is_meant(&name.name)) else { return true };
            name.reach = Reach::Within(Span::new(*start, end));
            false
        });
        self.open.len() < before
    }

    /// Is told where words of the reply stand, in order.
    pub(super) fn words(&mut self, at: usize) {
        if !self.waiting.iter().any(|(_, from)| *from <= at) {
            return;
        }
        let line = self.line_of(at);
        let markers = &mut self.found.markers;
        self.waiting.retain(|(marker, from)| {
            if *from > at {
                return true;
            }
            let names = markers.get_mut(*marker).map(|marker| &mut marker.names);
            names.into_iter().flatten().for_each(|name| name.reach = Reach::Within(line));
            false
        });
    }

    fn line_of(&self, at: usize) -> Span {
        let text = self.decoded.text.as_str();
        let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        let end = text.get(at..).and_then(|after| after.find('\n')).map_or(text.len(), |found| at + found);
        Span::new(start, end)
    }

    /// All that was said, with places in the file.
    pub(super) fn finish(mut self) -> Suppressions {
        // A finding may start at the very end of a text.
        self.close(self.decoded.text.len() + 1, |_| true);
        in_file(self.found, self.decoded)
    }
}

/// What was found in a decoded text, with places in the file.
pub(super) fn in_file(mut found: Suppressions, decoded: &Decoded) -> Suppressions {
    // What reaches to the end of the text reaches to the end of the file, whatever stands there.
    let to_file = |span: Span| match decoded.source_span(span) {
        source if span.end > decoded.text.len() => Span::new(source.start, usize::MAX),
        source => source,
    };
    for marker in &mut found.markers {
        marker.place = to_file(marker.place);
        for name in &mut marker.names {
            name.place = to_file(name.place);
            if let Reach::Within(span) = name.reach {
                name.reach = Reach::Within(to_file(span));
            }
        }
    }
    for slip in &mut found.slips {
        slip.place = to_file(slip.place);
    }
    found
}

/// The comments of a YAML file, which stand for what comes next and nothing else: where they stand, and what they say.
/// `is_text` tells whether a byte of the text belongs to a value rather than to a comment.
pub(super) fn of_yaml(decoded: &Decoded, is_text: impl Fn(usize) -> bool) -> Vec<(usize, Suppressions)> {
    let mut all = Vec::new();
    let mut start = 0;
    for line in decoded.text.split_inclusive('\n') {
        let at = start + line.len() - line.trim_start().len();
        start += line.len();
        let Some(inner) = line.trim().strip_prefix('#') else { continue };
        let Some(said) = read(inner).filter(|_| !is_text(at)) else { continue };
        let place = Span::new(at, at + line.trim().len());
        let offset = at + '#'.len_utf8();
        let mut found = Suppressions::default();
        let known = KNOWN.iter().find(|known| **known == said.verb);
        let wrong = match known {
            None => {
                let close = closest(&said.verb, KNOWN).and_then(|close| KNOWN.into_iter().find(|name| *name == close));
                Some(Wrong::Unknown(said.verb.clone(), close))
            }
            Some(verb) if *verb != NEXT_LINE => Some(Wrong::Misplaced(verb, NEXT_LINE)),
            Some(_) => said.names.is_empty().then_some(Wrong::Nameless),
        };
        match wrong {
            Some(what) => found.slips.push(Slip { place, what }),
            None => {
                let placed = |span: Span| Span::new(offset + span.start, offset + span.end);
                let names = said.names.into_iter();
                let names = names.map(|(name, span)| Name { name, place: placed(span), reach: Reach::Draft }).collect();
                found.markers.push(Marker { place, names, has_reason: said.has_reason });
            }
        }
        all.push((at, in_file(found, decoded)));
    }
    all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::input::testing::read_bytes;
    use crate::input::{Defaults, Item};

    #[test]
    fn names_are_separated_by_commas_or_blanks_and_a_reason_follows_dashes() {
        let read = |text: &str| {
            let (names, has_reason) = names(text);
            for (name, span) in &names {
                assert_eq!(span.of(text), name);
            }
            (names.into_iter().map(|(name, _)| name).collect::<Vec<_>>().join("|"), has_reason)
        };
        assert_eq!(read(" denial,missing-*  tone "), ("denial|missing-*|tone".to_owned(), false));
        assert_eq!(read("denial -- it is, on the receipt"), ("denial".to_owned(), true));
        assert_eq!(read("denial — naïve"), ("denial".to_owned(), true));
        assert_eq!(read("denial -- !"), ("denial".to_owned(), false), "no reason");
        assert_eq!(read(" -- because"), (String::new(), true));
    }

    #[test]
    fn only_a_comment_that_starts_with_the_name_of_one_is_for_replylint() {
        assert_eq!(read("a note on replylint-disable"), None);
        assert_eq!(read("replylint checks this"), None);
        assert_eq!(read(" replylint-disable-file denial ").unwrap().names[0].1, Span::new(24, 30));
    }

    fn comment_like() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(vec![
            "<!--",
            "-->",
            " -- ",
            "replylint-disable",
            "replylint-enable",
            "-next-line",
            "-file",
            " denial",
            ", tone",
            " all",
            "\n",
            "\n\n",
            "\r\n",
            "> ",
            "```\n",
            "Thank you.",
            "é",
            "😀",
            "<name>",
            "- ",
            "---\n",
            ": [",
            "]",
        ]);
        prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn every_suppression_names_what_stands_at_its_place(text in comment_like()) {
            for name in ["a.md", "a.txt"] {
                let (items, _) = read_bytes(name, text.as_bytes(), &Defaults::default());
                for said in items.iter().filter_map(|item| if let Item::Draft(draft) = item { Some(&draft.suppressions) } else { None }) {
                    for marker in &said.markers {
                        prop_assert!(text.get(marker.place.start..marker.place.end).is_some());
                        for name in &marker.names {
                            prop_assert_eq!(name.place.of(&text), &name.name);
                        }
                    }
                    prop_assert!(said.slips.iter().all(|slip| !slip.place.of(&text).is_empty()));
                }
            }
        }
    }
}
