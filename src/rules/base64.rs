//! Base64 as RFC 4648 section 4 has it: the alphabet with `+` and `/`, padded, no characters between.
//!
//! Python's decoder skips whatever it does not know, so Cinder takes more than this. What differs
//! from the standard was not written by Cinder: it is damage, and better found before it is sent.

/// The bytes of a text; None if it is not base64. Line ends after it are of no account.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_end_matches(['\r', '\n']).as_bytes();
    if !text.len().is_multiple_of(4) {
        return None;
    }
    let padding = text.iter().rev().take_while(|&&byte| byte == b'=').count();
    if padding > 2 {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let mut bits: u32 = 0;
    for (place, &letter) in text[..text.len() - padding].iter().enumerate() {
        bits = bits << 6 | u32::from(sextet(letter)?);
        if place % 4 > 0 {
            // 6, 4 or 2 bits are left of the letter before: with this one's six they fill a byte.
            bytes.push((bits >> (6 - 2 * (place % 4))) as u8);
        }
    }
    // The bits of the last letter that belong to no byte must be zero.
    let spare = (1 << (2 * padding)) - 1;
    (bits & spare == 0).then_some(bytes)
}

/// The six bits that a letter stands for.
fn sextet(letter: u8) -> Option<u8> {
    match letter {
        b'A'..=b'Z' => Some(letter - b'A'),
        b'a'..=b'z' => Some(letter - b'a' + 26),
        b'0'..=b'9' => Some(letter - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

/// Whether a text holds nothing but letters of base64, as a piece of a longer one does.
pub fn is_piece(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte == b'=' || sextet(byte).is_some())
}

/// Writes bytes as base64; only tests make records.
#[cfg(test)]
pub fn encode(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, at| bits << 8 | u32::from(chunk.get(at).copied().unwrap_or(0)));
        for at in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * at)) as usize & 63];
            text.push(if at > chunk.len() { '=' } else { char::from(letter) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vectors_of_the_standard() {
        let vectors = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (plain, coded) in vectors {
            assert_eq!(decode(coded).as_deref(), Some(plain.as_bytes()), "{coded}");
            assert_eq!(encode(plain.as_bytes()), coded);
        }
        assert_eq!(decode("+/+/").as_deref(), Some(&[0xfb, 0xff, 0xbf][..]));
    }

    #[test]
    fn a_line_end_after_it_is_of_no_account() {
        assert_eq!(decode("Zg==\n").as_deref(), Some(&b"f"[..]));
        assert_eq!(decode("Zg==\r\n\n").as_deref(), Some(&b"f"[..]));
    }

    #[test]
    fn anything_else_is_refused() {
        let odd = [
            "Z", "Zg", "Zg=", "Zm9", "Z===", "====", "=", "Zg==Zg==", "Z=g=", "-_-_", "Zm 9v", "Zm9v Zm8",
            "Zm\n9v", "Zh==", "Zm9=", "é", "Zm9é", "\u{0}AAA",
        ];
        for text in odd {
            assert_eq!(decode(text), None, "{text:?}");
        }
    }

    #[test]
    fn every_byte_comes_back() {
        for length in 0..260 {
            let bytes: Vec<u8> = (0..length).map(|n| (n * 37 + 11) as u8).collect();
            assert_eq!(decode(&encode(&bytes)), Some(bytes));
        }
    }

    #[test]
    fn pieces() {
        assert!(is_piece("Zm9") && is_piece("Zg=="));
        assert!(!is_piece("") && !is_piece("cinder.backup") && !is_piece("a b"));
    }
}
