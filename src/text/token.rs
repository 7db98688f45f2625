//! Owns the split of a text into words: case, apostrophes, contractions and typographic variants are folded here, so
//! that nothing after this has to know about them. It must not know about sentences or cues.

use serde::{Deserialize, Serialize};

use crate::span::Span;

/// What stands between a word and the word before it, from weakest to strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub enum Break {
    /// A space, a hyphen, a slash, nothing.
    #[default]
    None,
    /// A comma.
    Comma,
    /// An opening or closing quotation mark, or a bracket: words go on, gaps do not.
    Quote,
    /// `;`, `:`, a dash or a line break that ends a line early: a phrase does not cross it.
    Hard,
    /// The end of a sentence.
    Sentence,
}

/// Facts about one word that do not depend on its letters alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags {
    /// Starts with a capital letter.
    pub capital: bool,
    /// All capitals, at least two letters.
    pub shouted: bool,
    /// Inside quotation marks.
    pub quoted: bool,
    /// Made of digits.
    pub number: bool,
    /// Ends a sentence with a question mark.
    pub asks: bool,
    /// Starts a line.
    pub line_start: bool,
}

/// One word.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Token {
    /// The folded word: lower case, straight apostrophes gone. `we're` gives `we` and `are`.
    pub word: String,
    /// Its bytes in the decoded text.
    pub span: Span,
    /// What stands before it.
    pub before: Break,
    /// Facts.
    pub flags: Flags,
    /// The detector that found this word, by its number; the word is then its bytes as they stand.
    pub typed: Option<u8>,
}

/// Splits `text` into words. `typed` are spans that count as one word each (an e-mail address, a price), sorted, with
/// the number of the detector that found them. Words of one contraction share their bytes.
pub(crate) fn split(text: &str, typed: &[(Span, u8)]) -> Vec<Token> {
    let mut splitter = Splitter { text, tokens: Vec::new(), gap_start: 0, line_words: 0 };
    let mut typed = typed.iter().peekable();
    let mut at = 0;
    while at < text.len() {
        while typed.peek().is_some_and(|(span, _)| span.start < at) {
            typed.next();
        }
        if let Some((span, kind)) = typed.peek()
            && span.start == at
            && !span.is_empty()
        {
            splitter.typed_word(*span, *kind);
            at = span.end;
            continue;
        }
        let limit = typed.peek().map_or(text.len(), |(span, _)| span.start);
        let Some(first) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        at = if is_word_character(first) { splitter.word(at, limit, first) } else { at + first.len_utf8() };
    }
    splitter.finish()
}

struct Splitter<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    gap_start: usize,
    /// How many words the current line has so far.
    line_words: usize,
}

