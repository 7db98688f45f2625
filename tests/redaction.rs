//! Nothing that `--redact` hides can be read in any format.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::ops::ControlFlow;
use std::sync::LazyLock;

use proptest::prelude::*;
use replylint::across::{Across, Look, Trace};
use replylint::baseline::Baseline;
use replylint::draft::Draft;
use replylint::engine::Engine;
use replylint::facts::Facts;
use replylint::facts::brand::Brand;
use replylint::finding::Verdict;
use replylint::input::{Defaults, Item, read_stream};
use replylint::judge;
use replylint::pack::builtin;
use replylint::redact::Redaction;
use replylint::report::{self, Checked, Format, Outcome, Style, Summary};
use replylint::stats::Marks;
use replylint::triage::{Case, Choice, Triage};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(builtin::rule_set(), Brand::default()));

/// What nobody may read.
#[derive(Debug, Clone)]
struct Secrets {
    first: String,
    last: String,
    words: Vec<String>,
    email: String,
    phone: String,
    order: String,
}

fn secrets() -> impl Strategy<Value = Secrets> {
    (
        "Qz[a-z]{4,7}",
        "Xv[a-zé]{4,7}",
        prop::collection::vec("zq[a-zßñ]{4,8}", 6..12),
        "qx[a-z]{5,8}",
        "7946 0[1-9][0-9]{2}",
        "[1-9][0-9]{5}",
    )
        .prop_map(|(first, last, words, email, phone, order)| Secrets { first, last, words, email, phone, order })
}

impl Secrets {
    fn review(&self) -> String {
        format!("Awful. The {} was cold and I waited for an hour! Call {}.", self.words.join(" "), self.phone)
    }

    /// Sentences that rules look at, with the secrets in them.
    fn sentences(&self) -> Vec<String> {
        let Self { first, last, words, email, phone, order } = self;
        let some = words.iter().take(3).map(String::as_str).collect::<Vec<_>>().join(" ");
        let more = words.iter().take(6).map(String::as_str).collect::<Vec<_>>().join(" ");
        vec![
            format!("Dear {first},"),
            format!("Hi Mr {last},"),
            format!("{first} {last}, this is simply not true."),
            format!("We are sorry if you felt that “{some}” was our fault, {first}."),
            format!("You should have read the menu: {more}."),
            format!("Your order {order} was late."),
            format!("We wrote to you at {email}@mail.example and you never answered."),
            format!("We called you on +44 20 {phone} twice!!!"),
            "We will see you in court.".to_owned(),
            "Kind regards,\nNoor".to_owned(),
        ]
    }

    fn all(&self) -> Vec<String> {
        let mut all = self.words.clone();
        all.extend([&self.first, &self.last, &self.email, &self.phone, &self.order].map(Clone::clone));
        all.extend([self.first.to_lowercase(), self.last.to_lowercase()]);
        all
    }
}

fn drafts(name: &str, text: &str) -> Vec<Draft> {
    let mut drafts = Vec::new();
    read_stream(&mut text.as_bytes(), Some(name), &Defaults::default(), &mut |item| {
        if let Item::Draft(draft) = item {
            drafts.push(draft);
        }
        ControlFlow::Continue(())
    });
    drafts
}

