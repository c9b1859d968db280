//! Whether a page is on screen. One that one is likely to come back to stays as it is behind the next one, and asks for
//! nothing meanwhile.

use leptos::prelude::*;

use crate::reactive::effect;

/// Told to everything in a page that stays; elsewhere there is none.
#[derive(Clone, Copy)]
struct OnScreen(Signal<bool>);

/// Says to all that the current owner makes from now on when it is on screen.
pub fn stays_behind(on_screen: Signal<bool>) {
    provide_context(OnScreen(on_screen));
}

/// Whether the page that this is made in is on screen: always true where it does not outlive that.
pub fn on_screen() -> Signal<bool> {
    use_context::<OnScreen>().map_or_else(|| Signal::stored(true), |known| known.0)
}

/// Does something whenever another page has come before the one that this is made in.
pub fn when_behind(then: impl Fn() + 'static) {
    if let Some(OnScreen(on_screen)) = use_context() {
        effect(move || {
            if !on_screen.get() {
                then();
            }
        });
    }
}
