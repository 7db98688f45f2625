//! Owns what a plain text has in place of markup: the words without their marks, the letter that an entity or a wrong
//! decoding stands for. It must not know where markup is found, nor who minds it.

use crate::finding::Fix;
use crate::span::Span;

/// The entities whose letters are surely meant.
const ENTITIES: &[(&str, &str)] = &[
    ("amp", "&"),
    ("nbsp", " "),
    ("quot", "\""),
    ("lt", "<"),
    ("gt", ">"),
    ("apos", "'"),
    ("mdash", "—"),
    ("ndash", "–"),
    ("hellip", "…"),
    ("rsquo", "’"),
    ("lsquo", "‘"),
    ("rdquo", "”"),
    ("ldquo", "“"),
    ("euro", "€"),
    ("pound", "£"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("uuml", "ü"),
    ("ouml", "ö"),
    ("auml", "ä"),
    ("bull", "•"),
];

/// Tags that change how words look, and nothing else.
const LOOKS: &[&str] = &["b", "i", "u", "strong", "em", "span", "font"];

/// The third letter of what began with `â€`, and what was meant.
const AFTER_EURO: &[(char, &str)] =
    &[('™', "’"), ('˜', "‘"), ('œ', "“"), ('\u{9d}', "”"), ('“', "–"), ('”', "—"), ('¦', "…"), ('¢', "•")];

/// The plain words for the markup, or the broken letters, at `span`; none where it is not sure what they are.
pub(crate) fn instead(text: &str, span: Span) -> Option<Fix> {
    let found = span.of(text);
    let safe = |span: Span, replace: &str| Some(Fix { span, replace: replace.to_owned(), safe: true });
    let first = found.chars().next()?;
    match first {
        '*' | '_' | '`' | '~' => {
            let inner = found.trim_matches(first);
            safe(span, inner)
        }
        '#' => {
            let blanks = text.get(span.end..)?.len() - text.get(span.end..)?.trim_start_matches(' ').len();
            safe(Span::new(span.start, span.end + blanks), "")
        }
        '&' => safe(span, &entity(found.trim_matches(['&', ';']))?),
        '<' => {
            let name = found.trim_matches(['<', '>', '/', ' ']).split([' ', '/']).next()?.to_lowercase();
            if LOOKS.contains(&name.as_str()) {
                return safe(span, "");
            }
            let blanks = |rest: &str| rest.len() - rest.trim_start_matches(' ').len();
            let end = span.end + blanks(text.get(span.end..)?);
            let start = text.get(..span.start)?.trim_end_matches(' ').len();
            let is_broken_off = text.get(end..)?.starts_with(['\n', '\r']);
            (name == "br").then(|| safe(Span::new(start, end), if is_broken_off { "" } else { "\n" }))?
        }
        'â' => {
            let next = text.get(span.end..)?.chars().next()?;
            let (_, meant) = AFTER_EURO.iter().find(|(known, _)| *known == next)?;
            safe(Span::new(span.start, span.end + next.len_utf8()), meant)
        }
        'Ã' => {
            let second = u32::from(found.chars().nth(1)?);
            safe(span, &char::from_u32(0xC0 + second.checked_sub(0x80)?)?.to_string())
        }
        'Â' => safe(span, found.get('Â'.len_utf8()..)?),
        '\u{200b}' | '\u{2060}' | '\u{feff}' => safe(span, ""),
        '[' => {
            let (words, address) = found.trim_matches(['[', ')']).split_once("](")?;
            Some(Fix { span, replace: format!("{words} ({})", address.trim_start_matches("mailto:")), safe: false })
        }
        _ => None,
    }
}

fn entity(name: &str) -> Option<String> {
    let Some(number) = name.strip_prefix('#') else {
        return ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, meant)| (*meant).to_owned());
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|meant| !meant.is_control()).map(String::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::detectors::markup;
    use crate::fix::{Edit, apply};

    fn plain(detector: &str, text: &str) -> String {
        let fixes = markup::find(detector, text).into_iter().filter_map(|span| instead(text, span));
        let edits: Vec<Edit> = fixes.map(|fix| Edit { span: fix.span, replace: fix.replace }).collect();
        apply(text, &edits)
    }

    #[test]
    fn marks_go_and_the_words_stay() {
        assert_eq!(
            plain("markup", "**Sorry** about _this_! <br> We&#39;ll fix it &amp; call."),
            "Sorry about this!\nWe'll fix it & call."
        );
        assert_eq!(plain("markup", "## Our reply\nThe <b>end</b>."), "Our reply\nThe end.");
        assert_eq!(plain("markup", "See [our page](https://example.com/a)."), "See our page (https://example.com/a).");
        assert_eq!(plain("markup", "One<br>\nTwo"), "One\nTwo");
    }

    #[test]
    fn letters_that_were_decoded_wrongly_become_what_they_were() {
        assert_eq!(plain("broken-text", "Weâ€™ll be at the cafÃ© for Â£5."), "We’ll be at the café for £5.");
        assert_eq!(plain("broken-text", "â€œHiâ€\u{9d} â€¦"), "“Hi” …");
    }
}
