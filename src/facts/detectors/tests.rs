//! Tables of what each detector finds and what it leaves alone.

use proptest::prelude::*;

use super::*;

fn found(text: &str, kind: Detector) -> Vec<&str> {
    let mut out = Vec::new();
    detect(text, &mut out);
    out.iter().filter(|detection| detection.kind == kind).map(|detection| detection.span.of(text)).collect()
}

/// Each row: a text, and what of that kind is in it, separated by ` | `.
#[track_caller]
fn holds(kind: Detector, rows: &[(&str, &str)]) {
    for (text, expected) in rows {
        let expected: Vec<&str> = expected.split(" | ").filter(|part| !part.is_empty()).collect();
        assert_eq!(found(text, kind), expected, "{} in {text:?}", kind.name());
    }
}

#[test]
fn addresses_are_found_also_obfuscated_and_without_the_punctuation_around_them() {
    holds(
        Detector::Email,
        &[
            ("Email us at care@example.com.", "care@example.com"),
            ("Write to stays@harbourinn.example, please", "stays@harbourinn.example"),
            ("(first.last+tag@mail.example.co.uk)", "first.last+tag@mail.example.co.uk"),
            ("mailto:care@example.com", "care@example.com"),
            ("CARE@EXAMPLE.COM", "CARE@EXAMPLE.COM"),
            ("dave1987@example.com told us", "dave1987@example.com"),
            ("<care@example.com>", "care@example.com"),
            ("a@example.com/b@example.com", "a@example.com | b@example.com"),
            ("care@example.com.team Harbour", "care@example.com"),
            ("care@example.in.We will reply", "care@example.in"),
            ("care@example.com.au, thanks", "care@example.com.au"),
            ("care@my.brand", "care@my.brand"),
            ("_care_@example.com", "_care_@example.com"),
            ("info (at) cafe.co.uk", "info (at) cafe.co.uk"),
            ("info[at]cafe[dot]com", "info[at]cafe[dot]com"),
            ("info (at) cafe dot com.", "info (at) cafe dot com"),
            ("info at cafe dot com", "info at cafe dot com"),
            ("info at cafe dot co dot uk today", "info at cafe dot co dot uk"),
            ("info @ cafe.com", "info @ cafe.com"),
            ("jo.bell @cafe.com", "jo.bell @cafe.com"),
            ("please email mobile @cafe.com and", "mobile @cafe.com"),
        ],
    );
    holds(
        Detector::Email,
        &[
            ("see you at ten", ""),
            ("see us @ example.com", ""),
            ("email us @example.com", ""),
            ("Regards, Sam @ Harbour App", ""),
            ("Sam@Harbour App", ""),
            ("[email protected]", ""),
            ("@harbourinn", ""),
            ("a @ b", ""),
            ("we looked at polka dot dresses", ""),
            ("meet (at) noon", ""),
            ("@", ""),
            ("x@", ""),
            ("@.com", ""),
        ],
    );
}

#[test]
fn web_addresses_are_found_with_and_without_a_scheme() {
    holds(
        Detector::Url,
        &[
            ("Visit https://example.com/help?id=5#top.", "https://example.com/help?id=5#top"),
            ("(see http://example.com/a_(b))", "http://example.com/a_(b)"),
            ("HTTPS://EXAMPLE.COM", "HTTPS://EXAMPLE.COM"),
            ("www.example.com, or", "www.example.com"),
            ("www.Harbourinn.example", "www.Harbourinn.example"),
            ("go to example.com/help!", "example.com/help"),
            ("on wetransfer.com today", "wetransfer.com"),
            ("support.example.co.uk.", "support.example.co.uk"),
            ("bit.ly/3xYz", "bit.ly/3xYz"),
            ("g.page/harbour-inn/review", "g.page/harbour-inn/review"),
            ("niyo-x.example.in/form", "niyo-x.example.in/form"),
            ("the link example.in for", "example.in"),
            ("using portal.example.in today", "portal.example.in"),
            ("visit our website Harbourinn.com.", "Harbourinn.com"),
            ("example.com.au is ours", "example.com.au"),
            ("<https://example.com>", "https://example.com"),
            ("“https://example.com”", "https://example.com"),
            ("[form](https://example.com/form)", "https://example.com/form"),
        ],
    );
    holds(
        Detector::Url,
        &[
            ("You booked through Booking.com and Hotels.com.", ""),
            ("on Amazon.co.uk", ""),
            ("via booking.com", ""),
            ("e.g. a towel, i.e. this", ""),
            ("It was ok.thanks", ""),
            ("the end.Next time", ""),
            ("we did.It was late", ""),
            ("so late.in the end", ""),
            ("version v2.0.1 or 3.1.1", ""),
            ("invoice.pdf and photo.jpeg", ""),
            ("thanks...com", ""),
            ("3.app is slow", ""),
            ("my mob.no. is", ""),
            ("care@example.com", ""),
            ("at 5.30 p.m.", ""),
            ("John.Smith called", ""),
            ("a.m.", ""),
            ("http:// alone", ""),
            ("and/or", ""),
        ],
    );
}

