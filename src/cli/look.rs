//! Owns how output looks on this terminal: colours and width. It must not know what is printed.

use std::env;
use std::io::{self, IsTerminal};

use super::arguments::Color;
use crate::report::Style;

/// The width where nobody knows the terminal.
const PIPED_WIDTH: usize = 100;

/// The look of standard output.
pub(crate) fn of_output(color: Color, quiet: bool) -> Style {
    let is_terminal = io::stdout().is_terminal();
    Style { color: is_colored(color, is_terminal), width: width(is_terminal), quiet }
}

/// The look of standard error.
pub(crate) fn of_errors(color: Color) -> Style {
    let is_terminal = io::stderr().is_terminal();
    Style { color: is_colored(color, is_terminal), width: width(is_terminal), quiet: false }
}

fn is_colored(color: Color, is_terminal: bool) -> bool {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if set("NO_COLOR") => false,
        Color::Auto if env::var_os("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0") => true,
        Color::Auto => is_terminal && env::var_os("TERM").is_none_or(|terminal| terminal != "dumb"),
    }
}

/// What is piped looks the same from every window, unless `COLUMNS` is handed down: shells keep it to themselves.
fn width(is_terminal: bool) -> usize {
    let told = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).filter(|columns| *columns > 0);
    let measured = || terminal_size::terminal_size().filter(|_| is_terminal).map(|(width, _)| usize::from(width.0));
    told.or_else(measured).unwrap_or(PIPED_WIDTH)
}
