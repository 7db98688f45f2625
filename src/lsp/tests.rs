//! Conversations with a linter that finds what a test wants to be found.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{Explanation, Found, Linter, Mistakes, Opened, message, serve, wire};
use crate::draft::{Draft, Passage};
use crate::finding::{Finding, Fix, Level};
use crate::span::Span;

/// Finds each `bad`, with a fix that is safe in its first half of the text.
struct Fake;

impl Linter for Fake {
    fn check(&mut self, opened: &Opened<'_>, each: &mut dyn FnMut(Found)) -> Result<(), Mistakes> {
        let draft = Draft { reply: Passage::verbatim(opened.text, 0), ..Draft::default() };
        let places = opened.text.match_indices("bad").map(|(at, _)| Span::new(at, at + 3));
        let findings = places.map(|span| Finding {
            rule: "no-bad".into(),
            category: "tone".into(),
            level: Level::Note,
            message: "this is bad".into(),
            label: "".into(),
            help: Some("say “good”".into()),
            span,
            source: None,
            related: Vec::new(),
            fix: Some(Fix { span, replace: "good".to_owned(), safe: span.start < opened.text.len() / 2 }),
        });
        let findings = findings.collect();
        each(Found::Draft(draft, findings));
        Ok(())
    }

    fn fixed(&mut self, opened: &Opened<'_>) -> Vec<(Span, String)> {
        let safe = opened.text.match_indices("bad").filter(|(at, _)| *at < opened.text.len() / 2);
        safe.map(|(at, _)| (Span::new(at, at + 3), "good".to_owned())).collect()
    }

    fn prepare(&mut self, _: &Path) -> Result<(), Mistakes> {
        Ok(())
    }

    fn notes(&mut self) -> Mistakes {
        Mistakes::default()
    }

    fn explanation(&mut self, _: Option<&Path>, rule: &str) -> Option<Explanation> {
        Some(Explanation { rule: rule.to_owned(), why: "It is bad.".to_owned(), ..Explanation::default() })
    }

    fn files(&self) -> Vec<PathBuf> {
        Vec::new()
    }

    fn reload(&mut self) {}
}

/// What the server sends in a conversation about a document with this text.
fn conversation(capabilities: &Value, text: &str, requests: &[(&str, Value)]) -> Vec<Value> {
    let document = json!({ "uri": "untitled:a", "languageId": "plaintext", "version": 3, "text": text });
    let mut messages = vec![
        message::request("init", "initialize", &json!({ "capabilities": capabilities })),
        message::notification("textDocument/didOpen", &json!({ "textDocument": document })),
    ];
    messages.extend(requests.iter().map(|(method, params)| {
        let mut params = params.clone();
        params["textDocument"] = json!({ "uri": "untitled:a" });
        message::request(method, method, &params)
    }));
    messages.push(message::request("bye", "shutdown", &Value::Null));
    messages.push(message::notification("exit", &Value::Null));
    let mut wire = Vec::new();
    messages.iter().for_each(|message| wire::write(&mut wire, message).unwrap());
    let mut output = Vec::new();
    assert!(serve(Cursor::new(wire), &mut output, &mut Fake));
    let mut frames = wire::Frames::new(output.as_slice());
    let bodies = std::iter::from_fn(|| frames.next().unwrap());
    bodies
        .map(|frame| match frame {
            wire::Frame::Body(body) => serde_json::from_slice(&body).unwrap(),
            wire::Frame::Broken(why) => panic!("{why}"),
        })
        .collect()
}

fn result(sent: &[Value], method: &str) -> Value {
    sent.iter().find(|message| message["id"] == method).unwrap()["result"].clone()
}

fn able() -> Value {
    json!({
        "textDocument": {
            "publishDiagnostics": { "dataSupport": true },
            "codeAction": { "codeActionLiteralSupport": {} },
            "hover": { "contentFormat": ["markdown"] },
        },
        "workspace": { "workspaceEdit": { "documentChanges": true } },
    })
}

fn cursor(line: u32, character: u32) -> Value {
    json!({ "line": line, "character": character })
}

fn actions(at: &Value, only: Option<&str>) -> (&'static str, Value) {
    let only = only.map(|kind| json!([kind]));
    (
        "textDocument/codeAction",
        json!({ "range": { "start": at, "end": at }, "context": { "diagnostics": [], "only": only } }),
    )
}

