//! Owns the comparison `language`, and what language a text seems to be in: the one most of whose small words it uses.
//! A short or a mixed text is in none that is known.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use super::super::Case;
use crate::finding::Finding;
use crate::text::Text;

/// Small words of a language that the others do not have (or for which they have little use).
const LANGUAGES: &[(&str, &[&str])] = &[
    (
        "English",
        &[
            "the", "and", "of", "to", "was", "is", "are", "it", "that", "with", "for", "you", "we", "have", "this",
            "not", "my", "your", "our", "were", "they", "but", "had", "be", "at", "very", "from", "there", "would",
            "when",
        ],
    ),
    (
        "German",
        &[
            "der", "die", "das", "und", "ist", "nicht", "wir", "sie", "mit", "ein", "eine", "für", "auf", "zu", "war",
            "sehr", "ihre", "haben", "auch", "den", "dem", "im", "bei", "uns", "ihr", "es", "vielen", "dank", "wurde",
            "aber", "ich",
        ],
    ),
    (
        "French",
        &[
            "le", "les", "et", "est", "pas", "nous", "vous", "pour", "une", "dans", "avec", "sur", "votre", "très",
            "des", "du", "au", "nos", "mais", "ce", "cette", "été", "merci", "je", "qui", "il", "sont", "était",
        ],
    ),
    (
        "Spanish",
        &[
            "el", "los", "las", "y", "que", "es", "una", "muy", "para", "con", "por", "del", "su", "gracias", "pero",
            "nos", "lo", "fue", "está", "como", "más", "se", "nuestro", "usted", "hemos", "muchas", "al",
        ],
    ),
    (
        "Italian",
        &[
            "il", "gli", "che", "è", "non", "per", "una", "con", "molto", "della", "del", "di", "sono", "ma", "la",
            "grazie", "nostro", "suo", "abbiamo", "anche", "ci", "questo", "stato", "alla", "nel", "più",
        ],
    ),
    (
        "Dutch",
        &[
            "het", "een", "en", "niet", "wij", "van", "voor", "met", "zijn", "dat", "op", "maar", "ook", "uw", "bij",
            "erg", "was", "bedankt", "hebben", "naar", "aan", "ons", "te", "ik", "zeer", "je",
        ],
    ),
    (
        "Portuguese",
        &[
            "o", "os", "que", "não", "uma", "para", "com", "muito", "da", "em", "por", "você", "obrigado", "mas",
            "foi", "nosso", "seu", "sua", "mais", "ao", "é", "um", "na", "dos", "das", "pelo", "pela", "estava",
            "muita",
        ],
    ),
];

/// By word, the languages that have it: a bit for each place in [`LANGUAGES`].
static SMALL: LazyLock<HashMap<&str, u8>> = LazyLock::new(|| {
    let mut languages = HashMap::new();
    for (number, (_, words)) in LANGUAGES.iter().enumerate() {
        for word in *words {
            *languages.entry(*word).or_default() |= 1 << number;
        }
    }
    languages
});

/// Fewer words say nothing about the language.
const FEWEST_WORDS: usize = 8;
/// Fewer different small words may be a name or a typing error.
const FEWEST_SMALL_WORDS: usize = 3;

pub(super) fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    let Some(review) = &case.facts.review else { return };
    let reply = &case.facts.reply;
    if let (Some(asked), Some(answered)) = (language(&review.text), language(&reply.text))
        && asked != answered
    {
        let body = reply.text.greeting.end..reply.text.tokens.len();
        let first = reply.text.sentence_at(body.start);
        let mut finding = case.finding(reply.text.span_of(body.start.max(first.start)..first.end));
        finding.label = format!("{answered}, and the review is {asked}").into();
        let all = review.text.sentence_at(0);
        finding.related.push(super::in_review(review.text.span_of(all), asked));
        findings.push(finding);
    }
}

/// Whether two texts are surely in two languages.
pub(super) fn differ(left: &Text, right: &Text) -> bool {
    matches!((language(left), language(right)), (Some(left), Some(right)) if left != right)
}

/// The language whose small words make up a fifth of the text, and twice as many as those of the next one.
fn language(text: &Text) -> Option<&'static str> {
    let words = text.tokens.len();
    if words < FEWEST_WORDS {
        return None;
    }
    let small: Vec<(&str, u8)> = text
        .tokens
        .iter()
        .filter_map(|token| SMALL.get_key_value(token.word.as_str()))
        .map(|(word, languages)| (*word, *languages))
        .collect();
    let of = |number: usize| small.iter().filter(move |(_, languages)| languages >> number & 1 == 1);
    let mut counts: Vec<(usize, &str, usize)> =
        LANGUAGES.iter().enumerate().map(|(number, (name, _))| (of(number).count(), *name, number)).collect();
    counts.sort_unstable_by(|left, right| right.cmp(left));
    let (first, name, number) = counts.first()?;
    let second = counts.get(1).map_or(0, |(count, ..)| *count);
    let different: BTreeSet<&str> = of(*number).map(|(word, _)| *word).collect();
    (first * 5 >= words && *first >= second * 2 && different.len() >= FEWEST_SMALL_WORDS).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_tell_the_language() {
        for (text, expected) in [
            ("The room was clean and the staff were very kind to my mother.", Some("English")),
            ("Das Zimmer war sehr sauber und die Mitarbeiter waren nicht freundlich zu mir.", Some("German")),
            ("La chambre est très propre et nous avons bien dormi avec une vue sur le lac.", Some("French")),
            ("Vielen Dank, sehr gut!", None),
            ("Please add a send money option ASAP, as soon as possible.", None),
            (
                "The waiter said “das ist mir egal” and walked off while we sat there with the cold soup.",
                Some("English"),
            ),
            ("Il ristorante è molto bello, ma la pizza era fredda e il cameriere non è gentile.", Some("Italian")),
            ("La comida estaba fría y el camarero no fue amable con los niños, una pena.", Some("Spanish")),
            ("Het eten was koud en wij hebben een uur op de rekening gewacht, maar dat is niet erg.", Some("Dutch")),
            ("A comida estava fria e o garçom não foi gentil com os meus filhos, uma pena.", Some("Portuguese")),
            ("", None),
        ] {
            assert_eq!(language(&Text::new(text, &[])), expected, "{text}");
        }
    }
}
