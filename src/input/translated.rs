//! Owns the marks that Google puts into translated texts: what the customer or the business wrote is the original.

use crate::draft::Passage;
use crate::span::Span;

const TRANSLATED: &str = "(Translated by Google)";
const ORIGINAL: &str = "(Original)";

/// The part of a text that was written by a person: all of it, if nothing was translated.
pub(super) fn original(passage: Passage) -> Passage {
    let text = passage.text.as_str();
    let Some(translated) = text.find(TRANSLATED) else {
        return passage;
    };
    let part = match text.find(ORIGINAL) {
        // The translation comes first, then the original …
        Some(original) if original > translated => Span::new(original + ORIGINAL.len(), text.len()),
        // … or the original comes first, marked or not. A translation alone is all there is.
        Some(original) => Span::new(original + ORIGINAL.len(), translated),
        None if text.get(..translated).is_some_and(|before| !before.trim().is_empty()) => Span::new(0, translated),
        None => Span::new(translated + TRANSLATED.len(), text.len()),
    };
    let words = part.of(text);
    let start = part.start + (words.len() - words.trim_start().len());
    passage.part(Span::new(start, start + words.trim().len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_person_wrote_is_kept_and_stays_where_it_is() {
        for text in [
            "(Translated by Google) Cold soup\n\n(Original)\nKalte Suppe",
            "Kalte Suppe\n\n(Translated by Google)\nCold soup",
            "(Original)\nKalte Suppe\n\n(Translated by Google)\nCold soup",
        ] {
            let passage = original(Passage::verbatim(text, 5));
            assert_eq!(passage.text, "Kalte Suppe");
            let span = passage.map.to_source(Span::new(0, passage.text.len()));
            assert_eq!(&text[span.start - 5..span.end - 5], "Kalte Suppe");
        }
        assert_eq!(original(Passage::verbatim("(Translated by Google) Cold soup", 0)).text, "Cold soup");
        assert_eq!(original(Passage::verbatim("(Original) art", 0)).text, "(Original) art");
    }
}
