use super::*;
use crate::dates;
use crate::draft::{Context, Passage};
use crate::facts::brand::Brand;
use crate::pack::builtin;
use crate::triage::{Choice, Triage};

/// A reply with its rating and the dates of review and reply.
type Row<'a> = (&'a str, Option<u8>, &'a str, &'a str);

fn clusters(rows: &[Row<'_>]) -> Vec<Cluster> {
    let engine = Engine::new(builtin::rule_set(), Brand::default());
    let triage = Triage::new(engine.rules(), &Choice::default());
    let looks = Look::all(&engine, &triage);
    assert_eq!(looks.len(), 5);
    let mut across = Across::new(dates::parse("2026-04-01").unwrap());
    for (record, (reply, rating, reviewed, replied)) in (1..).zip(rows) {
        let date = |text: &&str| Some((*text).to_owned()).filter(|text| !text.is_empty());
        let context =
            Context { rating: *rating, reviewed_at: date(reviewed), replied_at: date(replied), ..Context::default() };
        let reply = Passage::verbatim(*reply, 0);
        let review = Some(Passage::verbatim("It was cold", 0));
        let draft = Draft { path: "a.csv".into(), record: Some(record), reply, review, context, ..Draft::default() };
        let facts = Facts::of(&engine, &draft);
        across.see_all(Trace::of(&engine, &looks, &draft, &facts));
    }
    across.clusters()
}

impl Across {
    fn see_all(&mut self, trace: Option<Trace>) {
        if let Some(trace) = trace {
            self.see(trace);
        }
    }
}

fn of<'c>(clusters: &'c [Cluster], rule: &str) -> Vec<&'c Cluster> {
    clusters.iter().filter(|cluster| cluster.rule == rule).collect()
}

fn records(cluster: &Cluster) -> Vec<u32> {
    cluster.members.iter().filter_map(|place| place.record).collect()
}

#[test]
fn the_same_reply_is_found_whatever_the_names_and_numbers() {
    let found = clusters(&[
        ("Hi Ana, thank you for your 5 stars and see you in Room 12 soon. Bo", None, "", ""),
        ("Thank you for the honest words about our old boiler.", None, "", ""),
        ("Hi Karl, thank you for your 4 stars and see you in Room 7 soon. Mei", None, "", ""),
    ]);
    let [cluster] = of(&found, "duplicate-reply")[..] else { panic!("{found:?}") };
    assert_eq!((cluster.size, records(cluster)), (2, vec![1, 3]));
    assert_eq!(cluster.label, "word for word, names and numbers aside");
    assert!(cluster.excerpt.as_ref().is_some_and(|excerpt| excerpt.starts_with("Hi Karl, thank you")));
}

#[test]
fn replies_that_share_most_of_their_wording_are_one_cluster_and_others_are_not_in_it() {
    let base = "thank you so much for taking the time to tell us about your stay with us this spring, it means the \
                world to the whole team at the front desk, who read every word of it this very morning over their \
                coffee before the first guests came down for breakfast";
    let found = clusters(&[
        (&format!("{base}. We hope to see you soon"), None, "", ""),
        (
            "The boiler was replaced on Tuesday and every room now has a heater of its own and a card with a number",
            None,
            "",
            "",
        ),
        (&format!("{base}. We hope to see you again"), None, "", ""),
    ]);
    let [cluster] = of(&found, "duplicate-reply")[..] else { panic!("{found:?}") };
    assert_eq!((cluster.size, records(cluster)), (2, vec![1, 3]));
    assert!(cluster.label.starts_with("2 versions"), "{}", cluster.label);
}

#[test]
fn an_answer_is_late_by_the_stars_of_its_review_and_one_from_before_it_is_not() {
    let found = clusters(&[
        ("Thank you, the boiler is new.", Some(1), "2026-03-01", "2026-03-10"),
        ("So sorry about the cold soup.", Some(2), "2026-03-01", "2026-03-02"),
        ("We have moved the bins outside.", Some(2), "2026-03-10", "2026-03-01"),
        ("That is good to hear from you.", Some(5), "2026-03-01", "2026-03-06"),
        ("A new door keeps the wind away.", Some(1), "03/04/2026", "2026-09-06"),
    ]);
    let [cluster] = of(&found, "late-reply")[..] else { panic!("{found:?}") };
    assert_eq!(records(cluster), [1]);
    assert_eq!(cluster.message, "1 of 2 replies to 1 and 2 stars came late");
    assert_eq!(cluster.label, "longer than 48 hours; the longest wait was 9 days");
}

