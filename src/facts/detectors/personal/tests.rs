//! Tables of what each detector finds and what it leaves alone. All numbers are test numbers or invented.

use proptest::prelude::*;

use crate::facts::detectors::detect;

const NAMES: [&str; 6] = ["payment-card", "iban", "national-id", "postal-address", "identifier", "birth-date"];

fn found<'a>(name: &str, text: &'a str) -> Vec<&'a str> {
    let mut detections = Vec::new();
    detect(text, &mut detections);
    super::find(name, text, &detections).into_iter().map(|span| span.of(text)).collect()
}

/// Each row: a text, and what is in it, separated by ` | `.
#[track_caller]
fn holds(name: &str, rows: &[(&str, &str)]) {
    for (text, expected) in rows {
        let expected: Vec<&str> = expected.split(" | ").filter(|part| !part.is_empty()).collect();
        assert_eq!(found(name, text), expected, "{name} in {text:?}");
    }
}

#[test]
fn a_payment_card_has_its_check_digit_its_start_and_its_groups() {
    holds(
        "payment-card",
        &[
            ("We charged 4111 1111 1111 1111 twice.", "4111 1111 1111 1111"),
            ("Your card 4111-1111-1111-1111, expired", "4111-1111-1111-1111"),
            ("4111111111111111", "4111111111111111"),
            ("Amex 3782 822463 10005.", "3782 822463 10005"),
            ("5555 5555 5555 4444 2027", "5555 5555 5555 4444"),
            ("4111 1111 1111 1112", ""),
            ("1111 1111 1111 1117", ""),
            ("41 11 11 11 11 11 11 11", ""),
            ("Call +44 20 7946 0117", ""),
            ("the barcode 04111111111111111", ""),
            ("order 4111111111111111111111", ""),
            ("£4,111.11", ""),
            ("see x4111111111111111", ""),
        ],
    );
}

#[test]
fn a_bank_account_has_the_length_of_its_country_and_its_check() {
    holds(
        "iban",
        &[
            ("We paid into GB33 BUKB 2020 1555 5555 55 today.", "GB33 BUKB 2020 1555 5555 55"),
            ("DE89370400440532013000", "DE89370400440532013000"),
            ("to gb33bukb20201555555555.", "gb33bukb20201555555555"),
            ("GB34 BUKB 2020 1555 5555 55", ""),
            ("GB33 BUKB 2020", ""),
            ("XX33 BUKB 2020 1555 5555 55", ""),
            ("Route NO15 leaves at ten past nine", ""),
            ("GB33BUKB202015555555551", ""),
        ],
    );
}

#[test]
fn national_ids_are_told_by_check_digit_shape_or_name() {
    holds(
        "national-id",
        &[
            ("Your SSN 219-09-9999 is on file", "SSN 219-09-9999"),
            ("it was 219-09-9999.", "219-09-9999"),
            ("000-12-3456 and 666-12-3456 and 219-00-9999", ""),
            ("NINO AB 12 34 56 C", "AB 12 34 56 C"),
            ("(AB123456C)", "AB123456C"),
            ("GB 12 34 56 A", ""),
            ("AB 12 34 56 X", ""),
            ("DNI 12345678Z", "12345678Z"),
            ("12345678A", ""),
            ("NIE X1234567L", "X1234567L"),
            ("RSSMRA85T10A562S", "RSSMRA85T10A562S"),
            ("RSSMRA85T10A562T", ""),
            ("1 85 05 78 006 084 91 is yours", "1 85 05 78 006 084 91"),
            ("1 85 05 78 006 084 90", ""),
            ("CPF 111.444.777-35", "111.444.777-35"),
            ("111.444.777-36", ""),
            ("PAN ABCPE1234F", "ABCPE1234F"),
            ("model ABCDE1234F", ""),
            ("811218-9876", "811218-9876"),
            ("811318-9876", ""),
            ("your passport number X1234567 is here", "passport number X1234567"),
            ("driving licence no. MORGA657054SM9IJ", "licence no. MORGA657054SM9IJ"),
            ("number plate LB07 SEO", ""),
            ("your number plate LB07SEO", "plate LB07SEO"),
            ("bring your passport in 2026", ""),
            ("our liquor licence no. 88123", ""),
            ("call 020-7946-0117", ""),
            ("ZIP 94105-1234", ""),
        ],
    );
}

