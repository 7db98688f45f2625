use std::sync::Arc;

use super::*;
use crate::draft::{Draft, Kind, canonical_platform};
use crate::input::testing::{draft, drafts, read_bytes, skipped, source_of};
use crate::input::{Defaults, Format, Item, Mapping};
use crate::span::Span;

#[test]
fn every_export_has_marks_of_its_own_and_a_known_platform() {
    for export in known::EXPORTS {
        assert!(!export.marks.is_empty() && !export.name.is_empty());
        let first = recognise(|name| export.marks.contains(&name)).expect("one");
        assert_eq!(first.name, export.name);
        assert!(export.platform.is_none_or(|name| canonical_platform(name) == Some(name)));
    }
}

#[test]
fn a_score_of_ten_becomes_stars() {
    let booking = known::EXPORTS.iter().find(|export| export.of_ten).expect("one");
    for (score, stars) in [("10", "5"), ("7,5", "4"), ("1.0", "1"), ("0", "1"), ("eleven", "eleven")] {
        assert_eq!(booking.rating(score), stars);
    }
}

#[test]
fn a_date_is_written_with_the_year_first_where_it_is_known_which_part_is_the_day() {
    let of = |name: &str, text: &'static str| {
        let export = known::EXPORTS.iter().find(|export| export.name.starts_with(name)).expect(name);
        export.value(Field::ReviewedAt, text.into()).into_owned()
    };
    assert_eq!(of("Outscraper", "03/04/2026 15:55:19"), "2026-03-04 15:55:19");
    assert_eq!(of("Outscraper", "2026-03-04 15:55:19"), "2026-03-04 15:55:19");
    assert_eq!(of("Bright Data, Yelp", "\"03/04/2026\""), "2026-04-03");
    assert_eq!(of("Botasaurus", "03/04/2026"), "03/04/2026");
}

#[test]
fn a_parameter_is_taken_out_of_a_link() {
    let link = "https://play.example.com/reviews?hl=en&reviewId=gp-1&x=2";
    assert_eq!(parameter(link, "reviewId"), Some("gp-1"));
    assert_eq!(parameter(link, "review"), None);
}

/// The drafts of a file some of whose records have no reply.
fn replies(name: &str, text: &str) -> Vec<Draft> {
    let (items, problems) = read_bytes(name, text.as_bytes(), &Defaults::default());
    assert_eq!(problems, [], "{text:?}");
    items.into_iter().filter(|item| matches!(item, Item::Draft(_))).map(draft).collect()
}

#[test]
fn a_play_console_file_is_utf16_and_takes_the_id_from_the_link() {
    let text = "Package Name,Reviewer Language,Star Rating,Review Text,Developer Reply Text,Review Link\n\
                app.example,en,2,Crashes,\"Sorry,\nAna\",https://play.example.com/x?reviewId=gp-7&hl=en\n\
                app.example,en,5,,,\n";
    let bytes: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let (mut items, problems) = read_bytes("reviews.csv", &bytes, &Defaults::default());
    assert_eq!((items.len(), problems.len()), (2, 0));
    assert_eq!(skipped(&items[1]).0, "no reply");
    let draft = draft(items.remove(0));
    assert_eq!(draft.reply.text, "Sorry,\nAna");
    let context = &draft.context;
    assert_eq!((context.platform.as_deref(), context.profile.as_deref()), (Some("google_play"), Some("app")));
    assert_eq!(
        (context.rating, context.id.as_deref(), context.language.as_deref()),
        (Some(2), Some("gp-7"), Some("en"))
    );
}

