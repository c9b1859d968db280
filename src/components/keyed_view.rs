//! Elements for keys, each made once and kept as long as its key is there.

use leptos::html;
use leptos::prelude::*;

use crate::components::keyed::{Key, KeyedList};
use crate::reactive::effect;

/// A list whose items come and go without those that stay being touched.
#[component]
pub fn Keyed(
    /// The keys, in order; none twice.
    #[prop(into)]
    keys: Signal<Vec<Key>>,
    /// Draws the item of a key: exactly one `<li>`.
    #[prop(into)]
    draw: Callback<Key, AnyView>,
    /// The name of the list.
    #[prop(optional, into)]
    label: Option<String>,
    /// The class of the list.
    class: &'static str,
) -> impl IntoView {
    let node: NodeRef<html::Ul> = NodeRef::new();
    if let Some(list) = KeyedList::new() {
        let list = StoredValue::new_local(list);
        on_cleanup(move || {
            list.try_update_value(KeyedList::clear);
        });
        effect(move || {
            let (Some(node), keys) = (node.get(), keys.get()) else { return };
            list.update_value(|list| list.update(&node, &keys, None, &|key| draw.run(key.get_untracked())));
        });
    }
    view! { <ul class=class aria-label=label node_ref=node></ul> }
}