#[test]
fn handles_are_names_of_accounts() {
    holds(
        Detector::Handle,
        &[
            ("message us @harbour_inn.", "@harbour_inn"),
            ("(@harbour.inn)", "@harbour.inn"),
            ("@HarbourInn on Instagram", "@HarbourInn"),
            ("care@example.com", ""),
            ("@ab", ""),
            ("@ harbour", ""),
            ("@123", ""),
            ("a@@harbour", ""),
            ("@averyveryverylongnamethatnobodyhasinreality", ""),
        ],
    );
}

#[test]
fn telephone_numbers_are_known_by_their_shape() {
    holds(
        Detector::Phone,
        &[
            ("+44 20 7946 0018", "+44 20 7946 0018"),
            ("+44 (0)20 7946 0018.", "+44 (0)20 7946 0018"),
            ("(555) 010-0199", "(555) 010-0199"),
            ("call (555-010-0199).", "555-010-0199"),
            ("(020) 7946 0018", "(020) 7946 0018"),
            ("020 7946 0018", "020 7946 0018"),
            ("02079460018", "02079460018"),
            ("555.010.0199", "555.010.0199"),
            ("358-555-0123 and", "358-555-0123"),
            ("1-800-555-0199", "1-800-555-0199"),
            ("1-800-FLOWERS!", "1-800-FLOWERS"),
            ("0171 2345678", "0171 2345678"),
            ("0171/2345678", "0171/2345678"),
            ("+91 98765 43210", "+91 98765 43210"),
            ("98765 43210", "98765 43210"),
            ("+33 1 23 45 67 89", "+33 1 23 45 67 89"),
            ("01 23 45 67 89", "01 23 45 67 89"),
            ("1800 123 456", "1800 123 456"),
            ("1800-347-1458 or", "1800-347-1458"),
            ("022-68070301", "022-68070301"),
            ("or 18003471458 on working days", "18003471458"),
            ("020 7946 0018 24 hours a day", "020 7946 0018"),
            ("+4420-7946-0018 ext. 12", "+4420-7946-0018 ext. 12"),
            ("555-010-0199 x12", "555-010-0199 x12"),
            ("Ines\n5550100199", "5550100199"),
        ],
    );
}

#[test]
fn doubtful_digits_are_a_telephone_number_only_beside_a_word_that_says_so() {
    holds(
        Detector::Phone,
        &[
            ("call 555-0134", "555-0134"),
            ("ring us on 6123 4567", "6123 4567"),
            ("call 13 12 34 today", "13 12 34"),
            ("call us on 13 33 50 24 hours a day", "13 33 50"),
            ("our helpline# 8000056420.", "8000056420"),
            ("reach us #8000056420", "8000056420"),
            ("our WhatsApp number 919876543210", "919876543210"),
            ("call our desk on 18003471458", "18003471458"),
            ("555-0134", ""),
            ("13 12 34", ""),
            ("8000056420 points", ""),
            ("call us with order number 48213777", ""),
            ("call about booking 4821-3777", ""),
        ],
    );
}

#[test]
fn other_digits_are_no_telephone_number() {
    holds(
        Detector::Phone,
        &[
            ("on 12/05/2024", ""),
            ("from 2019-2024", ""),
            ("call between 2019 - 2024", ""),
            ("2024-05-12", ""),
            ("at 10:30", ""),
            ("order 48213", ""),
            ("10-15 minutes", ""),
            ("call after 10-15 minutes", ""),
            ("1,000,000 guests", ""),
            ("£1,200.50", ""),
            ("call for 020.5", ""),
            ("4111 1111 1111 1111", ""),
            ("1234567890123456", ""),
            ("192.168.100.200", ""),
            ("4.32.0.0.0137", ""),
            ("version 11.0.0", ""),
            ("order 112-4567890-1234567", ""),
            ("ref 020 7946 0018", ""),
            ("rooms 101 102 103", ""),
            ("A0207946001", ""),
            ("+10 points", ""),
            ("(2) yes", ""),
        ],
    );
}

