//! Owns the words that say what a text is about: all but the small words and those that stand in any review or reply,
//! each cut down to a stem. It must not know what they are compared with.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use crate::text::Break;
use crate::text::Text;
use crate::text::spelling;
use crate::text::words_of;

/// A shorter word names nothing.
const SHORTEST: usize = 3;
/// A shorter word is no two words written as one.
const SHORTEST_JOINED: usize = 7;

/// Words that say nothing by themselves, in a review or in a reply.
const SMALL: &[&str] = &[
    "a able about above absolutely across actually after again against ago all almost alone along already also
    although always am among an and another any anybody anymore anyone anything anyway anywhere apart are aren
    around as aside at away back because been before behind being below beside besides between beyond both but by
    can cannot cant could couldn did didn do does doesn doing don done dont down due during each either else
    enough especially etc even ever every everybody everyone everything everywhere exactly except far few first
    for from further get gets getting give given gives giving go goes going gone got had half hardly has hasn have
    haven having he hence her here hers herself him himself his how however if in indeed instead into is isn it
    its itself just keep keeps kept last lately later least less let lets like likely likewise lot lots many may
    maybe me merely might mine more moreover most much must my myself namely near nearly neither never
    nevertheless new next no nobody none nor not nothing now nowhere of off often oh okay okay old on once one only
    onto or other others otherwise our ours ourselves out over own past per perhaps plus pretty probably quite
    rather really recent recently regarding right said same say says see seem seems seen several shall she should
    shouldn since so some somebody somehow someone something sometimes somewhat somewhere soon still such sure
    than that thats the their theirs them themselves then there therefore these they this those though through
    throughout thus till to together too towards towards true truly twice two under unless unlike until up upon us
    usual usually versus very via was wasn way we well went were weren what whatever when whenever where whereas
    wherever whether which whichever while who whoever whole whom whose why will with within without won would
    wouldn yep yes yet you your yours yourself yourselves",
    // Time and numbers.
    "life annual april august century daily date day days decade december evening february five four friday hour
    hours hundred january july june march mar minute minutes monday month months morning night nine november
    october overnight saturday second seconds september seven six sunday ten thousand three thursday today
    tomorrow tonight tuesday wednesday week weekend weeks year years yesterday",
    // Courtesy titles and abbreviations; small words of Hindi that stand in English.
    "asap bro dm eta etc hai kya madam maam mam mins miss mr mrs ms pls plz sir thx ty bhi aur nahi",
];

/// Praise and complaint without a reason, and what is praised or complained of as a whole.
const VERDICTS: &[&str] = &[
    "amazing annoy annoying awesome awful bad badly beautiful best better bless brilliant congrats crap cool dear
    disappointed disappointing disappointment disaster disgrace disgust dreadful easy excellent exceptional
    exemplary fabulous fantastic fine glad good great happy hard hate horrendous horrible horrid ideal impressive
    incredible joke joy kind kindly lovely love mediocre nasty negative nice okay outstanding pathetic perfect
    perfection pleasant pleased poor positive problematic ridiculous sad satisfactory shame shocking simple simply
    smooth star strong stunning super superb superior terrible terrific thrilled tough trash true troubling
    average gud gd nyc gr8 bekar bakwas ghatiya mast badhiya accha yas work job ugly unacceptable unbelievable
    unhappy unpleasant useful useless wonderful worse worst worth worthless worthy wow wrong yuck zero loved loves",
    "app application business company experience game hotel place product restaurant shop site store thing visit",
];

