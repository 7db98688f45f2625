//! Owns the step from what a configuration says about a brand to what is looked for in replies. It must not know how
//! that is found.

use std::sync::Arc;

use super::{Brand, Broken, Contractions, Term, Voice};
use crate::facts::brand;
use crate::mistake::{Mistake, TomlFile};

impl Brand {
    /// Compiles the terms and hands on the rest.
    ///
    /// # Errors
    /// Every mistake in a phrase of `[[terms]]`, with the files that they stand in.
    pub fn compile(&self) -> Result<brand::Brand, Broken> {
        let mut mistakes = Vec::new();
        let mut files: Vec<&Arc<TomlFile>> = Vec::new();
        for term in &self.terms {
            if !files.iter().any(|file| Arc::ptr_eq(file, &term.file)) {
                files.push(&term.file);
            }
        }
        // A mistake is shown in the file that it stands in, so each file's phrases are tried on their own.
        for file in &files {
            let own = self.terms.iter().filter(|term| Arc::ptr_eq(&term.file, file));
            let settings = brand::BrandSettings { terms: own.map(term_settings).collect(), ..Default::default() };
            mistakes.extend(brand::Brand::new(settings, file).err().into_iter().flatten());
        }
        let nowhere = TomlFile { path: String::new(), text: String::new() };
        let file = files.first().map_or(&nowhere, |file| file);
        let whole = if mistakes.is_empty() { brand::Brand::new(self.settings(), file) } else { Err(mistakes) };
        whole.map_err(|mistakes: Vec<Mistake>| Broken {
            mistakes,
            files: files.into_iter().map(|file| (**file).clone()).collect(),
        })
    }

    fn settings(&self) -> brand::BrandSettings {
        brand::BrandSettings {
            name: self.name.clone(),
            misspellings: self.misspellings.clone(),
            locations: self.locations.clone(),
            voice: self.voice.map(|voice| match voice {
                Voice::We => brand::Voice::We,
                Voice::I => brand::Voice::I,
            }),
            contractions: self.contractions.and_then(|choice| match choice {
                Contractions::Allow => None,
                Contractions::Avoid => Some(brand::Contractions::Avoid),
                Contractions::Require => Some(brand::Contractions::Require),
            }),
            max_exclamations: self.max_exclamations,
            avoid_emoji: self.avoid_emoji,
            max_sentence_words: self.max_sentence_words,
            max_words: self.max_words,
            sign_offs: self.sign_offs.clone(),
            thanks: self.thanks.clone(),
            terms: self.terms.iter().map(term_settings).collect(),
            emails: self.contacts.emails.clone(),
            phones: self.contacts.phones.clone(),
            urls: self.contacts.urls.clone(),
            handles: self.contacts.handles.clone(),
        }
    }
}

