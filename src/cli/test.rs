//! Owns `test`: whether packs keep the promises of their own examples. It must not know how examples are run.

use super::arguments::TestArguments;
use super::output::Output;
use super::setup::{broken_packs, files, own_notes, sources};
use super::words::plural;
use super::{Code, Result, look};
use crate::examples;
use crate::report;

/// Runs the examples of the named packs, or of the built-in ones.
pub(super) fn run(arguments: &TestArguments, output: &mut Output) -> Result {
    let color = arguments.look.color;
    let sources = sources(&[], &arguments.packs, color)?;
    let files = files(&sources);
    let is_tested = |builtin: bool| builtin == arguments.packs.is_empty();
    let tested = examples::run(&sources, |source| is_tested(source.builtin), arguments.coverage)
        .map_err(|mistakes| broken_packs(mistakes, &sources, color))?;

    let style = look::of_output(color, false);
    let notes = if arguments.packs.is_empty() { tested.notes } else { own_notes(tested.notes, &sources) };
    output.tell(&report::mistakes(&notes, &files, &look::of_errors(color)));
    let _ = output.print(&report::mistakes(&tested.failures, &files, &style));
    if let Some(coverage) = &tested.coverage {
        let listed: Vec<_> = coverage.lacking.iter().chain(&coverage.unexercised).cloned().collect();
        let _ = output.print(&report::mistakes(&listed, &files, &style));
        let exercised = coverage.all - coverage.unexercised.len();
        let told = format!("{exercised} of {} phrases, patterns and exceptions exercised\n", coverage.all);
        output.tell(&told);
    }
    let packs = sources.iter().filter(|source| is_tested(source.builtin)).count();
    let passed = tested.examples - tested.failures.len();
    output.tell(&format!(
        "{} of {} passed: {}, {}, {}\n",
        passed,
        plural(tested.examples, "example"),
        plural(packs, "pack"),
        plural(tested.cues, "cue"),
        plural(tested.rules, "rule"),
    ));
    Ok(if tested.failures.is_empty() { Code::Fine } else { Code::Findings })
}