#[test]
fn records_of_further_shapes_are_recognised_by_their_keys() {
    for (text, platform, review, rating) in [
        (
            r#"{"locationReviews": [{"name": "locations/1", "review": {"reviewId": "r", "starRating": "TWO", "comment": "Cold", "reviewReply": {"comment": "Sorry"}}}]}"#,
            Some("google"),
            Some("Cold"),
            Some(2),
        ),
        (
            r#"[{"review_id": "b", "reviewer": {"name": "Ana"}, "content": {"negative": "Cold", "language_code": "en"}, "scoring": {"review_score": 4}, "reply": {"text": "Sorry"}}]"#,
            Some("booking"),
            Some("Cold"),
            Some(2),
        ),
        (
            r#"[{"reviewPositive": "Warm", "reviewScore": "9.0", "hotelResponseText": "Sorry"}]"#,
            Some("booking"),
            Some("Warm"),
            Some(5),
        ),
        (r#"[{"reviewScore": 2, "partnerReplyText": "Sorry"}]"#, Some("booking"), None, Some(1)),
        (
            r#"[{"id": 1, "publisherId": "P", "content": "Cold", "rating": 2, "comments": [{"content": "Me too", "authorRole": "CONSUMER"}, {"content": "Sorry", "authorRole": "BUSINESS_OWNER"}]}]"#,
            None,
            Some("Cold"),
            Some(2),
        ),
        (r#"[{"source": "x", "uid": "u", "siteAuthorName": "Bo", "body": "Sorry"}]"#, None, None, None),
        (r#"[{"response": "Sorry", "isPrivateResponse": false}]"#, None, None, None),
        (
            r#"[{"developerResponse": {"body": "Sorry"}, "review": "Cold", "rating": 1}]"#,
            Some("app_store"),
            Some("Cold"),
            Some(1),
        ),
        (r#"[{"developerResponseBody": "Sorry", "body": "Cold", "score": 1}]"#, None, Some("Cold"), Some(1)),
        (r#"[{"developer_response": "Sorry", "review": "Cold", "rating": 1}]"#, None, Some("Cold"), Some(1)),
        (r#"[{"developerReply": "Sorry", "text": "Cold", "rating": 1}]"#, None, Some("Cold"), Some(1)),
        (
            r#"[{"owner_answer": "Sorry", "reviews_text": "Cold", "review_rating": 1}]"#,
            Some("google"),
            Some("Cold"),
            Some(1),
        ),
    ] {
        let draft = drafts("a.json", text).remove(0);
        assert_eq!(draft.reply.text, "Sorry", "{text}");
        assert_eq!(draft.context.platform.as_deref(), platform, "{text}");
        assert_eq!(draft.review.as_ref().map(|review| review.text.as_str()), review, "{text}");
        assert_eq!(draft.context.rating, rating, "{text}");
    }
}

#[test]
fn a_reply_in_a_python_dictionary_in_a_cell_maps_to_its_words() {
    let text = "date,developerResponse,review,rating\n\
                2026-03-01,\"{'id': 1, 'body': 'We\\'re \"\"sorry\"\", Ana', 'modified': '2026-03-02'}\",Cold,1\n\
                2026-03-01,,Cold,1\n2026-03-01,nan,Cold,1\n";
    let drafts = replies("apps.csv", text);
    assert_eq!(drafts.len(), 1);
    assert_eq!(drafts[0].reply.text, "We're \"sorry\", Ana");
    assert_eq!(source_of(text, &drafts[0].reply, "sorry"), "sorry");
    assert_eq!(drafts[0].context.replied_at.as_deref(), Some("2026-03-02"));
}

#[test]
fn a_reply_in_json_in_a_cell_maps_to_its_words() {
    let text = "Rating,Content,Review_auther,Replies,business_name\n\
                1,Cold,\"{\"\"Username\"\": \"\"Ana\"\"}\",\"[{\"\"Content\"\": \"\"before\"\", \"\"Title\"\": \"\"PreviousReview\"\"}, \
                {\"\"Content\"\": \"\"So \\\"\"sorry\\\"\",\\nAna\"\", \"\"Title\"\": \"\"BizUserReviewReply\"\"}]\",Bakery\n\
                2,Late,null,[],Bakery\n";
    let drafts = replies("yelp.csv", text);
    assert_eq!(drafts.len(), 1);
    let draft = &drafts[0];
    assert_eq!(draft.reply.text, "So \"sorry\",\nAna");
    assert_eq!(source_of(text, &draft.reply, "sorry"), "sorry");
    assert_eq!(source_of(text, &draft.reply, "\"sorry"), "\\\"\"sorry");
    assert_eq!(source_of(text, &draft.reply, "Ana"), "Ana");
    assert_eq!((draft.context.reviewer.as_deref(), draft.context.business.as_deref()), (Some("Ana"), Some("Bakery")));
}

#[test]
fn a_business_profile_keeps_the_reply_under_the_review() {
    let text = r#"{"reviews": [{"reviewId": "g1", "reviewer": {"displayName": "Ana"}, "starRating": "TWO",
        "comment": "Cold", "createTime": "2026-03-01T10:00:00Z", "reviewReply": {"comment": "So sorry, Ana"}},
        {"reviewId": "g2", "reviewer": {"displayName": "Bo"}, "starRating": "FIVE"}], "averageRating": 3.5}"#;
    let drafts = replies("reviews.json", text);
    assert_eq!(drafts.len(), 1);
    let draft = &drafts[0];
    assert_eq!(draft.reply.text, "So sorry, Ana");
    assert_eq!(source_of(text, &draft.reply, "sorry"), "sorry");
    assert_eq!(draft.review.as_ref().map(|review| review.text.as_str()), Some("Cold"));
    assert_eq!((draft.context.rating, draft.context.platform.as_deref()), (Some(2), Some("google")));
    assert_eq!((draft.context.id.as_deref(), draft.record), (Some("g1"), Some(1)));
}

#[test]
fn responses_of_the_app_store_are_joined_by_either_relationship() {
    let review = |id: &str, response: &str| {
        format!(
            r#"{{"type": "customerReviews", "id": "{id}", "attributes": {{"rating": 1, "body": "bad {id}"}},
            "relationships": {{"response": {{"data": {response}}}}}}}"#
        )
    };
    let response = |id: &str, of: &str| {
        format!(
            r#"{{"type": "customerReviewResponses", "id": "{id}", "attributes": {{"responseBody": "sorry for {of}"}},
            "relationships": {{"review": {{"data": {{"id": "{of}"}}}}}}}}"#
        )
    };
    let data = [review("a", r#"{"id": "r1"}"#), review("b", "null"), review("c", "null")].join(",\n");
    let included = [response("r3", "c"), response("r1", "a")].join(",\n");
    for text in [
        format!("{{\"data\": [{data}], \"included\": [{included}]}}"),
        format!("{{\"included\": [{included}],\n \"data\": [{data}]}}"),
    ] {
        let drafts = replies("reviews.json", &text);
        let shapes: Vec<_> = drafts.iter().map(|draft| (draft.record, draft.reply.text.as_str())).collect();
        assert_eq!(shapes, [(Some(1), "sorry for a"), (Some(3), "sorry for c")]);
        for draft in &drafts {
            assert_eq!(source_of(&text, &draft.reply, "sorry"), "sorry");
            let shown = draft.source.map.to_source(Span::new(0, draft.source.text.len()));
            assert!(shown.contains(draft.source_span(Span::new(0, draft.reply.text.len()))));
            let line = text[..shown.start].matches('\n').count() + 1;
            assert_eq!(draft.source.first_line, line);
            assert_eq!(draft.context.platform.as_deref(), Some("app_store"));
            assert!(draft.review.as_ref().is_some_and(|review| review.text.starts_with("bad ")));
        }
    }
}

#[test]
fn the_play_api_keeps_review_and_reply_in_one_list() {
    let text = r#"{"reviews": [{"reviewId": "p", "authorName": "Ana", "comments": [
        {"userComment": {"text": "bad", "starRating": 1, "lastModified": {"seconds": "170"}}},
        {"developerComment": {"text": "sorry"}}]}]}"#;
    let draft = replies("a.json", text).remove(0);
    assert_eq!((draft.reply.text.as_str(), draft.context.rating), ("sorry", Some(1)));
    assert_eq!(draft.context.reviewed_at.as_deref(), Some("170"));
}

