//! What the browser does in place of Rust's library, whose tables would be 10 kB of the first page. Most of the
//! panel knows no browser: who starts it provides this.

/// What is provided.
#[derive(Clone, Copy)]
pub struct Provided {
    /// A text in small letters.
    pub lower: fn(&str) -> String,
    /// A number as JSON has it.
    pub number: fn(f64) -> String,
}

#[cfg(target_family = "wasm")]
thread_local! {
    static PROVIDED: std::cell::Cell<Provided> = const {
        std::cell::Cell::new(Provided {
            lower: str::to_ascii_lowercase,
            number: |number| (number as i64).to_string(),
        })
    };
}

/// Provides it.
#[cfg(target_family = "wasm")]
pub fn provide(provided: Provided) {
    PROVIDED.set(provided);
}

#[cfg(target_family = "wasm")]
fn provided() -> Provided {
    PROVIDED.get()
}

/// Elsewhere the library serves.
#[cfg(not(target_family = "wasm"))]
pub fn provide(_: Provided) {}

#[cfg(not(target_family = "wasm"))]
fn provided() -> Provided {
    Provided { lower: str::to_lowercase, number: |number| number.to_string() }
}

/// The text in small letters. Long lists are looked through with it: the browser is asked only for what is beyond ASCII.
pub fn lower(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { (provided().lower)(text) }
}

/// The number as JSON has it.
pub fn number(number: f64) -> String {
    (provided().number)(number)
}
