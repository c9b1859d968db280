//! Reads JSON as RFC 8259 has it.

use std::borrow::Cow;

use crate::model::json::Json;

/// Deeper texts are refused, as they could exhaust the stack. serde_json draws the same line.
const DEEPEST: u32 = 128;

/// A text and how far it has been read. Every step gives None where the text is no JSON.
pub(crate) struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// One value and nothing after it.
    pub(crate) fn document(mut self) -> Option<Json<'a>> {
        let value = self.value(0)?;
        self.space();
        (self.at == self.text.len()).then_some(value)
    }

    fn value(&mut self, depth: u32) -> Option<Json<'a>> {
        self.space();
        match self.peek()? {
            b'{' => self.object(depth + 1),
            b'[' => self.list(depth + 1),
            b'"' => self.string().map(Json::Text),
            b't' => self.word("true", Json::Bool(true)),
            b'f' => self.word("false", Json::Bool(false)),
            b'n' => self.word("null", Json::Null),
            _ => self.number(),
        }
    }

    fn object(&mut self, depth: u32) -> Option<Json<'a>> {
        let mut fields = Vec::new();
        self.at += 1;
        if depth > DEEPEST {
            return None;
        }
        if self.next_is(b'}') {
            return Some(Json::Object(fields));
        }
        loop {
            self.space();
            let key = self.string()?;
            self.next_is(b':').then_some(())?;
            fields.push((key, self.value(depth)?));
            if self.next_is(b'}') {
                return Some(Json::Object(fields));
            }
            self.next_is(b',').then_some(())?;
        }
    }

    fn list(&mut self, depth: u32) -> Option<Json<'a>> {
        let mut items = Vec::new();
        self.at += 1;
        if depth > DEEPEST {
            return None;
        }
        if self.next_is(b']') {
            return Some(Json::List(items));
        }
        loop {
            items.push(self.value(depth)?);
            if self.next_is(b']') {
                return Some(Json::List(items));
            }
            self.next_is(b',').then_some(())?;
        }
    }

    /// Borrowed when nothing in it is escaped.
    fn string(&mut self) -> Option<Cow<'a, str>> {
        (self.take()? == b'"').then_some(())?;
        let mut read = Cow::Borrowed("");
        let mut start = self.at;
        loop {
            let byte = self.take()?;
            if byte != b'"' && byte != b'\\' {
                (byte >= b' ').then_some(())?;
                continue;
            }
            let part = self.text.get(start..self.at - 1)?;
            if read.is_empty() {
                read = Cow::Borrowed(part);
            } else {
                read.to_mut().push_str(part);
            }
            if byte == b'"' {
                return Some(read);
            }
            let escaped = self.escaped()?;
            read.to_mut().push(escaped);
            start = self.at;
        }
    }

    fn escaped(&mut self) -> Option<char> {
        Some(match self.take()? {
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => self.code_point()?,
            byte @ (b'"' | b'\\' | b'/') => char::from(byte),
            _ => return None,
        })
    }

    /// Four hexadecimal digits, or two times four that are a pair; half a pair becomes U+FFFD.
    fn code_point(&mut self) -> Option<char> {
        let first = self.hex()?;
        let after = self.at;
        if (0xD800..0xDC00).contains(&first) && self.take() == Some(b'\\') && self.take() == Some(b'u') {
            let second = self.hex()?;
            if (0xDC00..0xE000).contains(&second) {
                return char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00));
            }
        }
        self.at = if (0xD800..0xDC00).contains(&first) { after } else { self.at };
        Some(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn hex(&mut self) -> Option<u32> {
        let mut value = 0;
        for _ in 0..4 {
            value = value * 16 + char::from(self.take()?).to_digit(16)?;
        }
        Some(value)
    }

    fn number(&mut self) -> Option<Json<'a>> {
        let start = self.at;
        self.skip(b'-');
        if !self.skip(b'0') {
            self.digits()?;
        }
        if self.skip(b'.') {
            self.digits()?;
        }
        if self.skip(b'e') || self.skip(b'E') {
            let _ = self.skip(b'+') || self.skip(b'-');
            self.digits()?;
        }
        Some(Json::Number(Cow::Borrowed(self.text.get(start..self.at)?)))
    }

    /// At least one.
    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }

    fn word(&mut self, word: &str, value: Json<'a>) -> Option<Json<'a>> {
        self.text.get(self.at..)?.starts_with(word).then_some(())?;
        self.at += word.len();
        Some(value)
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn next_is(&mut self, byte: u8) -> bool {
        self.space();
        self.skip(byte)
    }

    fn skip(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }
}