#[test]
fn a_trustpilot_reply_may_be_a_text_or_an_object() {
    for reply in [r#""sorry""#, r#"{"text": "sorry"}"#, r#"{"message": "sorry"}"#] {
        let text = format!(
            "{{\"id\": \"t\", \"stars\": 2, \"text\": \"bad\", \"consumer\": {{}}, \"companyReply\": {reply}}}\n"
        );
        let draft = replies("a.jsonl", &text).remove(0);
        assert_eq!((draft.reply.text.as_str(), draft.context.platform.as_deref()), ("sorry", Some("trustpilot")));
    }
}

#[test]
fn records_deep_in_a_file_are_found() {
    let text = r#"{"x": 1}"#;
    assert!(replies("a.json", text).is_empty());
    let text = r#"{"status": "ok", "data": [{"name": "Cafe", "reviews_data": [
        {"review_text": "bad", "owner_answer": "sorry", "review_rating": 1}, {"review_text": "x", "owner_answer": null}]}]}"#;
    let draft = replies("a.json", text).remove(0);
    assert_eq!((draft.reply.text.as_str(), draft.record, draft.context.rating), ("sorry", Some(1), Some(1)));
}

#[test]
fn macros_are_templates() {
    let text = r#"{"macros": [{"id": 4, "title": "A::B", "actions": [{"field": "status", "value": "solved"},
        {"field": "comment_value", "value": ["channel:all", "Hi {{ticket.requester.first_name}}"]}]}]}"#;
    let draft = replies("a.json", text).remove(0);
    assert_eq!(draft.reply.text, "Hi {{ticket.requester.first_name}}");
    assert_eq!((draft.context.kind, draft.context.id.as_deref()), (Kind::Template, Some("4")));
}

