use std::fs;

use super::*;
use crate::draft::Kind;
use crate::mistake::Mistake;
use crate::template::{Shape, Slot, StandsFor};
use crate::toml_table::testing::listing;

/// A folder of configuration files, removed at the end of the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let folder = std::env::temp_dir().join(format!("replylint-config-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        for (path, text) in files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        Self(folder)
    }

    fn config(&self, path: &str) -> Arc<Config> {
        Config::discover(&self.0.join(path), &mut Cache::default()).unwrap()
    }

    fn mistakes(&self, path: &str) -> Vec<Mistake> {
        Config::discover(&self.0.join(path), &mut Cache::default()).unwrap_err().mistakes.clone()
    }

    fn settings(&self, path: &str) -> Settings {
        self.config(path).for_path(&self.0.join(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/broken-configs").join(path)
}

fn mistakes_in(text: &str) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    read::read_config(&TomlFile { path: FILE_NAME.to_owned(), text: text.to_owned() }, &mut mistakes);
    mistakes
}

#[test]
fn every_mistake_of_a_broken_configuration_is_reported_with_its_place() {
    for name in ["keys", "brand", "overrides", "syntax", "timeliness"] {
        let text = fs::read_to_string(fixture(&format!("{name}.toml"))).unwrap();
        insta::assert_snapshot!(name, listing(&text, &mistakes_in(&text)));
    }
}

#[test]
fn a_circle_of_files_and_what_is_not_there_are_reported_where_they_are_named() {
    let broken = Config::open(&fixture("circle/first.toml"), &mut Cache::default()).unwrap_err();
    let said: Vec<(&str, &str, String)> = broken
        .mistakes
        .iter()
        .map(|mistake| {
            let file = broken.files.iter().find(|file| file.path == mistake.path).unwrap();
            let name = file.path.rsplit('/').next().unwrap();
            (name, mistake.span.unwrap().of(&file.text), mistake.message.clone())
        })
        .collect();
    let folder = "fixtures/broken-configs";
    let expected = [
        ("second.toml", "fail_on", "unknown key `fail_on` in the file".to_owned()),
        (
            "second.toml",
            "\"first.toml\"",
            format!(
                "a configuration extends itself: {folder}/circle/first.toml → {folder}/circle/second.toml → {folder}/circle/first.toml"
            ),
        ),
        ("first.toml", "\"../nowhere.toml\"", format!("cannot read {folder}/nowhere.toml: there is no such file")),
        ("first.toml", "\"packs/*.toml\"", "“packs/*.toml” matches no file".to_owned()),
        (
            "first.toml",
            "\"../missing-pack.toml\"",
            format!("cannot read {folder}/missing-pack.toml: there is no such file"),
        ),
    ];
    assert_eq!(said, expected);
}

#[test]
fn the_closest_file_wins_and_alone() {
    let folder = Folder::new(
        "closest",
        &[
            ("replylint.toml", "platform = \"yelp\"\nprofile = \"food\"\n"),
            ("app/replylint.toml", "platform = \"ios\"\n"),
            ("app/deep/er/draft.txt", ""),
        ],
    );
    let near = folder.settings("app/deep/er/draft.txt").context;
    assert_eq!((near.platform.as_deref(), near.profile), (Some("app_store"), None));
    assert_eq!(folder.settings("other/not-there.txt").context.platform.as_deref(), Some("yelp"));
    assert_eq!(folder.config("app").folder, folder.0.join("app"), "a folder is where its own file lies");
}

#[test]
fn dots_in_a_path_do_not_lead_to_the_wrong_file() {
    let folder =
        Folder::new("dots", &[("a/replylint.toml", "profile = \"a\"\n"), ("b/replylint.toml", "profile = \"b\"\n")]);
    assert_eq!(folder.settings("a/../b/./draft.txt").context.profile.as_deref(), Some("b"));
}

#[test]
fn many_drafts_share_one_reading_of_their_configuration() {
    let folder = Folder::new("shared", &[("replylint.toml", ""), ("a/b/x.txt", ""), ("a/y.txt", "")]);
    let mut cache = Cache::default();
    let first = Config::discover(&folder.0.join("a/b/x.txt"), &mut cache).unwrap();
    fs::write(folder.0.join("replylint.toml"), "broken").unwrap();
    let second = Config::discover(&folder.0.join("a/y.txt"), &mut cache).unwrap();
    assert!(Arc::ptr_eq(&first, &second));
}

#[test]
fn a_file_wins_over_what_it_extends_and_the_later_of_these_over_the_earlier() {
    let folder = Folder::new(
        "extends",
        &[
            (
                "one.toml",
                "platform = \"yelp\"\nprofile = \"one\"\nbusiness = \"one\"\nignore = [\"a\"]\npacks = \"one/p.toml\"\n[rules]\nx = \"note\"\ny = \"note\"\n",
            ),
            (
                "two.toml",
                "profile = \"two\"\nbusiness = \"two\"\n[rules]\nx = \"error\"\n[brand]\nname = \"Two\"\nmax-words = 9\n",
            ),
            ("one/p.toml", "[pack]\nname = \"p\"\n"),
            (
                "own/replylint.toml",
                "extends = [\"../one.toml\", \"../two.toml\"]\nbusiness = \"own\"\nignore = [\"b\", \"a\"]\npacks = [\"../one/*.toml\"]\n[brand]\nmax-words = 8\n",
            ),
        ],
    );
    let config = folder.config("own/draft.txt");
    let settings = folder.settings("own/draft.txt");
    let context = settings.context;
    assert_eq!(context.platform.as_deref(), Some("yelp"));
    assert_eq!((context.profile.as_deref(), context.business.as_deref()), (Some("two"), Some("own")));
    assert_eq!(settings.levels, BTreeMap::from([("x".to_owned(), Level::Error), ("y".to_owned(), Level::Note)]));
    assert_eq!(settings.ignore, ["a", "b"]);
    assert_eq!((config.brand.name.as_deref(), config.brand.max_words), (Some("Two"), Some(8)));
    assert_eq!(config.packs.len(), 1, "a pack named twice is read once");
    assert!(!config.packs[0].builtin && config.packs[0].file.text.starts_with("[pack]"));
}

#[test]
fn overrides_hold_for_their_files_only_and_the_later_one_wins() {
    let folder = Folder::new(
        "overrides",
        &[(
            "replylint.toml",
            r#"
platform = "google"
ignore = ["a"]
rules = { x = { level = "note", max = 3 } }
[templates]
files = "templates/**"
[[overrides]]
files = ["app/**", "*.json"]
platform = "app_store"
author = "Ana"
rating = 2
ignore = ["b", "a"]
select = ["tone"]
rules = { x = { min = 1 }, y = "off" }
[[overrides]]
files = "app/ben/"
author = "Ben"
rules = { x = "error" }
"#,
        )],
    );
    let plain = folder.settings("draft.txt");
    assert_eq!((plain.context.platform.as_deref(), plain.context.kind), (Some("google"), Kind::Draft));
    assert_eq!((plain.select.len(), plain.ignore.as_slice()), (0, ["a".to_owned()].as_slice()));
    let app = folder.settings("app/ana/draft.txt");
    assert_eq!((app.context.platform.as_deref(), app.context.rating), (Some("app_store"), Some(2)));
    assert_eq!((app.select, app.ignore), (vec!["tone".to_owned()], vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!(app.levels, BTreeMap::from([("x".to_owned(), Level::Note), ("y".to_owned(), Level::Off)]));
    assert_eq!(app.parameters["x"], BTreeMap::from([("max".to_owned(), 3.0), ("min".to_owned(), 1.0)]));
    let ben = folder.settings("app/ben/draft.txt");
    assert_eq!((ben.context.author.as_deref(), ben.levels["x"]), (Some("Ben"), Level::Error));
    assert_eq!(folder.settings("deep/er/export.json").context.author.as_deref(), Some("Ana"));
    assert_eq!(folder.settings("templates/de/thanks.txt").context.kind, Kind::Template);
}

#[test]
fn without_a_file_the_usual_holds() {
    let config = Config::default();
    assert_eq!((config.fail_on, config.path.as_deref()), (Some(Level::Warning), None));
    assert_eq!(config.for_path(Path::new("x.txt")).context.assumed_rating, Some((1, 2)));
}

#[test]
fn an_assumed_rating_and_a_failing_level_can_be_switched_off() {
    let folder = Folder::new("off", &[("replylint.toml", "assume-rating = \"none\"\nfail-on = \"never\"\n")]);
    assert_eq!(folder.config("x.txt").fail_on, None);
    assert_eq!(folder.settings("x.txt").context.assumed_rating, None);
}

#[test]
fn every_mention_of_a_rule_keeps_its_place_and_file() {
    let base = "select = [\"tone\", \"house\"]\n";
    let own = "extends = \"base.toml\"\nignore = \"x-*\"\n[rules]\ntoo-long = { max = 3 }\n[[overrides]]\nfiles = \"a\"\nignore = \"y\"\nrules = { z = \"off\" }\n";
    let folder = Folder::new("mentions", &[("base.toml", base), ("replylint.toml", own)]);
    let config = folder.config("x.txt");
    let mentions: Vec<(MentionPlace, &str)> = config
        .rule_mentions()
        .iter()
        .map(|mention| (mention.place, mention.name.span.of(&mention.file.text)))
        .collect();
    let expected = [
        (MentionPlace::Select, "\"tone\""),
        (MentionPlace::Select, "\"house\""),
        (MentionPlace::Rules, "too-long"),
        (MentionPlace::Rules, "z"),
        (MentionPlace::Ignore, "\"x-*\""),
        (MentionPlace::Ignore, "\"y\""),
    ];
    assert_eq!(mentions, expected);
    let parameters: Vec<&str> = config.rule_mentions()[2].parameters.iter().map(|name| name.value.as_str()).collect();
    assert_eq!(parameters, ["max"]);
}

#[test]
fn packs_named_by_a_glob_come_in_sorted_order_and_only_from_where_it_points() {
    let pack = "[pack]\nname = \"p\"\n";
    let folder = Folder::new(
        "packs",
        &[
            ("replylint.toml", "packs = [\"packs/*.toml\", \"more/**/*.toml\"]\n"),
            ("packs/b.toml", pack),
            ("packs/a.toml", pack),
            ("packs/deep/c.toml", pack),
            ("packs/note.txt", ""),
            ("more/x/y/d.toml", pack),
        ],
    );
    let config = folder.config("x.txt");
    let names: Vec<&str> = config.packs.iter().filter_map(|pack| pack.file.path.rsplit('/').next()).collect();
    assert_eq!(names, ["a.toml", "b.toml", "d.toml"]);
}

#[test]
fn a_file_that_is_not_utf8_or_not_there_is_a_mistake() {
    let folder = Folder::new("bytes", &[("replylint.toml", "")]);
    fs::write(folder.0.join("replylint.toml"), b"platform = \"\xff\"").unwrap();
    assert!(folder.mistakes("x.txt")[0].message.ends_with("it is not UTF-8 from byte 12 on"));
    let missing = Config::open(&folder.0.join("none.toml"), &mut Cache::default()).unwrap_err();
    assert!(missing.mistakes[0].message.ends_with("none.toml: there is no such file"));
    assert_eq!(missing.mistakes[0].span, None);
}

/// The template with the `#` taken off the lines that `wanted` says, by the number of their block.
fn uncommented(wanted: impl Fn(usize) -> bool) -> (String, usize) {
    let mut blocks = 0;
    let mut taken = 0;
    let mut result = String::new();
    for line in TEMPLATE.lines() {
        blocks += usize::from(line.is_empty());
        let code = line.strip_prefix("# ").filter(|code| {
            let first = code.split(' ').next().unwrap_or("");
            code.starts_with('[') || code.get(first.len()..).is_some_and(|rest| rest.starts_with(" = "))
        });
        match code.filter(|_| wanted(blocks)) {
            Some(code) => {
                taken += 1;
                result.push_str(code);
            }
            None => result.push_str(line),
        }
        result.push('\n');
    }
    (result, taken)
}

#[test]
fn the_template_reads_without_mistakes_with_and_without_its_comments() {
    assert_eq!(mistakes_in(TEMPLATE), []);
    let (all, taken) = uncommented(|_| true);
    assert_eq!(mistakes_in(&all), []);
    assert!(taken > 40, "the test takes off hardly any `#`: {taken}");
    let blocks = TEMPLATE.lines().filter(|line| line.is_empty()).count();
    for block in 0..=blocks {
        let (text, _) = uncommented(|number| number == block);
        assert_eq!(mistakes_in(&text), [], "block {block} alone");
    }
}

#[test]
fn the_template_shows_every_key_that_there_is() {
    let (all, _) = uncommented(|_| true);
    let mistakes = mistakes_in(
        "surely-not-a-key = 1\n[brand]\nsurely-not-a-key = 1\n[[terms]]\navoid = \"x\"\nsurely-not-a-key = 1\n[contacts]\nsurely-not-a-key = 1\n[[overrides]]\nfiles = \"x\"\nsurely-not-a-key = 1\n",
    );
    let known = mistakes
        .iter()
        .filter_map(|mistake| mistake.help.as_deref())
        .flat_map(|help| help.split('`').skip(1).step_by(2));
    let mut seen = 0;
    // What cannot hold for every file is known at the top only to be refused there; it is shown under overrides.
    for key in known {
        seen += 1;
        let shown = [format!("{key} = "), format!("[{key}]"), format!("[[{key}]]")];
        assert!(
            shown.iter().any(|form| all.lines().any(|line| line.starts_with(form.as_str()))),
            "`{key}` is not shown"
        );
    }
    assert!(seen > 30, "the mistakes list hardly any key: {seen}");
}

#[test]
fn what_is_printed_reads_back_to_the_same() {
    let (all, _) = uncommented(|_| true);
    let all = all.replace("extends = [", "# extends = [").replace("packs = [", "# packs = [");
    let folder = Folder::new("print", &[("replylint.toml", &all), ("again/x", "")]);
    let before = folder.config("app-store/x.txt");
    let printed = before.print(&folder.0.join("app-store/x.txt"));
    assert_eq!(mistakes_in(&printed), [], "{printed}");
    fs::write(folder.0.join("again/replylint.toml"), &printed).unwrap();
    let after = folder.config("again/x.txt");
    assert_eq!(after.for_path(&folder.0.join("again/x.txt")), before.for_path(&folder.0.join("app-store/x.txt")));
    assert_eq!(
        (after.fail_on, &after.include, &after.exclude, after.force_exclude),
        (before.fail_on, &before.include, &before.exclude, before.force_exclude)
    );
    assert_eq!(after.brand.contacts, before.brand.contacts);
    assert_eq!(after.brand.terms[0].use_instead, before.brand.terms[0].use_instead);
    assert_eq!((after.brand.sign_offs.len(), after.brand.voice), (2, before.brand.voice));
}

#[test]
fn the_template_names_rules_and_parameters_that_exist() {
    let (all, _) = uncommented(|_| true);
    let file = Arc::new(TomlFile { path: FILE_NAME.to_owned(), text: all });
    let raw = read::read_config(&file, &mut Vec::new());
    let mut config = Config::default();
    config.lay_over(&file, raw);
    let mut rules = crate::pack::builtin::rule_set();
    let mut seen = 0;
    for mention in config.rule_mentions() {
        let name = &mention.name.value;
        if mention.place == MentionPlace::Rules || !(name == "all" || name.contains('*')) {
            seen += 1;
            assert!(rules.rules.iter().any(|rule| rule.id == *name), "there is no rule `{name}`");
        }
        for parameter in &mention.parameters {
            assert_eq!(rules.set_parameter(name, &parameter.value, 1.0), Ok(()), "{name}: {}", parameter.value);
        }
    }
    assert!(seen >= 4, "the template names hardly any rule: {seen}");
}

#[test]
fn slots_of_templates_are_declared_and_what_is_said_closer_counts() {
    let folder = Folder::new(
        "placeholders",
        &[
            (
                "base.toml",
                "[templates]\nsyntax = \"jinja\"\n[templates.placeholders]\nline = \"phone\"\nday = \"date\"\n",
            ),
            (
                "replylint.toml",
                "extends = \"base.toml\"\n[templates]\nsyntax = [\"{{name}}\", \"liquid\"]\n[templates.placeholders]\nline = \"email\"\n[[overrides]]\nfiles = \"macros/*.yaml\"\nkind = \"template\"\n",
            ),
        ],
    );
    let config = folder.config("macros/a.yaml");
    assert_eq!(folder.settings("macros/a.yaml").context.kind, Kind::Template);
    assert_eq!(config.placeholders.syntax, [Shape::DoubleBraces, Shape::Liquid]);
    let stands_for = |raw: &str| config.placeholders.stands_for(&Slot::read(raw).unwrap());
    assert_eq!(stands_for("{{line}}"), Some(StandsFor::Email));
    assert_eq!(stands_for("{{day}}"), Some(StandsFor::Date));
    let printed = config.print(&folder.0.join("macros/a.yaml"));
    let again = Folder::new("placeholders-again", &[("replylint.toml", printed.as_str())]).config("a.yaml");
    assert_eq!(again.placeholders.syntax, config.placeholders.syntax);
    assert_eq!(again.placeholders.stands_for(&Slot::read("{{line}}").unwrap()), Some(StandsFor::Email));
}

#[test]
fn every_mistake_about_templates_is_reported_at_its_place() {
    let broken = Config::open(&fixture("templates.toml"), &mut Cache::default()).unwrap_err();
    let text = &broken.files[0].text;
    let said: Vec<(&str, &str)> =
        broken.mistakes.iter().map(|mistake| (mistake.code, mistake.span.unwrap().of(text))).collect();
    let expected = [
        ("unknown-value", "\"liquit\""),
        ("unknown-key", "placeholder"),
        ("unknown-value", "\"fone\""),
        ("wrong-type", "3"),
    ];
    assert_eq!(said, expected);
    assert_eq!(broken.mistakes[0].label, "did you mean `liquid`?");
}
