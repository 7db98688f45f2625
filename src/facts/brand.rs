//! Owns what a brand has configured: its terms, its name, its contacts, its voice, and where a reply departs from them.
//! It must not know where the configuration comes from, nor which rules report it.

mod contacts;
mod locations;

use crate::draft::Draft;
use crate::facts::Match;
use crate::facts::detectors::{Detection, Detector};
use crate::facts::matcher::{Matcher, Symbols};
use crate::finding::Level;
use crate::mistake::{Mistake, TomlFile};
use crate::pack::program::{Builder, Programs};
use crate::pack::raw::{RawPack, Spanned, Strings};
use crate::pack::resolve::Names;
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

/// The settings, compiled.
#[derive(Debug, Default)]
pub struct Brand {
    settings: BrandSettings,
    programs: Programs,
    /// By program: the index in `settings.terms`.
    owners: Vec<usize>,
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
            for phrase in &term.avoid {
                let Some(node) = names.phrase(phrase, &mut mistakes) else { continue };
                match builder.add(&node) {
                    Ok(_) => owners.push(index),
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
            "brand-term" => self.terms(text),
            "brand-misspelt-name" => self.misspelt(source, text),
            "brand-unapproved-contact" => contacts::unapproved(&self.settings, source, text, detections, draft),
            "brand-approved-contact" => contacts::approved(&self.settings, source, text, detections, draft),
            "brand-other-location" => locations::other(&self.settings, source, text, draft),
            "brand-voice" => self.voice(text),
            "brand-contraction" => self.contractions(source, text),
            "brand-exclamation" => self.exclamations(source, text),
            "brand-emoji" if self.settings.avoid_emoji => detections
                .iter()
                .filter(|found| found.kind == Detector::Emoji)
                .map(|found| at(text, found.span, Advice::default()))
                .collect(),
            "brand-long-sentence" => self.long_sentences(text),
            "brand-long-reply" => self.long_reply(text),
            "brand-sign-off" => self.sign_off(source, text),
            _ => Vec::new(),
        }
    }

