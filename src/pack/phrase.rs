//! Owns the phrase notation: from a line of a pack to a tree. It must not know which sets and inflections exist.

use crate::text::words_of;

/// A part of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    /// One folded word.
    Word(String),
    /// `~word`.
    Inflected(String, Spot),
    /// `pre*`.
    Prefix(String),
    /// `{set}`.
    Set(String, Spot),
    /// `!{set}`: one word that is none of these.
    Not(Box<Node>, Spot),
    /// One after the other.
    Sequence(Vec<Node>),
    /// One of.
    Choice(Vec<Node>),
    /// `[x]`.
    Optional(Box<Node>),
    /// `(x)+`: one to four times.
    Repeat(Box<Node>),
    /// `<0-3>`.
    Gap(usize, usize),
    /// `,`.
    Break,
    /// `^`.
    Start,
    /// `$`.
    End,
    /// `#email`.
    Detector(String, Spot),
}

/// Where a part stands: bytes of the decoded phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Spot {
    /// The first byte.
    pub(crate) offset: usize,
    /// How many.
    pub(crate) length: usize,
}

/// What is wrong with a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PhraseError {
    /// Where.
    pub(crate) spot: Spot,
    /// What.
    pub(crate) message: String,
    /// What to write instead.
    pub(crate) help: Option<String>,
}

/// The greatest gap that the notation allows: more is two cues, not one phrase.
const LONGEST_GAP: usize = 20;

/// Reads a phrase.
pub(crate) fn parse(source: &str) -> Result<Node, PhraseError> {
    let mut parser = Parser { source, at: 0, depth: 0 };
    let node = parser.choice()?;
    parser.blank();
    match parser.peek() {
        None => Ok(node),
        Some(found) => Err(parser.error(parser.at, found.len_utf8(), format!("`{found}` closes nothing"))),
    }
}

