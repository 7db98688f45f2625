//! Owns British against American spelling: which stems take which endings.
//! It must not know about misspellings.

/// The other regional spellings of a word; empty for a word that is spelt alike everywhere.
pub(super) fn others(word: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (british, american) in PAIRS {
        if *british == word {
            found.push((*american).to_owned());
        } else if *american == word {
            found.push((*british).to_owned());
        }
    }
    for class in CLASSES {
        found.extend(class.swap(word, class.british, class.american));
        found.extend(class.swap(word, class.american, class.british));
    }
    found.extend(replaced_start(word, |(british, american)| (british, american)));
    found.extend(replaced_start(word, |(british, american)| (american, british)));
    found
}

/// The British spelling of an American one; none for a word that is British already or spelt alike everywhere.
pub(super) fn british(word: &str) -> Option<String> {
    if let Some((british, _)) = PAIRS.iter().find(|(_, american)| *american == word) {
        return Some((*british).to_owned());
    }
    CLASSES
        .iter()
        .find_map(|class| class.swap(word, class.american, class.british))
        .or_else(|| replaced_start(word, |(british, american)| (american, british)))
}

/// Words built as prefix + stem + a regional part + ending: `un` + `favo` + `ur` + `able`.
struct Class {
    stems: &'static str,
    british: &'static str,
    american: &'static str,
    prefixes: &'static [&'static str],
    endings: &'static [&'static str],
}

impl Class {
    fn swap(&self, word: &str, from: &str, to: &str) -> Option<String> {
        // Most words end in another way, which is seen much sooner than that they start with none of the stems.
        let ends_as_here = |ending: &&str| {
            // One letter tells nearly all apart; a call to compare so few takes longer than that.
            let last = ending.bytes().last().or_else(|| from.bytes().last());
            last.is_none_or(|last| word.bytes().last() == Some(last))
                && word.strip_suffix(ending).is_some_and(|rest| rest.ends_with(from))
        };
        if !self.endings.iter().any(ends_as_here) {
            return None;
        }
        self.prefixes.iter().find_map(|prefix| {
            let rest = word.strip_prefix(prefix)?;
            self.stems.split_ascii_whitespace().find_map(|stem| {
                let ending = rest.strip_prefix(stem)?.strip_prefix(from)?;
                self.endings.contains(&ending).then(|| format!("{prefix}{stem}{to}{ending}"))
            })
        })
    }
}

fn replaced_start(
    word: &str,
    direction: impl Fn((&'static str, &'static str)) -> (&'static str, &'static str),
) -> Option<String> {
    STARTS.iter().find_map(|pair| {
        let (from, to) = direction(*pair);
        word.strip_prefix(from).map(|rest| format!("{to}{rest}"))
    })
}

const CLASSES: &[Class] = &[
    Class {
        stems: "agon antagon apolog author brutal capital categor central character colon commercial computer critic custom \
                demoral digit econom emphas energ equal empath external familiar fantas fertil final formal fratern \
                general global harmon hospital human hypnot hypothes ideal immun incentiv individual initial internal \
                item jeopard legal legitim local marginal material maxim mechan memor mesmer minim mobil modern monet \
                monopol moral neutral normal optim organ oxid patron penal personal polar popular pressur prior priorit \
                privat professional public ratio rational real recogn revital revolution romantic sanit scrutin \
                sensational sensit serial social special stabil standard steril stigmat subsid summar symbol sympath \
                synchron synthes tantal terror theor traumat trivial urban util vandal victim visual westerniz",
        british: "is",
        american: "iz",
        prefixes: &["", "un", "re", "dis", "de", "mis", "over", "de"],
        endings: &["e", "es", "ed", "er", "ers", "ing", "ation", "ations", "ational", "able", "ably"],
    },
    Class {
        stems: "anal paral catal electrol",
        british: "ys",
        american: "yz",
        prefixes: &["", "re", "un"],
        endings: &["e", "ed", "er", "ers", "ing"],
    },
    Class {
        stems: "ard arm behavi cand clam col endeav fav glam harb hon hum lab neighb od parl ranc rig rum sav savi \
                splend tum val vap vig flav",
        british: "our",
        american: "or",
        prefixes: &["", "un", "dis", "mis"],
        endings: &[
            "", "s", "ed", "ing", "er", "ers", "ite", "ites", "itism", "able", "ably", "ful", "fully", "less", "al",
            "hood", "hoods", "ly", "y", "ies",
        ],
    },
    Class {
        stems: "cancel travel label level model signal fuel total counsel equal quarrel rival jewel marvel marshal dial \
                initial shovel towel tunnel unravel panel pedal libel pencil channel funnel swivel snorkel",
        british: "l",
        american: "",
        prefixes: &["", "re", "un", "mis", "out"],
        endings: &["ed", "ing", "er", "ers", "or", "ors", "ous", "ously"],
    },
    Class {
        stems: "cent theat calib fib lit lust meag somb spect met kilomet centimet millimet manoeuv",
        british: "re",
        american: "er",
        prefixes: &["", "epi"],
        endings: &["", "s"],
    },
    Class {
        stems: "catalog dialog analog monolog prolog epilog",
        british: "ue",
        american: "",
        prefixes: &[""],
        endings: &["", "s"],
    },
    Class {
        stems: "defen offen preten",
        british: "ce",
        american: "se",
        prefixes: &["", "self"],
        endings: &["", "s", "less"],
    },
    Class {
        stems: "enrol fulfil instal instil distil appal",
        british: "",
        american: "l",
        prefixes: &["", "re", "un"],
        endings: &["s", "ment", "ments", ""],
    },
    Class {
        stems: "skil wil",
        british: "",
        american: "l",
        prefixes: &["", "un"],
        endings: &["ful", "fully", "fulness"],
    },
    Class {
        stems: "judg acknowledg lodg abridg",
        british: "ement",
        american: "ment",
        prefixes: &["", "mis", "pre"],
        endings: &["", "s", "al"],
    },
];

