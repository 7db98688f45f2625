//! Owns one slot of a template (`{{name}}`, `[Name]`, `%name%`): its name, how it is written, whether it says what to
//! use where the name is not known, and what it stands for. It must not know where slots are found.

use crate::mistake::closest;

/// How slots and tags are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// `{{name}}`
    DoubleBraces,
    /// `{name}`
    Braces,
    /// `[Name]`
    Square,
    /// `%name%`
    Percent,
    /// `<name>`
    Angle,
    /// `${name}`
    DollarBraces,
    /// `{%customer.name,fallback=there%}`, as Help Scout has it.
    TagBraces,
    /// `{{name}}`, `{% if %}` of Liquid (Zendesk).
    Liquid,
    /// `{{name}}`, `{% if %}` of Jinja.
    Jinja,
    /// `{{name}}`, `{{#if}}` of Handlebars.
    Handlebars,
    /// `____`, `XXX`, `%s`: without a name.
    Blank,
}

impl Shape {
    /// The shapes that a configuration can name.
    pub const NAMES: &'static [(&'static str, Self)] = &[
        ("{{name}}", Self::DoubleBraces),
        ("{name}", Self::Braces),
        ("[Name]", Self::Square),
        ("%name%", Self::Percent),
        ("<name>", Self::Angle),
        ("${name}", Self::DollarBraces),
        ("{%name%}", Self::TagBraces),
        ("liquid", Self::Liquid),
        ("jinja", Self::Jinja),
        ("handlebars", Self::Handlebars),
    ];

    /// Its name in a configuration.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, shape)| *shape == self).map_or("____", |(name, _)| *name)
    }

    /// Whether it is a language with tags, whose slots are in double braces.
    const fn has_tags(self) -> bool {
        matches!(self, Self::Liquid | Self::Jinja | Self::Handlebars)
    }

    /// Whether people fill it in by hand, so that capitals and blanks in its name do not matter.
    const fn is_by_hand(self) -> bool {
        matches!(self, Self::Square | Self::Angle)
    }
}

/// What a slot is filled in with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StandsFor {
    /// What the customer is called.
    Name,
    /// Who signs.
    Agent,
    /// The name of the business or of one of its places.
    Business,
    /// A way to get in touch, whichever.
    Contact,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A web address.
    Link,
    /// The name of an account.
    Handle,
    /// A day.
    Date,
    /// A time of day.
    Time,
    /// A number.
    Number,
    /// An amount of money.
    Amount,
    /// Any other words.
    Text,
}

impl StandsFor {
    /// All by the names that a configuration uses.
    pub const NAMES: &'static [(&'static str, Self)] = &[
        ("name", Self::Name),
        ("agent", Self::Agent),
        ("business", Self::Business),
        ("contact", Self::Contact),
        ("email", Self::Email),
        ("phone", Self::Phone),
        ("link", Self::Link),
        ("handle", Self::Handle),
        ("date", Self::Date),
        ("time", Self::Time),
        ("number", Self::Number),
        ("amount", Self::Amount),
        ("text", Self::Text),
    ];

    /// Its name in a configuration.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, meaning)| *meaning == self).map_or("text", |(name, _)| *name)
    }

    /// What a slot surely stands for by its name alone.
    fn guessed(name: &str) -> Option<Self> {
        const WORDS: &[(&[&str], StandsFor)] = &[
            (&["phone", "telephone", "tel", "mobile", "hotline"], StandsFor::Phone),
            (&["email", "mail"], StandsFor::Email),
            (&["url", "link", "website"], StandsFor::Link),
            (&["contact"], StandsFor::Contact),
        ];
        const NAMES: &[&str] = &["name", "firstname", "lastname", "surname", "nickname"];
        const CUSTOMERS: &[&str] =
            &["customer", "requester", "guest", "client", "patient", "user", "reviewer", "recipient", "contact"];
        let words = words(name);
        let has = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
        if has(NAMES) {
            let rest = |word: &String| NAMES.contains(&word.as_str()) || CUSTOMERS.contains(&word.as_str());
            let customer = words.iter().all(|word| {
                rest(word) || ["ticket", "conversation", "first", "last", "full", "display"].contains(&word.as_str())
            });
            return customer.then_some(Self::Name);
        }
        if has(CUSTOMERS) && !has(&["contact"]) {
            return None;
        }
        WORDS.iter().find(|(known, _)| has(known)).map(|(_, meaning)| *meaning)
    }
}

