//! What an editor offers to do about a finding: after it is done, the finding is gone.

use serde_json::{Value, json};

use crate::client::{Editor, Folder, about};

/// The byte of a place that counts UTF-16.
fn byte(text: &str, place: &Value) -> usize {
    let number = |name: &str| usize::try_from(place[name].as_u64().unwrap()).unwrap();
    let start: usize = text.split_inclusive('\n').take(number("line")).map(str::len).sum();
    let mut units = 0;
    let inside = text[start..].chars().take_while(|letter| {
        let is_before = units < number("character");
        units += letter.len_utf16();
        is_before
    });
    start + inside.map(char::len_utf8).sum::<usize>()
}

/// The text after the edits of an action.
fn after(text: &str, action: &Value) -> String {
    let mut edits = action["edit"]["documentChanges"][0]["edits"].as_array().unwrap().clone();
    edits.sort_by_key(|edit| byte(text, &edit["range"]["start"]));
    let mut text = text.to_owned();
    for edit in edits.iter().rev() {
        let (start, end) = (byte(&text, &edit["range"]["start"]), byte(&text, &edit["range"]["end"]));
        text.replace_range(start..end, edit["newText"].as_str().unwrap());
    }
    text
}

/// The actions that are offered for the range of a diagnostic.
fn offered(editor: &mut Editor, uri: &str, diagnostic: &Value, kind: &str) -> Vec<Value> {
    let context = json!({ "diagnostics": [diagnostic], "only": [kind] });
    let params = json!({ "textDocument": { "uri": uri }, "range": diagnostic["range"], "context": context });
    editor.ask("textDocument/codeAction", &params).unwrap().as_array().unwrap().clone()
}

fn titled<'a>(actions: &'a [Value], words: &str) -> &'a Value {
    let found = actions.iter().find(|action| action["title"].as_str().unwrap().contains(words));
    found.unwrap_or_else(|| panic!("no “{words}” among {actions:?}"))
}

#[test]
fn a_comment_in_markdown_leaves_a_finding_as_it_is() {
    let folder = Folder::new(&[]);
    let mut editor = Editor::start(&folder, &["--isolated"]);
    let uri = folder.uri("reply.md");
    let mut text =
        "---\nrating: 1\n---\nDear 🙂 Ana,\n\nYou should have read the listing.\nYou are lying.\n".to_owned();
    let mut told = editor.open(&uri, "markdown", &text);
    for (version, rule) in [(2, "blames-customer"), (3, "accuses-lying"), (4, "missing-thanks")] {
        let finding = about(&told, rule)[0].clone();
        let actions = offered(&mut editor, &uri, &finding, "quickfix");
        text = after(&text, titled(&actions, &format!("suppress `{rule}`")));
        told = editor.change(&uri, version, &json!([{ "text": text }]));
        assert_eq!(about(&told, rule), Vec::<&Value>::new(), "{text}");
        assert_eq!(about(&told, "unused-suppression"), Vec::<&Value>::new(), "{text}");
    }
    let comment = "<!-- replylint-disable-next-line blames-customer -->";
    assert!(text.contains(&format!("\n\n{comment}\nYou should")), "{text}");
    assert!(text.contains("listing. <!-- replylint-disable-next-line accuses-lying -->\nYou are"), "{text}");
}

#[test]
fn where_there_are_no_comments_none_is_offered() {
    let folder = Folder::new(&[]);
    let mut editor = Editor::start(&folder, &["--isolated"]);
    let uri = folder.uri("reply.txt");
    let told = editor.open(&uri, "plaintext", "You should have read the listing.\n");
    let finding = about(&told, "blames-customer")[0].clone();
    assert_eq!(offered(&mut editor, &uri, &finding, "quickfix"), Vec::<Value>::new());
}

#[test]
fn a_fix_is_made_where_it_stands_and_all_safe_ones_at_once() {
    let config = "select = [\"term-list\"]\n\n[[terms]]\navoid = [\"customer\"]\nuse = \"valued \\\"guest\\\"\"\n";
    let folder = Folder::new(&[("replylint.toml", config)]);
    let mut editor = Editor::start(&folder, &[]);
    for (name, language, text, fixed) in [
        ("a.txt", "plaintext", "🙂 Each customer.\nOne customer.\n", "valued \"guest\""),
        ("a.md", "markdown", "🙂 *Each* customer.\nOne customer.\n", "valued \"guest\""),
        ("a.csv", "csv", "reply,rating\n🙂 Each customer.,2\n\"One, customer.\",2\n", "valued \"\"guest\"\""),
        (
            "a.jsonl",
            "jsonl",
            "{\"reply\": \"🙂 Each customer.\"}\n{\"reply\": \"One customer.\"}\n",
            "valued \\\"guest\\\"",
        ),
    ] {
        let uri = folder.uri(name);
        let told = editor.open(&uri, language, text);
        let finding = about(&told, "term-list")[1].clone();
        let actions = offered(&mut editor, &uri, &finding, "quickfix");
        let once = after(text, titled(&actions, "replace with"));
        assert_eq!(once.matches(fixed).count(), 1, "{once}");
        let told = editor.change(&uri, 2, &json!([{ "text": once }]));
        assert_eq!(about(&told, "term-list").len(), 1, "{once}");
        let finding = about(&told, "term-list")[0].clone();
        let actions = offered(&mut editor, &uri, &finding, "source.fixAll");
        let all = after(&once, titled(&actions, "fix all"));
        let told = editor.change(&uri, 3, &json!([{ "text": all }]));
        assert_eq!(about(&told, "term-list"), Vec::<&Value>::new(), "{all}");
    }
}
