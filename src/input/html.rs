//! Owns texts that a helpdesk keeps as HTML: tags left out, entities undone, with the place of each character.
//! It must not know where they were read from.

use crate::draft::Passage;
use crate::span::Span;

/// The tags after which a line ends.
const LINE_ENDS: &[&str] = &["br", "/p", "/div", "/li", "/h1", "/h2", "/h3", "/h4", "/tr", "/ul", "/ol", "/blockquote"];

/// The entities that texts are full of.
const ENTITIES: &[(&str, &str)] = &[
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{a0}"),
    ("rsquo", "’"),
    ("lsquo", "‘"),
    ("rdquo", "”"),
    ("ldquo", "“"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
];

/// The longest name of an entity, `&` and `;` included.
const LONGEST_ENTITY: usize = 10;

/// Whether a text is HTML.
pub(super) fn is_html(text: &str) -> bool {
    LINE_ENDS.iter().chain(&["attribute"]).any(|tag| holds_tag(text, tag))
}

/// The words of a text that is HTML; a text without tags is left as it is.
pub(super) fn plain(passage: Passage) -> Passage {
    let text = passage.text.as_str();
    if !is_html(text) {
        return passage;
    }
    let mut plain = Passage::default();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let stop = rest.find(['<', '&']).unwrap_or(rest.len());
        if stop > 0 {
            plain.append_part(&passage, Span::new(at, at + stop));
            at += stop;
            continue;
        }
        if let Some((name, length)) = tag(rest) {
            let ends_line = LINE_ENDS.contains(&name.as_str()) && !plain.text.is_empty();
            if ends_line {
                plain.append_as(&passage, "\n", Span::new(at, at + length));
            }
            if name == "attribute" {
                let slot = slot(rest.get(..length).unwrap_or_default());
                plain.append_as(&passage, &slot, Span::new(at, at + length));
            }
            at += length;
        } else if let Some((meant, length)) = entity(rest) {
            plain.append_as(&passage, &meant, Span::new(at, at + length));
            at += length;
        } else {
            plain.append_part(&passage, Span::new(at, at + 1));
            at += 1;
        }
    }
    let end = plain.text.trim_end().len();
    plain.part(Span::new(0, end))
}

/// `<attribute key="user.name" default="there"/>` as the same helpdesk writes it in plain texts:
/// `{{user.name|fallback:"there"}}`.
fn slot(tag: &str) -> String {
    let value = |name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}="))?;
        let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let inner = rest.get(1..)?;
        inner.find(quote).and_then(|end| inner.get(..end)).filter(|value| !value.trim().is_empty())
    };
    let is_name = |char: char| char.is_alphanumeric() || matches!(char, '.' | '_' | '-' | ' ');
    let key = value("key").filter(|key| key.chars().all(is_name)).unwrap_or("name");
    match value("default").filter(|default| !default.contains(['"', '{', '}'])) {
        Some(default) => format!("{{{{{key}|fallback:\"{default}\"}}}}"),
        None => format!("{{{{{key}}}}}"),
    }
}

fn holds_tag(text: &str, name: &str) -> bool {
    text.match_indices('<').any(|(at, _)| text.get(at..).and_then(tag).is_some_and(|(found, _)| found == name))
}

/// The name of the tag that the text starts with, and how long the tag is.
fn tag(text: &str) -> Option<(String, usize)> {
    let inner = text.strip_prefix('<')?;
    let end = inner.find('>')?;
    let inner = inner.get(..end)?;
    let name: String =
        inner.chars().take_while(|char| char.is_ascii_alphanumeric() || *char == '/').collect::<String>();
    let name = name.strip_suffix('/').filter(|name| !name.is_empty()).unwrap_or(&name).to_ascii_lowercase();
    let is_name = name.trim_start_matches('/').starts_with(|first: char| first.is_ascii_alphabetic());
    (is_name || inner.starts_with('!')).then_some((name, end + 2))
}

/// What the entity that the text starts with means, and how long it is.
fn entity(text: &str) -> Option<(String, usize)> {
    let end = text.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let meant = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?.to_string()
        }
        None => ENTITIES.iter().find(|(known, _)| *known == name)?.1.to_owned(),
    };
    Some((meant, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain_of(text: &str) -> Passage {
        plain(Passage::verbatim(text, 10))
    }

    #[test]
    fn tags_are_left_out_and_entities_are_undone_with_their_places() {
        let text = "<p>Hi Ana,</p><p>we&#39;re <b>so</b> sorry &amp; will call.<br/>Bo</p>";
        let passage = plain_of(text);
        assert_eq!(passage.text, "Hi Ana,\nwe're so sorry & will call.\nBo");
        let place = |words: &str| {
            let start = passage.text.find(words).expect(words);
            let span = passage.map.to_source(Span::new(start, start + words.len()));
            &text[span.start - 10..span.end - 10]
        };
        assert_eq!(place("we're so"), "we&#39;re <b>so");
        assert_eq!(place("& will"), "&amp; will");
        assert_eq!(place("Bo"), "Bo");
    }

    #[test]
    fn an_attribute_to_be_filled_in_is_a_slot_with_its_fallback() {
        for (text, plain) in [
            ("Hi <attribute key=\"user.name\" default=\"there\"/>!", "Hi {{user.name|fallback:\"there\"}}!"),
            ("Hi <attribute key='company.name'></attribute>!", "Hi {{company.name}}!"),
            ("Hi <attribute key=\"user.name\" default=\"\">!", "Hi {{user.name}}!"),
            ("Hi <attribute/>!", "Hi {{name}}!"),
        ] {
            assert_eq!(plain_of(text).text, plain);
        }
    }

    #[test]
    fn a_text_that_is_no_html_stays_as_it_is() {
        for text in ["a < b & c > d", "love it <3", "1 &lt; 2", "<name>, thank you"] {
            assert_eq!(plain_of(text), Passage::verbatim(text, 10), "{text}");
        }
    }

    #[test]
    fn broken_html_loses_no_words() {
        assert_eq!(plain_of("a<br>b <c & &; &#xZZ; <").text, "a\nb <c & &; &#xZZ; <");
    }
}