const TEXT: &str = "é bad, bad\nbad";

#[test]
fn a_fix_is_offered_where_the_cursor_is_and_all_safe_ones_everywhere() {
    let sent = conversation(&able(), TEXT, &[actions(&cursor(0, 9), None)]);
    let offered = result(&sent, "textDocument/codeAction");
    let titles: Vec<&str> =
        offered.as_array().unwrap().iter().map(|action| action["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["replace with “good”", "replylint: fix all that can safely be fixed"]);
    assert_eq!(offered[0]["kind"], "quickfix");
    assert_eq!(offered[0]["isPreferred"], false, "the second half of the text is not safe");
    assert_eq!(offered[0]["diagnostics"][0]["code"], "no-bad");
    let change = &offered[0]["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({ "uri": "untitled:a", "version": 3 }));
    let range = json!({ "start": cursor(0, 7), "end": cursor(0, 10) });
    assert_eq!(change["edits"], json!([{ "range": range, "newText": "good" }]));
    assert_eq!(offered[1]["kind"], "source.fixAll.replylint");
    let edits = offered[1]["edit"]["documentChanges"][0]["edits"].as_array().unwrap();
    assert_eq!(edits.len(), 1, "only what is safe");
    assert_eq!(edits[0]["range"]["start"], cursor(0, 2));
}

#[test]
fn only_the_kinds_that_are_asked_for_are_offered() {
    for (only, kinds) in [
        ("source.fixAll", &["source.fixAll.replylint"][..]),
        ("source.fixAll.replylint", &["source.fixAll.replylint"]),
        ("source.fixAll.other", &[]),
        ("quickfix", &["quickfix"]),
        ("refactor", &[]),
    ] {
        let sent = conversation(&able(), TEXT, &[actions(&cursor(0, 3), Some(only))]);
        let offered = result(&sent, "textDocument/codeAction");
        let found: Vec<&str> =
            offered.as_array().unwrap().iter().map(|action| action["kind"].as_str().unwrap()).collect();
        assert_eq!(found, kinds, "{only}");
    }
}

#[test]
fn a_client_that_knows_less_gets_less() {
    let sent = conversation(&json!({}), TEXT, &[actions(&cursor(0, 3), None)]);
    let capabilities = &result(&sent, "init")["capabilities"];
    assert!(capabilities.get("codeActionProvider").is_none(), "{capabilities}");
    let offered = result(&sent, "textDocument/codeAction");
    assert!(offered[0]["edit"]["changes"]["untitled:a"].is_array(), "{offered}");
    let told = sent.iter().find(|message| message["method"] == "textDocument/publishDiagnostics").unwrap();
    assert!(told["params"]["diagnostics"][0].get("data").is_none(), "{told}");
}

#[test]
fn a_finding_carries_its_fix() {
    let sent = conversation(&able(), TEXT, &[actions(&cursor(0, 0), None)]);
    let told = sent.iter().find(|message| message["method"] == "textDocument/publishDiagnostics").unwrap();
    let first = &told["params"]["diagnostics"][0];
    let range = json!({ "start": cursor(0, 2), "end": cursor(0, 5) });
    assert_eq!(first["data"], json!({ "fix": { "range": range, "newText": "good", "safe": true } }));
    assert_eq!((&first["severity"], &first["message"]), (&json!(3), &json!("this is bad\nhelp: say “good”")));
}

#[test]
fn the_rule_is_explained_where_the_cursor_is() {
    let hover = ("textDocument/hover", json!({ "position": cursor(0, 4) }));
    let shown = result(&conversation(&able(), TEXT, &[hover]), "textDocument/hover");
    assert_eq!(shown["contents"]["kind"], "markdown");
    let page = shown["contents"]["value"].as_str().unwrap();
    assert!(page.starts_with("**note**: this is bad\n\n`no-bad`") && page.contains("**Why:** It is bad."), "{page}");
    assert_eq!(shown["range"], json!({ "start": cursor(0, 2), "end": cursor(0, 5) }));
    let elsewhere = ("textDocument/hover", json!({ "position": cursor(0, 0) }));
    assert_eq!(result(&conversation(&able(), TEXT, &[elsewhere]), "textDocument/hover"), Value::Null);
}
