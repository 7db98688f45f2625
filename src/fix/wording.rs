//! Owns how a replacement is fitted into its sentence: capitals, articles, blanks and commas around what goes away, the
//! blank lines around what is added. It must not know why something is replaced.

use crate::finding::Fix;
use crate::span::Span;

/// What ends a sentence.
const ENDS: [char; 5] = ['.', '!', '?', '…', ':'];

/// `replace` instead of the words at `span`: with their capitals, their possessive `'s` and the article before them.
pub fn instead(text: &str, span: Span, replace: &str, safe: bool) -> Fix {
    let (found, ending) = possessive(span.of(text));
    let replace = cased(found, replace);
    let bare = Span::new(span.start, span.start + found.len());
    let is_possessive = ["'s", "’s"].iter().any(|ending| replace.ends_with(ending));
    let span = if is_possessive && !ending.is_empty() { span } else { bare };
    match article(text, bare, &replace) {
        Some((start, article)) => {
            let gap =
                text.get(start..span.start).map_or(" ", |between| between.trim_start_matches(char::is_alphabetic));
            Fix { span: Span::new(start, span.end), replace: format!("{article}{gap}{replace}"), safe }
        }
        None => Fix { span, replace, safe },
    }
}

/// `customer's` in two.
fn possessive(found: &str) -> (&str, &str) {
    let end = ["'s", "’s", "'S", "’S"].iter().find(|ending| found.ends_with(**ending)).map_or(0, |ending| ending.len());
    found.split_at(found.len() - end)
}

/// `replace` with the capitals of `found`.
fn cased(found: &str, replace: &str) -> String {
    let letters = || found.chars().filter(|letter| letter.is_alphabetic());
    let is_shouted = letters().count() > 1 && letters().all(char::is_uppercase);
    let is_plain = !replace.chars().any(char::is_uppercase);
    if is_shouted && is_plain {
        return replace.to_uppercase();
    }
    let starts_high = letters().next().is_some_and(char::is_uppercase);
    if starts_high { capital(replace) } else { replace.to_owned() }
}