/// The words of a name, in small letters: `ticket.requester.firstName` has four.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for character in name.chars() {
        let starts = character.is_uppercase() && before.is_lowercase();
        if (starts || !character.is_alphanumeric())
            && let Some(last) = words.last()
            && !last.is_empty()
        {
            words.push(String::new());
        }
        if character.is_alphanumeric()
            && let Some(last) = words.last_mut()
        {
            last.extend(character.to_lowercase());
        }
        before = character;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A slot as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Its name; empty for a blank.
    pub name: String,
    /// How it is written.
    pub shape: Shape,
    /// Whether it says what to use where nothing is known.
    pub has_fallback: bool,
    /// Whether it uses filters, which only languages with tags have.
    pub has_filter: bool,
}

impl Slot {
    /// Reads what stands at the place of a slot, with its brackets. None for a tag or a comment.
    pub fn read(raw: &str) -> Option<Self> {
        let between = |open: &str, close: &str| raw.strip_prefix(open)?.strip_suffix(close).map(str::trim);
        if let Some(inner) = between("{{", "}}") {
            let inner = inner.trim_matches(['{', '}', '-', '~', '&']).trim();
            let is_tag = inner.starts_with(['#', '/', '^', '!', '@']) || inner == "else" || inner.starts_with("else ");
            return if is_tag { None } else { Some(in_double_braces(inner)) };
        }
        if let Some(inner) = between("{%", "%}") {
            let (name, rest) = inner.split_once(',').unwrap_or((inner, ""));
            return Some(Self { has_fallback: rest.contains("fallback="), ..Self::plain(name, Shape::TagBraces) });
        }
        if raw.starts_with("{#") {
            return None;
        }
        let shapes = [
            ("${", "}", Shape::DollarBraces),
            ("#{", "}", Shape::DollarBraces),
            ("{", "}", Shape::Braces),
            ("[[", "]]", Shape::Square),
            ("[", "]", Shape::Square),
            ("<<", ">>", Shape::Angle),
            ("<", ">", Shape::Angle),
            ("«", "»", Shape::Angle),
            ("%%", "%%", Shape::Percent),
            ("%", "%", Shape::Percent),
        ];
        let found = shapes.iter().find_map(|(open, close, shape)| Some((between(open, close)?, *shape)));
        Some(match found {
            Some((name, shape)) if !name.is_empty() => Self::plain(name, shape),
            _ => match raw.strip_prefix('$').filter(|name| name.starts_with(|first: char| first.is_alphabetic())) {
                Some(name) => Self::plain(name, Shape::DollarBraces),
                None => Self::plain("", Shape::Blank),
            },
        })
    }

    fn plain(name: &str, shape: Shape) -> Self {
        Self { name: name.trim().to_owned(), shape, has_fallback: false, has_filter: false }
    }
}

fn in_double_braces(inner: &str) -> Slot {
    let inner = inner.trim_start_matches('>').trim();
    let (name, filters) = inner.split_once('|').map_or((inner, ""), |(name, filters)| (name, filters));
    let name = name.trim();
    let mut words = name.split_whitespace();
    let (first, rest) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let has_fallback = ["default", "fallback"].iter().any(|word| filters.contains(word));
    // `{{or name "there"}}`, `{{name or "there"}}`
    let quoted = name.contains(['"', '\'']);
    let (name, has_fallback) = match (first, rest) {
        ("default" | "or" | "coalesce" | "fallback", _) if quoted => (rest, true),
        (_, "or" | "if") if quoted => (first, true),
        _ => (name, has_fallback),
    };
    Slot { has_fallback, has_filter: !filters.is_empty(), ..Slot::plain(name, Shape::DoubleBraces) }
}

/// What a configuration says about slots.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Placeholders {
    /// How slots and tags are written; empty for any way.
    pub syntax: Vec<Shape>,
    /// Every name, and what it stands for; empty where nobody has declared them.
    pub declared: Vec<(String, StandsFor)>,
}

impl Placeholders {
    /// What a slot stands for: as declared, or by its name.
    pub fn stands_for(&self, slot: &Slot) -> Option<StandsFor> {
        self.declaration(slot).or_else(|| StandsFor::guessed(&slot.name))
    }

