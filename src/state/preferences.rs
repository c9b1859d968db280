//! What the user has chosen for this browser: theme and columns. Never a secret.

use std::sync::Arc;

use leptos::prelude::*;

use crate::state::storage::Shelf;

/// Light, dark, or as the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The stored spelling, also the value of `data-theme`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads the stored spelling; what is none means as the system says.
    pub fn parse(text: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.as_str() == text).unwrap_or_default()
    }
}

/// The user's choices.
#[derive(Clone, Copy)]
pub struct Preferences {
    theme: RwSignal<Theme>,
    /// The host has decided on the theme: the user is not asked, and nothing of it is kept.
    is_hosts: RwSignal<bool>,
}

impl Preferences {
    /// Reads what was chosen before; `default_theme` is the operator's. What the host says stands before both.
    pub fn start(hosts: Option<Theme>, default_theme: Option<&str>) -> Self {
        let kept =
            || Theme::parse(Shelf::Local.get("theme").as_deref().or(default_theme).unwrap_or_default());
        Self { theme: RwSignal::new(hosts.unwrap_or_else(kept)), is_hosts: RwSignal::new(hosts.is_some()) }
    }

    /// Whether the theme is the host's to choose, tracked.
    pub fn is_hosts_theme(self) -> bool {
        self.is_hosts.get()
    }

    /// Shows the theme that the host wants.
    pub fn show_theme(self, theme: Theme) {
        self.is_hosts.set(true);
        self.theme.set(theme);
    }

    /// The theme, tracked.
    pub fn theme(self) -> Theme {
        self.theme.get()
    }

    /// Chooses a theme.
    pub fn set_theme(self, theme: Theme) {
        Shelf::Local.set("theme", theme.as_str());
        self.theme.set(theme);
    }
}

/// Which columns of a table are shown.
#[derive(Clone, Copy)]
pub struct ChosenColumns {
    table: &'static str,
    shown: RwSignal<Arc<[String]>>,
}

impl ChosenColumns {
    /// Reads what was chosen for a table, else these.
    pub fn start(table: &'static str, default: &[&str]) -> Self {
        let stored = Shelf::Local.get(&key(table));
        let shown: Vec<String> = match stored {
            Some(ids) => ids.split(' ').filter(|id| !id.is_empty()).map(str::to_owned).collect(),
            None => default.iter().map(|id| (*id).to_owned()).collect(),
        };
        Self { table, shown: RwSignal::new(shown.into()) }
    }

    /// Whether a column is shown, tracked.
    pub fn shows(self, id: &str) -> bool {
        self.shown.with(|shown| shown.iter().any(|known| known == id))
    }

    /// Shows or hides a column.
    pub fn toggle(self, id: &str) {
        let shown: Arc<[String]> = self.shown.with_untracked(|shown| {
            let others = shown.iter().filter(|known| *known != id).cloned();
            let added = (!shown.iter().any(|known| known == id)).then(|| id.to_owned());
            others.chain(added).collect()
        });
        Shelf::Local.set(&key(self.table), &shown.join(" "));
        self.shown.set(shown);
    }
}

fn key(table: &str) -> String {
    format!("columns:{table}")
}
