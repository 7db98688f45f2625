//! Owns `explain`: all that is known of a rule, in words. It must not know how the rule works.

use super::arguments::ExplainArguments;
use super::output::Output;
use super::rules::Packs;
use super::words::paragraph;
use super::{Code, Failure, Result, look};
use crate::accuracy::Accuracy;
use crate::mistake::closest;
use crate::pack::raw::{RawExample, RawKind, RawPack, RawRule, RawWhen};
use crate::pack::ruleset::without_fields;

/// How many examples of a kind are shown.
const EXAMPLES: usize = 3;

/// Prints what is known of the rule.
pub(super) fn run(arguments: &ExplainArguments, output: &mut Output) -> Result {
    let packs = Packs::read(&arguments.packs, arguments.look.color)?;
    let found = packs.rules().find(|(id, _, _)| *id == arguments.rule);
    let Some((id, pack, rule)) = found else {
        let known: Vec<String> = packs.rules().map(|(id, _, _)| id).collect();
        let help = match closest(&arguments.rule, known.iter().map(String::as_str)) {
            Some(closest) => format!("did you mean `{closest}`?"),
            None => "`replylint rules` lists them".to_owned(),
        };
        return Err(Failure::with_help(format!("no rule is called `{}`", arguments.rule), help));
    };
    let style = look::of_output(arguments.look.color, false);
    let page = Page { bold: style.color, width: style.width };
    let _ = output.print(&page.rule(&id, pack, rule));
    Ok(Code::Fine)
}

/// How the page looks.
struct Page {
    bold: bool,
    width: usize,
}

impl Page {
    fn rule(&self, id: &str, pack: &RawPack, rule: &RawRule) -> String {
        let mut out = self.title(id);
        out.push_str(&paragraph(&without_fields(&rule.message), self.width, 2));
        out.push('\n');
        let mut levels = rule.level.name().to_owned();
        for (when, level) in &rule.levels {
            levels.push_str(&format!("; {} {}", level.name(), condition(when)));
        }
        self.field(&mut out, "category  ", &rule.category.value);
        self.field(&mut out, "pack      ", &pack.name.value);
        self.field(&mut out, "level     ", &levels);
        if let Some(when) = &rule.when {
            self.field(&mut out, "holds     ", &condition(when));
        }
        if !rule.why.is_empty() {
            self.section(&mut out, "Why", &rule.why);
        }
        if !rule.sources.is_empty() {
            self.section(&mut out, "Sources", &rule.sources.join("\n"));
        }
        if let Some(help) = &rule.help {
            self.section(&mut out, "What to write", help);
        }
        self.fixes(&mut out, rule);
        self.examples(&mut out, "It reports", &rule.flag);
        self.examples(&mut out, "It passes", &rule.pass);
        // Ids of other packs begin with the pack's name; nobody measured these.
        if !id.contains('/') {
            self.section(&mut out, "Accuracy", &accuracy(&rule.category.value));
        }
        let off = format!(
            "for one run:   replylint check --ignore {id}\n\
             for good:      [rules] in replylint.toml\n\
             \u{20}              {} = \"off\"\n\
             for some:      [[overrides]] with files = [\"…\"] and the same under rules",
            if id.contains('/') { format!("\"{id}\"") } else { id.to_owned() },
        );
        // No comment can leave out what is said about comments.
        let off = match &rule.kind {
            RawKind::Suppression(_) => off,
            _ => format!("{off}\nfor a line:    <!-- replylint-disable-next-line {id} --> above it, in Markdown"),
        };
        out.push('\n');
        out.push_str(&self.title("To switch it off"));
        for line in off.lines() {
            out.push_str(&format!("  {line}\n"));
        }
        out
    }

    fn title(&self, text: &str) -> String {
        if self.bold { format!("\u{1b}[1m{text}\u{1b}[0m\n") } else { format!("{text}\n") }
    }

    /// A name, and its value wrapped beside it.
    fn field(&self, out: &mut String, name: &str, value: &str) {
        let indent = 2 + name.len();
        let wrapped = paragraph(value, self.width, indent);
        out.push_str("  ");
        out.push_str(name);
        out.push_str(wrapped.get(indent..).unwrap_or("\n"));
    }

    fn section(&self, out: &mut String, title: &str, text: &str) {
        out.push('\n');
        out.push_str(&self.title(title));
        out.push_str(&paragraph(text, self.width, 2));
    }

    /// What is put in place of what, and what becomes of examples.
    fn fixes(&self, out: &mut String, rule: &RawRule) {
        if rule.fix.is_empty() {
            return;
        }
        let mut lines = Vec::new();
        for fix in &rule.fix {
            let what = fix.find.as_ref().map_or("what it reports".to_owned(), |phrase| format!("“{}”", phrase.value));
            let option = if fix.safe { "--fix" } else { "--fix --unsafe-fixes" };
            lines.push(match fix.replace.as_str() {
                "" => format!("{option} leaves {what} out"),
                replace => format!("{option} writes “{replace}” instead of {what}"),
            });
        }
        for fixed in rule.fixed.iter().take(EXAMPLES) {
            lines.push(format!("“{}” becomes “{}”", fixed.example.reply.value, fixed.becomes.value));
        }
        self.section(out, "What it fixes", &lines.join("\n"));
    }