impl Splitter<'_> {
    fn word(&mut self, start: usize, limit: usize, first: char) -> usize {
        let text = self.text.get(..limit).unwrap_or(self.text);
        let mut word = String::new();
        let (mut end, mut upper, mut letters) = (start, 0_usize, 0_usize);
        for (offset, character) in text.get(start..).unwrap_or("").char_indices() {
            let at = start + offset;
            let inside = is_word_character(character)
                || (is_apostrophe(character) && apostrophe_joins(text, at, character))
                || (matches!(character, '.' | ',') && joins_digits(text, at))
                || is_invisible(character);
            if !inside {
                break;
            }
            end = at + character.len_utf8();
            if is_invisible(character) {
                continue;
            }
            if character.is_alphabetic() {
                letters += 1;
                upper += usize::from(character.is_uppercase());
            }
            if is_apostrophe(character) {
                word.push('\'');
            } else if character.is_ascii() {
                word.push(character.to_ascii_lowercase());
            } else {
                word.extend(fold_wide(character).to_lowercase());
            }
        }
        let flags = Flags {
            capital: first.is_uppercase(),
            shouted: letters >= 2 && upper == letters,
            number: first.is_ascii_digit(),
            ..Flags::default()
        };
        self.push(&word, Span::new(start, end), flags);
        end
    }

    fn typed_word(&mut self, span: Span, kind: u8) {
        let (before, line_start) = self.gap_before(span.start, true);
        self.tokens.push(Token {
            word: span.of(self.text).to_owned(),
            span,
            before,
            flags: Flags { line_start, ..Flags::default() },
            typed: Some(kind),
        });
        self.after(span);
    }

    /// Pushes a word, split where it stands for two.
    fn push(&mut self, word: &str, span: Span, flags: Flags) {
        let (before, line_start) = self.gap_before(span.start, flags.capital || flags.number);
        let flags = Flags { line_start, ..flags };
        let mut part = |word: &str, first: bool| {
            let before = if first { before } else { Break::None };
            let flags = if first { flags } else { Flags { capital: false, line_start: false, ..flags } };
            self.tokens.push(Token { word: word.to_owned(), span, before, flags, typed: None });
        };
        if flags.number {
            part(word, true);
        } else if let Some((head, rest)) = contraction(word) {
            part(head, true);
            part(rest, false);
        } else if let Some(words) = super::spelling::multiword(word) {
            for (index, word) in words.iter().enumerate() {
                part(word, index == 0);
            }
        } else {
            // What is left of an apostrophe is a possessive (`guests'`, `manager's`) or a name (`O'Brien`).
            part(&word.strip_suffix("'s").unwrap_or(word).replace('\'', ""), true);
        }
        self.after(span);
    }

    fn after(&mut self, span: Span) {
        self.gap_start = span.end;
        self.line_words += 1;
    }

    /// The break before a word that starts at `start`, and whether it starts a line.
    fn gap_before(&mut self, start: usize, starts_high: bool) -> (Break, bool) {
        let gap = self.text.get(self.gap_start..start).unwrap_or("");
        let previous = self.tokens.last_mut();
        let Some(previous) = previous else {
            return (Break::Sentence, true);
        };
        if gap == " " {
            return (Break::None, false);
        }
        let newlines = gap.bytes().filter(|byte| *byte == b'\n').count();
        let mut strongest = break_in(gap);
        if ends_sentence(gap, &previous.word, previous.typed.is_some(), starts_high) {
            strongest = Break::Sentence;
        }
        // A short line that is followed by a new start is a salutation, a heading or a signature, not a wrapped line.
        if newlines >= 2 || newlines == 1 && (starts_high && self.line_words <= 6 || strongest >= Break::Hard) {
            strongest = Break::Sentence;
        }
        if strongest == Break::Sentence && gap.contains('?') {
            previous.flags.asks = true;
        }
        if newlines > 0 {
            self.line_words = 0;
        }
        (strongest, newlines > 0)
    }

    fn finish(mut self) -> Vec<Token> {
        let rest = self.text.get(self.gap_start..).unwrap_or("");
        if let Some(last) = self.tokens.last_mut() {
            last.flags.asks |= rest.contains('?');
        }
        join_e_mail(self.text, &mut self.tokens);
        contextual_contractions(&mut self.tokens);
        self.tokens
    }
}

/// Whether the punctuation between two words ends a sentence.
fn ends_sentence(gap: &str, previous: &str, typed: bool, starts_high: bool) -> bool {
    const ABBREVIATIONS: &[&str] = &[
        "mr", "mrs", "ms", "dr", "prof", "st", "mt", "no", "nos", "approx", "vs", "inc", "ltd", "co", "dept", "tel",
        "ext", "e", "i", "g", "p", "a", "etc", "rs", "jr", "sr",
    ];
    if gap.contains(['!', '?', '…']) {
        return true;
    }
    let Some(dot) = gap.find('.') else {
        // An emoji between two words closes a thought where a new one starts.
        return starts_high && gap.chars().any(|character| u32::from(character) >= 0x1f300);
    };
    if gap.get(dot..).is_some_and(|rest| rest.starts_with("..")) {
        return starts_high;
    }
    let spaced = gap.get(dot + 1..).is_some_and(|rest| rest.contains(char::is_whitespace));
    let abbreviated =
        !typed && ABBREVIATIONS.contains(&previous) && !(starts_high && matches!(previous, "etc" | "co" | "no"));
    !abbreviated && (spaced || starts_high || typed)
}

/// The words of a phrase or an exception as the matcher sees them.
pub fn words_of(text: &str) -> Vec<String> {
    split(text, &[]).into_iter().map(|token| token.word).collect()
}

fn is_word_character(character: char) -> bool {
    character.is_alphanumeric() || character == '_' || is_combining(character)
}

fn is_combining(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{fe0f}')
}

/// Zero-width characters and soft hyphens: they are not there for a reader.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '＇')
}

