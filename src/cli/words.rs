//! Owns laying out words for people: wrapped paragraphs, columns. It must not know what the words say.

use unicode_width::UnicodeWidthStr;

/// The longest lines that are comfortable to read.
const COMFORTABLE: usize = 100;

/// `text` as lines of at most `width` columns, each after `indent` blanks, ending in a line break. Line breaks in the
/// text stay.
pub(crate) fn paragraph(text: &str, width: usize, indent: usize) -> String {
    let room = width.min(COMFORTABLE).saturating_sub(indent).max(20);
    let mut out = String::new();
    for source in text.lines() {
        let mut line = String::new();
        for word in source.split_whitespace() {
            if !line.is_empty() && line.width() + 1 + word.width() > room {
                push_line(&mut out, &line, indent);
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        push_line(&mut out, &line, indent);
    }
    out
}

fn push_line(out: &mut String, line: &str, indent: usize) {
    if !line.is_empty() {
        out.push_str(&" ".repeat(indent));
        out.push_str(line);
    }
    out.push('\n');
}

/// Rows in columns that are as wide as their widest cell, two blanks between them; the last one ends where it ends.
pub(crate) fn columns<const N: usize>(rows: &[[&str; N]]) -> String {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.width());
        }
    }
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (width, cell) in widths.iter().zip(row) {
            line.push_str(cell);
            line.push_str(&" ".repeat(width.saturating_sub(cell.width()) + 2));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// `1 draft`, `2 drafts`.
pub(crate) fn plural(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_is_wrapped_between_words_and_indented() {
        let text = "one two three four five six seven\nnext";
        assert_eq!(paragraph(text, 24, 2), "  one two three four\n  five six seven\n  next\n");
        assert_eq!(paragraph("a\n\nb", 24, 2), "  a\n\n  b\n");
    }

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        assert_eq!(columns(&[["a", "日本", "x"], ["long", "b", ""]]), "a     日本  x\nlong  b\n");
    }
}