#[test]
fn numbers_of_india_and_france_are_checked_as_a_whole() {
    let aadhaar: Vec<String> = (0..10).map(|last| format!("id 2345 6789 012{last}")).collect();
    assert_eq!(aadhaar.iter().filter(|text| !found("national-id", text).is_empty()).count(), 1);
    let nir: Vec<String> = (1..98).map(|key| format!("id 1 85 05 78 006 084 {key:02}")).collect();
    assert_eq!(nir.iter().filter(|text| !found("national-id", text).is_empty()).count(), 1);
}

#[test]
fn an_address_is_a_house_number_and_a_street() {
    holds(
        "postal-address",
        &[
            ("We wrote to 14 Maple Street.", "14 Maple Street"),
            ("221b Baker St, London", "221b Baker St"),
            ("1200 West 5th Avenue", "1200 West 5th Avenue"),
            ("12 rue du Port, Nantes", "12 rue du Port"),
            ("12, rue Haute", "12, rue Haute"),
            ("Bahnhofstr. 5 in Köln", "Bahnhofstr. 5"),
            ("Lange Hauptstraße 12a", "Hauptstraße 12a"),
            ("3 St. Mary Close", "3 St. Mary Close"),
            ("table 12 on the street", ""),
            ("for 2 Lovely People", ""),
            ("in 2019 the street was closed", ""),
            ("a 5 Star Hotel on Court Street", ""),
            ("£14 Maple Street", ""),
            ("at 10:30 Park Lane opens", ""),
            ("24 hours a day, all the way", ""),
            ("12 places left", ""),
            ("we have 12 rue-flavoured cakes", ""),
            ("ZIP 94105 and SW1A 1AA", ""),
        ],
    );
}

#[test]
fn an_identifier_stands_beside_its_word() {
    holds(
        "identifier",
        &[
            ("Please include token no. 117535 in your mail.", "token no. 117535"),
            ("Your booking #HR-48213 was refunded", "booking #HR-48213"),
            ("token no. -117982", "token no. -117982"),
            ("token no. 114401in your mail", "token no. 114401"),
            ("We refunded order HR-48213.", "order HR-48213"),
            ("Your ticket 4821377 is closed", "ticket 4821377"),
            ("Case number: 2231/A", "Case number: 2231/A"),
            ("reference is 88123", ""),
            ("Ref: 88123.", "Ref: 88123"),
            ("account number is 00112233", "account number is 00112233"),
            ("You stayed in room 214.", "room 214"),
            ("Room no. 7 was cold, room 12B too", "Room no. 7"),
            ("the card ending in 4471 and your account ends ••••9921", "card ending in 4471 | account ends ••••9921"),
            ("card number ending 4471", "card number ending 4471"),
            ("there is room for improvement", ""),
            ("we sat at table 12 in room 5", ""),
            ("please order 24 hours ahead", ""),
            ("in order 500 guests could sit", ""),
            ("to order 20000 rupees worth", ""),
            ("a booking for 2024", ""),
            ("Order before 12:30", ""),
            ("your order 12/05/2024", ""),
            ("the policy of 2023", ""),
            ("ticket 4,500 sold", ""),
            ("please send your order number by e-mail", ""),
            ("case no one answers", ""),
            ("our account manager, 555-0134", ""),
            ("reorder 12345678", ""),
            ("any request 24/7", ""),
            ("order no 5 pizzas", ""),
        ],
    );
}

#[test]
fn a_date_of_birth_is_a_date_near_its_word() {
    holds(
        "birth-date",
        &[
            ("Your date of birth 12/05/1984 is not on file", "date of birth 12/05/1984"),
            ("DOB: 3/5/84.", "DOB: 3/5/84"),
            ("d.o.b. 1984-05-03", "d.o.b. 1984-05-03"),
            ("you were born on 3 May 1984", "born on 3 May 1984"),
            ("our records say you were born 3 May 1984", "born 3 May 1984"),
            ("birth date (12.05.1984)", "birth date (12.05.1984"),
            ("our bakery was born on 3 May 1984", ""),
            ("a birthday on 3 May", ""),
            ("your visit on 12/05/2024", ""),
            ("what is your date of birth?", ""),
        ],
    );
}

proptest! {
    #[test]
    fn whatever_is_found_lies_in_the_text_and_in_order(text in "(\\PC|[0-9 A-Z#.-]|(order|room|card|born|no|rue|Street) ){0,60}") {
        let mut detections = Vec::new();
        detect(&text, &mut detections);
        for name in NAMES {
            let mut end = 0;
            for span in super::find(name, &text, &detections) {
                prop_assert!(span.start >= end && span.end > span.start, "{name} {span:?} in {text:?}");
                prop_assert!(text.get(span.start..span.end).is_some(), "{name} {span:?} in {text:?}");
                end = span.end;
            }
        }
    }
}