    fn terms(&self, text: &Text) -> Vec<Match> {
        if self.owners.is_empty() {
            return Vec::new();
        }
        let symbols = Symbols::new(text, &self.programs, Vec::new());
        let found = Matcher::new(&self.programs, text, &symbols).find_all(|_| true);
        found
            .into_iter()
            .filter_map(|(program, tokens)| {
                let term = self.settings.terms.get(*self.owners.get(program as usize)?)?;
                let quoted = text
                    .quotations
                    .iter()
                    .any(|quotation| quotation.start <= tokens.start && tokens.end <= quotation.end);
                if quoted {
                    return None;
                }
                let found: Vec<&str> =
                    text.tokens.get(tokens.clone())?.iter().map(|token| token.word.as_str()).collect();
                let help = match (&term.use_instead, &term.why) {
                    (Some(instead), Some(why)) => Some(format!("write “{instead}”: {why}")),
                    (Some(instead), None) => Some(format!("write “{instead}”")),
                    (None, why) => why.clone(),
                };
                let label = term.use_instead.as_ref().map(|instead| format!("we say “{instead}”"));
                let advice = Advice { found: found.join(" "), label, help, level: term.level };
                Some(Match {
                    span: text.span_of(tokens.clone()),
                    tokens,
                    program: None,
                    advice: Some(Box::new(advice)),
                })
            })
            .collect()
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
                        ..Advice::default()
                    };
                    found.push(Match { span, tokens: start..end, program: None, advice: Some(Box::new(advice)) });
                    break;
                }
            }
        }
        found
    }

    fn voice(&self, text: &Text) -> Vec<Match> {
        let (wrong, right): (&[&str], &str) = match self.settings.voice {
            Some(Voice::We) => (&["i", "me", "my", "myself", "mine"], "we"),
            Some(Voice::I) => (&["we", "us", "our", "ourselves", "ours"], "I"),
            None => return Vec::new(),
        };
        // One place is enough: the whole reply wants the same change.
        let first = text
            .tokens
            .iter()
            .position(|token| wrong.contains(&token.word.as_str()) && !token.flags.quoted && token.typed.is_none());
        let Some(first) = first.filter(|first| text.closing.is_empty() || *first < text.closing.start) else {
            return Vec::new();
        };
        let advice = Advice {
            found: text.tokens.get(first).map(|token| token.word.clone()).unwrap_or_default(),
            help: Some(format!("this brand speaks as “{right}”")),
            ..Advice::default()
        };
        vec![Match {
            span: text.span_of(first..first + 1),
            tokens: first..first + 1,
            program: None,
            advice: Some(Box::new(advice)),
        }]
    }

    fn contractions(&self, source: &str, text: &Text) -> Vec<Match> {
        let Some(wanted) = self.settings.contractions else { return Vec::new() };
        let mut found = Vec::new();
        for (index, pair) in text.tokens.windows(2).enumerate() {
            let [first, second] = pair else { continue };
            let contracted = first.span == second.span && first.span.of(source).contains(['\'', '’']);
            let spelled_out = first.span != second.span
                && second.before == crate::text::Break::None
                && match second.word.as_str() {
                    "not" => matches!(
                        first.word.as_str(),
                        "do" | "does"
                            | "did"
                            | "is"
                            | "are"
                            | "was"
                            | "were"
                            | "will"
                            | "would"
                            | "could"
                            | "should"
                            | "have"
                            | "has"
                            | "can"
                    ),
                    "are" => matches!(first.word.as_str(), "we" | "you" | "they"),
                    "am" => first.word == "i",
                    "is" => matches!(first.word.as_str(), "it" | "that" | "there"),
                    "will" => matches!(first.word.as_str(), "we" | "i" | "you" | "they"),
                    "have" => matches!(first.word.as_str(), "we" | "i" | "you" | "they"),
                    _ => false,
                };
            let written = format!("{} {}", first.word, second.word.replace("'s", "is").replace("'d", "would"));
            let (departs, help) = match wanted {
                Contractions::Avoid => (contracted, format!("write “{written}”")),
                Contractions::Require => (spelled_out, format!("write the short form of “{written}”")),
            };
            if departs && !first.flags.quoted {
                let advice = Advice {
                    found: text.span_of(index..index + 2).of(source).to_owned(),
                    help: Some(help),
                    ..Advice::default()
                };
                found.push(Match {
                    span: text.span_of(index..index + 2),
                    tokens: index..index + 2,
                    program: None,
                    advice: Some(Box::new(advice)),
                });
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
            ..Advice::default()
        };
        vec![at(text, crate::span::Span::new(*first, first + 1), advice)]
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

    /// The last words, if none of the sign-offs is among them.
    fn sign_off(&self, source: &str, text: &Text) -> Vec<Match> {
        let (Some(first), Some(last)) = (self.settings.sign_offs.first(), text.tokens.len().checked_sub(1)) else {
            return Vec::new();
        };
        let start = if text.closing.is_empty() { last.saturating_sub(LAST_WORDS) } else { text.closing.start };
        let written = letters(text.span_of(start..last + 1).of(source));
        if self.settings.sign_offs.iter().any(|wanted| written.contains(&letters(wanted))) {
            return Vec::new();
        }
        let tokens = if text.closing.is_empty() { last..last + 1 } else { text.closing.clone() };
        let span = text.span_of(tokens.clone());
        let found = span.of(source).to_owned();
        let advice = Advice { found, help: Some(format!("end with “{first}”")), ..Advice::default() };
        vec![Match { span, tokens, program: None, advice: Some(Box::new(advice)) }]
    }
}

/// A sign-off and the names below it, where none is recognised as such.
const LAST_WORDS: usize = 12;

fn cannot(phrase: &Spanned<String>, path: &str) -> Mistake {
    Mistake::error("bad-phrase", path, phrase.span, "this phrase cannot be looked for")
        .help("give it at least one word that is not optional")
}

fn at(text: &Text, span: crate::span::Span, advice: Advice) -> Match {
    Match { tokens: super::tokens_in(text, span), span, program: None, advice: Some(Box::new(advice)) }
}

/// Letters and digits only, lower case.
fn letters(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
