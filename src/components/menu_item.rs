//! The items of a menu as data, and how one finds one's way among them.

use std::sync::Arc;

use crate::components::icon::Icon;
use crate::provided::lower;

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MenuItemKind {
    /// Does something.
    Action,
    /// Is on or off; pressing it leaves the menu open.
    Checkbox,
    /// Is the one chosen or not.
    Radio,
    /// Parts groups of items.
    Separator,
}

impl MenuItemKind {
    /// The ARIA role.
    pub fn role(self) -> &'static str {
        match self {
            MenuItemKind::Action => "menuitem",
            MenuItemKind::Checkbox => "menuitemcheckbox",
            MenuItemKind::Radio => "menuitemradio",
            MenuItemKind::Separator => "separator",
        }
    }
}

/// One item of a menu.
#[derive(Clone)]
pub struct MenuItem {
    /// What it is.
    pub kind: MenuItemKind,
    /// The words on it.
    pub label: String,
    /// On, or chosen.
    pub checked: bool,
    /// An icon before the words.
    pub icon: Option<Icon>,
    /// More words, below.
    pub hint: Option<String>,
    /// It may not be pressed; the hint says why.
    pub denied: bool,
    /// It destroys something.
    pub danger: bool,
    /// What a press does.
    pub press: Arc<dyn Fn() + Send + Sync>,
}

impl MenuItem {
    fn new(kind: MenuItemKind, label: String, press: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            kind,
            label,
            checked: false,
            icon: None,
            hint: None,
            denied: false,
            danger: false,
            press: Arc::new(press),
        }
    }

    /// An item that does something.
    pub fn action(label: impl Into<String>, press: impl Fn() + Send + Sync + 'static) -> Self {
        Self::new(MenuItemKind::Action, label.into(), press)
    }

    /// An item that is on or off.
    pub fn checkbox(
        label: impl Into<String>,
        checked: bool,
        press: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        Self { checked, ..Self::new(MenuItemKind::Checkbox, label.into(), press) }
    }

    /// An item that is the one chosen or not.
    pub fn radio(label: impl Into<String>, checked: bool, press: impl Fn() + Send + Sync + 'static) -> Self {
        Self { checked, ..Self::new(MenuItemKind::Radio, label.into(), press) }
    }

    /// A line between groups.
    pub fn separator() -> Self {
        Self::new(MenuItemKind::Separator, String::new(), || ())
    }

    /// Adds an icon.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Adds words below.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Says why it may not be pressed; with `None` it may.
    pub fn denied(mut self, reason: Option<String>) -> Self {
        self.denied = reason.is_some();
        self.hint = reason.or(self.hint);
        self
    }

    /// Marks an item that destroys something.
    pub fn danger(mut self) -> Self {
        self.danger = true;
        self
    }
}

/// The items whose words contain what was typed; separators only while nothing was.
pub fn matching(items: Vec<MenuItem>, typed: &str) -> Vec<MenuItem> {
    let typed = lower(typed.trim());
    if typed.is_empty() {
        return items;
    }
    let fits = |item: &MenuItem| item.kind != MenuItemKind::Separator && lower(&item.label).contains(&typed);
    items.into_iter().filter(fits).collect()
}

/// The item a key leads to among `labels`, from the item with the focus; `None`
/// for keys that lead nowhere. A letter leads to the next item that begins with it.
pub fn target(key: &str, from: Option<usize>, labels: &[String]) -> Option<usize> {
    let count = labels.len();
    let last = count.checked_sub(1)?;
    match (key, from) {
        ("ArrowDown", None) | ("Home", _) => Some(0),
        ("ArrowUp", None) | ("End", _) => Some(last),
        ("ArrowDown", Some(at)) => Some((at + 1) % count),
        ("ArrowUp", Some(at)) => Some((at + count - 1) % count),
        _ => {
            let mut letters = key.chars();
            let letter = letters.next().filter(|_| letters.next().is_none())?;
            let wanted: String = lower(letter.encode_utf8(&mut [0; 4]));
            let start = from.map_or(0, |at| at + 1);
            let begins = |at: &usize| lower(&labels[*at]).starts_with(&wanted);
            (0..count).map(|step| (start + step) % count).find(begins)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels() -> Vec<String> {
        ["Delete", "Details", "Restore", "Ändern"].map(String::from).to_vec()
    }

    #[test]
    fn arrows_go_round() {
        assert_eq!(target("ArrowDown", Some(3), &labels()), Some(0));
        assert_eq!(target("ArrowUp", Some(0), &labels()), Some(3));
        assert_eq!(target("ArrowUp", None, &labels()), Some(3));
        assert_eq!(target("ArrowDown", None, &labels()), Some(0));
        assert_eq!(target("End", Some(0), &labels()), Some(3));
        assert_eq!(target("ArrowDown", None, &[]), None);
    }

    #[test]
    fn a_letter_leads_to_the_next_item_that_begins_with_it() {
        assert_eq!(target("d", Some(0), &labels()), Some(1));
        assert_eq!(target("d", Some(1), &labels()), Some(0));
        assert_eq!(target("ä", None, &labels()), Some(3));
        assert_eq!(target("x", Some(0), &labels()), None);
        assert_eq!(target("Shift", Some(0), &labels()), None);
    }

    #[test]
    fn searching_leaves_separators_out() {
        let items = || {
            vec![MenuItem::action("Delete", || ()), MenuItem::separator(), MenuItem::action("Restore", || ())]
        };
        let found = |typed| matching(items(), typed).into_iter().map(|item| item.label).collect::<Vec<_>>();
        assert_eq!(found(" "), ["Delete", "", "Restore"]);
        assert_eq!(found("STORE"), ["Restore"]);
        assert!(found("x").is_empty());
    }

    #[test]
    fn a_reason_denies() {
        let item = MenuItem::action("Delete", || ()).hint("hint");
        assert!(!item.clone().denied(None).denied);
        assert_eq!(item.clone().denied(None).hint.as_deref(), Some("hint"));
        assert_eq!(item.denied(Some("why".into())).hint.as_deref(), Some("why"));
    }
}
