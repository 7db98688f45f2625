//! Owns the list of words to avoid: where they are, and what is written instead. It must not know about rules.

use super::{Advice, Brand, TermSettings};
use crate::facts::Match;
use crate::facts::matcher::{Matcher, Symbols};
use crate::finding::Fix;
use crate::fix;
use crate::span::Span;
use crate::text::Text;
use crate::text::inflection::{inflections, with_s};

/// What in a phrase stands for more than the words that it shows.
const NOTATION: [char; 15] = ['(', ')', '[', ']', '{', '}', '|', '~', '*', '<', '>', '!', '#', '^', '$'];

/// What a sentence of advice holds, but no word to write.
const ADVICE: [char; 8] = ['/', ',', ';', '(', '…', ':', '[', '“'];

/// Every place of every term.
pub(super) fn find(brand: &Brand, source: &str, text: &Text) -> Vec<Match> {
    if brand.owners.is_empty() {
        return Vec::new();
    }
    let symbols = Symbols::new(text, &brand.programs, Vec::new());
    let found = Matcher::new(&brand.programs, text, &symbols).find_all(|_| true);
    found
        .into_iter()
        .filter_map(|(program, tokens)| {
            let (term, phrase) = *brand.owners.get(program as usize)?;
            let term = brand.settings.terms.get(term)?;
            let quoted =
                text.quotations.iter().any(|quotation| quotation.start <= tokens.start && tokens.end <= quotation.end);
            if quoted {
                return None;
            }
            let found: Vec<&str> = text.tokens.get(tokens.clone())?.iter().map(|token| token.word.as_str()).collect();
            let help = match (&term.use_instead, &term.why) {
                (Some(instead), Some(why)) => Some(format!("write “{instead}”: {why}")),
                (Some(instead), None) => Some(format!("write “{instead}”")),
                (None, why) => why.clone(),
            };
            let label = term.use_instead.as_ref().map(|instead| format!("we say “{instead}”"));
            let phrase = term.avoid.get(phrase).map_or("", |phrase| phrase.value.as_str());
            let span = text.span_of(tokens.clone());
            let fix = instead(term, phrase, &found, source, span);
            let advice = Advice { found: found.join(" "), label, help, level: term.level, fix };
            Some(Match { span, tokens, program: None, advice: Some(Box::new(advice)) })
        })
        .collect()
}

/// The term's word in the form of the word that was found; none where that is not sure to be one.
fn instead(term: &TermSettings, phrase: &str, found: &[&str], source: &str, span: Span) -> Option<Fix> {
    let instead = term.use_instead.as_deref()?.trim();
    if instead.is_empty() || instead.contains(ADVICE) || instead.contains(" or ") {
        return None;
    }
    let (replace, safe) = match found {
        [found] => in_form(phrase.trim(), found, instead)?,
        // Phrases with a word in any form do not say which form is wanted.
        _ if phrase.contains('~') => return None,
        _ => (instead.to_owned(), !phrase.contains(['<', '*', '#', '!'])),
    };
    // “Thank you for being a customer” and `use = "customer"` of the same letters need nothing.
    let fix = fix::instead(source, span, &replace, safe);
    (fix.span.of(source) != fix.replace).then_some(fix)
}

/// `use` in the form in which `found` is one of `phrase`, and whether that is sure.
fn in_form(phrase: &str, found: &str, instead: &str) -> Option<(String, bool)> {
    let as_it_is = (instead.to_owned(), true);
    if !phrase.contains(NOTATION) {
        return Some(as_it_is);
    }
    let base = match phrase.strip_prefix('~').filter(|word| !word.contains(NOTATION)) {
        Some(word) => word.to_lowercase(),
        // `(client|clients)`: the word itself says whether it is the plural of another.
        None if inflections(found).is_some() || !found.ends_with('s') => return Some(as_it_is),
        None => singular(found)?,
    };
    let forms = inflections(&base)?;
    let form = forms.iter().position(|known| known == found)?;
    if form == 0 || is_plural(instead) && found.ends_with('s') {
        return Some(as_it_is);
    }
    if instead.contains(char::is_whitespace) {
        return None;
    }
    let Some(own) = inflections(&instead.to_lowercase()) else {
        // The plural of a word that is not in the table is a guess.
        return (form == 1 && found.ends_with('s')).then(|| (with_s(instead), false));
    };
    let as_verb = form == forms.len() - 1 && found.ends_with("ing");
    let word = if own.len() == forms.len() {
        own.get(form)
    } else if form == 1 && found.ends_with('s') {
        own.get(1).filter(|word| word.ends_with('s'))
    } else if as_verb {
        own.last().filter(|word| word.ends_with("ing"))
    } else {
        None
    };
    word.map(|word| (word.clone(), true))
}

/// The word that `found` is the plural of, if it is in the table.
fn singular(found: &str) -> Option<String> {
    let stems = [found.strip_suffix('s'), found.strip_suffix("es")];
    let with_y = found.strip_suffix("ies").map(|stem| format!("{stem}y"));
    stems.into_iter().flatten().map(str::to_owned).chain(with_y).find(|stem| inflections(stem).is_some())
}

fn is_plural(word: &str) -> bool {
    inflections(word).is_none() && singular(&word.to_lowercase()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(phrase: &str, found: &str, instead: &str) -> String {
        in_form(phrase, found, instead)
            .map_or_else(|| "none".to_owned(), |(word, safe)| if safe { word } else { format!("{word}?") })
    }

    #[test]
    fn a_word_in_any_form_is_replaced_in_the_same_form() {
        assert_eq!(form("~customer", "customer", "guest"), "guest");
        assert_eq!(form("~customer", "customers", "guest"), "guests");
        assert_eq!(form("~complaint", "complaints", "story"), "stories");
        assert_eq!(form("~call", "called", "phone"), "phoned");
        assert_eq!(form("~call", "calling", "ring"), "ringing");
        assert_eq!(form("~call", "called", "ring"), "none", "rang or rung");
        assert_eq!(form("~customer", "customers", "club member"), "none", "which word is it that becomes plural");
        assert_eq!(form("~customer", "customers", "zorb"), "zorbs?");
        assert_eq!(form("~customer", "customers", "guests"), "guests");
    }

    #[test]
    fn one_of_several_words_is_replaced_in_its_own_form() {
        assert_eq!(form("(client|clients)", "client", "guest"), "guest");
        assert_eq!(form("(client|clients)", "clients", "guest"), "guests");
        assert_eq!(form("(cheap|cheapo)", "cheapo", "affordable"), "affordable");
        assert_eq!(form("e-mail", "email", "e-mail"), "e-mail");
    }
}
