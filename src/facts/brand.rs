//! Owns what a brand has configured: its terms, its name, its contacts, its voice, and where a reply departs from them.
//! It must not know where the configuration comes from, nor which rules report it.

mod contacts;
mod locations;
mod sign_offs;
mod terms;
mod voice;

use crate::draft::{Context, Draft};
use crate::facts::Match;
use crate::facts::detectors::{Detection, Detector};
use crate::finding::{Fix, Level};
use crate::fix;
use crate::mistake::{Mistake, TomlFile};
use crate::pack::program::{Builder, Programs};
use crate::pack::raw::{RawPack, Spanned, Strings};
use crate::pack::resolve::Names;
use crate::span::Span;
use crate::text::Text;

/// What the configuration says about a match: it goes into the finding.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Advice {
    /// The words found, for `{found}` in a message.
    pub found: String,
    /// A few words for the caret.
    pub label: Option<String>,
    /// What to write instead.
    pub help: Option<String>,
    /// How bad it is, where it differs from the rule's own level.
    pub level: Option<Level>,
    /// What can be put there instead.
    pub fix: Option<Fix>,
}

/// `[[terms]]`: phrases to avoid, and what to use.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TermSettings {
    /// Phrases in the notation of packs.
    pub avoid: Strings,
    /// What to write instead.
    pub use_instead: Option<String>,
    /// Why.
    pub why: Option<String>,
    /// How bad it is, where it differs from the rule's own level.
    pub level: Option<Level>,
}

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// “we”.
    We,
    /// “I”.
    I,
}

/// `contractions`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contractions {
    /// “do not”, never “don't”.
    Avoid,
    /// “don't”, never “do not”.
    Require,
}

/// `[brand]`, `[[terms]]` and `[contacts]`, as configured.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BrandSettings {
    /// The name, spelled as it should be.
    pub name: Option<String>,
    /// Wrong spellings of it.
    pub misspellings: Vec<String>,
    /// The names of all places of the business.
    pub locations: Vec<String>,
    /// Who speaks.
    pub voice: Option<Voice>,
    /// Contractions.
    pub contractions: Option<Contractions>,
    /// The greatest number of exclamation marks.
    pub max_exclamations: Option<usize>,
    /// Whether emoji are to be avoided.
    pub avoid_emoji: bool,
    /// The greatest number of words in a sentence.
    pub max_sentence_words: Option<usize>,
    /// The greatest number of words in a reply.
    pub max_words: Option<usize>,
    /// How a reply may end; empty if anything goes.
    pub sign_offs: Vec<String>,
    /// The sentence with which the brand thanks.
    pub thanks: Option<String>,
    /// Terms.
    pub terms: Vec<TermSettings>,
    /// Approved e-mail addresses; `@example.com` approves all of a domain.
    pub emails: Vec<String>,
    /// Approved phone numbers.
    pub phones: Vec<String>,
    /// Approved links: a domain approves all of its pages.
    pub urls: Vec<String>,
    /// Approved social handles.
    pub handles: Vec<String>,
}

/// What a brand may have words for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// A sentence of thanks.
    Thanks,
    /// A sentence with an approved contact.
    Contact,
    /// The sign-off, with the name of who signs where it is known.
    SignOff,
}

/// The settings, compiled.
#[derive(Debug, Default)]
pub struct Brand {
    settings: BrandSettings,
    programs: Programs,
    /// By program: the index in `settings.terms`, and that of the phrase among those that it avoids.
    owners: Vec<(usize, usize)>,
}

