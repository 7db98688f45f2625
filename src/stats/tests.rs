use super::*;

fn row(rating: u8, reply_at: Option<&str>, topics: &[&str], reply_topics: &[&str]) -> Row {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let context = Context {
        rating: Some(rating),
        platform: Some("google".to_owned()),
        reviewed_at: Some("2026-03-01".to_owned()),
        replied_at: reply_at.map(str::to_owned),
        ..Context::default()
    };
    let late = crate::patience::Patience::default().is_late(&context);
    Row {
        context,
        verdict: reply_at.map(|_| Verdict::Revise),
        rules: vec!["denial".to_owned(), "denial".to_owned()],
        marks: Marks { review_topics: names(topics), reply_topics: names(reply_topics), late, ..Marks::default() },
        ..Row::default()
    }
}

fn stats(rows: &[Row]) -> StatsOut {
    let mut stats = Stats::default();
    for row in rows {
        stats.add(row);
    }
    stats.out()
}

#[test]
fn reviews_are_counted_by_stars_month_and_platform() {
    let out = stats(&[
        row(1, Some("2026-03-02"), &[], &[]),
        row(1, Some("2026-03-09"), &[], &[]),
        row(1, None, &[], &[]),
        row(5, Some("2026-02-01"), &[], &[]),
    ]);
    let one = &out.by_rating[0];
    assert_eq!((one.name.as_str(), one.reviews, one.answered, one.late), ("1", 3, 2, 1));
    assert_eq!((one.waits_known, one.median_hours), (2, Some(192.0)));
    assert_eq!(one.rules, [("denial".to_owned(), 2)], "a rule counts once a reply");
    assert_eq!((out.by_rating[1].waits_known, out.by_rating[1].median_hours), (0, None), "a reply from before");
    assert_eq!((out.all.reviews, out.all.revise), (4, 3));
    assert_eq!(
        out.by_month.iter().map(|group| (group.name.as_str(), group.reviews)).collect::<Vec<_>>(),
        [("2026-03", 4)]
    );
    assert_eq!(out.by_platform.len(), 1);
}

#[test]
fn a_topic_has_an_impact_and_a_chance() {
    let out = stats(&[
        row(1, Some("2026-03-02"), &["noise"], &[]),
        row(2, None, &["noise", "bed"], &[]),
        row(5, Some("2026-03-02"), &["bed"], &["bed"]),
        row(4, Some("2026-03-02"), &[], &[]),
    ]);
    // All: 12 stars of 4 reviews, 3.0; noise: 1.5 of 2; bed: 3.5 of 2, of them one negative with 2 stars.
    let noise = &out.topics[0];
    assert_eq!((noise.name.as_str(), noise.mentions, noise.negative), ("noise", 2, 2));
    assert!((noise.impact - -0.75).abs() < 1e-9 && (noise.chance - 0.75).abs() < 1e-9, "{noise:?}");
    assert_eq!((noise.passed_over, noise.unanswered), (1, 1));
    let bed = &out.topics[1];
    assert!((bed.impact - 0.25).abs() < 1e-9 && (bed.chance - 0.25).abs() < 1e-9, "{bed:?}");
    assert_eq!(bed.by_stars, [0, 1, 0, 0, 1]);
}

#[test]
fn copies_and_changes_are_counted() {
    let with = |copy: &str, change| {
        let mut row = row(3, Some("2026-03-02"), &[], &["food"]);
        row.marks.copy = Some(copy.to_owned());
        row.marks.change = change;
        row
    };
    let out = stats(&[with("a", None), with("b", Some(Change::Done)), with("a", Some(Change::Planned))]);
    assert_eq!((out.copied, out.copies.len(), out.copies[0].count), (2, 1, 2));
    assert_eq!((out.changes.done, out.changes.planned, out.changes.topics[0].1), (1, 1, 2));
}