#[test]
fn ways_through_menus_are_found_whole() {
    holds(
        Detector::Path,
        &[
            ("Go to Profile > Help for more.", "Profile > Help"),
            ("Settings → Account → Cancel", "Settings → Account → Cancel"),
            ("in the side Menu > Help & Support section", "Menu > Help & Support"),
            ("Tap Settings>Privacy>Delete my Account.", "Settings>Privacy>Delete my Account"),
            ("Open Menu -> Bank account -> Close", "Menu -> Bank account -> Close"),
            ("our Harbour app > Menu > Support. Thank you", "Harbour app > Menu > Support"),
            ("play store -> settings -> protect", "play store -> settings -> protect"),
            ("Menu › Konto » Hilfe", "Menu › Konto » Hilfe"),
            ("5 > 3", ""),
            ("price > quality", ""),
            ("> quoted line", ""),
            ("<b>Hello</b> World", ""),
            ("<B>Hello</B>", ""),
            ("« Bonjour » Monsieur", ""),
            ("Thanks ->", ""),
            ("=> Thanks", ""),
            ("Menu >\nHelp", ""),
        ],
    );
}

#[test]
fn money_is_a_number_with_a_currency() {
    holds(
        Detector::Money,
        &[
            ("£12 and $5.99", "£12 | $5.99"),
            ("€10, 10€ or 10 €", "€10 | 10€ | 10 €"),
            ("20 euros, 15 Dollars", "20 euros | 15 Dollars"),
            ("Rs. 500 or Rs 422/- or ₹21", "Rs. 500 | Rs 422/- | ₹21"),
            ("1,200 USD or USD 1,200", "1,200 USD | USD 1,200"),
            ("US$50 and A$20", "US$50 | A$20"),
            ("$5k, $2 million", "$5k | $2 million"),
            ("just $4.99/month", "$4.99"),
            ("$$$ food", ""),
            ("$ 5", "$ 5"),
            ("20 guests", ""),
            ("he pounded 20 poundings", ""),
        ],
    );
}

#[test]
fn dates_are_days_or_months_of_a_year() {
    holds(
        Detector::Date,
        &[
            ("on 12/05/2024 and 12/31/22", "12/05/2024 | 12/31/22"),
            ("03-08-2021, 01.11.2025", "03-08-2021 | 01.11.2025"),
            ("2024-05-12", "2024-05-12"),
            ("5 May, 5th of May 2024", "5 May | 5th of May 2024"),
            ("May 5th, 2024 was", "May 5th, 2024"),
            ("on June 3", "June 3"),
            ("since March 2021", "March 2021"),
            ("(8 March 2021)", "8 March 2021"),
            ("05-May-2024", "05-May-2024"),
            ("12/05", ""),
            ("24/7", ""),
            ("you may 5 times", ""),
            ("99/99/2024", ""),
            ("version 1.2.24", ""),
            ("Monday", ""),
            ("June 30% off", ""),
        ],
    );
}

#[test]
fn times_are_hours_of_a_day() {
    holds(
        Detector::Time,
        &[
            ("at 10:30.", "10:30"),
            ("5pm or 5 p.m. or 10.30am", "5pm | 5 p.m. | 10.30am"),
            ("until 5 p.m. We", "5 p.m"),
            ("9 AM to 6 PM", "9 AM | 6 PM"),
            ("10:30:15", "10:30:15"),
            ("7 o'clock, 8 o’clock", "7 o'clock | 8 o’clock"),
            ("5 amazing meals", ""),
            ("10.30", ""),
            ("25:10", ""),
            ("10:3", ""),
            ("2:1", ""),
            ("15pm", ""),
        ],
    );
}

#[test]
fn numbers_are_the_remaining_digits() {
    holds(
        Detector::Number,
        &[
            ("1,200 guests, 4.2 stars, 50%", "1,200 | 4.2 | 50%"),
            ("50 % off", "50 %"),
            ("the 5th and 2nd", "5th | 2nd"),
            ("10-15 minutes", "10 | 15"),
            ("24/7", "24 | 7"),
            ("30mins and 500ml", "30 | 500"),
            ("room 204.", "204"),
            ("version 4.35.0", "4.35.0"),
            ("COVID-19", "19"),
            ("4G, 3D, v2, A4, H2O", ""),
            ("three guests", ""),
            ("12345678901234567890", "12345678901234567890"),
        ],
    );
}

