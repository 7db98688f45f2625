//! Owns what statistics need to know of a draft besides its findings. `check` writes it beside them, so that the
//! statistics of parts can be made from what was written. It must not count anything.

use serde::{Deserialize, Serialize};

use crate::across::copy_of;
use crate::draft::Draft;
use crate::engine::Engine;
use crate::facts::{Facts, Reading};

/// What the names of topics start with.
const TOPIC: &str = "topic.";

/// What a draft speaks of, announces and shares with others.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marks {
    /// The same for replies that are the same, names and numbers aside; none for short ones.
    pub copy: Option<String>,
    /// The first words of the reply.
    pub excerpt: Option<String>,
    /// What the review speaks of.
    pub review_topics: Vec<String>,
    /// What the reply speaks of.
    pub reply_topics: Vec<String>,
    /// Whether the reply says that something was changed (`done`) or will be (`planned`).
    pub change: Option<Change>,
    /// Whether the reply came later than reviews may wait.
    #[serde(default)]
    pub late: bool,
}

/// What a reply says about a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// It was made.
    Done,
    /// It will be.
    Planned,
}

impl Marks {
    /// The marks of a draft; of a review without a reply, if it has none.
    pub fn of(engine: &Engine, draft: &Draft, facts: &Facts) -> Self {
        let has = |name: &str| engine.rules().cue(name).is_some_and(|cue| facts.reply.has(cue));
        let change =
            if has("solution.done") { Some(Change::Done) } else { has("solution.planned").then_some(Change::Planned) };
        let (copy, excerpt) = copy_of(draft, facts).unzip();
        Self {
            copy,
            excerpt,
            review_topics: facts.review.as_ref().map(|review| topics(engine, review)).unwrap_or_default(),
            reply_topics: topics(engine, &facts.reply),
            change,
            late: engine.patience().is_late(&draft.context),
        }
    }
}

fn topics(engine: &Engine, reading: &Reading) -> Vec<String> {
    let cues = (0..).zip(&engine.rules().cues);
    let found = cues.filter_map(|(number, cue)| {
        let topic = cue.name.strip_prefix(TOPIC)?;
        reading.has(number).then(|| topic.to_owned())
    });
    found.collect()
}
