//! Owns which spellings count as the same word: British and American, common misspellings, and single tokens that stand
//! for several words. All from closed lists, so that nothing that merely looks alike (`size`, `your`) is touched.
//! It must not know about inflections or phrases.

mod misspelt;
mod regional;

/// Other spellings of a lower-case word that count as the same word, in a fixed order and without the word itself:
/// the British or American spelling, then common misspellings of either. No misspelling is itself an English word.
/// Empty for most words.
pub fn variants(word: &str) -> Vec<String> {
    let mut spellings = vec![word.to_owned()];
    spellings.extend(regional::others(word));
    let misspelt: Vec<String> = spellings.iter().flat_map(|spelling| misspelt::misspellings(spelling)).collect();
    spellings.extend(misspelt);
    let mut unique: Vec<String> = Vec::with_capacity(spellings.len());
    for spelling in spellings {
        if spelling != word && !unique.contains(&spelling) {
            unique.push(spelling);
        }
    }
    unique
}

/// The spelling that stands for all regional spellings of a lower-case word: the British one where the two differ, the
/// word itself otherwise. Misspellings are not corrected.
pub fn canonical(word: &str) -> String {
    regional::british(word).unwrap_or_else(|| word.to_owned())
}

/// The words that one token stands for, if it stands for several: `thankyou` is `thank you`. None for ordinary words.
pub fn multiword(token: &str) -> Option<&'static [&'static str]> {
    let index = MULTIWORD.binary_search_by(|(joined, _)| (*joined).cmp(token)).ok()?;
    MULTIWORD.get(index).map(|(_, words)| *words)
}