/// Full-width letters and digits read as their plain forms.
fn fold_wide(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        'ﬁ' | 'ﬂ' => character,
        _ => character,
    }
}

fn apostrophe_joins(text: &str, at: usize, apostrophe: char) -> bool {
    let before = text.get(..at).and_then(|head| head.chars().next_back());
    let after = text.get(at + apostrophe.len_utf8()..).and_then(|tail| tail.chars().next());
    before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic)
}

fn joins_digits(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let digit = |index: usize| bytes.get(index).is_some_and(u8::is_ascii_digit);
    at > 0 && digit(at - 1) && digit(at + 1)
}

/// The strongest break in the punctuation between two words. Sentence ends are decided later, in `segment`.
fn break_in(gap: &str) -> Break {
    let mut strongest = Break::None;
    let mut hyphens = 0;
    let spaced = gap.starts_with(char::is_whitespace) || gap.ends_with(char::is_whitespace);
    for character in gap.chars() {
        let found = match character {
            ',' | '،' | '、' => Break::Comma,
            ';' | ':' | '–' | '—' | '―' | '•' | '|' | '*' => Break::Hard,
            '"' | '“' | '”' | '„' | '«' | '»' | '(' | ')' | '[' | ']' => Break::Quote,
            '-' => {
                hyphens += 1;
                if spaced && gap.trim() == "-" || hyphens > 1 { Break::Hard } else { Break::None }
            }
            _ => Break::None,
        };
        strongest = strongest.max(found);
    }
    strongest
}

/// Splits `we're`, `didn't`, `dont`, `youre` into their two words; none if the word is no contraction.
fn contraction(word: &str) -> Option<(&str, &'static str)> {
    const NEGATED: &[&str] = &[
        "do", "does", "did", "is", "are", "was", "were", "have", "has", "had", "wo", "would", "could", "should", "ca",
        "must", "need", "might", "sha", "ai", "ought",
    ];
    // Without the apostrophe only what is no other word.
    const BARE_NEGATED: &[&str] = &[
        "dont", "doesnt", "didnt", "isnt", "arent", "wasnt", "werent", "havent", "hasnt", "hadnt", "wont", "wouldnt",
        "couldnt", "shouldnt", "cant", "mustnt", "neednt",
    ];
    const PRONOUNS: &[&str] = &[
        "i",
        "you",
        "he",
        "she",
        "it",
        "we",
        "they",
        "that",
        "this",
        "there",
        "here",
        "who",
        "what",
        "where",
        "how",
        "when",
        "why",
        "everyone",
        "nobody",
        "someone",
        "everything",
        "nothing",
        "let",
    ];
    const BARE: &[(&str, &str, &str)] = &[
        ("youre", "you", "are"),
        ("youve", "you", "have"),
        ("youll", "you", "will"),
        ("youd", "you", "'d"),
        ("theyre", "they", "are"),
        ("theyve", "they", "have"),
        ("theyll", "they", "will"),
        ("theyd", "they", "'d"),
        ("weve", "we", "have"),
        ("ive", "i", "have"),
        ("im", "i", "am"),
        ("thats", "that", "'s"),
        ("theres", "there", "'s"),
        ("heres", "here", "'s"),
        ("whats", "what", "'s"),
        ("hes", "he", "'s"),
        ("shes", "she", "'s"),
        ("lets", "let", "us"),
        ("shouldve", "should", "have"),
        ("couldve", "could", "have"),
        ("wouldve", "would", "have"),
        ("mustve", "must", "have"),
        ("mightve", "might", "have"),
        ("cannot", "can", "not"),
    ];
    let negated = word
        .strip_suffix("n't")
        .filter(|stem| NEGATED.contains(stem))
        .or_else(|| BARE_NEGATED.contains(&word).then(|| word.strip_suffix("nt")).flatten());
    if let Some(stem) = negated {
        let head = match stem {
            "wo" => "will",
            "ca" => "can",
            "sha" => "shall",
            "ai" => "is",
            other => other,
        };
        return Some((head, "not"));
    }
    let Some((head, suffix)) = word.split_once('\'') else {
        return BARE.iter().find(|(bare, ..)| *bare == word).map(|(_, head, rest)| (*head, *rest));
    };
    let rest = match suffix {
        "s" if head == "let" => "us",
        "re" => "are",
        "ve" => "have",
        "ll" => "will",
        "m" => "am",
        "d" => "'d",
        "s" if PRONOUNS.contains(&head) => "'s",
        _ => return None,
    };
    Some((head, rest))
}

