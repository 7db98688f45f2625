//! Owns the words that say what a text is about: all but the small words and those that stand in any review or reply,
//! each cut down to a stem. It must not know what they are compared with.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::text::Text;
use crate::text::spelling;
use crate::text::words_of;

/// A shorter word names nothing.
const SHORTEST: usize = 4;

/// Words that could stand in a review of, and in a reply to, anyone: sharing one of them shows nothing.
const EMPTY: &str = "\
    a able about above absolutely across action actually add address after again against ago all allow almost along \
    already also although always among and another answer any anymore anyone anything anyway app apologies apology \
    application apps apologise appreciate are area around ask assist assistance attention available away awesome awful \
    back bad be because become been before begin being believe best better between big both bring brought business but \
    call came can cant care cause certain certainly change chance check choose chose close com come coming comment \
    company complaint complete completely concern connect consider contact continue could couple customer daily date \
    day deal dear decided definitely despite detail did different difference direct disappoint does doing done dont \
    down due during each early easy either else email end enjoy enough ensure entire especially establishment even \
    ever every everyone everything exactly example excellent expect expectation experience explain extremely face fact \
    feedback feel felt few finally find fine first fix follow forward found friend from full further future gave get \
    getting give given glad goes going gone good got great guest guy had half happen happy hard has hate have having \
    hear help here high highly hope hopefully horrible hour house how however idea immediately important improve \
    improvement inconvenience information instead issue its itself just keep kind kindly knew know known last late \
    later latest learn least leave left less let level life like likely line list little long look lost lot love made \
    main make manage management manager many matter may maybe mean meet meantime mention message might mind minute \
    miss mistake moment month more morning most much must name near need negative never new next nice night none not \
    note nothing now number offer often okay once one only open opinion opportunity option order other our over own \
    part past patience pay people perfect person phone place plan please pleasure point poor positive possible post \
    previous problem process product provide public purchase put quality question quite rate rating read ready real \
    realise really reason receive recent recently recommend regard regret rely reply report request resolve respond \
    response rest return review right said same satisfy saw say see seem seen self send sent service several shall \
    share short should show simply since situation small solution solve some someone something soon sorry speak \
    specific staff standard star start state stay still stop store strive such suggest suggestion support sure system \
    take talk team tell terrible thank than that the their them then there these they thing think this those though \
    thought through time today together told tomorrow took top total totally toward tried trouble true truly trust try \
    turn understand unfortunately until update upon use used user usual value various very visit wait want warm was way \
    week welcome well went were what whatever when where whether which while whole will wish with within without wonderful \
    word work worse worst worth would write wrong year yes yesterday yet you your yourself \
    hotel restaurant shop salon property location office online website page form link username screenshot device \
    model mobile registered details unhappy upset frustrate frustrating frustration dissatisfied unpleasant \
    unacceptable rude concerned appreciated commitment committed dedicated pride clientele family monday tuesday \
    wednesday thursday friday saturday sunday january february march april june july august september october \
    november december two three four five seven eight nine hundred thousand times days weeks months years";

/// The content words among `tokens`: stem and the place of the first.
pub(super) fn content(text: &Text, tokens: Range<usize>) -> BTreeMap<String, usize> {
    thread_local! {
        static STEMS: BTreeSet<String> = EMPTY.split_whitespace().map(stem).collect();
    }
    let mut found = BTreeMap::new();
    STEMS.with(|empty| {
        for (place, token) in tokens.clone().zip(text.tokens.get(tokens).unwrap_or_default()) {
            if token.typed.is_some() || token.flags.number || token.word.chars().count() < SHORTEST {
                continue;
            }
            let stem = stem(&token.word);
            if !empty.contains(&stem) {
                found.entry(stem).or_insert(place);
            }
        }
    });
    found
}

/// The stems of the words of names.
pub(super) fn names<'a>(names: impl IntoIterator<Item = &'a Option<String>>) -> BTreeSet<String> {
    names.into_iter().flatten().flat_map(|name| words_of(name)).map(|word| stem(&word)).collect()
}

/// A word without its ending: waiting, waited and waits are one. Crude on purpose: stems are only compared.
pub(super) fn stem(word: &str) -> String {
    let word = spelling::canonical(word);
    let least = |rest: &str| rest.chars().count() >= 3;
    let mut cut = word.as_str();
    for ending in [
        "ingly", "edly", "ation", "ments", "ment", "ings", "ness", "ing", "ied", "ies", "ers", "ed", "es", "er", "ly",
        "s",
    ] {
        if let Some(rest) = cut.strip_suffix(ending).filter(|rest| least(rest)) {
            cut = rest;
            break;
        }
    }
    let cut = cut.strip_suffix(['e', 'y']).filter(|rest| least(rest)).unwrap_or(cut);
    // “stopped” and “stop”.
    let mut letters = cut.chars().rev();
    match (letters.next(), letters.next()) {
        (Some(last), Some(before)) if last == before && cut.chars().count() > 3 && last.is_ascii_alphabetic() => {
            cut.get(..cut.len() - 1).unwrap_or(cut).to_owned()
        }
        _ => cut.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word_have_one_stem() {
        for forms in [["waiting", "waited", "waits"], ["stopped", "stopping", "stops"], ["crashes", "crash", "crashed"]]
        {
            let stems: BTreeSet<String> = forms.iter().map(|word| stem(word)).collect();
            assert_eq!(stems.len(), 1, "{stems:?}");
        }
    }

    #[test]
    fn stems_of_any_word_are_made_without_panics() {
        for word in ["", "s", "é", "ééé", "ßs", "日本語ing", "ss", "eee"] {
            assert!(stem(word).len() <= word.len());
        }
    }

    #[test]
    fn words_that_stand_in_any_reply_are_no_content() {
        let text = Text::new("We hope your experience with the pasta was great", &[]);
        assert_eq!(content(&text, 0..text.tokens.len()).into_keys().collect::<Vec<_>>(), ["pasta"]);
    }
}
