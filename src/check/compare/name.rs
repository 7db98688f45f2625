//! Owns the comparison `name`: the greeting calls the customer by a name that is not theirs. Handles, initials, companies
//! and customers who show no name are no names to compare with.

use super::super::Case;
use crate::draft::Kind;
use crate::facts::words::near;
use crate::finding::Finding;
use crate::text::Break;

/// What a greeting says besides a name.
const NO_NAMES: &str = "\
    hi hello hey dear greetings hiya howdy namaste hola bonjour ciao hallo gday good morning afternoon evening day there \
    all team everyone everybody friend friends guest guests customer customers client clients patient patients user \
    users member members traveller traveler reviewer valued valuable esteemed beloved precious respected honoured \
    honored our my the a to and or sir madam maam ma am miss mister folks guys buddy mate dude neighbor neighbour \
    shopper diner visitor player gamer passenger resident tenant student parent parents family foodie anonymous \
    tripadvisor yelp google booking airbnb thank thanks many warm welcome again sorry apologies first from it is we you \
    this for your happy merry best kind love dearest new old fellow pet owner parent lovely wonderful amazing sweet \
    doctor professor captain rider driver host seller buyer subscriber fan fans community";
/// Before a family name, in a greeting.
const TITLES: &[&str] =
    &["mr", "mrs", "ms", "mx", "dr", "prof", "herr", "frau", "señor", "señora", "monsieur", "madame"];
/// What a greeting starts with, if it does not start with a name.
const SALUTATIONS: &str = "hi hello hey dear greetings hiya howdy namaste hola bonjour ciao hallo gday good";
/// A display name with one of these words is no person's.
const NO_PERSON: &str = "\
    google user anonymous guest customer client reviewer verified traveller traveler member yelper ltd inc llc gmbh co \
    company corp limited services service solutions group team studio shop store cafe hotel restaurant family the and \
    reviews review official media mom mum dad lady guy girl boy fan foodie lover king queen private name unknown app a";
/// Names and what their bearers are called.
const NICKNAMES: &[&str] = &[
    "william will bill billy willy liam wim",
    "robert rob bob bobby robbie bert",
    "richard rick dick ricky rich richie",
    "elizabeth liz beth lizzie eliza betty elisabeth libby elise lisa lily",
    "margaret maggie meg peggy greta rita marge madge",
    "katherine catherine kathryn kate katie kathy cathy kat kitty cath katy karen trina",
    "james jim jimmy jamie jem diego",
    "john jack johnny jon jonathan johnathan nathan ian sean juan jan",
    "edward ed eddie ted teddy ned eduardo",
    "charles charlie chuck chaz carlos karl carl",
    "henry harry hank harold hal enrique heinrich",
    "thomas tom tommy tomas",
    "joseph joe joey jose pepe josef",
    "anthony tony anton antonio",
    "alexander alexandra alex sandy sasha xander lex alejandro sandra",
    "michael mike mick micky mikey mikhail miguel misha",
    "christopher christine christina chris kit christian tina kris kristen kristina chrissy topher",
    "patricia patrick pat patty trish tricia paddy",
    "jennifer jen jenny jenna",
    "susan sue susie suzie suzanne suzy susanna susana susanne",
    "deborah deb debbie debra",
    "barbara barb babs barbie",
    "daniel dan danny daniela dani danielle",
    "david dave davey davy",
    "matthew matt matty mathew matthias",
    "andrew andy drew andrea andreas andre",
    "steven stephen steve stevie stefan esteban",
    "samuel sam sammy samantha",
    "benjamin ben benny benji",
    "nicholas nick nicky nico nicolas nikolai nicole klaus",
    "peter pete petra pedro pierre piotr",
    "gregory greg gregor",
    "ronald ron ronnie veronica",
    "donald don donnie",
    "kenneth ken kenny",
    "timothy tim timmy",
    "lawrence larry laurence lars laurie lorenzo",
    "frederick fred freddy freddie frederic alfred",
    "francis frank frankie frances fran francesca francesco francisco paco",
    "gerald jerry gerry gerard jeremy",
    "jeffrey jeff geoffrey geoff",
    "raymond ray",
    "walter walt wally",
    "victoria vicky vicki tori victor vic",
    "rebecca becky becca bec",
    "jessica jess jessie",
    "pamela pam",
    "cynthia cindy",
    "dorothy dot dottie dolly",
    "eleanor ellie nell nora elena helen ellen",
    "abigail abby gail",
    "theresa teresa terry tess tessa terrence",
    "valerie val valentina",
    "philip phil phillip philippa pip",
    "leonard leo len lenny leonardo",
    "nathaniel nate nat nathan natalie",
    "zachary zach zack zac",
    "joshua josh",
    "jacob jake jacques",
    "maximilian max maxine maxwell",
    "mary maria marie molly polly mia maureen miriam",
    "ann anne anna annie hannah nancy nan anita",
    "stephanie steph steffi",
    "sarah sara sally sadie",
    "vincent vince vinny",
    "louis lou louise louie lewis luis luisa",
    "albert al bert alan allen",
    "martin marty martina",
    "eugene gene",
    "clifford cliff",
    "muhammad mohammed mohammad mohamed mo muhammed",
    "yusuf joseph yousef",
    "dimitri dmitry dima mitya",
    "giovanni gianni vanni",
    "giuseppe beppe peppe pino",
];