/// With a capital at the start.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The article before `found` where another one is needed before `replace`: where it starts, and what it becomes.
fn article(text: &str, found: Span, replace: &str) -> Option<(usize, &'static str)> {
    let before = text.get(..found.start)?;
    let words = before.trim_end_matches([' ', '\u{a0}']);
    let start = words
        .rfind(|next: char| !next.is_alphanumeric())
        .map_or(0, |at| at + words.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let written = words.get(start..).filter(|_| words.len() < before.len())?;
    let had = matches!(written, "an" | "An");
    if !matches!(written, "a" | "A" | "an" | "An") || had != sounds_open(found.of(text)) || had == sounds_open(replace)
    {
        return None;
    }
    Some((
        start,
        match written {
            "a" => "an",
            "A" => "An",
            "an" => "a",
            _ => "A",
        },
    ))
}

/// Whether a word starts with the sound of a vowel.
fn sounds_open(word: &str) -> bool {
    let word = word.to_lowercase();
    let starts = |beginnings: &[&str]| beginnings.iter().any(|beginning| word.starts_with(beginning));
    if starts(&["uni", "use", "usu", "uti", "eu", "ewe", "one", "once"]) && !starts(&["unin", "unim"]) {
        return false;
    }
    starts(&["a", "e", "i", "o", "u", "hour", "honest", "honour", "honor", "heir"])
}

/// Nothing instead of the words at `span`: blanks and commas that belonged to them go too, and a sentence keeps its
/// capital. None where nothing would be left of the text.
pub fn without(text: &str, span: Span, safe: bool) -> Option<Fix> {
    let (before, after) = (text.get(..span.start)?, text.get(span.end..)?);
    let blank = |next: char| next == ' ' || next == '\t' || next == '\u{a0}';
    let words_before = before.trim_end_matches(blank);
    let starts_line = words_before.is_empty() || words_before.ends_with('\n');
    let starts = starts_line || words_before.ends_with(ENDS);
    let after_blank = after.trim_start_matches(blank);
    let ends_line = after_blank.is_empty() || after_blank.starts_with(['\n', '\r']);
    // A sentence that is gone takes its full stop along.
    let rest = after_blank.trim_start_matches([',', '.', '!', '?', '…', ';']);
    let is_whole = rest.len() < after_blank.len() && !after_blank.starts_with(',');
    let rest = rest.trim_start_matches(blank);
    let (start, end);
    if starts_line && (ends_line || rest.is_empty() || rest.starts_with(['\n', '\r'])) {
        // A line of its own goes with its break.
        let rest = if ends_line { after_blank } else { rest };
        if rest.trim().is_empty() {
            (start, end) = (before.trim_end().len(), text.len() - rest.len());
        } else {
            (start, end) = (words_before.len(), text.len() - rest.trim_start().len());
        }
    } else if starts {
        if rest.is_empty() || rest.starts_with(['\n', '\r']) {
            (start, end) = (words_before.len(), text.len() - rest.len());
        } else {
            (start, end) = (span.start, text.len() - rest.len());
            let next = rest.chars().next().filter(|_| !is_whole);
            let was_high = span.of(text).chars().find(|letter| letter.is_alphabetic()).is_some_and(char::is_uppercase);
            if let Some(next) = next.filter(|next| was_high && next.is_lowercase()) {
                let replace = next.to_uppercase().to_string();
                return Some(Fix { span: Span::new(start, end + next.len_utf8()), replace, safe });
            }
        }
    } else if words_before.ends_with(',') && after_blank.starts_with(',') {
        // `we are, frankly, sorry`
        let start = words_before.len() - 1;
        let rest = after_blank.get(1..).unwrap_or("").trim_start_matches(blank);
        return Some(Fix { span: Span::new(start, text.len() - rest.len()), replace: " ".to_owned(), safe });
    } else if ends_line || after_blank.starts_with(|next: char| next.is_ascii_punctuation() && next != '(') {
        let kept = words_before.trim_end_matches([',', ';']);
        let closes = ends_line || after_blank.starts_with(ENDS);
        (start, end) = (if closes { kept.len() } else { words_before.len() }, span.end);
    } else {
        (start, end) = (span.start, text.len() - after_blank.len());
    }
    let is_left = |part: Option<&str>| part.is_some_and(|part| !part.trim().is_empty());
    if !is_left(text.get(..start)) && !is_left(text.get(end..)) {
        return None;
    }
    Some(Fix { span: Span::new(start, end), replace: String::new(), safe })
}

/// A paragraph of its own, before or after byte `at` of the text, which stands between two lines.
pub fn added(text: &str, at: usize, paragraph: &str, after: bool) -> Fix {
    let break_ = if text.contains("\r\n") { "\r\n" } else { "\n" };
    // A reply of single lines goes on so.
    let is_loose = text.contains("\n\n") || text.contains("\n\r\n") || !text.contains('\n');
    let gap = if is_loose { break_.repeat(2) } else { break_.to_owned() };
    let paragraph = paragraph.trim().replace("\r\n", "\n").replace('\n', break_);
    let replace = if after { format!("{gap}{paragraph}") } else { format!("{paragraph}{gap}") };
    Fix { span: Span::new(at, at), replace, safe: false }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fix::{Edit, apply};

    fn done(text: &str, fix: &Fix) -> String {
        apply(text, [&Edit { span: fix.span, replace: fix.replace.clone() }])
    }

    fn place(text: &str, words: &str) -> Span {
        let start = text.find(words).expect(words);
        Span::new(start, start + words.len())
    }

    fn replaced(text: &str, words: &str, replace: &str) -> String {
        done(text, &instead(text, place(text, words), replace, true))
    }

    fn removed(text: &str, words: &str) -> String {
        without(text, place(text, words), true).map_or_else(|| "nothing is left".to_owned(), |fix| done(text, &fix))
    }

    #[test]
    fn a_word_takes_over_the_capitals_of_the_word_that_it_replaces() {
        assert_eq!(replaced("Each customer matters.", "customer", "guest"), "Each guest matters.");
        assert_eq!(replaced("Customers first.", "Customers", "guests"), "Guests first.");
        assert_eq!(replaced("OUR CUSTOMERS MATTER", "CUSTOMERS", "guests"), "OUR GUESTS MATTER");
        assert_eq!(replaced("at harbor inn", "harbor inn", "Harbour Inn"), "at Harbour Inn");
        assert_eq!(replaced("AT HARBOR INN", "HARBOR INN", "Harbour Inn"), "AT Harbour Inn");
        assert_eq!(replaced("A word", "A", "one"), "One word");
    }

    #[test]
    fn a_possessive_stays_one() {
        assert_eq!(replaced("The customer's bag.", "customer's", "guest"), "The guest's bag.");
        assert_eq!(replaced("The customer’s bag.", "customer’s", "guest"), "The guest’s bag.");
    }

    #[test]
    fn the_article_before_a_word_goes_with_its_sound() {
        assert_eq!(replaced("A client of ours.", "client", "account holder"), "An account holder of ours.");
        assert_eq!(replaced("You are an owner.", "owner", "guest"), "You are a guest.");
        assert_eq!(replaced("That is a client.", "client", "user"), "That is a client.".replace("client", "user"));
        assert_eq!(replaced("within an hour", "hour", "day"), "within a day");
        assert_eq!(replaced("Pizza client", "client", "owner"), "Pizza owner");
    }

    #[test]
    fn what_goes_away_takes_its_blanks_and_commas_along() {
        assert_eq!(removed("Please do not hesitate to call.", "do not hesitate to"), "Please call.");
        assert_eq!(removed("We are, frankly, sorry.", "frankly"), "We are sorry.");
        assert_eq!(removed("We will call you, lol.", "lol"), "We will call you.");
        assert_eq!(removed("We will call 😂!", "😂"), "We will call!");
        assert_eq!(removed("Thank you 🙏 Ana.", "🙏"), "Thank you Ana.");
        assert_eq!(removed("Thank you 🙏", "🙏"), "Thank you");
    }

    #[test]
    fn a_sentence_keeps_its_capital_and_one_that_is_gone_its_full_stop_not() {
        assert_eq!(removed("Do not hesitate to call.", "Do not hesitate to"), "Call.");
        assert_eq!(removed("Sorry. Frankly, we know.", "Frankly"), "Sorry. We know.");
        assert_eq!(removed("Thank you. Lol. We know.", "Lol"), "Thank you. We know.");
        assert_eq!(removed("Thank you.\n\nLol!\n\nWe know.", "Lol"), "Thank you.\n\nWe know.");
        assert_eq!(removed("Thank you.\n\n🙏\n\nWe know.", "🙏"), "Thank you.\n\nWe know.");
        assert_eq!(removed("Thank you.\n\n🙏\n", "🙏"), "Thank you.\n");
        assert_eq!(removed("🙏", "🙏"), "nothing is left");
    }

    #[test]
    fn a_paragraph_is_added_as_the_others_stand() {
        let added = |text: &str, at: usize| done(text, &added(text, at, "Thank you.", false));
        assert_eq!(added("Hi,\n\nWe know.", 5), "Hi,\n\nThank you.\n\nWe know.");
        assert_eq!(added("Hi,\r\n\r\nWe know.", 7), "Hi,\r\n\r\nThank you.\r\n\r\nWe know.");
        assert_eq!(added("Hi,\nWe know.", 4), "Hi,\nThank you.\nWe know.");
    }
}