    fn examples(&self, out: &mut String, title: &str, examples: &[RawExample]) {
        if examples.is_empty() {
            return;
        }
        out.push('\n');
        out.push_str(&self.title(title));
        for example in examples.iter().take(EXAMPLES) {
            let wrapped = paragraph(&in_words(example), self.width, 4);
            out.push_str("  -");
            out.push_str(wrapped.get(3..).unwrap_or("\n"));
        }
    }
}

/// An example with what is known about it: `“We are sorry.” (rating 1)`.
pub(super) fn in_words(example: &RawExample) -> String {
    let mut context = Vec::new();
    context.extend(example.rating.map(|rating| format!("rating {rating}")));
    context.extend(example.context.iter().map(|(name, value)| format!("{} {}", name.value, value.value)));
    context.extend(example.review.as_ref().map(|review| format!("review “{review}”")));
    let reply = format!("“{}”", example.reply.value);
    if context.is_empty() { reply } else { format!("{reply} ({})", context.join(", ")) }
}

/// What was measured of the rules of a category, in sentences.
fn accuracy(category: &str) -> String {
    let accuracy = Accuracy::of_builtin_rules();
    let rows: Vec<String> = accuracy
        .of_category(category)
        .map(|measured| {
            let (precision, recall) = (measured.precision().shown(), measured.recall().shown());
            let elsewhere = measured.elsewhere.map_or(String::new(), |(precision, recall)| {
                let replies = accuracy.elsewhere.replies;
                format!("; on {replies} replies of other businesses {precision:.2} and {recall:.2}")
            });
            format!("{}: precision {precision}, recall {recall}{elsewhere}", measured.what)
        })
        .collect();
    if rows.is_empty() {
        return "not measured on real replies".to_owned();
    }
    let (date, replies) = (&accuracy.development.date, accuracy.development.replies);
    format!(
        "What the rules of this category rest on, measured on {date} on {replies} public replies, not distributed. \
         These are development data, which the rules were made with: take it as the best case. In brackets, the 95 % \
         interval.\n{}",
        rows.join("\n")
    )
}

/// A condition in words: `if the rating is 1, 2 or 3 and the platform is google`.
pub(super) fn condition(when: &RawWhen) -> String {
    format!("if {}", clauses(when).join(" and "))
}

fn clauses(when: &RawWhen) -> Vec<String> {
    let names = |strings: &[crate::pack::raw::Spanned<String>]| {
        let names: Vec<String> = strings.iter().map(|name| name.value.clone()).collect();
        either(&names)
    };
    let mut clauses = Vec::new();
    if !when.rating.is_empty() {
        let stars: Vec<String> = when.rating.iter().map(u8::to_string).collect();
        clauses.push(format!("the rating is {}", either(&stars)));
    }
    for (strings, words) in [
        (&when.platform, "the platform is"),
        (&when.profile, "the profile is"),
        (&when.kind, "it is a"),
        (&when.review, "the review has"),
        (&when.has, "the reply has"),
        (&when.lacks, "the reply lacks"),
        (&when.allows, "the platform allows"),
        (&when.forbids, "the platform forbids"),
    ] {
        if !strings.is_empty() {
            clauses.push(format!("{words} {}", names(strings)));
        }
    }
    let counted = |range: Option<(usize, usize)>| match range? {
        (0, most) => Some(format!("at most {most}")),
        (least, usize::MAX) => Some(format!("at least {least}")),
        (least, most) => Some(format!("{least} to {most}")),
    };
    clauses.extend(counted(when.review_words).map(|count| format!("the review has {count} words")));
    clauses.extend(counted(when.waited_days).map(|count| format!("the reply came after {count} days")));
    if let Some(not) = &when.not {
        clauses.push(format!("not ({})", self::clauses(not).join(" and ")));
    }
    clauses
}

/// `a`, `a or b`, `a, b or c`.
fn either(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::raw::Spanned;

    #[test]
    fn a_condition_reads_as_a_sentence() {
        let name = |name: &str| Spanned { value: name.to_owned(), ..Spanned::default() };
        let not = RawWhen { profile: vec![name("app")], ..RawWhen::default() };
        let when = RawWhen {
            rating: vec![1, 2, 3],
            platform: vec![name("google")],
            review_words: Some((0, 4)),
            waited_days: Some((15, usize::MAX)),
            not: Some(Box::new(not)),
            ..RawWhen::default()
        };
        let expected = "if the rating is 1, 2 or 3 and the platform is google and the review has at most 4 words \
                        and the reply came after at least 15 days and not (the profile is app)";
        assert_eq!(condition(&when), expected);
    }
}