#[test]
fn a_review_that_waits_is_found_by_the_clock() {
    let found = clusters(&[
        ("", Some(1), "2026-03-01", ""),
        ("", Some(1), "2026-03-31", ""),
        ("", Some(4), "2026-03-01", ""),
        ("", None, "", ""),
    ]);
    let waiting = of(&found, "unanswered-review");
    let shown: Vec<_> = waiting.iter().map(|cluster| (records(cluster), cluster.message.as_str())).collect();
    let expected = [
        (vec![1], "1 of 2 reviews with 1 and 2 stars and no answer have waited too long"),
        (vec![3], "1 of 1 reviews with 4 and 5 stars and no answer have waited too long"),
    ];
    assert_eq!(shown.len(), 2, "{shown:?}");
    for (shown, expected) in shown.iter().zip(&expected) {
        assert_eq!(shown.0, expected.0);
    }
}

#[test]
fn openings_that_a_quarter_of_the_replies_share_are_found() {
    let rows: Vec<String> = (0..12)
        .map(|number| {
            let word =
                ["apple", "bread", "candle", "door", "engine", "fence", "glass", "house", "ink", "jam", "key", "lamp"]
                    [number];
            let other = format!("The {word} was our own {word} mistake and the {word} is new");
            if number % 3 == 0 { format!("Hi Ana, thank you for your kind {word}. {other}.") } else { other }
        })
        .collect();
    let rows: Vec<Row<'_>> = rows.iter().map(|reply| (reply.as_str(), None, "", "")).collect();
    assert_eq!(of(&clusters(&rows), "repeated-opening").len(), 0, "six words are not the same");
    let rows: Vec<String> = rows.iter().map(|row| row.0.replace("kind ", "kind review about the ")).collect();
    let rows: Vec<Row<'_>> = rows.iter().map(|reply| (reply.as_str(), None, "", "")).collect();
    let found = clusters(&rows);
    let [cluster] = of(&found, "repeated-opening")[..] else { panic!("{found:?}") };
    assert_eq!((cluster.size, records(cluster)), (4, vec![1, 4, 7, 10]));
    assert_eq!(cluster.excerpt.as_deref(), Some("thank you for your kind review …"));
}

#[test]
fn sign_offs_of_many_kinds_are_found_and_those_of_one_are_not() {
    let signed = |ways: &[&str]| -> Vec<String> {
        (0..12)
            .map(|number| {
                format!("Dear Ana,\n\nthe boiler number {number} is new.\n\n{},\nTomas", ways[number % ways.len()])
            })
            .collect()
    };
    let many = signed(&["Kind regards", "Best wishes", "Yours sincerely", "Cheers"]);
    let rows: Vec<Row<'_>> = many.iter().map(|reply| (reply.as_str(), None, "", "")).collect();
    let found = clusters(&rows);
    let [cluster] = of(&found, "inconsistent-sign-off")[..] else { panic!("{found:?}") };
    assert_eq!((cluster.size, cluster.members.len()), (12, 4));
    let one = signed(&["Kind regards", "Kind regards", "Kind regards", "Best wishes"]);
    let rows: Vec<Row<'_>> = one.iter().map(|reply| (reply.as_str(), None, "", "")).collect();
    assert_eq!(of(&clusters(&rows), "inconsistent-sign-off").len(), 0);
}

/// The most memory that this process has used, in MiB.
#[cfg(target_os = "linux")]
fn most_memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<usize>().unwrap() / 1024
}

#[test]
#[ignore = "takes long without optimisation: cargo test --release --lib a_million -- --ignored"]
#[cfg(target_os = "linux")]
fn a_million_different_replies_take_less_than_512_mib() {
    let path: Arc<str> = "a.csv".into();
    let (mut duplicates, mut openings) = (duplicates::Duplicates::default(), openings::Openings::default());
    let before = most_memory();
    for number in 0..1_000_000_u32 {
        let word = [number, number / 7, number / 49].map(|part| format!("w{part}"));
        let all: Vec<&str> = word.iter().cycle().map(String::as_str).take(18).collect();
        let words = words::Words::for_test(&all);
        let place = Place { path: Arc::clone(&path), record: Some(number), line: number + 1 };
        duplicates.see(&place, &words);
        openings.see(&place, &words);
    }
    duplicates.found();
    openings.found();
    let used = most_memory() - before;
    assert!(used < 512, "{used} MiB");
}