    fn declaration(&self, slot: &Slot) -> Option<StandsFor> {
        let same = |name: &str| {
            name == slot.name || slot.shape.is_by_hand() && words(name) == words(&slot.name) && !slot.name.is_empty()
        };
        self.declared.iter().find(|(name, _)| same(name)).map(|(_, meaning)| *meaning)
    }

    /// Whether slots can be written so.
    pub fn allows(&self, shape: Shape) -> bool {
        let tags = || self.syntax.iter().any(|known| known.has_tags());
        self.syntax.is_empty() || self.syntax.contains(&shape) || shape == Shape::DoubleBraces && tags()
    }

    /// Whether tags can be written so: in double braces, or with percent signs.
    pub fn allows_tags(&self, is_braced: bool) -> bool {
        let fits = |shape: &Shape| match shape {
            Shape::Handlebars => is_braced,
            Shape::Liquid | Shape::Jinja => !is_braced,
            _ => false,
        };
        self.syntax.is_empty() || self.syntax.iter().any(fits)
    }

    /// Whether the names are declared and this one is not.
    pub fn is_unknown(&self, slot: &Slot) -> bool {
        !self.declared.is_empty() && self.declaration(slot).is_none()
    }

    /// The declared name that was probably meant.
    pub fn meant(&self, name: &str) -> Option<&str> {
        let names = || self.declared.iter().map(|(name, _)| name.as_str());
        let folded = words(name);
        names().find(|known| words(known) == folded).or_else(|| closest(name, names()))
    }

    /// Whether no other declared name could have been meant as well as that of [`Placeholders::meant`].
    pub fn is_surely_meant(&self, name: &str) -> bool {
        let names = || self.declared.iter().map(|(name, _)| name.as_str());
        let folded = words(name);
        match names().filter(|known| words(known) == folded).count() {
            0 => closest(name, names())
                .is_some_and(|meant| closest(name, names().filter(|other| *other != meant)).is_none()),
            count => count == 1,
        }
    }