/// Sorted, since every word of every text is looked up here. Not `anyway`, `maybe`, `everyday`, `cannot` and the like, which are words of their own.
const MULTIWORD: &[(&str, &[&str])] = &[
    ("alittle", &["a", "little"]),
    ("allright", &["all", "right"]),
    ("alot", &["a", "lot"]),
    ("alright", &["all", "right"]),
    ("asap", &["as", "soon", "as", "possible"]),
    ("aswell", &["as", "well"]),
    ("atall", &["at", "all"]),
    ("atleast", &["at", "least"]),
    ("bestregards", &["best", "regards"]),
    ("coulda", &["could", "have"]),
    ("dunno", &["do", "not", "know"]),
    ("eachother", &["each", "other"]),
    ("everytime", &["every", "time"]),
    ("fyi", &["for", "your", "information"]),
    ("gimme", &["give", "me"]),
    ("gonna", &["going", "to"]),
    ("goodluck", &["good", "luck"]),
    ("gotcha", &["got", "you"]),
    ("gotta", &["got", "to"]),
    ("hafta", &["have", "to"]),
    ("highfive", &["high", "five"]),
    ("icymi", &["in", "case", "you", "missed", "it"]),
    ("idk", &["i", "do", "not", "know"]),
    ("imho", &["in", "my", "opinion"]),
    ("imo", &["in", "my", "opinion"]),
    ("incase", &["in", "case"]),
    ("infact", &["in", "fact"]),
    ("infront", &["in", "front"]),
    ("inspite", &["in", "spite"]),
    ("inturn", &["in", "turn"]),
    ("kinda", &["kind", "of"]),
    ("lemme", &["let", "me"]),
    ("lotta", &["lot", "of"]),
    ("loveto", &["love", "to"]),
    ("moreso", &["more", "so"]),
    ("mustve", &["must", "have"]),
    ("nevermind", &["never", "mind"]),
    ("nomore", &["no", "more"]),
    ("noone", &["no", "one"]),
    ("ofcourse", &["of", "course"]),
    ("offcourse", &["of", "course"]),
    ("omg", &["oh", "my", "god"]),
    ("oneday", &["one", "day"]),
    ("oughta", &["ought", "to"]),
    ("outta", &["out", "of"]),
    ("overthere", &["over", "there"]),
    ("shoulda", &["should", "have"]),
    ("sorta", &["sort", "of"]),
    ("tbh", &["to", "be", "honest"]),
    ("thanksalot", &["thanks", "a", "lot"]),
    ("thanku", &["thank", "you"]),
    ("thankyou", &["thank", "you"]),
    ("thankyousomuch", &["thank", "you", "so", "much"]),
    ("thankyouu", &["thank", "you"]),
    ("tqvm", &["thank", "you", "very", "much"]),
    ("tryna", &["trying", "to"]),
    ("ty", &["thank", "you"]),
    ("tysm", &["thank", "you", "so", "much"]),
    ("tyvm", &["thank", "you", "very", "much"]),
    ("upto", &["up", "to"]),
    ("usedto", &["used", "to"]),
    ("wanna", &["want", "to"]),
    ("whatcha", &["what", "are", "you"]),
    ("woulda", &["would", "have"]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::inflection;

    fn has(word: &str, other: &str) -> bool {
        variants(word).iter().any(|variant| variant == other)
    }

    #[test]
    fn british_and_american_spellings_are_the_same_word_both_ways() {
        for (british, american) in [
            ("apologise", "apologize"),
            ("apologising", "apologizing"),
            ("organisation", "organization"),
            ("reorganised", "reorganized"),
            ("unauthorised", "unauthorized"),
            ("analysed", "analyzed"),
            ("favourite", "favorite"),
            ("behaviour", "behavior"),
            ("dishonoured", "dishonored"),
            ("neighbourhoods", "neighborhoods"),
            ("centre", "center"),
            ("centred", "centered"),
            ("theatres", "theaters"),
            ("cancelled", "canceled"),
            ("travelling", "traveling"),
            ("travellers", "travelers"),
            ("judgement", "judgment"),
            ("cheque", "check"),
            ("grey", "gray"),
            ("tyres", "tires"),
            ("licence", "license"),
            ("practise", "practice"),
            ("programme", "program"),
            ("enrol", "enroll"),
            ("enrolment", "enrollment"),
            ("fulfil", "fulfill"),
            ("skilful", "skillful"),
            ("catalogue", "catalog"),
            ("dialogue", "dialog"),
            ("defence", "defense"),
            ("offence", "offense"),
            ("learnt", "learned"),
            ("spelt", "spelled"),
            ("burnt", "burned"),
            ("jewellery", "jewelry"),
            ("paediatrician", "pediatrician"),
            ("anaesthetic", "anesthetic"),
        ] {
            assert!(has(british, american), "{british}: {:?}", variants(british));
            assert!(has(american, british), "{american}: {:?}", variants(american));
            assert_eq!(canonical(american), canonical(british), "{british}");
        }
    }

    #[test]
    fn a_word_that_only_looks_regional_has_no_other_spelling() {
        for word in "size prize seize wise rise exercise advertise surprise promise compromise supervise advise revise \
                     our your hour four tour pour sour flour for or doctor motor error actor visitor favor4 \
                     her water after enter better never paper timber were here there \
                     called calling filled telling controlled pulled organic realist organist apologist \
                     realism colossal humorous honorary tailored metered checked tired tiring"
            .split_ascii_whitespace()
        {
            assert!(regional::others(word).is_empty(), "{word}: {:?}", regional::others(word));
        }
    }

    #[test]
    fn common_misspellings_count_as_the_word() {
        for (word, wrong) in [
            ("apologise", "appologise"),
            ("apologise", "apoligise"),
            ("apologise", "appologize"),
            ("apologize", "appologise"),
            ("apology", "appology"),
            ("sorry", "sory"),
            ("sorry", "sorrry"),
            ("sorry", "srry"),
            ("sorry", "soory"),
            ("receive", "recieve"),
            ("received", "recieved"),
            ("inconvenience", "inconvience"),
            ("inconvenience", "inconvinience"),
            ("experience", "experiance"),
            ("experiences", "expierences"),
            ("definitely", "definately"),
            ("disappointed", "dissapointed"),
            ("disappointment", "disapointment"),
            ("appreciate", "apreciate"),
            ("thanks", "thx"),
            ("please", "pls"),
            ("you", "u"),
            ("your", "ur"),
            ("recommendation", "reccomendation"),
            ("accommodation", "accomodation"),
            ("restaurant", "resturant"),
            ("because", "becuase"),
        ] {
            assert!(has(word, wrong), "{word}: {:?}", variants(word));
        }
    }

    #[test]
    fn real_words_are_nobodys_misspelling() {
        for (word, real) in [
            ("apology", "apologies"),
            ("definitely", "defiantly"),
            ("thanks", "tanks"),
            ("though", "thou"),
            ("while", "whilst"),
            ("their", "there"),
            ("then", "than"),
            ("review", "revue"),
            ("sincerely", "severely"),
            ("quite", "quiet"),
            ("sorry", "sort"),
        ] {
            assert!(!has(word, real), "{word}");
        }
    }

    #[test]
    fn no_misspelling_is_a_form_of_a_listed_word_or_of_another_correction() {
        let mut correct: Vec<String> = inflection::all_forms();
        let known: Vec<String> = correct.iter().flat_map(|form| regional::others(form)).collect();
        correct.extend(known);
        correct.extend(misspelt::WORDS.iter().map(|(word, _)| (*word).to_owned()));
        let correct: std::collections::HashSet<String> = correct.into_iter().collect();
        let mut owners: std::collections::HashMap<String, String> = std::collections::HashMap::new();
        for word in &correct {
            for wrong in misspelt::misspellings(word) {
                assert!(!correct.contains(&wrong), "{wrong}, given as a misspelling of {word}, is a word");
                let owner = owners.entry(wrong.clone()).or_insert_with(|| canonical(word));
                assert_eq!(*owner, canonical(word), "{wrong} is given as a misspelling of two words");
            }
        }
    }

    #[test]
    fn variants_are_lower_case_unique_and_never_the_word_itself() {
        for form in inflection::all_forms() {
            let found = variants(&form);
            let unique: std::collections::HashSet<&String> = found.iter().collect();
            assert_eq!(unique.len(), found.len(), "{form}");
            assert!(!unique.contains(&form), "{form}");
            assert!(found.iter().all(|variant| variant.bytes().all(|byte| byte.is_ascii_lowercase())), "{form}");
        }
    }

    #[test]
    fn every_joined_word_can_be_looked_up() {
        assert!(MULTIWORD.is_sorted_by(|(left, _), (right, _)| left < right));
    }

    #[test]
    fn a_token_may_stand_for_several_words() {
        assert_eq!(multiword("thankyou"), Some(&["thank", "you"][..]));
        assert_eq!(multiword("tysm"), Some(&["thank", "you", "so", "much"][..]));
        assert_eq!(multiword("gonna"), Some(&["going", "to"][..]));
        for word in ["cannot", "maybe", "anyone", "into", "thank", ""] {
            assert_eq!(multiword(word), None, "{word}");
        }
    }
}
