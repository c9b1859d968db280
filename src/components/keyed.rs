//! A list of elements that are made once for their key and never moved without need.
//!
//! Leptos's `<For>` takes elements out of the document and puts them back when
//! several come or go at once. Out of the document an element loses the focus
//! and its open menu closes, which must not happen in a list that refreshes
//! itself: here what stays in order is not touched, and one element (that with
//! the focus) stays where it is even when the order around it changes.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Render};
use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

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

/// One element of the list, with what it owns.
struct Held {
    key: Key,
    owner: Owner,
    view: AnyViewState,
    element: Node,
}

/// Keeps the children of `parent` in step with `keys`. A key must not be repeated,
/// and `draw` must return exactly one element.
pub fn keyed_children(
    parent: Signal<Option<Element>, LocalStorage>,
    keys: Signal<Vec<Key>>,
    still: Signal<Option<Key>>,
    draw: Callback<Key, AnyView>,
) {
    let Some(owner) = Owner::current() else {
        return;
    };
    let list = StoredValue::new_local(Vec::<Held>::new());
    // Leptos may use the parent again for the same view made anew: it must be handed back empty.
    on_cleanup(move || {
        list.try_update_value(|list| {
            for mut held in list.drain(..) {
                held.view.unmount();
                held.owner.cleanup();
            }
        });
    });
    Effect::new(move |_| {
        let Some(parent) = parent.get() else { return };
        keys.with(|keys| {
            let still = still.get_untracked();
            list.update_value(|list| untrack(|| update(list, &owner, &parent, keys, still.as_ref(), draw)));
        });
    });
}

fn update(
    list: &mut Vec<Held>,
    owner: &Owner,
    parent: &Element,
    keys: &[Key],
    still: Option<&Key>,
    draw: Callback<Key, AnyView>,
) {
    list.retain_mut(|held| {
        let wanted = keys.contains(&held.key);
        if !wanted {
            held.view.unmount();
            held.owner.cleanup();
        }
        wanted
    });
    let now: Vec<Key> = list.iter().map(|held| held.key.clone()).collect();
    for Place { key, before } in steps(&now, keys, still) {
        if !list.iter().any(|held| held.key == key) {
            let owner = owner.child();
            let view = owner.with(|| draw.run(key.clone()).build());
            let Some(element) = view.elements().into_iter().next() else {
                continue;
            };
            list.push(Held { key: key.clone(), owner, view, element: element.unchecked_into() });
        }
        let place =
            before.and_then(|key| list.iter().find(|held| held.key == key)).map(|held| held.element.clone());
        if let Some(held) = list.iter_mut().find(|held| held.key == key) {
            held.view.mount(parent, place.as_ref());
        }
    }
    list.sort_by_key(|held| keys.iter().position(|key| *key == held.key));
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