/// What could stand in a reply to anyone.
const STOCK: &[&str] = &[
    // What anybody does.
    "accept act add agree allow appear apply arrange arrive ask attempt become begin believe break bring build buy
    came carry catch cause change cheque choose chose close come consider contain continue create decide depend do
    end enter exist explain face fail fall feel fill find finish fix follow forget found gave grow guess handle
    happen hear heard help hold include involve join know knew lead learn leave left lie list live look lose lost
    made make manage mean meet mention miss move need note notice offer open own pass pay perform pick place plan
    play prefer prepare present prevent proceed provide pull push put raise reach read realise receive recognise
    reduce refer relate remain remember remove repeat replace require result return run save select sell send sent
    serve service set show sit sort speak spend spoke stand start state stay stop suppose take taken talk tell
    thing think thought told took touch treat tried try turn use using view wait walk want watch wish wonder work
    worry write wrote",
    // What replies say.
    "abreast absolute acceptable accommodate accordance accordingly account action actively actual additional
    addressed addressing adequate advance advice advise aforementioned aim amend answer anticipate apologetic
    apologies apologise apology app application appreciate appreciation appropriate apps area aspect assess assist
    assistance associate assure attention availability available aware awareness base based basis behalf benefit
    blissful bother bottom brief business call care case certain certainly chance channel clarification clarify
    clear clearly click close closer cognisant colleague comfort comfortable coming comment commit commitment
    committed common communicate communication community company compel complain complaint complete completely
    comprehensive concern concerned conclude condition conduct confident confirm confuse confusion connect
    consideration constant constantly constructive contact content continual continuous continuously contribute
    convenience convenient conversation copy correct correction counsel couple courtesy critical criticism current
    currently custom customer customers deal decision dedicated deep deeply definite definitely delight delighted
    deliver demand department deserve desire despite detail detailed details determine develop device did differ
    difference different difficult difficulty direct direction directly director disappoint discuss disheartening
    dissatisfaction dissatisfied distress doubt drop duly duty eager earlier earliest early earn efficient effort
    elaborate elevate employ empower encounter encourage endeavour energise energising engage enhance enjoy
    enjoyable enquiry ensure entire entirely escalate essential establish establishment esteem evaluate evident
    exact example exceed excellence excite excitement excuse executive exhilarated expect expectation experience
    express extend extent extra extreme extremely eye fact faith fallen familiar family faq favour feature
    feedback feeling fell fellow fellowship felt field figure final finally first focus fond forgive form forth
    fortunate forward free frequent friend friends frustrate frustrating frustration fulfil full fully fun future
    gain general generally genuine genuinely goal grateful gratitude greater greatly greet guarantee guest guests
    guide guys hand handy hassle heart heartfelt hello helpline hesitate hey hi high higher highest highly history
    home honest honesty honour hope hopeful hopefully hospitality humble humbly idea identified identify imagine
    immediate immediately impact implement importance important impress impression improve improvement inbox
    incident inclined inconvenience inconvenienced inconvienence incovnenience inform information initial input
    enquire enquiry insight inspire instance instant intend intent intention interest internal introduce
    introduction investigate investigation invite issue issues job journey keen key kindness label large lasting
    latest launch leader level line link little local locate location long longer low loyal loyalty lucky mail
    main maintain major management manager manner matter maximum meant meantime meanwhile measure member memorable
    mention message mind minimise minor missed mistake model moment motivate moving name nature nearby necessary
    need needful normal notify obvious occasion occur official offline once ongoing online oops operate operation
    opinion opportunity opt option organisation ouch outcome outline overall overlook overlooked page pain par
    part partner party paste patience patient patients patron patronage people persist person personal personally
    platform please pleasure point policy polite portal possibility possible post potential practise precious
    prefer previous previously pride prime prior prioritise priority privacy private privately proactive problem
    problems procedure process product products professional profile programme progress promise prompt promptly
    proper properly proud public purchase purpose pursue qualify quality query question quick quickly range rate
    rating reaffirm reason reasonable reassure recommend recommendation reconsider recover rectify reference
    reflect regain regard regards regret regrettable regular reiterate relation relevant reliable reply report
    representative request resolution resolve respect respective respond response responsibility responsible rest
    resume retain retry review reviews reward role roll rolled satisfaction satisfy scale screenshot seamless
    search section secure seek senior sense sensitive serious seriously settle severe share shoot short shout side
    sincere sincerely site situation small smile social solid solution solve sooner sorry source special specific
    specifically specify spread staff standard status step straight strength strive strongly structure subject
    submit suggest suggestion suit suitable supervisor support supportive surprise sweet sympathy system task team
    technical term thank thankful thanks thorough thoroughly thoughtful thread ticket time times title token
    tolerate topic total totally trace track transparency travel trouble troubleshoot troubling trust truth tune
    type unable unaware uncertain understand understood unfavourable unforeseen unfortunate unfortunately
    unhesitating unique upset urge urgency user username valid valuable value variety various vigilant visit vital
    voice warm warmly website welcome wholehearted willing word world wrap",
    // Kinds of businesses, and who works there.
    "agency agent bar boss branch cafe centre chain chief clinic corporate dealership employee firm franchise head
    headquarters hotel inn office operator outlet owner principal property proprietor provider resort restaurant
    retailer salon seller shop store studio vendor",
    // What customers are told to do.
    "laptop computer tablet logout fill screenshots",
];