    /// How to write a slot with something to use where nothing is known; none where its syntax has no way, or where it
    /// is not known which syntax it is. `has_tags` says whether the same text has tags.
    pub fn with_fallback(&self, slot: &Slot, has_tags: bool) -> Option<String> {
        let name = &slot.name;
        let liquid = || format!("{{{{ {name} | default: \"there\" }}}}");
        match slot.shape {
            Shape::TagBraces => Some(format!("{{%{name},fallback=there%}}")),
            Shape::DoubleBraces => {
                let named = self.syntax.iter().find(|shape| shape.has_tags());
                match named {
                    Some(Shape::Jinja) => Some(format!("{{{{ {name} | default(\"there\") }}}}")),
                    Some(Shape::Handlebars) => {
                        Some(format!("{{{{#if {name}}}}}{{{{{name}}}}}{{{{else}}}}there{{{{/if}}}}"))
                    }
                    Some(_) => Some(liquid()),
                    None if name.starts_with("user.") && self.syntax.is_empty() => {
                        Some(format!("{{{{{name}|fallback:\"there\"}}}}"))
                    }
                    // `{{ticket.requester.name}}` is Zendesk's, which is Liquid; other desks have dots as well, but no filters.
                    None if self.syntax.is_empty()
                        && (has_tags || slot.has_filter || name.starts_with("ticket.requester.")) =>
                    {
                        Some(liquid())
                    }
                    None => None,
                }
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(raw: &str) -> (String, Shape, bool) {
        let slot = Slot::read(raw).unwrap();
        (slot.name, slot.shape, slot.has_fallback)
    }

    #[test]
    fn a_slot_is_read_however_it_is_written() {
        for (raw, name, shape, has_fallback) in [
            ("{{first_name}}", "first_name", Shape::DoubleBraces, false),
            ("{{{ name }}}", "name", Shape::DoubleBraces, false),
            ("{{ name | default: \"there\" }}", "name", Shape::DoubleBraces, true),
            ("{{ name|default('there') }}", "name", Shape::DoubleBraces, true),
            ("{{user.name|fallback:\"there\"}}", "user.name", Shape::DoubleBraces, true),
            ("{{ name or \"there\" }}", "name", Shape::DoubleBraces, true),
            ("{{or name \"there\"}}", "name", Shape::DoubleBraces, true),
            ("{{ name | capitalize }}", "name", Shape::DoubleBraces, false),
            ("{{> footer}}", "footer", Shape::DoubleBraces, false),
            ("{%customer.firstName,fallback=there%}", "customer.firstName", Shape::TagBraces, true),
            ("{name}", "name", Shape::Braces, false),
            ("${name}", "name", Shape::DollarBraces, false),
            ("$first_name", "first_name", Shape::DollarBraces, false),
            ("[[Name]]", "Name", Shape::Square, false),
            ("<name>", "name", Shape::Angle, false),
            ("%name%", "name", Shape::Percent, false),
            ("____", "", Shape::Blank, false),
            ("%s", "", Shape::Blank, false),
        ] {
            assert_eq!(slot(raw), (name.to_owned(), shape, has_fallback), "{raw}");
        }
        for raw in ["{{#if name}}", "{{/if}}", "{{else}}", "{{! note }}", "{# note #}"] {
            assert_eq!(Slot::read(raw), None, "{raw}");
        }
    }

    #[test]
    fn a_slot_stands_for_what_is_declared_or_else_for_what_its_name_says() {
        let placeholders =
            Placeholders { declared: vec![("care line".to_owned(), StandsFor::Phone)], ..Placeholders::default() };
        let of = |raw: &str| placeholders.stands_for(&Slot::read(raw).unwrap());
        assert_eq!(of("[Care Line]"), Some(StandsFor::Phone), "filled in by hand");
        assert_eq!(of("{{Care Line}}"), None, "filled in by a program, to which capitals matter");
        assert_eq!(of("[PHONE/EMAIL]"), Some(StandsFor::Phone));
        assert_eq!(of("{{ticket.requester.first_name}}"), Some(StandsFor::Name));
        assert_eq!(of("{{supportEmail}}"), Some(StandsFor::Email));
        assert_eq!(of("{{customer_phone}}"), None, "the customer's own");
        assert_eq!(of("{{product_name}}"), None);
    }

    #[test]
    fn a_fallback_is_asked_for_only_where_the_syntax_is_known_to_have_one() {
        let with = |syntax: &[Shape], raw: &str| {
            let placeholders = Placeholders { syntax: syntax.to_vec(), ..Placeholders::default() };
            placeholders.with_fallback(&Slot::read(raw).unwrap(), false)
        };
        let some = |text: &str| Some(text.to_owned());
        let liquid = some("{{ ticket.requester.name | default: \"there\" }}");
        assert_eq!(with(&[], "{{ticket.requester.name}}"), liquid);
        assert_eq!(with(&[], "{{user.name}}"), some("{{user.name|fallback:\"there\"}}"));
        assert_eq!(with(&[Shape::Jinja], "{{name}}"), some("{{ name | default(\"there\") }}"));
        let handlebars = some("{{#if name}}{{name}}{{else}}there{{/if}}");
        assert_eq!(with(&[Shape::Handlebars], "{{name}}"), handlebars);
        assert_eq!(with(&[], "{%customer.firstName%}"), some("{%customer.firstName,fallback=there%}"));
        for raw in ["{{name}}", "{{recipient.first_name}}", "[Name]", "%name%", "{name}"] {
            assert_eq!(with(&[], raw), None, "{raw}");
        }
        assert_eq!(with(&[Shape::DoubleBraces], "{{ticket.requester.name}}"), None);
    }

    #[test]
    fn a_name_that_is_not_declared_is_unknown_and_a_slip_finds_what_was_meant() {
        let declared = vec![("first_name".to_owned(), StandsFor::Name), ("date".to_owned(), StandsFor::Date)];
        let placeholders = Placeholders { declared, ..Placeholders::default() };
        assert!(!placeholders.is_unknown(&Slot::read("{{first_name}}").unwrap()));
        assert!(placeholders.is_unknown(&Slot::read("{{frist_name}}").unwrap()));
        assert!(!Placeholders::default().is_unknown(&Slot::read("{{frist_name}}").unwrap()));
        assert_eq!(placeholders.meant("frist_name"), Some("first_name"));
        assert_eq!(placeholders.meant("firstName"), Some("first_name"));
        assert_eq!(placeholders.meant("colour"), None);
    }
}
