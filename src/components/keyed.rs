//! A list of elements for keys that are never moved without need.
//!
//! Leptos's `<For>` takes elements out of the document and puts them back when
//! several come or go at once. Out of the document an element loses the focus
//! and its open menu closes, which must not happen in a list that refreshes
//! itself: here what stays in order is not touched, and one element (that with
//! the focus) stays where it is even when the order around it changes.
//!
//! Where one element goes and another comes in its place, the list may hand the element on ([`KeyedList::handing_on`]):
//! what differs is written into it, where a new one would have to be made, styled and laid out.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Render};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

/// What identifies an element of the list.
pub type Key = Arc<str>;

/// Puts `key` before another one, or at the end.
#[derive(Debug, PartialEq, Eq)]
struct Place {
    key: Key,
    before: Option<Key>,
}

/// The steps that turn the order `now` into `wanted`; `now` holds only keys that
/// are wanted. The key `still` is not moved.
fn steps(now: &[Key], wanted: &[Key], still: Option<&Key>) -> Vec<Place> {
    let mut list = now.to_vec();
    let mut steps = Vec::new();
    for (at, key) in wanted.iter().enumerate() {
        if list.get(at) == Some(key) {
            continue;
        }
        let held = list.iter().position(|other| other == key);
        if let (Some(from), true) = (held, still == Some(key)) {
            // It cannot come here, so those between go behind it, to be put in order later.
            for moved in list.drain(at..from).collect::<Vec<_>>() {
                steps.push(Place { key: moved.clone(), before: None });
                list.push(moved);
            }
            continue;
        }
        if let Some(from) = held {
            list.remove(from);
        }
        steps.push(Place { key: key.clone(), before: list.get(at).cloned() });
        list.insert(at, key.clone());
    }
    steps
}

/// Which of the elements `now` in the document are handed on to which of the keys `wanted`: in each gap between
/// elements that stay, those that go to those that come, in order.
fn heirs(now: &[Key], wanted: &[Key]) -> Vec<(usize, Key)> {
    let mut heirs = Vec::new();
    let (mut gone, mut from) = (Vec::new(), 0);
    for index in 0..=now.len() {
        let place = match now.get(index) {
            Some(key) => wanted.iter().position(|other| other == key),
            None => Some(wanted.len()),
        };
        match place {
            None => gone.push(index),
            // One that has moved ends no gap.
            Some(place) if place < from => {}
            Some(place) => {
                let come = wanted[from..place].iter().filter(|key| !now.contains(key));
                heirs.extend(gone.drain(..).zip(come.cloned()));
                gone.clear();
                from = place + 1;
            }
        }
    }
    heirs
}

/// One element of the list, with what it owns.
pub struct Held {
    /// Its key.
    pub key: Key,
    /// The element.
    pub element: HtmlElement,
    /// What the list's owner has written on it last: index, first number, tab stop.
    pub written: Option<(usize, u64, bool)>,
    slot: RwSignal<Key>,
    owner: Owner,
    view: AnyViewState,
}

/// The children of one element, each for a key.
pub struct KeyedList {
    owner: Owner,
    items: Vec<Held>,
    /// Of elements that have gone, to be used again: an owner never forgets one that it has made.
    spare: Vec<Owner>,
    hands_on: bool,
}

impl KeyedList {
    /// An empty list, whose elements belong to the current reactive owner; `None` without one.
    pub fn new() -> Option<Self> {
        Owner::current().map(|owner| Self { owner, items: Vec::new(), spare: Vec::new(), hands_on: false })
    }

