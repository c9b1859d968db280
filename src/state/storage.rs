//! The browser's storage, under names of this installation, with memory to fall back on.
//!
//! Storage may be missing, full, blocked or partitioned (a `SecurityError`): then what is stored
//! lasts as long as the page.

use std::cell::RefCell;
use std::collections::HashMap;

use web_sys::{Storage, Window};

thread_local! {
    static MEMORY: RefCell<HashMap<String, String>> = RefCell::default();
}

/// Where to keep something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// As long as the tab, across reloads.
    Session,
    /// For good, for all tabs. Never for a secret.
    Local,
    /// As long as the page.
    Memory,
}

impl Shelf {
    fn storage(self) -> Option<Storage> {
        match self {
            Self::Session => browser()?.session_storage().ok().flatten(),
            Self::Local => browser()?.local_storage().ok().flatten(),
            Self::Memory => None,
        }
    }

    /// Reads what was kept under the key.
    pub fn get(self, key: &str) -> Option<String> {
        let key = name(key);
        let stored = self.storage().and_then(|storage| storage.get_item(&key).ok().flatten());
        stored.or_else(|| MEMORY.with_borrow(|memory| memory.get(&key).cloned()))
    }

    /// Keeps a text under the key.
    pub fn set(self, key: &str, value: &str) {
        let key = name(key);
        let stored = self.storage().is_some_and(|storage| storage.set_item(&key, value).is_ok());
        if !stored {
            MEMORY.with_borrow_mut(|memory| memory.insert(key, value.to_owned()));
        }
    }

    /// Forgets what was kept under the key.
    pub fn remove(self, key: &str) {
        let key = name(key);
        MEMORY.with_borrow_mut(|memory| memory.remove(&key));
        if let Some(storage) = self.storage() {
            let _ = storage.remove_item(&key);
        }
    }
}

/// Two installations on one origin must not share a session, so the page's path is in the name.
pub fn name(key: &str) -> String {
    let path = browser().and_then(|window| window.location().pathname().ok()).unwrap_or_default();
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    format!("backup-panel:{folder}/:{key}")
}

/// The fragment of the page's address, as it stands there.
pub fn page_hash() -> Option<String> {
    browser()?.location().hash().ok()
}

/// None in native tests, where there is no window to ask for.
fn browser() -> Option<Window> {
    if cfg!(target_family = "wasm") { web_sys::window() } else { None }
}