/// What is asked for and told to do in replies to anyone, and what reviews are about as well: sharing one of them shows
/// something where nothing is asked for.
const WEAK: &[&str] =
    &["address amount download email id instal mobile number order password phone register registration reinstal
    uninstal update updation upgrade verify version website"];

/// How much a word says about what a text is about, from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    /// Nothing in any text.
    Small,
    /// Whether something was liked, not what.
    Verdict,
    /// What could stand in a reply to anyone.
    Stock,
    /// What is asked for in replies to anyone, and what reviews are about as well.
    Weak,
    /// What could not stand in a review of, or a reply to, anyone.
    Telling,
}

/// A word of a text.
#[derive(Debug)]
pub(crate) struct Word {
    /// Its index in [`Text::tokens`].
    pub(crate) place: usize,
    /// The word without its ending; the whole word where it says less than [`Class::Weak`].
    pub(crate) stem: String,
    /// How much it says.
    pub(crate) class: Class,
}

/// The listed words, which are written as stems are (“instal”, “programme”); the first list that has a word decides.
static LISTED: LazyLock<HashMap<&str, Class>> = LazyLock::new(|| {
    let mut listed = HashMap::new();
    let lists = [(SMALL, Class::Small), (VERDICTS, Class::Verdict), (STOCK, Class::Stock), (WEAK, Class::Weak)];
    for (list, class) in lists {
        for word in list.iter().flat_map(|words| words.split_whitespace()) {
            listed.entry(word).or_insert(class);
        }
    }
    listed
});

/// The class of a word in either spelling. Looking for the other spelling takes long, and most words need none.
fn class(word: &str) -> Class {
    class_as_spelt(word).or_else(|| class_as_spelt(&spelling::canonical(word))).unwrap_or(Class::Telling)
}

/// The class of a word, or of what it is a plain form of: “waited” is “wait”, but “letters” is not “let”.
fn class_as_spelt(word: &str) -> Option<Class> {
    let of = |word: &str| LISTED.get(word).copied();
    let of_stem = |rest: &str| {
        let mut letters = rest.chars().rev();
        let doubled = letters.next().is_some_and(|last| letters.next() == Some(last));
        of(rest)
            .or_else(|| of(&format!("{rest}e")))
            .or_else(|| rest.get(..rest.len() - 1).filter(|_| doubled).and_then(of))
            .or_else(|| rest.strip_suffix('i').and_then(|rest| of(&format!("{rest}y"))))
    };
    of(word).or_else(|| word.strip_suffix('s').and_then(of)).or_else(|| {
        ["es", "ed", "ing", "ly"]
            .iter()
            .filter_map(|ending| word.strip_suffix(ending))
            .filter(|rest| rest.len() > 1)
            .find_map(of_stem)
    })
}