    /// Hands elements on; what is drawn must follow its key.
    pub fn handing_on(self) -> Self {
        Self { hands_on: true, ..self }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The elements, in their order.
    pub fn items(&mut self) -> &mut [Held] {
        &mut self.items
    }

    /// Takes all elements out. Leptos may use the parent again for the same view made anew, so
    /// it must be handed back empty.
    pub fn clear(&mut self) {
        self.spare.extend(self.items.drain(..).map(release));
    }

    /// Brings the children of `parent` in step with `keys`, of which none may be repeated, and
    /// leaves the one of the key `still` where it is. `draw` must return exactly one element.
    pub fn update(
        &mut self,
        parent: &Element,
        keys: &[Key],
        still: Option<&Key>,
        draw: &dyn Fn(Signal<Key>) -> AnyView,
    ) {
        if self.hands_on {
            self.hand_on(parent, keys);
        }
        let mut rest = Vec::with_capacity(keys.len());
        for held in self.items.drain(..) {
            if keys.contains(&held.key) {
                rest.push(held);
            } else {
                self.spare.push(release(held));
            }
        }
        let now = keys_of(&rest);
        for Place { key, before } in steps(&now, keys, still) {
            let find = |wanted: &Key| rest.iter().position(|held| held.key == *wanted);
            let place = before.and_then(|key| find(&key)).map(|at| Node::from(rest[at].element.clone()));
            if find(&key).is_none() {
                rest.extend(self.make(key.clone(), draw));
            }
            if let Some(held) = rest.iter_mut().find(|held| held.key == key) {
                held.view.mount(parent, place.as_ref());
            }
        }
        for key in keys {
            if let Some(at) = rest.iter().position(|held| held.key == *key) {
                self.items.push(rest.swap_remove(at));
            }
        }
    }

    /// Hands on what goes, but for an element with the focus, which would seem to stay, or one that is being pressed.
    fn hand_on(&mut self, parent: &Element, keys: &[Key]) {
        const HELD: &str = ":is(:focus-within, :active)";
        let holds = parent.matches(HELD) == Ok(true);
        for (index, key) in heirs(&keys_of(&self.items), keys) {
            let held = &mut self.items[index];
            if !(holds && held.element.matches(HELD) == Ok(true)) {
                held.key = key.clone();
                held.slot.set(key);
            }
        }
    }

    fn make(&mut self, key: Key, draw: &dyn Fn(Signal<Key>) -> AnyView) -> Option<Held> {
        let owner = self.spare.pop().unwrap_or_else(|| self.owner.child());
        let (slot, view) = owner.with(|| {
            let slot = RwSignal::new(key.clone());
            (slot, untrack(|| draw(slot.into()).build()))
        });
        let element = view.elements().into_iter().next()?.unchecked_into();
        Some(Held { key, element, written: None, slot, owner, view })
    }
}

fn keys_of(items: &[Held]) -> Vec<Key> {
    items.iter().map(|held| held.key.clone()).collect()
}

/// Takes it out; its owner is as new then.
fn release(mut held: Held) -> Owner {
    held.view.unmount();
    held.owner.cleanup();
    held.owner
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(letters: &str) -> Vec<Key> {
        letters.chars().map(|letter| Key::from(letter.to_string())).collect()
    }

    /// Carries the steps out as the document would.
    fn apply(now: &str, wanted: &str, still: Option<&str>) -> (String, usize) {
        let wanted_keys = keys(wanted);
        let mut list: Vec<Key> = keys(now).into_iter().filter(|key| wanted_keys.contains(key)).collect();
        let still = still.map(Key::from);
        let steps = steps(&list, &wanted_keys, still.as_ref());
        for step in &steps {
            assert!(still.as_ref() != Some(&step.key), "{now} to {wanted} moved the one that stays");
            list.retain(|key| *key != step.key);
            let place = step.before.as_ref().and_then(|key| list.iter().position(|other| other == key));
            assert_eq!(step.before.is_some(), place.is_some(), "{now} to {wanted}: no such place");
            list.insert(place.unwrap_or(list.len()), step.key.clone());
        }
        (list.concat_keys(), steps.len())
    }

    trait ConcatKeys {
        fn concat_keys(&self) -> String;
    }

    impl ConcatKeys for Vec<Key> {
        fn concat_keys(&self) -> String {
            self.iter().map(|key| &**key).collect()
        }
    }

    #[test]
    fn what_stays_in_order_is_not_touched() {
        assert_eq!(apply("abc", "abc", None), ("abc".into(), 0));
        assert_eq!(apply("abcdef", "bce", None), ("bce".into(), 0));
        assert_eq!(apply("abc", "xyabzc", None), ("xyabzc".into(), 3));
        assert_eq!(apply("efgh", "abcdefgh", None), ("abcdefgh".into(), 4));
        assert_eq!(apply("", "ab", None), ("ab".into(), 2));
    }

    #[test]
    fn elements_are_handed_on_in_place() {
        let heirs = |now, wanted| {
            let text = |(index, key): (usize, Key)| format!("{index}{key}");
            heirs(&keys(now), &keys(wanted)).into_iter().map(text).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(heirs("abc", "xyz"), "0x 1y 2z");
        assert_eq!(heirs("abc", "xy"), "0x 1y");
        assert_eq!(heirs("ab", "xyz"), "0x 1y");
        assert_eq!(heirs("abcd", "xbyd"), "0x 2y");
        // Scrolling: what goes at one end does not come at the other.
        assert_eq!(heirs("abcd", "cdxy"), "");
        assert_eq!(heirs("abc", "abc"), "");
        assert_eq!(heirs("abc", ""), "");
        assert_eq!(heirs("", "abc"), "");
        // One that has moved is nobody's heir.
        assert_eq!(heirs("abcd", "dxba"), "");
    }

    #[test]
    fn any_order_is_reached_with_any_one_that_stays() {
        let orders = ["abcd", "dcba", "bdac", "cabd", "xbya", "dxcb", "a", "", "wxyz"];
        for now in orders {
            for wanted in orders {
                assert_eq!(apply(now, wanted, None).0, wanted);
                for still in ["a", "b", "c", "d"] {
                    if now.contains(still) {
                        assert_eq!(apply(now, wanted, Some(still)).0, wanted);
                    }
                }
            }
        }
    }
}