#[test]
fn emoji_count_one_by_one_with_all_that_belongs_to_them() {
    holds(
        Detector::Emoji,
        &[
            ("Thanks 🙏🏽!", "🙏🏽"),
            ("👨‍👩‍👧🎉", "👨‍👩‍👧 | 🎉"),
            ("🇬🇧🇮🇪", "🇬🇧 | 🇮🇪"),
            ("❤️ ☺ ⭐", "❤️ | ☺ | ⭐"),
            ("1️⃣ first", "1️⃣"),
            (":) ;-) :D <3", ":) | ;-) | :D | <3"),
            ("Thanks:)", "Thanks:)".strip_prefix("Thanks").unwrap_or("")),
            ("great :-)))", ":-)))"),
            ("so sad :(", ":("),
            ("© Harbour ™ → • ✓ ½ é 日本", ""),
            ("Hours:(mornings) and (see below:)", ""),
            ("10:00", ""),
            ("note:Do this", ""),
            ("https://example.com", ""),
            ("staff:Dave", ""),
            ("a <3 b", "<3"),
            ("x <30", ""),
        ],
    );
}

#[test]
fn shouting_is_found_by_runs_and_abbreviations_are_left_alone() {
    holds(
        Detector::Caps,
        &[
            ("We are NOT liars", "NOT"),
            ("THIS IS A LIE", "THIS IS A LIE"),
            ("you NEVER told us, NEVER!", "NEVER | NEVER"),
            ("GET IT NOW at IKEA", "GET IT NOW"),
            ("it was SO BAD!!", "SO BAD"),
            ("we have NO record", "NO"),
            ("DON'T call", "DON'T"),
            ("I DID NOT", "DID NOT"),
            ("our APP works with UPI and the NHS ID", ""),
            ("REF NO. 5", ""),
            ("Team BHIM, ANZ App", ""),
            ("Regards, AD.", ""),
            ("Hi NIKHIL, thanks", ""),
            ("Dear MARIA LOPEZ, thanks", ""),
            ("Hi Teresa LOPEZINA, thanks", ""),
            ("COVID-19 in the UK at 9 AM", ""),
            ("I am A happy guest", ""),
            ("WiFi, iOS, McDonald", ""),
            ("CALL US TODAY", "CALL US TODAY"),
            ("an ABSOLUTELY false claim", "ABSOLUTELY"),
        ],
    );
}

#[test]
fn placeholders_are_slots_that_nobody_filled() {
    holds(
        Detector::Placeholder,
        &[
            ("Dear {{name}}, hi {name}", "{{name}} | {name}"),
            (
                "Hi {{ ticket.requester.first_name|default: 'there' }}",
                "{{ ticket.requester.first_name|default: 'there' }}",
            ),
            ("{% if rating > 3 %}x{% endif %}", "{% if rating > 3 %} | {% endif %}"),
            ("Hi ${name}, #{name}", "${name} | #{name}"),
            ("Hi %name%, %FIRST_NAME% %s", "%name% | %FIRST_NAME% | %s"),
            ("Dear <name>, <Guest Name>", "<name> | <Guest Name>"),
            ("Dear [Name], [Your Name] of [business name]", "[Name] | [Your Name] | [business name]"),
            ("[insert apology here]", "[insert apology here]"),
            ("[Hotel Aurora]", "[Hotel Aurora]"),
            ("[Brief apology for the issue — without excuses]", "[Brief apology for the issue — without excuses]"),
            ("[[name]] <<x>> <<first name>>", "[[name]] | <<x>> | <<first name>>"),
            ("Call XXX or xxx-xxx-xxxx now", "XXX | xxx-xxx-xxxx"),
            ("on XX/XX/XXXX at £xx", "XX/XX/XXXX | £xx"),
            ("Dear INSERT NAME, YOUR NAME HERE", "INSERT NAME, YOUR NAME HERE"),
            ("Dear ____, welcome", "____"),
            ("$first_name", "$first_name"),
            ("«First_Name»", "«First_Name»"),
        ],
    );
    holds(
        Detector::Placeholder,
        &[
            ("<br>, <b>bold</b>, <p>", ""),
            ("<a href=\"x\">", ""),
            ("they said \"there\" [sic] [1] [...]", ""),
            ("[email protected] [name removed]", ""),
            ("[Name](https://example.com)", ""),
            ("[laughs loudly] [Edit: typo]", ""),
            ("50% of 20% and 100% safe", ""),
            ("Love, Anna xx", ""),
            ("Love, Anna xxx", ""),
            ("Love, Anna XXX", ""),
            ("size XXL and XL", ""),
            ("{} { } {:?}", ""),
            ("above\n____\nbelow", ""),
            ("snake__case", ""),
            ("$5_000", ""),
            ("I <3 this > that", ""),
            ("« Bonjour »", ""),
            ("[x] done, [ ] open", ""),
        ],
    );
}

