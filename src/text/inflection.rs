//! Owns the forms of the words that replies and reviews use: which ones `~word` stands for in a phrase.
//! The table is closed: a word that nobody listed has no forms. It must not know about phrases or tokens.

mod table;

use table::{
    ADJECTIVES, DOUBLED_ADJECTIVES, DOUBLED_VERBS, IRREGULAR_ADJECTIVES, IRREGULAR_NOUNS, IRREGULAR_VERBS, NOUNS, VERBS,
};

use super::spelling;

/// All forms of a word, the base itself first, in British spelling (`spelling::variants` gives the others). A word that
/// is both a verb and a noun has the forms of both. `base` is lower-case; its American spelling will do. None where the
/// word is not in the table.
///
/// ```
/// let forms = replylint::text::inflection::inflections("apologise").unwrap();
/// assert_eq!(forms, ["apologise", "apologises", "apologised", "apologising"]);
/// ```
pub fn inflections(base: &str) -> Option<Vec<String>> {
    listed_forms(base).or_else(|| {
        let canonical = spelling::canonical(base);
        if canonical == base { None } else { listed_forms(&canonical) }
    })
}

/// Every form of every listed word.
#[cfg(test)]
pub(super) fn all_forms() -> Vec<String> {
    let lists = [VERBS, DOUBLED_VERBS, NOUNS, ADJECTIVES, DOUBLED_ADJECTIVES];
    let rows = [IRREGULAR_VERBS, IRREGULAR_NOUNS, IRREGULAR_ADJECTIVES];
    let regular = lists.iter().flat_map(|list| list.split_ascii_whitespace());
    let irregular = rows.iter().flat_map(|rows| rows.lines()).filter_map(|row| row.split_ascii_whitespace().next());
    let mut forms: Vec<String> = regular.chain(irregular).filter_map(listed_forms).flatten().collect();
    forms.sort_unstable();
    forms.dedup();
    forms
}

fn listed_forms(base: &str) -> Option<Vec<String>> {
    let mut forms = vec![base.to_owned()];
    let mut known = false;
    for (listed, derive) in [
        (VERBS, verb as fn(&str) -> Vec<String>),
        (DOUBLED_VERBS, doubled_verb),
        (NOUNS, noun),
        (ADJECTIVES, adjective),
        (DOUBLED_ADJECTIVES, doubled_adjective),
    ] {
        if listed.split_ascii_whitespace().any(|word| word == base) {
            known = true;
            forms.extend(derive(base));
        }
    }
    for rows in [IRREGULAR_VERBS, IRREGULAR_NOUNS, IRREGULAR_ADJECTIVES] {
        let row = rows.lines().find(|row| row.split_ascii_whitespace().next() == Some(base));
        if let Some(row) = row {
            known = true;
            forms.extend(row.split_ascii_whitespace().skip(1).map(str::to_owned));
        }
    }
    if !known {
        return None;
    }
    let mut unique: Vec<String> = Vec::with_capacity(forms.len());
    for form in forms {
        if !unique.contains(&form) {
            unique.push(form);
        }
    }
    Some(unique)
}

fn verb(base: &str) -> Vec<String> {
    let past = match consonant_y(base) {
        Some(stem) => format!("{stem}ied"),
        None if base.ends_with('e') => format!("{base}d"),
        None => format!("{base}ed"),
    };
    vec![with_s(base), past, format!("{}ing", before_ing(base))]
}

fn doubled_verb(base: &str) -> Vec<String> {
    let doubled = doubled(base);
    vec![with_s(base), format!("{doubled}ed"), format!("{doubled}ing")]
}

fn noun(base: &str) -> Vec<String> {
    vec![with_s(base)]
}

fn adjective(base: &str) -> Vec<String> {
    let stem = match consonant_y(base) {
        Some(stem) => format!("{stem}i"),
        None => base.strip_suffix('e').unwrap_or(base).to_owned(),
    };
    vec![format!("{stem}er"), format!("{stem}est")]
}

fn doubled_adjective(base: &str) -> Vec<String> {
    let doubled = doubled(base);
    vec![format!("{doubled}er"), format!("{doubled}est")]
}

/// `reply` → `replies`, `fix` → `fixes`, `call` → `calls`.
pub(crate) fn with_s(base: &str) -> String {
    if let Some(stem) = consonant_y(base) {
        return format!("{stem}ies");
    }
    let hissing = ["s", "x", "z", "ch", "sh"].iter().any(|ending| base.ends_with(ending));
    if hissing { format!("{base}es") } else { format!("{base}s") }
}

/// What stands before `-ing`: `make` → `mak`, but `agree` → `agree`, and `lie` → `ly`.
fn before_ing(base: &str) -> String {
    if let Some(stem) = base.strip_suffix("ie") {
        return format!("{stem}y");
    }
    let keeps_e = ["ee", "oe", "ye"].iter().any(|ending| base.ends_with(ending));
    match base.strip_suffix('e') {
        Some(stem) if !keeps_e => stem.to_owned(),
        _ => base.to_owned(),
    }
}

/// The stem of a word in a consonant and `y`: `repl` of `reply`, none of `stay`.
fn consonant_y(base: &str) -> Option<&str> {
    let stem = base.strip_suffix('y')?;
    if stem.ends_with(['a', 'e', 'i', 'o', 'u']) { None } else { Some(stem) }
}

