//! Owns what may reach a terminal: text from reviews and drafts is untrusted. It must not know where the text is shown.

use std::borrow::Cow;
use std::fmt::Write;

use unicode_width::UnicodeWidthChar;

/// What is shown for `character`: itself, or a substitute that is as long in UTF-8, so that byte offsets stay right.
///
/// Two kinds of characters are replaced. Those that could take over the terminal or hide the order of the words:
/// controls, escapes, bidirectional marks. And those that make neighbours melt into one glyph (joiners, variation
/// selectors, skin tones), since terminals disagree on how wide the result is, and the caret would miss its word.
pub(super) fn substitute(character: char) -> char {
    match character {
        '\n' => '\n',
        '\t' => ' ',
        '\0'..='\u{1F}' | '\u{7F}' => '?',
        '\u{80}'..='\u{9F}' | '\u{61C}' | '\u{AD}' => '·',
        _ if is_dangerous(character) => '\u{FFFD}',
        '\u{200D}' | '\u{FE0F}' | '\u{FEFF}' => '\u{2060}',
        '\u{1F3FB}'..='\u{1F3FF}' => '\u{E0100}',
        _ => character,
    }
}

/// Whether a terminal or an editor could obey `character` instead of showing it.
pub(super) fn is_dangerous(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFB}')
}

/// The columns that the substitute of `character` takes on a terminal. A line break takes none.
pub(super) fn width(character: char) -> usize {
    substitute(character).width().unwrap_or(0)
}

/// The columns that `text` takes on a terminal, once it is [`shown`].
pub(super) fn text_width(text: &str) -> usize {
    text.chars().map(width).sum()
}

/// `text` as it is shown, byte offsets unchanged. Line breaks stay.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    replace(text, substitute)
}

/// `text` as it is shown where only one line fits: a line break becomes a blank.
pub(super) fn shown_in_a_line(text: &str) -> Cow<'_, str> {
    replace(text, |character| if character == '\n' { ' ' } else { substitute(character) })
}

/// `text` in one line from which the original can be read: dangerous characters are written as escapes.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_dangerous) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_dangerous(character) {
            line.extend(character.escape_default());
        } else {
            line.push(character);
        }
    }
    Cow::Owned(line)
}

/// `json` with its dangerous characters as JSON escapes, which change nothing for who parses it.
pub(super) fn escaped_json(json: String) -> String {
    if !json.chars().any(is_dangerous) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for character in json.chars() {
        if is_dangerous(character) {
            // All of them lie in the basic plane. Writing to a string does not fail.
            let _ = write!(escaped, "\\u{:04x}", u32::from(character));
        } else {
            escaped.push(character);
        }
    }
    escaped
}

fn replace(text: &str, substitute: impl Fn(char) -> char) -> Cow<'_, str> {
    if text.chars().all(|character| substitute(character) == character) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(substitute).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn every_substitute_is_as_long_as_what_it_stands_for() {
        for character in '\0'..=char::MAX {
            assert_eq!(character.len_utf8(), substitute(character).len_utf8(), "{}", character.escape_unicode());
        }
    }

    #[test]
    fn nothing_dangerous_survives_but_the_line_break() {
        for character in ('\0'..=char::MAX).filter(|character| *character != '\n') {
            assert!(!is_dangerous(substitute(character)), "{}", character.escape_unicode());
        }
    }

    #[test]
    fn families_skin_tones_and_coloured_hearts_are_as_wide_as_the_sum_of_their_characters() {
        for text in ["👩‍👩‍👧", "👍🏽", "❤️", "☺️", "🇩🇪", "🏳️‍🌈", "e\u{301}", "日本語"]
        {
            assert_eq!(shown(text).width(), text_width(text), "{text}");
        }
    }

    #[test]
    fn an_escaped_line_can_be_read_back() {
        assert_eq!(escaped("a\u{1b}[31m\nb\u{202e}c"), "a\\u{1b}[31m\\nb\\u{202e}c");
        assert_eq!(escaped("Grüße 日本 🙂"), "Grüße 日本 🙂");
    }

    #[test]
    fn escaped_json_holds_the_same_text() {
        let text = "a\u{1b}\u{7f}\u{85}\u{202e}b";
        let json = escaped_json(serde_json::to_string(text).unwrap());
        assert!(!json.chars().any(is_dangerous), "{json}");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
