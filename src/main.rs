//! Parses the arguments, runs the command, returns its exit code.

fn main() {}