struct Parser<'a> {
    source: &'a str,
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        self.source.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    fn blank(&mut self) {
        self.at = self.source.len() - self.rest().trim_start().len();
    }

    fn error(&self, offset: usize, length: usize, message: impl Into<String>) -> PhraseError {
        let length = length.min(self.source.len().saturating_sub(offset));
        PhraseError { spot: Spot { offset, length }, message: message.into(), help: None }
    }

    fn choice(&mut self) -> Result<Node, PhraseError> {
        let start = self.at;
        self.depth += 1;
        if self.depth > 40 {
            return Err(self.error(start, 1, "this phrase is nested too deeply"));
        }
        let mut branches = vec![self.sequence()?];
        while self.take('|') {
            branches.push(self.sequence()?);
        }
        self.depth -= 1;
        if branches.len() > 1
            && branches.iter().any(|branch| matches!(branch, Node::Sequence(parts) if parts.is_empty()))
        {
            let mut error = self.error(start, self.at - start, "an alternative is empty");
            error.help = Some("put what may be left out in square brackets: `[a|b]`".to_owned());
            return Err(error);
        }
        match branches.pop() {
            Some(only) if branches.is_empty() => Ok(only),
            Some(last) => {
                branches.push(last);
                Ok(Node::Choice(branches))
            }
            None => Ok(Node::Sequence(Vec::new())),
        }
    }

    fn sequence(&mut self) -> Result<Node, PhraseError> {
        let mut parts = Vec::new();
        loop {
            self.blank();
            match self.peek() {
                None | Some('|' | ')' | ']') => break,
                Some(_) => self.part(&mut parts)?,
            }
        }
        Ok(match parts.pop() {
            Some(only) if parts.is_empty() => only,
            Some(last) => {
                parts.push(last);
                Node::Sequence(parts)
            }
            None => Node::Sequence(Vec::new()),
        })
    }

    fn part(&mut self, parts: &mut Vec<Node>) -> Result<(), PhraseError> {
        let start = self.at;
        let Some(first) = self.peek() else { return Ok(()) };
        match first {
            '(' | '[' => {
                self.at += 1;
                let inner = self.choice()?;
                let closing = if first == '(' { ')' } else { ']' };
                if !self.take(closing) {
                    return Err(self.error(start, 1, format!("`{first}` is never closed")));
                }
                if matches!(&inner, Node::Sequence(inner) if inner.is_empty()) {
                    return Err(self.error(start, self.at - start, "nothing stands between the brackets"));
                }
                let inner = if first == '(' && self.take('+') { Node::Repeat(Box::new(inner)) } else { inner };
                parts.push(if first == '[' { Node::Optional(Box::new(inner)) } else { inner });
            }
            '{' => parts.push(self.set()?),
            '!' => {
                self.at += 1;
                let negated = match self.peek() {
                    Some('{') => self.set()?,
                    Some('(') => {
                        let mut inner = Vec::new();
                        self.part(&mut inner)?;
                        Node::Sequence(inner)
                    }
                    _ => {
                        let mut inner = Vec::new();
                        self.words(&mut inner)?;
                        Node::Sequence(inner)
                    }
                };
                parts.push(Node::Not(Box::new(negated), Spot { offset: start, length: self.at - start }));
            }
            '<' => parts.push(self.gap()?),
            '#' => {
                self.at += 1;
                let name = self.name();
                if name.is_empty() {
                    return Err(self.error(start, 1, "`#` needs the name of a detector, such as `#email`"));
                }
                parts.push(Node::Detector(name, Spot { offset: start, length: self.at - start }));
            }
            '~' => {
                self.at += 1;
                let name = self.name();
                if name.is_empty() {
                    return Err(self.error(start, 1, "`~` needs a word"));
                }
                parts.push(Node::Inflected(name.to_lowercase(), Spot { offset: start, length: self.at - start }));
            }
            ',' => {
                self.at += 1;
                parts.push(Node::Break);
            }
            '^' => {
                self.at += 1;
                parts.push(Node::Start);
            }
            '$' => {
                self.at += 1;
                parts.push(Node::End);
            }
            ')' | ']' | '}' | '>' | '*' | '+' => {
                return Err(self.error(start, 1, format!("`{first}` has no meaning here")));
            }
            _ => self.words(parts)?,
        }
        Ok(())
    }

    /// Letters, digits, hyphens, underscores.
    fn name(&mut self) -> String {
        let name: String = self
            .rest()
            .chars()
            .take_while(|character| character.is_alphanumeric() || matches!(character, '-' | '_' | '\'' | '’'))
            .collect();
        self.at += name.len();
        name
    }

    fn set(&mut self) -> Result<Node, PhraseError> {
        let start = self.at;
        self.at += 1;
        let name = self.name();
        if !self.take('}') {
            return Err(self.error(start, self.at - start, "`{` is never closed"));
        }
        if name.is_empty() {
            return Err(self.error(start, 2, "`{}` names no set"));
        }
        Ok(Node::Set(name, Spot { offset: start, length: self.at - start }))
    }

    fn gap(&mut self) -> Result<Node, PhraseError> {
        let start = self.at;
        self.at += 1;
        let inside: String = self.rest().chars().take_while(|character| *character != '>').collect();
        self.at += inside.len();
        let bounds =
            inside.split_once('-').and_then(|(min, max)| Some((min.trim().parse().ok()?, max.trim().parse().ok()?)));
        let closed = self.take('>');
        match bounds {
            Some((min, max)) if closed && min <= max && max > 0 && max <= LONGEST_GAP => Ok(Node::Gap(min, max)),
            _ => {
                let mut error = self.error(start, self.at - start, "this gap cannot be read");
                error.help =
                    Some(format!("write the least and the greatest number of words, at most {LONGEST_GAP}: `<0-3>`"));
                Err(error)
            }
        }
    }

    /// A run of plain characters up to a blank or a sign of the notation.
    fn words(&mut self, parts: &mut Vec<Node>) -> Result<(), PhraseError> {
        let start = self.at;
        let chunk: String = self
            .rest()
            .chars()
            .take_while(|character| !character.is_whitespace() && !"()[]{}|<>~#!,^$*+".contains(*character))
            .collect();
        self.at += chunk.len();
        let mut words = words_of(&chunk);
        if self.take('*') {
            let Some(prefix) = words.pop().filter(|word| word.chars().count() >= 2) else {
                return Err(self.error(start, self.at - start, "`*` needs the start of a word, at least two letters"));
            };
            parts.extend(words.into_iter().map(Node::Word));
            parts.push(Node::Prefix(prefix));
            return Ok(());
        }
        if words.is_empty() {
            let length = chunk.len().max(1);
            self.at = self.at.max(
                start + self.peek().map_or(length, |next| if chunk.is_empty() { next.len_utf8() } else { length }),
            );
            return Err(self.error(start, length, format!("`{chunk}` is not a word")));
        }
        parts.extend(words.into_iter().map(Node::Word));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Node {
        Node::Word(text.to_owned())
    }

    #[test]
    fn contractions_are_written_either_way() {
        assert_eq!(parse("we're sorry"), parse("we are sorry"));
    }

    #[test]
    fn brackets_choices_and_gaps_nest() {
        let parsed = parse("(a|b c) [d] <0-2> e").unwrap();
        let Node::Sequence(parts) = parsed else { panic!("a sequence") };
        assert_eq!(parts[0], Node::Choice(vec![word("a"), Node::Sequence(vec![word("b"), word("c")])]));
        assert_eq!(parts[1], Node::Optional(Box::new(word("d"))));
        assert_eq!(parts[2], Node::Gap(0, 2));
    }

    #[test]
    fn mistakes_are_placed() {
        for (phrase, offset) in [
            ("a (b", 2),
            ("a )", 2),
            ("x {y", 2),
            ("<3-1> a", 0),
            ("a ()", 2),
            ("? a", 0),
            ("a <1-99> b", 2),
            ("a <> b", 2),
        ] {
            let error = parse(phrase).unwrap_err();
            assert_eq!(error.spot.offset, offset, "{phrase}: {}", error.message);
        }
    }

    #[test]
    fn no_text_makes_the_parser_fail_to_stop() {
        for text in ["", " ", "|", "((((", "!", "!!!", "~", "#", "*", "a**", "é|—|", "!(", "+", "’"] {
            let _ = parse(text);
        }
    }
}
