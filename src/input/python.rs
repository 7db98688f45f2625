//! Owns Python literals in cells (a dictionary as `repr` writes it) to JSON, with the place of each character. It must
//! not know what is in them.

use crate::draft::Passage;
use crate::input::encoding::Decoded;
use crate::span::Span;

/// The literal as JSON; none if it is no literal. Its values need not be JSON throughout: whoever reads it finds out.
pub(super) fn as_json(literal: &Decoded) -> Option<Passage> {
    let text = literal.text.as_str();
    if !text.trim_start().starts_with(['{', '[', '(']) {
        return None;
    }
    let mut writer = Writer { literal, at: 0, json: Passage::default() };
    while let Some(next) = text.get(writer.at..).and_then(|rest| rest.chars().next()) {
        match next {
            '\'' | '"' => writer.string(next)?,
            '(' => writer.replace(1, "["),
            ')' => writer.replace(1, "]"),
            // JSON has no comma at the end of a list.
            ',' if writer.is_last() => writer.at += 1,
            next if next.is_alphabetic() => writer.word()?,
            next => writer.keep(next.len_utf8()),
        }
    }
    Some(writer.json)
}

struct Writer<'l> {
    literal: &'l Decoded,
    at: usize,
    json: Passage,
}

impl Writer<'_> {
    fn rest(&self) -> &str {
        self.literal.text.get(self.at..).unwrap_or("")
    }

    fn keep(&mut self, length: usize) {
        self.literal.append(&mut self.json, Span::new(self.at, self.at + length));
        self.at += length;
    }

    fn replace(&mut self, length: usize, json: &str) {
        self.literal.append_as(&mut self.json, json, Span::new(self.at, self.at + length));
        self.at += length;
    }

    /// Whether the comma that stands here is followed by a bracket.
    fn is_last(&self) -> bool {
        self.rest().get(1..).is_some_and(|rest| rest.trim_start().starts_with([')', ']', '}']))
    }

    /// `None`, `True`, the prefix of a string, or a call such as `datetime.datetime(2026, 3, 1, 10, 0)`.
    fn word(&mut self) -> Option<()> {
        let rest = self.rest();
        let is_part = |char: char| char.is_alphanumeric() || char == '_' || char == '.';
        let length = rest.find(|char| !is_part(char)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(length);
        if after.starts_with('(') {
            let end = length + after.find(')')? + 1;
            let inside = rest.get(length + 1..end - 1)?;
            let json = if word.ends_with("datetime") { moment(inside) } else { None };
            self.replace(end, json.as_deref().unwrap_or("null"));
            return Some(());
        }
        let json = match word {
            "None" | "nan" | "NaN" => "null",
            "True" => "true",
            "False" => "false",
            "u" | "b" | "U" | "B" if after.starts_with(['\'', '"']) => {
                self.at += length;
                return Some(());
            }
            _ => return None,
        };
        self.replace(length, json);
        Some(())
    }

    fn string(&mut self, quote: char) -> Option<()> {
        self.replace(1, "\"");
        loop {
            let rest = self.rest();
            let next = rest.chars().next()?;
            match next {
                _ if next == quote => {
                    self.replace(1, "\"");
                    return Some(());
                }
                '\\' => self.escape()?,
                '"' => self.replace(1, "\\\""),
                control if control.is_ascii_control() => self.replace(1, &format!("\\u{:04x}", u32::from(control))),
                _ => {
                    let is_plain =
                        |char: char| char != quote && char != '\\' && char != '"' && !char.is_ascii_control();
                    let length = rest.find(|char| !is_plain(char)).unwrap_or(rest.len());
                    self.keep(length);
                }
            }
        }
    }

    fn escape(&mut self) -> Option<()> {
        let rest = self.rest();
        let kind = rest.chars().nth(1)?;
        let digits = |count: usize| u32::from_str_radix(rest.get(2..2 + count)?, 16).ok();
        let (length, json) = match kind {
            'n' | 'r' | 't' | 'b' | 'f' | '\\' | '"' => (2, format!("\\{kind}")),
            '\n' => {
                self.at += 2;
                return Some(());
            }
            'x' => (4, format!("\\u{:04x}", digits(2)?)),
            // Halves of a pair are put together by who reads the JSON.
            'u' => (6, format!("\\u{:04x}", digits(4)?)),
            'U' => (10, char::from_u32(digits(8)?)?.to_string()),
            'a' | 'v' | '0'..='7' => (2, "\\ufffd".to_owned()),
            other => (1 + other.len_utf8(), other.to_string()),
        };
        self.replace(length, &json);
        Some(())
    }
}

/// `2026, 3, 1, 10, 0` as a date, in quotes.
fn moment(numbers: &str) -> Option<String> {
    let parts: Vec<u32> = numbers.split(',').map_while(|part| part.trim().parse().ok()).collect();
    let [year, month, day] = parts.get(..3)?.try_into().ok()?;
    let of_day = |at: usize| parts.get(at).copied().unwrap_or(0);
    Some(format!("\"{year:04}-{month:02}-{day:02} {:02}:{:02}:{:02}\"", of_day(3), of_day(4), of_day(5)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn json_of(literal: &str) -> Option<Passage> {
        as_json(&Decoded::nested(Passage::verbatim(literal, 100)))
    }

    #[test]
    fn a_dictionary_becomes_an_object() {
        let literal = r#"{'id': 7, 'body': "We're \"sorry\"", 'c': 'say "no"\n\xe9', 'd': None, 'e': (True, 1,), 'm': datetime.datetime(2026, 3, 1, 9, 5), 'u': u'\U0001F600', 'x': Decimal('1')}"#;
        let json = json_of(literal).expect("a literal").text;
        let value: serde_json::Value = serde_json::from_str(&json).expect(&json);
        let expected = serde_json::json!({
            "id": 7, "body": "We're \"sorry\"", "c": "say \"no\"\né", "d": null, "e": [true, 1],
            "m": "2026-03-01 09:05:00", "u": "😀", "x": null,
        });
        assert_eq!(value, expected);
    }

    #[test]
    fn every_character_keeps_its_place() {
        let literal = r"{'a': 'é\n', 'b': 'so \'sorry\''}";
        let json = json_of(literal).expect("a literal");
        let start = json.text.find("sorry").expect("the word");
        let span = json.map.to_source(Span::new(start, start + 5));
        assert_eq!(&literal[span.start - 100..span.end - 100], "sorry");
    }

    #[test]
    fn what_is_no_literal_is_none() {
        for text in ["", "'a'", "{'a", "{'a': what}", "{'a': '\\u12'}", "{'a': f("] {
            assert_eq!(json_of(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[{(]['\"\\\\axuUNé0-9,: ()\n]{0,40}") {
            json_of(&text);
        }
    }
}
