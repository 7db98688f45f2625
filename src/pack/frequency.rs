//! Owns how frequent words are in replies: what it costs to look for one, and whether a phrase holds any that is rare
//! enough to look for. It must not know how phrases are compiled.

use super::phrase::Node;

/// The most frequent words of replies, and roughly how often each of 10,000 words is that one.
const FREQUENT: &[(&str, u64)] = &[
    ("the", 420),
    ("to", 400),
    ("you", 390),
    ("we", 360),
    ("and", 350),
    ("our", 260),
    ("your", 260),
    ("for", 220),
    ("are", 180),
    ("a", 170),
    ("i", 150),
    ("is", 150),
    ("of", 150),
    ("that", 130),
    ("with", 130),
    ("have", 120),
    ("this", 120),
    ("us", 110),
    ("in", 110),
    ("not", 110),
    ("it", 100),
    ("thank", 90),
    ("be", 90),
    ("at", 80),
    ("on", 80),
    ("will", 80),
    ("please", 70),
    ("was", 60),
    ("as", 60),
    ("so", 50),
    ("were", 50),
    ("would", 40),
    ("'d", 40),
    ("'s", 60),
    ("any", 40),
    ("can", 50),
    ("do", 40),
    ("from", 40),
    ("by", 30),
    ("an", 30),
    ("all", 30),
    ("has", 30),
    ("if", 40),
    ("about", 30),
    ("very", 30),
    ("me", 20),
    ("my", 40),
    ("or", 30),
    ("more", 30),
    ("there", 20),
    ("they", 20),
    ("but", 30),
    ("been", 30),
    ("when", 20),
    ("had", 20),
    ("am", 30),
    ("no", 20),
    ("he", 10),
    ("she", 10),
    ("which", 10),
    ("what", 10),
    ("how", 10),
    ("could", 20),
    ("should", 10),
    ("did", 10),
    ("does", 10),
];

/// A prefix or a detector stands for several words, none of them in the table.
pub(super) const OF_PREFIX: u64 = 4;
/// See [`OF_PREFIX`].
pub(super) const OF_DETECTOR: u64 = 10;
/// Of something that any word can be.
const OF_ANY_WORD: u64 = 10_000;

/// From this frequency on, a reply of a hundred words has the word more often than not.
const IN_NEARLY_EVERY_REPLY: u64 = 90;

/// Of a word as phrases write it, not counting its short form.
pub(super) fn of_word(word: &str) -> u64 {
    FREQUENT.iter().find(|(known, _)| *known == word).map_or(1, |(_, frequency)| *frequency)
}

/// What replies write instead of a word of a phrase.
pub(super) fn short_form(word: &str) -> Option<&'static str> {
    match word {
        "would" | "had" => Some("'d"),
        "is" | "has" => Some("'s"),
        _ => None,
    }
}

/// So many frequent words in a row say something after all: “it was a draw”.
const TELLING: usize = 4;

/// Whether a phrase can match a text that holds only words which nearly every reply has, and few of these.
pub(super) fn is_of_stop_words(phrase: &Node) -> bool {
    rarest(phrase).is_none_or(|frequency| frequency > IN_NEARLY_EVERY_REPLY) && fewest(phrase) < TELLING
}

/// How frequent the rarest word is that every match of `node` must hold, in the commonest of its branches; none if it
/// needs no word.
fn rarest(node: &Node) -> Option<u64> {
    match node {
        Node::Word(word) => Some(of_word(word) + short_form(word).map_or(0, of_word)),
        Node::Prefix(_) => Some(OF_PREFIX),
        Node::Detector(..) => Some(OF_DETECTOR),
        // Whoever lists so many words looks for what is not among them.
        Node::Not(inner, _) if branches(inner) >= VOCABULARY => Some(0),
        Node::Not(..) => Some(OF_ANY_WORD),
        Node::Sequence(parts) => parts.iter().filter_map(rarest).min(),
        Node::Choice(branches) => branches.iter().map(|branch| rarest(branch).unwrap_or(OF_ANY_WORD)).max(),
        Node::Repeat(inner) => rarest(inner),
        Node::Optional(_) | Node::Gap(..) | Node::Break | Node::Start | Node::End => None,
        // Resolved before this is asked.
        Node::Inflected(..) | Node::Set(..) => None,
    }
}

/// A list of so many words is a vocabulary.
const VOCABULARY: usize = 100;

fn branches(node: &Node) -> usize {
    match node {
        Node::Choice(branches) => branches.iter().map(self::branches).sum(),
        Node::Sequence(parts) => parts.iter().map(branches).max().unwrap_or(0),
        _ => 1,
    }
}

/// How many words the shortest match of `node` has, where the start and the end of a sentence count like words.
fn fewest(node: &Node) -> usize {
    match node {
        Node::Word(_) | Node::Prefix(_) | Node::Detector(..) | Node::Not(..) | Node::Start | Node::End => 1,
        Node::Sequence(parts) => parts.iter().map(fewest).sum(),
        Node::Choice(branches) => branches.iter().map(fewest).min().unwrap_or(0),
        Node::Repeat(inner) => fewest(inner),
        Node::Gap(least, _) => *least,
        Node::Optional(_) | Node::Break | Node::Inflected(..) | Node::Set(..) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::phrase::parse;

    #[test]
    fn only_a_rare_word_in_every_branch_makes_a_phrase_worth_looking_for() {
        for phrase in [
            "you",
            "the you your",
            "(refund|you)",
            "^ we <0-3> the",
            "you [refund]",
            "!refund our",
            "(to|for)+ us",
            "^ we are",
        ] {
            assert!(is_of_stop_words(&parse(phrase).unwrap()), "{phrase}");
        }
        for phrase in [
            "refund",
            "the you refund",
            "(refund|you) policy",
            "thank you",
            "you #email",
            "we ref*",
            "^ you were",
            "you are not the",
        ] {
            assert!(!is_of_stop_words(&parse(phrase).unwrap()), "{phrase}");
        }
    }
    #[test]
    fn a_word_outside_of_a_long_list_is_worth_looking_for() {
        let vocabulary = |words: usize| format!("!({})", vec!["you"; words].join("|"));
        assert!(is_of_stop_words(&parse(&vocabulary(VOCABULARY - 1)).unwrap()));
        assert!(!is_of_stop_words(&parse(&vocabulary(VOCABULARY)).unwrap()));
    }
}