/// `e-mail` and `e mail` are `email`.
fn join_e_mail(text: &str, tokens: &mut Vec<Token>) {
    let mut index = 0;
    while index + 1 < tokens.len() {
        let (first, second) = (&tokens[index], &tokens[index + 1]);
        let gap = text.get(first.span.end..second.span.start).unwrap_or("");
        if first.word == "e" && second.word.starts_with("mail") && matches!(gap, "-" | " " | "‑" | "–") {
            let second = tokens.remove(index + 1);
            let first = &mut tokens[index];
            first.word.push_str(&second.word);
            first.span = first.span.union(second.span);
            first.flags.asks = second.flags.asks;
        }
        index += 1;
    }
}

/// Contractions without their apostrophe that are words of their own: `were sorry`, `well call you`, `id like`. Only the
/// words around them tell.
fn contextual_contractions(tokens: &mut Vec<Token>) {
    const AFTER_WILL: &[&str] = &[
        "be",
        "have",
        "get",
        "do",
        "make",
        "look",
        "contact",
        "call",
        "send",
        "reach",
        "take",
        "ensure",
        "fix",
        "refund",
        "sort",
        "work",
        "try",
        "keep",
        "let",
        "give",
        "happily",
        "gladly",
        "always",
        "personally",
        "never",
        "follow",
        "pass",
        "share",
        "address",
        "review",
        "investigate",
        "email",
        "ring",
        "reply",
        "replace",
    ];
    const AFTER_WOULD: &[&str] =
        &["like", "love", "be", "appreciate", "prefer", "welcome", "really", "recommend", "suggest", "hope", "rather"];
    const AFTER_WERE: &[&str] = &[
        "sorry",
        "so",
        "very",
        "really",
        "truly",
        "extremely",
        "deeply",
        "glad",
        "delighted",
        "thrilled",
        "here",
        "working",
        "looking",
        "always",
        "happy",
        "pleased",
        "grateful",
        "committed",
        "investigating",
        "reviewing",
        "sad",
        "saddened",
        "not",
        "also",
        "currently",
        "now",
        "aware",
        "open",
        "just",
        "constantly",
        "terribly",
        "disappointed",
    ];
    const AFTER_IS: &[&str] = &[
        "not",
        "a",
        "the",
        "very",
        "been",
        "clear",
        "unfortunate",
        "our",
        "my",
        "always",
        "just",
        "so",
        "really",
        "too",
        "important",
        "great",
        "hard",
        "no",
        "never",
        "on",
        "beyond",
        "unacceptable",
        "completely",
        "entirely",
    ];
    let mut index = 0;
    while index < tokens.len() {
        let starts = index == 0
            || tokens[index].before > Break::None
            || matches!(
                tokens[index - 1].word.as_str(),
                "and" | "but" | "so" | "because" | "that" | "if" | "as" | "while"
            )
            || tokens[index].flags.capital && tokens[index].word != "id";
        let next = tokens.get(index + 1).map_or("", |token| token.word.as_str());
        let split = match tokens[index].word.as_str() {
            "were" if starts && AFTER_WERE.contains(&next) => Some(("we", "are")),
            "well" if AFTER_WILL.contains(&next) => Some(("we", "will")),
            "ill" if AFTER_WILL.contains(&next) => Some(("i", "will")),
            "wed" if AFTER_WOULD.contains(&next) => Some(("we", "'d")),
            "id" if AFTER_WOULD.contains(&next) => Some(("i", "'d")),
            "its" if AFTER_IS.contains(&next) => Some(("it", "'s")),
            _ => None,
        };
        let of_for_have = tokens[index].word == "of"
            && index > 0
            && matches!(tokens[index - 1].word.as_str(), "should" | "could" | "would" | "must" | "might")
            && next != "course";
        if of_for_have {
            "have".clone_into(&mut tokens[index].word);
        }
        if let Some((head, rest)) = split {
            let token = tokens[index].clone();
            let flags = Flags { capital: false, line_start: false, ..token.flags };
            let second = Token { word: rest.to_owned(), before: Break::None, flags, ..token.clone() };
            tokens[index] = Token { word: head.to_owned(), ..token };
            tokens.insert(index + 1, second);
            index += 1;
        }
        index += 1;
    }
}