fn term_settings(term: &Term) -> brand::TermSettings {
    brand::TermSettings {
        avoid: term.avoid.clone(),
        use_instead: term.use_instead.clone(),
        why: term.why.clone(),
        level: term.level,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::check;
    use crate::config::Config;
    use crate::config::read::read_config;
    use crate::draft::{Context, Draft, Passage};
    use crate::engine::Engine;
    use crate::facts::Facts;
    use crate::finding::{Finding, Level};
    use crate::pack::compile::BRAND_DETECTORS;
    use crate::pack::{PackSource, compile};

    fn brand(texts: &[&str]) -> Result<brand::Brand, Broken> {
        let mut config = Config::default();
        for (number, text) in texts.iter().enumerate() {
            let file = Arc::new(TomlFile { path: format!("{number}.toml"), text: (*text).to_owned() });
            let mut mistakes = Vec::new();
            let raw = read_config(&file, &mut mistakes);
            assert_eq!(mistakes, []);
            config.lay_over(&file, raw);
        }
        config.brand.compile()
    }

    /// One rule for each detector of the brand, called like it.
    fn engine(configuration: &str) -> Engine {
        let mut text = "[pack]\nname = \"brand\"\n".to_owned();
        for detector in BRAND_DETECTORS {
            text.push_str(&format!("[cue.{detector}]\ndetector = \"{detector}\"\n"));
            text.push_str(&format!("[rule.{detector}]\ncategory = \"brand\"\nlevel = \"warning\"\nforbid = \"{detector}\"\nmessage = \"found {{found}}\"\nwhy = \"w\"\n"));
        }
        let file = TomlFile { path: "brand.toml".to_owned(), text };
        let rules = compile(&[PackSource { file, builtin: true }]).unwrap().rules;
        Engine::new(rules, brand(&[configuration]).unwrap())
    }

    fn findings(configuration: &str, reply: &str) -> Vec<Finding> {
        let engine = engine(configuration);
        let draft = Draft { reply: Passage::verbatim(reply, 0), ..Draft::default() };
        check(&engine, &draft, &Facts::of(&engine, &draft))
    }

    /// The rules that fired and the words that they point at.
    fn found(configuration: &str, reply: &str) -> Vec<(String, String)> {
        findings(configuration, reply)
            .into_iter()
            .map(|finding| (finding.rule.to_string(), finding.span.of(reply).to_owned()))
            .collect()
    }

    fn one(rule: &str, words: &str) -> Vec<(String, String)> {
        vec![(rule.to_owned(), words.to_owned())]
    }

    const REPLY: &str = "Dear Ana,\n\nThank you for staying with us at the harbor inn! We don't take it lightly! Every client matters 😀. Write to care@example.org.\n\nCheers,\nBen";

    #[test]
    fn a_brand_that_says_nothing_finds_nothing() {
        assert_eq!(found("", REPLY), []);
        assert_eq!(found("[brand]\ncontractions = \"allow\"\nemoji = \"allow\"\n", REPLY), []);
    }

    #[test]
    fn every_setting_of_a_brand_is_looked_for() {
        let names = "[brand]\nname = \"Harbour Inn\"\nmisspellings = [\"Harbor Inn\"]\n";
        assert_eq!(found(names, REPLY), one("brand-misspelt-name", "harbor inn"));
        assert_eq!(found("[brand]\nvoice = \"I\"\n", REPLY), one("brand-voice", "us"));
        assert_eq!(found("[brand]\ncontractions = \"avoid\"\n", REPLY), one("brand-contraction", "don't"));
        assert_eq!(found("[brand]\nemoji = \"avoid\"\n", REPLY), one("brand-emoji", "😀"));
        let contacts = "[contacts]\nemails = [\"@example.com\"]\n";
        assert_eq!(found(contacts, REPLY), one("brand-unapproved-contact", "care@example.org"));
        assert_eq!(found("[brand]\nmax-exclamations = 1\n", REPLY), one("brand-exclamation", "!"));
        assert_eq!(found("[brand]\nsign-off = \"Warm regards\"\n", REPLY), one("brand-sign-off", "Cheers,\nBen"));
        assert_eq!(found("[brand]\nmax-sentence-words = 9\n", REPLY).len(), 1);
        assert_eq!(found("[brand]\nmax-words = 20\n", REPLY).len(), 1);
    }

    #[test]
    fn another_place_of_the_list_is_found_where_the_own_one_is_known() {
        let configuration = "[brand]\nlocations = [\"Leeds\", \"Sheffield\", \"Leeds Briggate\"]\n";
        let places = |location: Option<&str>, review: &str, reply: &str| -> Vec<String> {
            let engine = engine(configuration);
            let context = Context { location: location.map(str::to_owned), ..Context::default() };
            let review = Some(Passage::verbatim(review, 0));
            let draft = Draft { reply: Passage::verbatim(reply, 0), review, context, ..Draft::default() };
            let findings = check(&engine, &draft, &Facts::of(&engine, &draft));
            findings.into_iter().map(|finding| finding.span.of(reply).to_owned()).collect()
        };
        let copied = "Thank you for visiting us in Sheffield. See you in Sheffield, or in Leeds.";
        assert_eq!(places(Some("Leeds"), "", copied), ["Sheffield"], "the second one is told apart from the own place");
        assert_eq!(places(None, "", copied), [""; 0]);
        assert_eq!(places(Some("Leeds"), "The shop in Sheffield had it.", copied), [""; 0]);
        assert_eq!(places(Some("Leeds"), "", "Our Leeds Briggate shop is the nearest."), [""; 0]);
        assert_eq!(places(Some("Leeds"), "", "I have told Sarah Sheffield, who bakes."), [""; 0]);
        assert_eq!(places(Some("Leeds"), "", "Our Sheffield shop bakes."), ["Sheffield"]);
        assert_eq!(places(Some("Leeds"), "", "The Sheffieldish style."), [""; 0]);
    }

    #[test]
    fn the_contacts_of_the_business_are_told_from_others() {
        let configuration = "[contacts]\nemails = [\"@example.com\"]\nphones = [\"020 7946 0117\"]\n";
        let reply = "Write to care@example.com, call +44 20 7946 0117 or write to jo@mail.example.";
        let found = |rule: &str| -> Vec<String> {
            let findings = findings(configuration, reply).into_iter().filter(|finding| *finding.rule == *rule);
            findings.map(|finding| finding.span.of(reply).to_owned()).collect()
        };
        assert_eq!(found("brand-approved-contact"), ["care@example.com", "+44 20 7946 0117"]);
        assert_eq!(found("brand-unapproved-contact"), ["jo@mail.example"]);
    }

    #[test]
    fn a_sign_off_may_be_any_of_the_list_and_need_not_be_recognised() {
        let configuration = "[brand]\nsign-off = [\"Warm regards\", \"Yours ever\"]\n";
        assert_eq!(found(configuration, "Thank you for telling us.\n\nyours ever,\nBen"), []);
        assert_eq!(found(configuration, "Thank you for telling us."), one("brand-sign-off", "us"));
        assert_eq!(found(configuration, ""), []);
    }

    #[test]
    fn a_term_says_what_to_write_and_may_have_a_level_of_its_own() {
        let term = "[[terms]]\navoid = \"(client|clients)\"\nuse = \"guest\"\nwhy = \"they stay with us\"\n";
        let plain = findings(term, REPLY);
        assert_eq!(plain[0].help.as_deref(), Some("write “guest”: they stay with us"));
        assert_eq!((plain[0].level, plain[0].span.of(REPLY)), (Level::Warning, "client"));
        assert_eq!(findings(&format!("{term}level = \"error\"\n"), REPLY)[0].level, Level::Error);
    }

    #[test]
    fn a_mistake_in_a_term_is_shown_in_the_file_that_it_stands_in() {
        let good = "# The first file is longer than the second, so that places would not fit.\n[[terms]]\navoid = \"client\"\n";
        let broken = brand(&[good, "[[terms]]\navoid = \"(client\"\n"]).unwrap_err();
        assert_eq!(broken.mistakes.len(), 1);
        let mistake = &broken.mistakes[0];
        let file = broken.files.iter().find(|file| file.path == mistake.path).unwrap();
        assert_eq!(file.path, "1.toml");
        assert!(mistake.span.unwrap().of(&file.text).contains('('));
    }
}
