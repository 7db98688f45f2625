//! Owns the doubt whether a column of replies holds replies: scrapers keep the name of the business, or a date, under
//! names such as `Reply`. It must not know where the column was found.

/// So few replies prove nothing.
const LEAST: usize = 3;
/// A name has no more words than this, and no more characters than that.
const LONGEST: (usize, usize) = (4, 40);
/// Words that no name starts with in a reply.
const GREETINGS: &[&str] = &["thank", "thanks", "hi", "hello", "hey", "sorry", "dear", "cheers", "noted", "ok", "okay"];

/// What was seen of the replies of one input.
#[derive(Debug, Default)]
pub(super) struct Suspicion {
    replies: usize,
    odd: usize,
    example: String,
}

impl Suspicion {
    /// Looks at a reply.
    pub(super) fn see(&mut self, reply: &str) {
        self.replies += 1;
        if is_odd(reply) {
            self.odd += 1;
            if self.example.is_empty() {
                reply.trim().clone_into(&mut self.example);
            }
        }
    }

    /// How many of how many are no sentences, and one of them; none if that is not worth a word.
    pub(super) fn verdict(&self) -> Option<(usize, usize, &str)> {
        let most = self.replies >= LEAST && self.odd * 10 >= self.replies * 9;
        most.then_some((self.odd, self.replies, self.example.as_str()))
    }
}

/// Whether a text is a name, a date or a number rather than a sentence.
fn is_odd(reply: &str) -> bool {
    let reply = reply.trim();
    if reply.chars().nth(LONGEST.1).is_some() {
        return false;
    }
    if !reply.chars().any(char::is_alphabetic) {
        return reply.chars().any(|char| char.is_ascii_digit());
    }
    let words: Vec<&str> = reply.split_whitespace().collect();
    let capital = |word: &&str| word.starts_with(|first: char| first.is_uppercase() || !first.is_alphabetic());
    let small = |word: &&str| matches!(*word, "of" | "the" | "and" | "for" | "de" | "la" | "am" | "pm");
    let first = words.first().map(|word| word.trim_end_matches([',', '.', '!']).to_lowercase()).unwrap_or_default();
    words.len() <= LONGEST.0
        && words.iter().all(|word| capital(word) || small(word))
        && !GREETINGS.contains(&first.as_str())
        && !reply.ends_with(['!', '?'])
        && (!reply.ends_with('.') || reply.ends_with("Ltd.") || reply.ends_with("Inc."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(replies: &[&str]) -> bool {
        let mut suspicion = Suspicion::default();
        for reply in replies {
            suspicion.see(reply);
        }
        suspicion.verdict().is_some()
    }

    #[test]
    fn a_column_of_names_or_dates_is_suspicious() {
        assert!(verdict(&["Example Ltd", "Example Ltd", "Example Ltd"]));
        assert!(verdict(&["Bank of Examples", "Kiosk Inc.", "The Harbour Inn"]));
        assert!(verdict(&["2026-03-01", "2026-03-02", "03/04/2026"]));
    }

    #[test]
    fn short_replies_are_replies() {
        assert!(!verdict(&["Thank You", "Thanks, Ana!", "Hello Bo"]));
        assert!(!verdict(&["Will do.", "We are on it", "Sorry"]));
        assert!(!verdict(&["Example Ltd", "Example Ltd"]), "two prove nothing");
    }
}
