use super::*;

/// The part of the file that stands for bytes `offset..offset + length` of the string under `k`.
fn inside(text: &str, offset: usize, length: usize) -> String {
    let file = TomlFile { path: "x.toml".to_owned(), text: text.to_owned() };
    let (value, _) = read_file(&file, &mut Vec::new(), |reader, root| reader.text(root, "k").unwrap());
    assert!(value.value.get(offset..offset + length).is_some(), "the test asks for a part that is there");
    inner_span(text, value.span, offset, length).of(text).to_owned()
}

#[test]
fn a_part_of_a_string_is_found_between_its_quotes() {
    assert_eq!(inside("k = 'we are'", 3, 3), "are");
    assert_eq!(inside("k = \"we are\"", 0, 2), "we");
    assert_eq!(inside("k = '''\nwe are'''", 3, 3), "are");
    assert_eq!(inside("k = \"\"\"\r\nwe \"are\"\"\"\"", 3, 5), "\"are\"");
}

#[test]
fn a_part_of_a_string_is_found_behind_escapes() {
    assert_eq!(inside(r#"k = "a\tb\"c""#, 2, 1), "b");
    assert_eq!(inside(r#"k = "a\tb\"c""#, 3, 2), r#"\"c"#);
    assert_eq!(inside(r#"k = "\u00e9\U0001F600!""#, 2, 4), r"\U0001F600");
    assert_eq!(inside(r#"k = "\x41é!""#, 1, 2), "é");
    assert_eq!(inside("k = \"\"\"one \\\n   two\"\"\"", 4, 3), "two");
    assert_eq!(inside("k = \"\"\"one \\\n   two\"\"\"", 0, 4), "one ");
}

#[test]
fn a_part_past_the_end_is_clamped_to_the_string() {
    let text = "k = 'ab'";
    assert_eq!(inner_span(text, Span::new(4, 8), 2, 0), Span::new(7, 7));
    assert_eq!(inner_span(text, Span::new(4, 8), 9, 9), Span::new(7, 7));
    assert_eq!(inner_span(text, Span::new(4, 8), 1, 99).of(text), "b");
    assert_eq!(inner_span(text, Span::new(40, 80), 1, 9).of(text), "");
}

#[test]
fn a_range_may_be_written_in_several_ways() {
    let within = |text: &str| parse_range(text).unwrap().within(0, 9);
    assert_eq!(within("3"), Some((3, 3)));
    assert_eq!(within("1..=3"), Some((1, 3)));
    assert_eq!(within(" 1 .. 3 "), Some((1, 2)));
    assert_eq!(within("..4"), Some((0, 3)));
    assert_eq!(within("4.."), Some((4, 9)));
    assert_eq!(within("<=2"), Some((0, 2)));
    assert_eq!(within("<2"), Some((0, 1)));
    assert_eq!(within(">= 4"), Some((4, 9)));
    assert_eq!(within(">4"), Some((5, 9)));
}

#[test]
fn a_range_without_a_number_in_it_is_known_as_such() {
    for text in ["..0", "<0", "4..=2", "3..3"] {
        assert_eq!(parse_range(text).unwrap().within(0, 9), None, "{text}");
    }
}

#[test]
fn what_is_no_range_is_refused() {
    for text in ["", "..", "1-3", "a", "1..=", "1...3", "-1", "=3", "<", ">99999999999999999999"] {
        assert_eq!(parse_range(text), None, "{text}");
    }
}
