//! Owns `inspect`: what is found in drafts, whether or not a rule reports it. How a rule author sees what the rules see.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::arguments::{InspectArguments, InspectFormat};
use super::inputs::{Entry, Inputs};
use super::interrupt::Interrupt;
use super::output::Output;
use super::setup::{Flags, Judge, Setups};
use super::{Code, Result};
use crate::draft::{Context, Draft, Kind};
use crate::facts::{Facts, Match, topics};
use crate::input::Item;
use crate::pack::ruleset::CueNumber;
use crate::report::json::{self, ContextOut, VERSION};
use crate::report::position::DraftIndex;
use crate::report::{self, safe_line};
use crate::span::Span;

/// What the names of speech acts start with.
const ACT: &str = "act.";

/// Inspects the inputs.
pub(super) fn run(arguments: &InspectArguments, output: &mut Output) -> Result {
    let mut setups = Setups::new(Flags::plain(&arguments.packs, &arguments.input.map, &arguments.context))?;
    let inputs = Inputs::new(&arguments.input, &mut setups)?;
    setups.tell_notes(output);
    let mut code = Code::Fine;
    let _ = inputs.read(&|_| {}, &Interrupt::default(), &mut |entry| {
        if matches!(entry, Entry::Pause) {
            output.flush();
        }
        let (shown, told, broken) = inspected(entry, arguments.output_format);
        if broken {
            code = Code::Broken;
        }
        output.tell(&told);
        output.print(&shown)
    });
    Ok(code)
}

/// What to print, what to tell, and whether it could not be read.
fn inspected(entry: Entry, format: InspectFormat) -> (String, String, bool) {
    match entry {
        Entry::Pause => Default::default(),
        Entry::Problem(problem) => {
            let place = problem.line.zip(problem.column);
            let told = report::problem(problem.fatal, &problem.path, place, &problem.message);
            (String::new(), told, problem.fatal)
        }
        Entry::Item(judge, Item::Draft(draft)) => {
            let facts = Facts::of_all(&judge.engine, &draft);
            let shown = match format {
                InspectFormat::Text => text(&judge, &draft, &facts),
                InspectFormat::Jsonl => json_line(&judge, &draft, &facts),
            };
            (shown, String::new(), false)
        }
        Entry::Item(_, Item::Skipped { path, record, id, why, problem, line, column, .. }) => {
            let told = if problem { report::problem(true, &path, line.zip(column), &why) } else { String::new() };
            let shown = match format {
                InspectFormat::Text if problem => String::new(),
                InspectFormat::Text => format!("{}: skipped – {}\n\n", title(&path, record), safe_line(&why)),
                InspectFormat::Jsonl => json::skipped(&path, record, id.as_deref(), &why, None) + "\n",
            };
            (shown, told, problem)
        }
    }
}

#[derive(Debug, Serialize)]
struct InspectedOut<'a> {
    version: u32,
    path: &'a str,
    record: Option<u64>,
    id: Option<&'a str>,
    context: ContextOut<'a>,
    /// By name without `act.`; every act that the packs know is there.
    acts: BTreeMap<&'a str, Vec<Spans>>,
    cues: Vec<CueOut<'a>>,
    topics: TopicsOut<'a>,
}

#[derive(Debug, Serialize)]
struct Spans {
    /// Bytes of the file.
    span: Span,
    /// Characters of the decoded reply.
    reply_span: Span,
}

#[derive(Debug, Serialize)]
struct CueOut<'a> {
    cue: &'a str,
    span: Span,
    reply_span: Span,
    excerpt: &'a str,
}

#[derive(Debug, Default, Serialize)]
struct TopicsOut<'a> {
    review: Vec<&'a str>,
    reply: Vec<&'a str>,
    /// What the reply takes up: topics, and words of its own.
    shared: Vec<&'a str>,
}

fn json_line(judge: &Judge, draft: &Draft, facts: &Facts) -> String {
    let index = DraftIndex::new(draft);
    let spans = |found: &Match| Spans { span: draft.source_span(found.span), reply_span: index.characters(found.span) };
    let mut acts = BTreeMap::new();
    for (number, name) in cues(judge) {
        if let Some(act) = name.strip_prefix(ACT) {
            acts.insert(act, facts.reply.matches(number).iter().map(spans).collect());
        }
    }
    let cues = in_order(judge, facts).into_iter().map(|(cue, found)| CueOut {
        cue,
        span: draft.source_span(found.span),
        reply_span: index.characters(found.span),
        excerpt: found.span.of(&draft.reply.text),
    });
    json::line(&InspectedOut {
        version: VERSION,
        path: &draft.path,
        record: draft.record,
        id: draft.context.id.as_deref(),
        context: ContextOut::from(&draft.context),
        acts,
        cues: cues.collect(),
        topics: topics_of(judge, draft, facts),
    }) + "\n"
}