pub(super) fn check(case: &Case<'_>, findings: &mut Vec<Finding>) {
    if case.draft.context.kind == Kind::Template {
        return;
    }
    let Some(reviewer) = case.draft.context.reviewer.as_deref() else { return };
    let Some(theirs) = person(reviewer) else { return };
    let text = &case.facts.reply.text;
    let source = &case.draft.reply.text;
    let mut called: Vec<(usize, String)> = Vec::new();
    let mut titled = false;
    for token in text.greeting.clone() {
        let Some(found) = text.tokens.get(token) else { continue };
        if called.last().is_some_and(|(last, _)| text.tokens.get(*last).is_some_and(|last| last.span == found.span)) {
            continue;
        }
        let word = fold(found.span.of(source));
        titled |= TITLES.contains(&word.as_str());
        if found.typed.is_some() || found.flags.number || TITLES.contains(&word.as_str()) || is_in(NO_NAMES, &word) {
            continue;
        }
        // A greeting that says more than names is not understood.
        if !found.flags.capital || !word.chars().all(char::is_alphabetic) {
            return;
        }
        called.push((token, word));
    }
    let initial = |word: &str| theirs.iter().any(|name| name.chars().count() == 1 && word.starts_with(name.as_str()));
    let joined: String = theirs.concat();
    let fits = called.iter().any(|(_, word)| {
        word.chars().count() < 3
            || joined.contains(word.as_str())
            || (titled && initial(word))
            || theirs.iter().any(|name| alike(name, word))
    });
    let (Some((first, _)), Some((last, _))) = (called.first(), called.last()) else { return };
    // “Oops,” and “Hi Unfortunately we” look like greetings: where nothing else says that a name is one, it must be known.
    let token = |token: usize| text.tokens.get(token);
    let addressed = token(text.greeting.start).is_some_and(|first| is_in(SALUTATIONS, &first.word))
        && token(text.greeting.end).is_none_or(|next| next.before >= Break::Comma);
    let known = |word: &str| NICKNAMES.iter().any(|group| is_in(group, word));
    if fits || !(addressed || called.iter().all(|(_, word)| known(word))) {
        return;
    }
    let mut finding = case.finding(text.span_of(*first..*last + 1));
    let words: Vec<&str> = reviewer.split_whitespace().collect();
    finding.label = format!("the reviewer is {}", words.join(" ")).into();
    findings.push(finding);
}

/// The folded words of a display name that looks like a person's: at least one capitalised word of three letters, no
/// digits, nothing that a company or a handle would have.
fn person(reviewer: &str) -> Option<Vec<String>> {
    let odd = |character: char| !(character.is_alphabetic() || matches!(character, ' ' | '.' | '\'' | '’' | '-' | ','));
    if reviewer.chars().any(odd) || reviewer.chars().count() > 60 {
        return None;
    }
    let words: Vec<&str> = reviewer.split([' ', '.', '-', ',']).filter(|word| !word.is_empty()).collect();
    let folded: Vec<String> = words.iter().map(|word| fold(word)).filter(|word| !word.is_empty()).collect();
    // “BookWorm” and “kayleigh” are handles, “KAREN” may be a name; other scripts cannot be compared.
    let named = words.iter().zip(&folded).any(|(word, folded)| {
        let small = word.chars().skip(1).filter(|letter| letter.is_uppercase()).count();
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        capital && (small == 0 || word.contains(['\'', '’'])) && (3..=15).contains(&folded.len())
    });
    let latin = folded.iter().all(|word| word.is_ascii());
    let nobody = folded.iter().any(|word| is_in(NO_PERSON, word) && word.len() > 1);
    (named && latin && !nobody && folded.len() <= 4).then_some(folded)
}

/// Whether two folded names are one: the same but for a letter, one the start of the other, or a nickname.
fn alike(left: &str, right: &str) -> bool {
    let short = left.len().min(right.len());
    (short >= 3 && (left.starts_with(right) || right.starts_with(left) || near(left, right)))
        || NICKNAMES.iter().any(|group| is_in(group, left) && is_in(group, right))
}

fn is_in(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == word)
}

/// Lower case, without accents and apostrophes.
pub(crate) fn fold(word: &str) -> String {
    let mut folded = String::new();
    for letter in word.chars().flat_map(char::to_lowercase) {
        match letter {
            'à' | 'á' | 'â' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => folded.push('a'),
            'ä' | 'æ' => folded.push('a'),
            'ç' | 'ć' | 'č' => folded.push('c'),
            'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => folded.push('e'),
            'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => folded.push('i'),
            'ñ' | 'ń' | 'ň' => folded.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => folded.push('o'),
            'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'ž' | 'ź' | 'ż' => folded.push('z'),
            'š' | 'ś' | 'ş' | 'ș' => folded.push('s'),
            'ł' => folded.push('l'),
            'ğ' => folded.push('g'),
            'ř' => folded.push('r'),
            'ť' | 'ţ' | 'ț' => folded.push('t'),
            'ď' | 'đ' => folded.push('d'),
            'ß' => folded.push_str("ss"),
            '\'' | '’' => {}
            '\u{300}'..='\u{36f}' => {}
            other => folded.push(other),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_and_nicknames_are_one_name() {
        for (left, right) in
            [("karen", "karin"), ("bill", "william"), ("jon", "jonathan"), ("jose", "joes"), ("rene", "renee")]
        {
            assert!(alike(&fold(left), &fold(right)), "{left} {right}");
        }
        for (left, right) in [("karen", "sharon"), ("tom", "anna"), ("priya", "marta")] {
            assert!(!alike(left, right), "{left} {right}");
        }
    }

    #[test]
    fn handles_initials_and_companies_are_no_persons() {
        for name in ["xx_gamer_77", "A Google user", "J.", "K O", "Oak Roofing Ltd", "BookWorm", "sunny", "李雷", ""]
        {
            assert_eq!(person(name), None, "{name}");
        }
        assert_eq!(person("Zoë O’Hara"), Some(vec!["zoe".to_owned(), "ohara".to_owned()]));
    }
}