fn doubled(base: &str) -> String {
    base.chars().chain(base.chars().last()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(base: &str) -> String {
        inflections(base).map_or_else(|| "unknown".to_owned(), |forms| forms.join(" "))
    }

    #[test]
    fn regular_verbs_follow_the_spelling_rules() {
        assert_eq!(forms("complain"), "complain complains complained complaining");
        assert_eq!(forms("deny"), "deny denies denied denying");
        assert_eq!(forms("stay"), "stay stays stayed staying");
        assert_eq!(forms("charge"), "charge charges charged charging");
        assert_eq!(forms("agree"), "agree agrees agreed agreeing");
        assert_eq!(forms("reach"), "reach reaches reached reaching");
        assert_eq!(forms("lie"), "lie lies lied lying");
        assert_eq!(forms("fix"), "fix fixes fixed fixing");
    }

    #[test]
    fn final_consonants_double_only_where_english_doubles_them() {
        assert_eq!(forms("cancel"), "cancel cancels cancelled cancelling");
        assert_eq!(forms("refer"), "refer refers referred referring");
        assert_eq!(forms("offer"), "offer offers offered offering");
        assert_eq!(forms("visit"), "visit visits visited visiting");
        assert_eq!(forms("ship"), "ship ships shipped shipping");
        assert_eq!(forms("email"), "email emails emailed emailing");
        assert_eq!(forms("fulfil"), "fulfil fulfils fulfilled fulfilling");
        assert_eq!(forms("benefit"), "benefit benefits benefited benefiting");
    }

    #[test]
    fn irregular_verbs_have_their_own_forms() {
        assert_eq!(forms("take"), "take takes took taken taking");
        assert_eq!(forms("be"), "be am is are was were been being");
        assert_eq!(forms("upset"), "upset upsets upsetting");
        assert_eq!(forms("misread"), "misread misreads misreading");
        assert_eq!(forms("pay"), "pay pays paid paying");
        assert_eq!(forms("learn"), "learn learns learned learnt learning");
        assert_eq!(forms("do"), "do does did done doing");
        assert_eq!(forms("mislead"), "mislead misleads misled misleading");
    }

    #[test]
    fn nouns_have_a_plural() {
        assert_eq!(forms("apology"), "apology apologies");
        assert_eq!(forms("person"), "person people persons");
        assert_eq!(forms("address"), "address addresses addressed addressing");
        assert_eq!(forms("knife"), "knife knives");
        assert_eq!(forms("waitress"), "waitress waitresses");
    }

    #[test]
    fn adjectives_have_degrees() {
        assert_eq!(forms("rude"), "rude ruder rudest");
        assert_eq!(forms("busy"), "busy busier busiest");
        assert_eq!(forms("big"), "big bigger biggest");
        assert_eq!(forms("bad"), "bad worse worst");
    }

    #[test]
    fn an_american_base_leads_to_the_british_forms() {
        assert_eq!(forms("apologize"), forms("apologise"));
        assert_eq!(forms("fulfill"), forms("fulfil"));
    }

    #[test]
    fn words_outside_the_table_and_inflected_words_are_unknown() {
        for word in ["", "took", "zebra", "apologised", "Refund", "the", "é"] {
            assert_eq!(inflections(word), None, "{word}");
        }
    }

    #[test]
    fn every_listed_word_is_lower_case_and_is_listed_once_per_list() {
        for list in [VERBS, DOUBLED_VERBS, NOUNS, ADJECTIVES, DOUBLED_ADJECTIVES] {
            let words: Vec<&str> = list.split_ascii_whitespace().collect();
            let mut sorted = words.clone();
            sorted.sort_unstable();
            sorted.dedup();
            assert_eq!(words.len(), sorted.len());
            assert!(words.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_lowercase())));
        }
        for verb in DOUBLED_VERBS.split_ascii_whitespace() {
            assert!(!VERBS.split_ascii_whitespace().any(|other| other == verb), "{verb} both doubles and does not");
        }
        for row in IRREGULAR_VERBS.lines() {
            let base = row.split_ascii_whitespace().next().unwrap_or("");
            for list in [VERBS, DOUBLED_VERBS] {
                assert!(!list.split_ascii_whitespace().any(|other| other == base), "{base} is also listed as regular");
            }
        }
    }

    #[test]
    fn the_table_knows_the_words_of_the_trade() {
        for word in "apologise refund complain complaint review contact email call phone ring write reach speak talk \
                     tell ask say mention inform notify raise send reply respond feel think believe claim allege accuse \
                     insist disagree dispute deny reject misunderstand misread mislead lie exaggerate invent make take \
                     have get give let fail fall miss disappoint frustrate upset offend annoy wait arrive book order pay \
                     charge overcharge cancel deliver ship replace repair fix resolve solve investigate look check learn \
                     train retrain hire improve change update install crash thank appreciate value welcome visit stay \
                     dine eat serve cook clean customer guest client patient diner visitor member user staff manager \
                     waiter"
            .split_ascii_whitespace()
        {
            assert!(inflections(word).is_some(), "{word}");
        }
    }
}