fn text(judge: &Judge, draft: &Draft, facts: &Facts) -> String {
    let index = DraftIndex::new(draft);
    let mut out = format!("{}\n", title(&draft.path, draft.record));
    // Writing to a string does not fail.
    let _ = writeln!(out, "  context  {}", context(&draft.context));
    let acts: Vec<String> = cues(judge)
        .filter_map(|(number, name)| {
            let found = facts.reply.matches(number).first()?;
            Some(format!("{} “{}”", name.strip_prefix(ACT)?, safe_line(found.span.of(&draft.reply.text))))
        })
        .collect();
    let _ = writeln!(out, "  acts     {}", if acts.is_empty() { "none".to_owned() } else { acts.join(", ") });
    let topics = topics_of(judge, draft, facts);
    for (name, topics) in [("review", topics.review), ("reply", topics.reply), ("shared", topics.shared)] {
        if !topics.is_empty() {
            let _ = writeln!(out, "  topics   {name}: {}", topics.join(", "));
        }
    }
    let found = in_order(judge, facts);
    if found.is_empty() {
        out.push_str("  cues     none\n");
    } else {
        out.push_str("  cues\n");
        let width = found.iter().map(|(cue, _)| cue.len()).max().unwrap_or(0);
        for (cue, found) in found {
            let place = index.position_in_reply(found.span.start);
            let place = format!("{}:{}", place.line, place.column);
            let words = safe_line(found.span.of(&draft.reply.text));
            let _ = writeln!(out, "    {place:<7} {cue:<width$}  “{words}”");
        }
    }
    out.push('\n');
    out
}

/// What is known of a draft, in words.
fn context(context: &Context) -> String {
    let mut known = Vec::new();
    match (context.rating, context.assumed_rating) {
        (Some(rating), _) => known.push(format!("rating {rating}")),
        (None, Some((low, high))) => known.push(format!("rating unknown (assumed {low}..={high})")),
        (None, None) => {}
    }
    for (name, value) in [
        ("platform", &context.platform),
        ("profile", &context.profile),
        ("reviewer", &context.reviewer),
        ("business", &context.business),
        ("location", &context.location),
        ("author", &context.author),
        ("language", &context.language),
        ("reviewed at", &context.reviewed_at),
        ("replied at", &context.replied_at),
        ("id", &context.id),
        ("policy violation", &context.policy_violation),
    ] {
        known.extend(value.as_ref().map(|value| format!("{name} {}", safe_line(value))));
    }
    if context.kind == Kind::Template {
        known.push("a template".to_owned());
    }
    if known.is_empty() { "nothing known".to_owned() } else { known.join(", ") }
}

fn cues(judge: &Judge) -> impl Iterator<Item = (CueNumber, &str)> {
    (0..).zip(judge.engine.rules().cues.iter().map(|cue| cue.name.as_str()))
}

/// Every match of every cue, in the order of the text.
fn in_order<'a>(judge: &'a Judge, facts: &'a Facts) -> Vec<(&'a str, &'a Match)> {
    let mut all: Vec<(&str, &Match)> = cues(judge)
        .flat_map(|(number, name)| facts.reply.matches(number).iter().map(move |found| (name, found)))
        .collect();
    all.sort_by_key(|(name, found)| (found.span, *name));
    all
}

/// The topics of review and reply: cues by the name of `topic.…`.
fn topics_of<'a>(judge: &'a Judge, draft: &'a Draft, facts: &Facts) -> TopicsOut<'a> {
    let mut topics = TopicsOut::default();
    for (number, topic) in topics::topics(judge.engine.rules()) {
        if facts.reply.has(number) {
            topics.reply.push(topic);
        }
        if facts.review.as_ref().is_some_and(|review| review.has(number)) {
            topics.review.push(topic);
        }
        if facts.shared.iter().any(|shared| shared.topic == Some(number)) {
            topics.shared.push(topic);
        }
    }
    let words = facts.shared.iter().filter(|shared| shared.topic.is_none());
    topics.shared.extend(words.map(|shared| shared.reply.span.of(&draft.reply.text)));
    topics
}

fn title(path: &str, record: Option<u64>) -> String {
    let path = safe_line(path);
    record.map_or_else(|| path.to_string(), |record| format!("{path} record {record}"))
}
