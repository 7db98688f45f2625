//! Owns who speaks for a brand and in which forms: “I” or “we”, “do not” or “don't”. It must not know about rules.

use super::{Advice, BrandSettings, Contractions, Voice};
use crate::facts::Match;
use crate::fix;
use crate::text::{Text, Token};

/// What stands between the two words of a long form in a question: “didn't you” is not “did not you”.
const SUBJECTS: &[&str] = &["i", "you", "he", "she", "it", "we", "they", "there", "this", "that", "these", "those"];

/// The first word in another voice than the brand's.
pub(super) fn other(settings: &BrandSettings, text: &Text) -> Vec<Match> {
    let (wrong, right): (&[&str], &str) = match settings.voice {
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

/// Short forms that are not wanted, or long ones.
pub(super) fn contractions(settings: &BrandSettings, source: &str, text: &Text) -> Vec<Match> {
    let Some(wanted) = settings.contractions else { return Vec::new() };
    let mut found = Vec::new();
    for (index, pair) in text.tokens.windows(2).enumerate() {
        let [first, second] = pair else { continue };
        let is_short = |token: &Token| token.span.of(source).contains(['\'', '’']);
        let contracted = first.span == second.span && is_short(first);
        let spelled_out = first.span != second.span
            // “we're not” is as short as it gets.
            && !is_short(first)
            && !is_short(second)
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
            let span = text.span_of(index..index + 2);
            let asks = text.tokens.get(index + 2).is_some_and(|next| SUBJECTS.contains(&next.word.as_str()));
            let fix = match wanted {
                Contractions::Avoid => long(&first.word, &second.word, asks),
                Contractions::Require => short(&first.word, &second.word),
            };
            let fix = fix.map(|(replace, safe)| fix::instead(source, span, &replace, safe));
            let advice = Advice { found: span.of(source).to_owned(), help: Some(help), fix, ..Advice::default() };
            found.push(Match { span, tokens: index..index + 2, program: None, advice: Some(Box::new(advice)) });
        }
    }
    found
}

/// The long form of a short one, and whether it is sure to mean the same.
fn long(first: &str, second: &str, asks: bool) -> Option<(String, bool)> {
    match (first, second) {
        ("ai", _) => None,
        (_, "not") if asks => None,
        ("can", "not") => Some(("cannot".to_owned(), true)),
        (_, "not" | "are" | "am" | "will" | "have") => Some((format!("{first} {second}"), true)),
        // “it's” is “it is” or “it has”, “we'd” is “we would” or “we had”.
        _ => None,
    }
}

/// The short form of a long one, and whether it can surely stand there: “that is how it is” cannot end in “it's”.
fn short(first: &str, second: &str) -> Option<(String, bool)> {
    let ending = match second {
        "not" => {
            return Some(match first {
                "will" => ("won't".to_owned(), true),
                "can" => ("can't".to_owned(), true),
                _ => (format!("{first}n't"), true),
            });
        }
        "are" => "'re",
        "am" => "'m",
        "is" => "'s",
        "will" => "'ll",
        "have" => "'ve",
        _ => return None,
    };
    let first = if first == "i" { "I" } else { first };
    Some((format!("{first}{ending}"), false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fix::{Edit, apply};

    /// The reply after every fix, and whether all of them are safe.
    fn after(wanted: Contractions, reply: &str) -> (String, bool) {
        let settings = BrandSettings { contractions: Some(wanted), ..BrandSettings::default() };
        let fixes: Vec<_> = contractions(&settings, reply, &Text::new(reply, &[]))
            .into_iter()
            .filter_map(|found| found.advice.and_then(|advice| advice.fix))
            .collect();
        let edits: Vec<Edit> = fixes.iter().map(|fix| Edit { span: fix.span, replace: fix.replace.clone() }).collect();
        (apply(reply, &edits), fixes.iter().all(|fix| fix.safe))
    }

    #[test]
    fn a_short_form_becomes_a_long_one_where_it_is_sure_which() {
        let long = |reply: &str| after(Contractions::Avoid, reply);
        assert_eq!(long("Don't worry, we're here."), ("Do not worry, we are here.".to_owned(), true));
        assert_eq!(long("I’m sorry we can't and won't."), ("I am sorry we cannot and will not.".to_owned(), true));
        for unsure in ["It's broken.", "We'd call.", "Didn't you call?", "The chef's soup."] {
            assert_eq!(long(unsure).0, unsure);
        }
    }

    #[test]
    fn a_long_form_becomes_a_short_one() {
        let short = |reply: &str| after(Contractions::Require, reply);
        assert_eq!(short("We do not and will not."), ("We don't and won't.".to_owned(), true));
        assert_eq!(short("I am sorry."), ("I'm sorry.".to_owned(), false));
        assert_eq!(short("We're not sure, it isn't.").0, "We're not sure, it isn't.");
    }
}