/// The words of a text that are long enough to say something: no numbers, no addresses.
pub(crate) fn words(text: &Text) -> Vec<Word> {
    let tokens = text.tokens.iter().enumerate();
    tokens
        .filter(|(_, token)| token.typed.is_none() && !token.flags.number && token.word.chars().count() >= SHORTEST)
        .map(|(place, token)| {
            let class = class(&token.word);
            // Two texts are never compared by words that say less.
            let stem = if class >= Class::Weak { stem(&token.word) } else { token.word.clone() };
            Word { place, stem, class }
        })
        .collect()
}

/// Stem and first place of the words of at least that class.
pub(crate) fn first_places<'a>(words: impl IntoIterator<Item = &'a Word>, least: Class) -> BTreeMap<&'a str, usize> {
    let mut places = BTreeMap::new();
    for word in words.into_iter().filter(|word| word.class >= least) {
        places.entry(word.stem.as_str()).or_insert(word.place);
    }
    places
}

/// Neighbours written as one word, where that is long enough to be no chance: “net banking”, “check in”.
pub(crate) fn joined(text: &Text, places: impl IntoIterator<Item = usize>) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for place in places {
        if let (Some(first), Some(second)) = (text.tokens.get(place), text.tokens.get(place + 1))
            && second.before == Break::None
            && first.word.chars().count() + second.word.chars().count() >= SHORTEST_JOINED
        {
            found.entry(cut(&format!("{}{}", first.word, second.word))).or_insert(place);
        }
    }
    found
}

/// The stems of the words of names.
pub(crate) fn names<'a>(names: impl IntoIterator<Item = &'a Option<String>>) -> BTreeSet<String> {
    names.into_iter().flatten().flat_map(|name| words_of(name)).map(|word| stem(&word)).collect()
}

/// A word without its ending, in one spelling: waiting, waited and waits are one. Crude on purpose: stems are only
/// compared.
pub(crate) fn stem(word: &str) -> String {
    cut(&spelling::canonical(word))
}

/// A word without its ending, as it is spelt.
fn cut(word: &str) -> String {
    let least = |rest: &str| rest.chars().count() >= 3;
    let mut cut = word;
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

/// Whether one letter put in, left out, replaced or swapped makes one word of the other.
pub(crate) fn near(left: &str, right: &str) -> bool {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let start = left.iter().zip(&right).take_while(|(left, right)| left == right).count();
    let end = left.iter().rev().zip(right.iter().rev()).take_while(|(left, right)| left == right).count();
    let most = left.len().max(right.len());
    let rest = |word: &[char]| word.get(start..start + 2).map(<[char]>::to_vec);
    let swapped = left.len() == right.len()
        && start + end + 2 >= most
        && rest(&left).is_some_and(|pair| rest(&right).is_some_and(|other| pair.iter().eq(other.iter().rev())));
    left.len().abs_diff(right.len()) <= 1 && (start + end + 1 >= most || swapped)
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
    fn listed_words_are_spelt_as_stems_are() {
        let others: Vec<&&str> = LISTED.keys().filter(|word| spelling::canonical(word) != ***word).collect();
        assert!(others.is_empty(), "{others:?}");
    }

    #[test]
    fn stems_of_any_word_are_made_without_panics() {
        for word in ["", "s", "é", "ééé", "ßs", "日本語ing", "ss", "eee"] {
            assert!(stem(word).len() <= word.len());
        }
    }

    #[test]
    fn plain_forms_of_listed_words_are_listed_and_other_words_are_telling() {
        for word in ["wait", "waited", "waiting", "stopped", "stopping", "tries", "tried", "apologized", "moves"] {
            assert!(class(word) < Class::Telling, "{word}");
        }
        for word in ["letters", "server", "pasta", "lens", "kayak"] {
            assert_eq!(class(word), Class::Telling, "{word}");
        }
    }

    #[test]
    fn words_that_stand_in_any_reply_do_not_tell() {
        let text = Text::new("We hope your experience with the pasta was great", &[]);
        let words = words(&text);
        assert_eq!(first_places(&words, Class::Telling).into_keys().collect::<Vec<_>>(), ["pasta"]);
    }
}