/// Everything that any format says about the drafts.
fn reports(drafts: Vec<Draft>) -> Vec<(&'static str, String)> {
    let triage = Triage::new(ENGINE.rules(), &Choice::default());
    let looks = Look::all(&ENGINE, &triage);
    let mut across = Across::new(0);
    let mut outcomes = Vec::new();
    for draft in drafts {
        let facts = Facts::of(&ENGINE, &draft);
        let case = Case { rules: ENGINE.rules(), draft: &draft, facts: &facts };
        let triaged = triage.report(&case, &Baseline::default(), judge::findings(&ENGINE, &draft, &facts));
        let redaction = Redaction::of(&ENGINE, &draft, &facts);
        assert_eq!(redaction.reply().len(), draft.reply.text.len());
        if let Some(trace) = Trace::of(&ENGINE, &looks, &draft, &facts) {
            across.see(trace.showing(redaction.reply(), &facts));
        }
        let marks = Some(Marks::of(&ENGINE, &draft, &facts));
        let (verdict, findings) = (Verdict::of(&triaged.findings), triaged.findings);
        outcomes.push(Outcome::Checked(redaction.apply(Checked { draft, findings, verdict, marks })));
    }
    let clusters = across.clusters();
    let mut summary = Summary::default();
    outcomes.iter().for_each(|outcome| summary.count(outcome));
    let mut all = Vec::new();
    for (name, format) in Format::NAMES {
        let style = Style::default();
        let mut out: String = outcomes.iter().map(|outcome| report::render(outcome, *format, &style)).collect();
        let end = report::end(&summary, &clusters, *format, &style);
        out.extend(clusters.iter().map(|cluster| report::cluster(cluster, *format, &style)));
        out.push_str(&(end.stdout + &end.stderr));
        all.push((*name, out));
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    #[test]
    fn no_format_shows_what_is_hidden(
        secrets in secrets(),
        picks in prop::collection::vec(0_usize..10, 1..8),
        suppresses in any::<bool>(),
    ) {
        let sentences = secrets.sentences();
        let reply: Vec<&str> = picks.iter().filter_map(|pick| sentences.get(*pick).map(String::as_str)).collect();
        let comment = if suppresses { "<!-- replylint-disable-file tone, denail -->\n\n" } else { "" };
        let name = format!("{} {}", secrets.first, secrets.last);
        let markdown = format!(
            "---\nrating: 1\nreviewer: {name}\nid: {order}\nreview: \"{review}\"\n---\n{comment}> {review}\n\n{reply}\n",
            order = secrets.order,
            review = secrets.review(),
            reply = reply.join("\n\n"),
        );
        let record = serde_json::json!({
            "rating": 1, "reviewer": name, "id": secrets.order, "review": secrets.review(), "reply": reply.join(" "),
        });
        let records = format!("{record}\n{record}\n");
        let mut all = drafts("a.md", &markdown);
        all.extend(drafts("b.txt", &markdown.replace(comment, "")));
        all.extend(drafts("c.jsonl", &records));
        for (format, out) in reports(all) {
            for secret in secrets.all() {
                prop_assert!(!out.contains(&secret), "{format} shows {secret}:\n{out}");
            }
        }
    }
}

#[test]
fn carets_stay_where_they_are_and_the_rest_of_the_reply_can_be_read() {
    let text =
        "---\nrating: 1\nreviewer: Ana\n---\nDear Ana,\n\nThank you for writing. This is simply not true, Ana.\n";
    let full = reports(drafts("a.md", text)).into_iter().find(|(format, _)| *format == "full").unwrap().1;
    let line = full.lines().position(|line| line.contains("This is simply not true, ***.")).unwrap();
    let (words, caret) = (full.lines().nth(line).unwrap(), full.lines().nth(line + 1).unwrap());
    assert_eq!(words.find("This is"), caret.find('^'), "{full}");
    assert!(!full.contains("Ana"), "{full}");
}

#[test]
fn of_a_comment_that_suppresses_its_reason_is_hidden() {
    let comment = "<!-- replylint-disable-file tone, nothing-such -- Ottoline Brae asked us to -->";
    let text = format!("---\nrating: 1\n---\nThank you for writing.\n\n{comment}\n");
    let full = reports(drafts("a.md", &text)).into_iter().find(|(format, _)| *format == "full").unwrap().1;
    let shown = "<!-- replylint-disable-file tone, nothing-such -- ******** **** ***** ** ** -->";
    assert!(full.contains(shown), "{full}");
}

/// The reply to a review of “Ottoline Brae”, as others may read it.
fn hidden(reply: &str) -> String {
    let review = "The soup was cold and your head chef was rude to my mother.";
    let text = format!("---\nrating: 1\nreviewer: Ottoline Brae\nreview: {review}\n---\n{reply}\n");
    let draft = drafts("a.txt", &text).remove(0);
    Redaction::of(&ENGINE, &draft, &Facts::of(&ENGINE, &draft)).reply().to_owned()
}

#[test]
fn who_wrote_the_review_how_they_are_reached_and_what_they_said_is_private() {
    for (reply, expected) in [
        ("Dear Ottoline, thank you.", "Dear ********, thank you."),
        ("Thank you, Ms Brae. Ottoline’s table is free.", "Thank you, Ms ****. ********’* table is free."),
        ("We wrote to otti@mail.example today.", "We wrote to ****@****.******* today."),
        ("We rang +44 20 7946 0117 twice.", "We rang +** ** **** **** twice."),
        ("Your booking no. 881234 is cancelled.", "Your ******* **. ****** is cancelled."),
        ("You write “your head chef was rude”.", "You write “**** **** **** *** ****”."),
        ("It was cold and your head chef was rude, you say.", "It *** **** *** **** **** **** *** ****, you say."),
    ] {
        assert_eq!(hidden(reply), expected);
    }
}

#[test]
fn staff_prices_dates_and_the_words_of_the_business_are_not_private() {
    for reply in [
        "Thank you. Our chef Noor has changed the soup on 3 May 2026. It costs £12.50 now.",
        "Good morning, and thank you for your review.\n\nKind regards,\nNoor Silva\nHarbour Inn",
        "Dear guest, we open at 11:30 and seat 120 people.",
    ] {
        assert_eq!(hidden(reply), reply);
    }
}
