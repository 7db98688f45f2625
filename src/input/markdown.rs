//! Owns Markdown to prose: what a reader of the posted reply would see, with the place of each character.
//! Code, block quotes (the customer's voice), pictures and HTML are left out; comments may speak to replylint.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::draft::Passage;
use crate::html_tags;
use crate::input::encoding::Decoded;
use crate::input::marker::Markers;
use crate::span::Span;
use crate::suppression::Suppressions;

/// The prose in `body` of the text: paragraphs and headings a blank line apart, list items on their own lines; and what
/// comments say about findings.
pub(super) fn prose(decoded: &Decoded, body: Span) -> (Passage, Suppressions) {
    let mut prose = Prose {
        decoded,
        passage: Passage::default(),
        markers: Markers::new(decoded),
        end: body.start,
        separator: "",
        hidden: 0,
        links: Vec::new(),
        html_is_text: None,
    };
    let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    for (event, range) in Parser::new_ext(body.of(&decoded.text), options).into_offset_iter() {
        let span = Span::new(body.start + range.start, body.start + range.end);
        match event {
            Event::Start(tag) => prose.start(&tag, span),
            Event::End(tag) => prose.end(tag, span),
            Event::Text(text) => prose.text(&text, span),
            Event::SoftBreak | Event::HardBreak => prose.text("\n", span),
            Event::Html(html) => prose.html_line(&html, span),
            Event::InlineHtml(html) if is_line_break(&html) => prose.text("\n", span),
            Event::InlineHtml(html) if !is_html(&html) => prose.text(&html, span),
            Event::InlineHtml(_) if prose.hidden == 0 => prose.markers.html(span),
            Event::Rule => prose.separate("\n\n"),
            _ => {}
        }
    }
    (prose.passage, prose.markers.finish())
}

struct Prose<'a> {
    decoded: &'a Decoded,
    passage: Passage,
    markers: Markers<'a>,
    /// Where the last piece ended.
    end: usize,
    /// What goes before the next piece.
    separator: &'static str,
    /// How many open elements hide their text.
    hidden: usize,
    /// The open links: the destination, and where their text starts in the prose.
    links: Vec<(String, usize)>,
    /// Whether the open block of HTML is none; its first line decides.
    html_is_text: Option<bool>,
}

impl Prose<'_> {
    fn start(&mut self, tag: &Tag<'_>, span: Span) {
        match tag {
            Tag::BlockQuote(_) | Tag::CodeBlock(_) | Tag::Image { .. } => self.hidden += 1,
            Tag::Link { dest_url, .. } => {
                // The separator must not count as text of the link.
                self.text("", Span::new(span.start, span.start));
                self.links.push((dest_url.to_string(), self.passage.text.len()));
            }
            Tag::Item => self.separate("\n"),
            Tag::HtmlBlock => {
                self.html_is_text = None;
                self.separate("\n\n");
                if self.hidden == 0 && is_html(span.of(&self.decoded.text)) {
                    self.markers.html(span);
                }
            }
            Tag::Paragraph | Tag::Heading { .. } => self.separate("\n\n"),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::BlockQuote(_) | TagEnd::CodeBlock | TagEnd::Image => self.hidden = self.hidden.saturating_sub(1),
            TagEnd::Link => {
                if let Some((destination, start)) = self.links.pop() {
                    self.destination(&destination, start, span);
                }
            }
            TagEnd::Item => self.separate("\n"),
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::List(_) | TagEnd::HtmlBlock => self.separate("\n\n"),
            _ => {}
        }
    }

    fn html_line(&mut self, line: &str, span: Span) {
        if *self.html_is_text.get_or_insert_with(|| !is_html(line)) {
            let line = line.trim_end();
            self.text(line, Span::new(span.start, span.start + line.len()));
            self.separate("\n");
        }
    }

    /// Asks for at least this much between what was and what comes.
    fn separate(&mut self, separator: &'static str) {
        if separator.len() > self.separator.len() {
            self.separator = separator;
        }
    }

    fn text(&mut self, text: &str, span: Span) {
        if self.hidden > 0 {
            return;
        }
        if !text.trim().is_empty() {
            self.markers.words(span.start);
        }
        let separator = std::mem::take(&mut self.separator);
        if !self.passage.text.is_empty() {
            self.decoded.append_as(&mut self.passage, separator, Span::new(self.end.min(span.start), span.start));
        }
        if span.of(&self.decoded.text) == text {
            self.decoded.append(&mut self.passage, span);
        } else {
            self.decoded.append_as(&mut self.passage, text, span);
        }
        self.end = span.end;
    }

    /// Adds where a link leads, in brackets after its text, unless the text says it.
    fn destination(&mut self, destination: &str, text_start: usize, link: Span) {
        let lower = destination.to_ascii_lowercase();
        let contact = ["mailto:", "tel:"].iter().find(|scheme| lower.starts_with(**scheme));
        if self.hidden > 0 || contact.is_none() && !lower.starts_with("http://") && !lower.starts_with("https://") {
            return;
        }
        let shown = destination.get(contact.map_or(0, |scheme| scheme.len())..).unwrap_or(destination);
        let said = self.passage.text.get(text_start..).unwrap_or("");
        if shown.is_empty() || said.contains(shown) {
            return;
        }
        // A reference link has its destination elsewhere: then its closing bracket stands for it.
        let tail = Span::new(self.end.clamp(link.start, link.end), link.end);
        let place = match tail.of(&self.decoded.text).find(shown) {
            Some(at) => Span::new(tail.start + at, tail.start + at + shown.len()),
            None => tail,
        };
        self.decoded.append_as(&mut self.passage, " (", Span::new(tail.start, place.start));
        if place.of(&self.decoded.text) == shown {
            self.decoded.append(&mut self.passage, place);
        } else {
            self.decoded.append_as(&mut self.passage, shown, place);
        }
        self.decoded.append_as(&mut self.passage, ")", Span::new(place.end, link.end));
        self.end = link.end;
    }
}