#[test]
fn where_two_overlap_the_one_that_says_more_stays() {
    let kinds = |text: &str| {
        let mut out = Vec::new();
        detect(text, &mut out);
        out.iter().map(|detection| detection.kind.name()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(kinds("INFO2024@EXAMPLE.COM"), "email");
    assert_eq!(kinds("USD 20"), "money");
    assert_eq!(kinds("Settings > HELP NOW"), "path");
    assert_eq!(kinds("https://example.com/2024-05-12/555-010-0199"), "url");
    assert_eq!(kinds("{{phone_2}}"), "placeholder");
}

#[test]
fn names_and_detectors_correspond() {
    for detector in Detector::ALL {
        assert_eq!(Detector::parse(detector.name()), Some(*detector));
    }
    assert_eq!(Detector::parse("num"), Some(Detector::Number));
    assert_eq!(Detector::parse("name"), None);
}

#[test]
fn detections_are_appended_to_what_is_there() {
    let mut out = Vec::new();
    detect("care@example.com", &mut out);
    detect("call 555-0134", &mut out);
    assert_eq!(out.iter().map(|detection| detection.kind).collect::<Vec<_>>(), [Detector::Email, Detector::Phone]);
}

fn check_order(text: &str) {
    let mut out = Vec::new();
    detect(text, &mut out);
    let mut end = 0;
    for detection in &out {
        let span = detection.span;
        assert!(span.start >= end && span.end > span.start && span.end <= text.len(), "{detection:?} in {text:?}");
        assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{detection:?} in {text:?}");
        end = span.end;
    }
}

#[test]
fn a_long_run_of_anything_is_read_in_one_pass() {
    for piece in [
        "a",
        "1",
        "A",
        "@",
        ".",
        ">",
        "[",
        "<",
        "{",
        "X",
        "x",
        "_",
        "a.",
        "1.",
        "1-",
        "1>",
        "A ",
        "AA ",
        "I ",
        "$",
        "%",
        "%a",
        "(",
        "🙏",
        "x@",
        "a@",
        "-",
        "=",
        "> ",
        "->",
        "https://",
        "http://)",
        "www.",
        "{{",
        "<<",
        "[[",
        ":(",
        "a:)",
        "a:(",
        "___ ",
        "call ",
        "1234567 ",
        " dot ",
        "at dot ",
        "+1",
        "(at)",
        "\u{200d}",
        "❤\u{200d}",
        "🇬",
        "Rs",
        "May ",
        "1 ",
    ] {
        let text = piece.repeat(30_000 / piece.len());
        let started = std::time::Instant::now();
        check_order(&text);
        // One pass takes a fraction of a second even unoptimised, a quadratic one many.
        assert!(started.elapsed().as_secs() < 4, "{piece:?} took {:?}", started.elapsed());
    }
}

proptest! {
    #[test]
    fn any_text_gives_sorted_spans_on_characters(text in any::<String>()) {
        check_order(&text);
    }

    #[test]
    fn any_soup_of_telling_pieces_gives_sorted_spans_on_characters(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "@", ".", ":", "//", "http", "www.", "com", "a", "A", "NOT", "x", "XXX", "1", "20", "2024", "+", "-", "/", "(",
                ")", "[", "]", "{", "}", "<", ">", "%", "$", "£", "€", "_", " ", "  ", "\n", "🙏", "\u{fe0f}", "\u{200d}", "é", "É",
                "May", " at ", " dot ", "(at)", "pm", "th", "Rs", "→", "«", "»", "'", "’", "\u{a0}", "call ", "name", "#", ",", ";", "^",
                "=", "ext", "日", "\u{20e3}", "🇬",
            ]),
            0..40,
        )
    ) {
        check_order(&pieces.concat());
    }
}