#[test]
fn a_column_of_names_is_not_taken_for_replies() {
    let text = "Username,Rating,Date,Review,Reply,Reply Date,Usefulness\nAna,1,x,bad,Example Ltd,x,0\n";
    let (items, problems) = read_bytes("a.csv", text.as_bytes(), &Defaults::default());
    assert_eq!(skipped(&items[0]).0, "no reply");
    assert_eq!(problems.len(), 1);
    assert!(problems[0].message.starts_with("this file holds no replies"), "{}", problems[0].message);
}

#[test]
fn json_without_a_key_for_replies_shows_its_keys() {
    for (name, text) in
        [("a.json", "[{\"Antwort\": \"Hi\", \"x\": 1}, {}]"), ("a.jsonl", "{\"Antwort\": \"Hi\", \"x\": 1}\n{}\n")]
    {
        let (_, problems) = read_bytes(name, text.as_bytes(), &Defaults::default());
        assert_eq!(problems.len(), 1, "{name}: {problems:?}");
        let told = "no field is named `reply`; the fields are Antwort, x; name the one that holds the replies: --map reply=Antwort";
        assert_eq!(problems[0].message, told);
        assert_eq!(problems[0].line, Some(1));
    }
    let (_, problems) = read_bytes("a.jsonl", b"{\"review\": \"bad\"}\n", &Defaults::default());
    assert_eq!(problems, [], "a review that nobody answered");
}

#[test]
fn a_mapping_outweighs_names_and_leads_into_json() {
    let format = |map: &str| Defaults {
        formats: vec![Arc::new(Format { map: Mapping::parse(map).expect(map), ..Format::default() })],
        ..Defaults::default()
    };
    let text = r#"{"list": [{"reply": "not this", "a/b": {"c": "So \"sorry\""}, "Stars": 2}]}"#;
    let (items, problems) = read_bytes("a.json", text.as_bytes(), &format("reply=a/b/c,rating=Stars"));
    assert_eq!((items.len(), problems.len()), (1, 1), "{problems:?}");
    let text = r#"{"list": [{"reply": "not this", "a": {"c": "So \"sorry\""}, "Stars": 2}]}"#;
    let (mut items, problems) = read_bytes("a.json", text.as_bytes(), &format("reply=a/c,rating=Stars"));
    assert_eq!(problems, []);
    let found = draft(items.remove(0));
    assert_eq!((found.reply.text.as_str(), found.context.rating), ("So \"sorry\"", Some(2)));
    assert_eq!(source_of(text, &found.reply, "\"sorry\""), "\\\"sorry\\\"");
}

#[test]
fn a_hundred_thousand_columns_are_told_in_a_line() {
    let header: Vec<String> = (0..100_000).map(|number| format!("column{number}")).collect();
    let text = format!("{}\n{}\n", header.join(","), ",".repeat(99_999));
    let (_, problems) = read_bytes("a.csv", text.as_bytes(), &Defaults::default());
    assert_eq!(problems.len(), 1);
    assert!(problems[0].message.contains("… and 99960 more"), "{}", problems[0].message);
}

#[test]
fn a_reply_that_was_added_to_an_export_comes_first() {
    let text = "reviewId,content,score,replyContent,reply\nr,bad,2,old,new\n";
    let draft = drafts("a.csv", text).remove(0);
    assert_eq!((draft.reply.text.as_str(), draft.context.rating), ("new", Some(2)));
    let text = r#"{"reviewId": "r", "content": "bad", "score": 2, "replyContent": "old", "reply": "new"}"#;
    let draft = drafts("a.jsonl", text).remove(0);
    assert_eq!((draft.reply.text.as_str(), draft.context.rating), ("new", Some(2)));
}