impl Brand {
    /// Compiles the terms. `file` is the configuration that they stand in.
    ///
    /// # Errors
    /// Every mistake in a phrase.
    pub fn new(settings: BrandSettings, file: &TomlFile) -> Result<Self, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let pack = RawPack { path: file.path.clone(), ..RawPack::default() };
        let names = Names::new(&pack, &file.text, &mut mistakes);
        let mut builder = Builder::new();
        let mut owners = Vec::new();
        for (index, term) in settings.terms.iter().enumerate() {
            for (number, phrase) in term.avoid.iter().enumerate() {
                let Some(node) = names.phrase(phrase, &mut mistakes) else { continue };
                match builder.add(&node) {
                    Ok(_) => owners.push((index, number)),
                    Err(_) => mistakes.push(cannot(phrase, &file.path)),
                }
            }
        }
        if mistakes.is_empty() { Ok(Self { settings, programs: builder.finish(), owners }) } else { Err(mistakes) }
    }

    /// Whether a contact in the reply of `draft` is one of the business.
    pub(crate) fn approves(&self, source: &str, found: &Detection, draft: &Draft) -> bool {
        contacts::is_approved(&self.settings, source, found, draft)
    }

    /// The brand's own words for an act, if it has any.
    pub fn words(&self, act: Act, context: &Context) -> Option<String> {
        match act {
            Act::Thanks => self.settings.thanks.as_deref().map(str::trim).filter(|words| !words.is_empty()).map(ended),
            Act::Contact => contacts::sentence(&self.settings),
            Act::SignOff => sign_offs::signed(&self.settings, context),
        }
    }

    /// Where a reply departs from the settings, by the name of the detector.
    pub(crate) fn find(
        &self,
        detector: &str,
        source: &str,
        text: &Text,
        detections: &[Detection],
        draft: &Draft,
    ) -> Vec<Match> {
        match detector {
            "brand-term" => terms::find(self, source, text),
            "brand-misspelt-name" => self.misspelt(source, text),
            "brand-unapproved-contact" => contacts::unapproved(&self.settings, source, text, detections, draft),
            "brand-approved-contact" => contacts::approved(&self.settings, source, text, detections, draft),
            "brand-other-location" => locations::other(&self.settings, source, text, draft),
            "brand-voice" => voice::other(&self.settings, text),
            "brand-contraction" => voice::contractions(&self.settings, source, text),
            "brand-exclamation" => self.exclamations(source, text),
            "brand-emoji" if self.settings.avoid_emoji => detections
                .iter()
                .filter(|found| found.kind == Detector::Emoji)
                .map(|found| {
                    let fix = fix::without(source, found.span, false);
                    at(text, found.span, Advice { fix, ..Advice::default() })
                })
                .collect(),
            "brand-long-sentence" => self.long_sentences(text),
            "brand-long-reply" => self.long_reply(text),
            "brand-sign-off" => sign_offs::other(&self.settings, source, text),
            _ => Vec::new(),
        }
    }

    /// A configured wrong spelling, or the right letters in another case or with other blanks.
    fn misspelt(&self, source: &str, text: &Text) -> Vec<Match> {
        let Some(name) = &self.settings.name else { return Vec::new() };
        let wanted = letters(name);
        let wrong: Vec<String> = self.settings.misspellings.iter().map(|wrong| letters(wrong)).collect();
        let mut found = Vec::new();
        let longest = name.split_whitespace().count() + 2;
        for start in 0..text.tokens.len() {
            for end in start + 1..=(start + longest).min(text.tokens.len()) {
                let span = text.span_of(start..end);
                let written = span.of(source);
                let folded = letters(written);
                let other_case = folded == wanted && written != name && written.strip_suffix("'s") != Some(name) && written.strip_suffix("’s") != Some(name)
                    // A plain word that happens to be the name ("the harbour") is not it.
                    && (written.chars().any(char::is_uppercase) || name.contains(char::is_whitespace));
                if other_case || wrong.contains(&folded) {
                    let advice = Advice {
                        found: written.to_owned(),
                        help: Some(format!("write “{name}”")),
                        fix: Some(Fix { span, replace: name.clone(), safe: true }),
                        ..Advice::default()
                    };
                    found.push(Match { span, tokens: start..end, program: None, advice: Some(Box::new(advice)) });
                    break;
                }
            }
        }
        found
    }

    fn exclamations(&self, source: &str, text: &Text) -> Vec<Match> {
        let Some(most) = self.settings.max_exclamations else { return Vec::new() };
        let marks: Vec<usize> = source.match_indices('!').map(|(offset, _)| offset).collect();
        let Some(first) = marks.get(most) else { return Vec::new() };
        let advice = Advice {
            found: marks.len().to_string(),
            help: Some(format!("this brand uses at most {most}")),
            fix: Some(fewer_exclamations(source, &marks, *first)),
            ..Advice::default()
        };
        vec![at(text, Span::new(*first, first + 1), advice)]
    }

    fn long_sentences(&self, text: &Text) -> Vec<Match> {
        let Some(most) = self.settings.max_sentence_words else { return Vec::new() };
        text.sentences
            .iter()
            .filter(|sentence| sentence.tokens.len() > most)
            .map(|sentence| {
                let found = sentence.tokens.len().to_string();
                let advice = Advice {
                    found,
                    help: Some(format!("split it: this brand writes at most {most} words")),
                    ..Advice::default()
                };
                Match {
                    span: text.span_of(sentence.tokens.clone()),
                    tokens: sentence.tokens.clone(),
                    program: None,
                    advice: Some(Box::new(advice)),
                }
            })
            .collect()
    }

    /// The words that are too many.
    fn long_reply(&self, text: &Text) -> Vec<Match> {
        let Some(most) = self.settings.max_words else { return Vec::new() };
        let all = text.tokens.len();
        if all <= most {
            return Vec::new();
        }
        let help = format!("this brand writes at most {most} words");
        let advice = Advice { found: all.to_string(), help: Some(help), ..Advice::default() };
        vec![Match { span: text.span_of(most..all), tokens: most..all, program: None, advice: Some(Box::new(advice)) }]
    }
}

/// A row of marks in which more than one is too many becomes one mark; where there is none, the mark at `excess` becomes
/// a full stop.
fn fewer_exclamations(source: &str, marks: &[usize], excess: usize) -> Fix {
    let next_to = |pair: &&[usize]| matches!(pair, [first, second] if *second == first + 1);
    if let Some([start, _]) = marks.windows(2).find(next_to) {
        let rest = source.get(*start..).unwrap_or("");
        let length = rest.len() - rest.trim_start_matches('!').len();
        return Fix { span: Span::new(*start, start + length), replace: "!".to_owned(), safe: true };
    }
    // “Really?!” asks without it, too.
    let asks = source.get(..excess).is_some_and(|before| before.ends_with('?'));
    let replace = if asks || source.get(excess + 1..).is_some_and(|rest| rest.starts_with('?')) { "" } else { "." };
    Fix { span: Span::new(excess, excess + 1), replace: replace.to_owned(), safe: false }
}

/// As a sentence.
fn ended(words: &str) -> String {
    if words.ends_with(['.', '!', '?', '…']) { words.to_owned() } else { format!("{words}.") }
}

fn cannot(phrase: &Spanned<String>, path: &str) -> Mistake {
    Mistake::error("bad-phrase", path, phrase.span, "this phrase cannot be looked for")
        .help("give it at least one word that is not optional")
}

fn at(text: &Text, span: Span, advice: Advice) -> Match {
    Match { tokens: super::tokens_in(text, span), span, program: None, advice: Some(Box::new(advice)) }
}

/// Letters and digits only, lower case.
fn letters(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