/// Whole families of words that differ in how they start.
const STARTS: &[(&str, &str)] = &[
    ("anaesth", "anesth"),
    ("paediatr", "pediatr"),
    ("orthopaed", "orthoped"),
    ("gynaecolog", "gynecolog"),
    ("haemorrh", "hemorrh"),
    ("haemato", "hemato"),
    ("anaemi", "anemi"),
    ("oestrogen", "estrogen"),
    ("diarrhoea", "diarrhea"),
    ("sceptic", "skeptic"),
    ("manoeuvr", "maneuvr"),
];

/// British, American.
const PAIRS: &[(&str, &str)] = &[
    ("afterwards", "afterward"),
    ("ageing", "aging"),
    ("aluminium", "aluminum"),
    ("benefitted", "benefited"),
    ("benefitting", "benefiting"),
    ("burnt", "burned"),
    ("catalogued", "cataloged"),
    ("centred", "centered"),
    ("centring", "centering"),
    ("cheque", "check"),
    ("cheques", "checks"),
    ("cosier", "cozier"),
    ("cosiest", "coziest"),
    ("cosy", "cozy"),
    ("despatch", "dispatch"),
    ("despatched", "dispatched"),
    ("despatches", "dispatches"),
    ("despatching", "dispatching"),
    ("doughnut", "donut"),
    ("doughnuts", "donuts"),
    ("dreamt", "dreamed"),
    ("enquire", "inquire"),
    ("enquired", "inquired"),
    ("enquires", "inquires"),
    ("enquiries", "inquiries"),
    ("enquiring", "inquiring"),
    ("enquiry", "inquiry"),
    ("focussed", "focused"),
    ("focusses", "focuses"),
    ("focussing", "focusing"),
    ("grey", "gray"),
    ("greys", "grays"),
    ("jewellery", "jewelry"),
    ("leapt", "leaped"),
    ("learnt", "learned"),
    ("licence", "license"),
    ("licences", "licenses"),
    ("likeable", "likable"),
    ("manoeuvre", "maneuver"),
    ("marvellous", "marvelous"),
    ("mould", "mold"),
    ("moulds", "molds"),
    ("mouldy", "moldy"),
    ("moustache", "mustache"),
    ("okay", "ok"),
    ("omelette", "omelet"),
    ("omelettes", "omelets"),
    ("practise", "practice"),
    ("practised", "practiced"),
    ("practises", "practices"),
    ("practising", "practicing"),
    ("programme", "program"),
    ("programmes", "programs"),
    ("pyjamas", "pajamas"),
    ("queueing", "queuing"),
    ("sizeable", "sizable"),
    ("spelt", "spelled"),
    ("spilt", "spilled"),
    ("spoilt", "spoiled"),
    ("targetted", "targeted"),
    ("towards", "toward"),
    ("tyre", "tire"),
    ("tyres", "tires"),
    ("woollen", "woolen"),
    ("yoghurt", "yogurt"),
    ("yoghurts", "yogurts"),
];