fn tag_name(html: &str) -> &str {
    let rest = html.trim_start().trim_start_matches(['<', '/']);
    rest.split(|char: char| !char.is_ascii_alphanumeric() && char != '-').next().unwrap_or("")
}

fn is_html(html: &str) -> bool {
    let name = tag_name(html);
    // Comments, declarations and instructions have no name.
    name.is_empty() || html_tags::is_element(name)
}

fn is_line_break(html: &str) -> bool {
    tag_name(html).eq_ignore_ascii_case("br")
}

#[cfg(test)]
mod tests {
    use crate::draft::Draft;
    use crate::input::testing::{drafts, source_of};

    fn prose(text: &str) -> Draft {
        drafts("reply.md", text).remove(0)
    }

    #[test]
    fn paragraphs_are_a_blank_line_apart_and_soft_breaks_are_line_breaks() {
        let text = "Dear *Ana*,\n\nwe are\r\n**so** sorry.  \nBye\n";
        let draft = prose(text);
        assert_eq!(draft.reply.text, "Dear Ana,\n\nwe are\nso sorry.\nBye");
        for words in ["Ana", "so", "Bye", "we are"] {
            assert_eq!(source_of(text, &draft.reply, words), words);
        }
        assert_eq!(source_of(text, &draft.reply, "are\nso"), "are\r\n**so");
    }

    #[test]
    fn code_quotes_pictures_and_html_are_left_out() {
        let text = "Hi `code`there\n\n> You ruined it\n> lazily\n\n```\nx = 1\n```\n\n    more code\n\n<!-- a note -->\n\n\
                    <div>\nboxed\n</div>\n\n![alt](x.png)\n\nThe <b>end</b><!-- c -->.\n";
        assert_eq!(prose(text).reply.text, "Hi there\n\nThe end.");
    }

    #[test]
    fn a_tag_that_html_does_not_have_is_a_placeholder() {
        let text = "Dear <name>,\n\n<signature>\nBo\n";
        let draft = prose(text);
        assert_eq!(draft.reply.text, "Dear <name>,\n\n<signature>\nBo");
        assert_eq!(source_of(text, &draft.reply, "<signature>"), "<signature>");
    }

    #[test]
    fn headings_and_list_items_stand_on_their_own_lines() {
        let text = "# Our reply\nPlease\n\n- call us\n- *email* us\n\nBye\n";
        let draft = prose(text);
        assert_eq!(draft.reply.text, "Our reply\n\nPlease\n\ncall us\nemail us\n\nBye");
        assert_eq!(source_of(text, &draft.reply, "email us"), "email* us");
    }

    #[test]
    fn entities_and_escapes_map_as_a_whole() {
        let text = "Fish &amp; chips \\*free\\* &#8364;5";
        let draft = prose(text);
        assert_eq!(draft.reply.text, "Fish & chips *free* €5");
        assert_eq!(source_of(text, &draft.reply, "&"), "&amp;");
        assert_eq!(source_of(text, &draft.reply, "€"), "&#8364;");
        assert_eq!(source_of(text, &draft.reply, "*free"), "*free");
    }

    #[test]
    fn where_a_link_leads_is_kept_unless_its_text_says_it() {
        let text = "[Write](mailto:help@example.com), [see](https://example.com/a), <https://example.com/b>, \
                    [up](#top) or [help@example.com](mailto:help@example.com).";
        let draft = prose(text);
        assert_eq!(
            draft.reply.text,
            "Write (help@example.com), see (https://example.com/a), https://example.com/b, up or help@example.com."
        );
        assert_eq!(source_of(text, &draft.reply, "help@example.com"), "help@example.com");
        assert_eq!(source_of(text, &draft.reply, "https://example.com/a"), "https://example.com/a");
    }

    #[test]
    fn a_reference_link_leads_where_its_definition_says() {
        let text = "Please [write][us] soon.\n\n[us]: https://example.com/contact\n";
        let draft = prose(text);
        assert_eq!(draft.reply.text, "Please write (https://example.com/contact) soon.");
        assert_eq!(source_of(text, &draft.reply, "soon"), "soon");
    }

    #[test]
    fn a_list_in_a_quote_is_hidden_and_a_task_box_is_no_placeholder() {
        assert_eq!(prose("> - a\n> - b\n\n- [ ] call Ana\n").reply.text, "call Ana");
    }
}
