//! Rust source as tokens: enough of the language to tell code from comments and texts.

/// A word, a single other character, or a text.
#[derive(Debug)]
pub struct Token {
    /// The word or character; of a text, what is inside the quotes.
    pub text: String,
    /// Counted from 1.
    pub line: usize,
    /// Whether it is a text.
    pub is_text: bool,
}

impl Token {
    /// Whether it is this word or character, and not a text that says the same.
    pub fn is(&self, word: &str) -> bool {
        !self.is_text && self.text == word
    }
}

/// The tokens of a file, without comments, spaces and character literals.
pub fn tokens(source: &str) -> Vec<Token> {
    let mut reader = Reader { rest: source, line: 1, tokens: Vec::new() };
    while let Some(next) = reader.rest.chars().next() {
        reader.read(next);
    }
    reader.tokens
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
    tokens: Vec<Token>,
}

impl<'a> Reader<'a> {
    fn read(&mut self, next: char) {
        if self.rest.starts_with("//") {
            self.take(self.rest.find('\n').unwrap_or(self.rest.len()));
        } else if self.rest.starts_with("/*") {
            self.block_comment();
        } else if next == '"' {
            self.quoted();
        } else if next == '\'' {
            self.quote_or_lifetime();
        } else if next.is_alphanumeric() || next == '_' {
            self.word();
        } else if next.is_whitespace() {
            self.take(next.len_utf8());
        } else {
            self.push(next.len_utf8(), false);
        }
    }

    /// Goes on by so many bytes and counts the lines.
    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(bytes);
        self.line += taken.matches('\n').count();
        self.rest = rest;
        taken
    }

    fn push(&mut self, bytes: usize, is_text: bool) {
        let line = self.line;
        let text = self.take(bytes).to_owned();
        self.tokens.push(Token { text, line, is_text });
    }

    fn block_comment(&mut self) {
        let mut depth = 0;
        while let Some(next) = self.rest.chars().next() {
            if self.rest.starts_with("/*") {
                depth += 1;
                self.take(2);
            } else if self.rest.starts_with("*/") {
                depth -= 1;
                self.take(2);
            } else {
                self.take(next.len_utf8());
            }
            if depth == 0 {
                return;
            }
        }
    }

    fn quoted(&mut self) {
        self.take(1);
        let mut escaped = false;
        let end = self.rest.find(|c: char| {
            let ends = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        });
        self.text_until(end, 1);
    }

    fn text_until(&mut self, end: Option<usize>, closing: usize) {
        self.push(end.unwrap_or(self.rest.len()), true);
        self.take(closing.min(self.rest.len()));
    }

    fn word(&mut self) {
        let end = self.rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(self.rest.len());
        let (word, after) = self.rest.split_at(end);
        let hashes = after.len() - after.trim_start_matches('#').len();
        if matches!(word, "r" | "br") && after[hashes..].starts_with('"') {
            self.take(end + hashes + 1);
            let closing = format!("\"{}", "#".repeat(hashes));
            self.text_until(self.rest.find(&closing), closing.len());
        } else {
            self.push(end, false);
        }
    }

    /// `'a'` and `'\''` are characters, `'a` is a lifetime.
    fn quote_or_lifetime(&mut self) {
        let mut inside = self.rest[1..].chars();
        let first = inside.next();
        let is_character = first == Some('\\') || inside.next() == Some('\'');
        self.take(1);
        if is_character {
            let skip = if first == Some('\\') { 2 } else { first.map_or(0, char::len_utf8) };
            self.take(skip);
            let end = self.rest.find('\'').map_or(self.rest.len(), |at| at + 1);
            self.take(end);
        }
    }
}
