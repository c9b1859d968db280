//! The wasm module: exports `mount` and mounts nothing by itself, so that one module serves the
//! stand-alone page and every embedding.

use std::cell::Cell;
use std::rc::Rc;

use backup_panel::api::browser::BrowserTransport;
use backup_panel::app::{App, start};
use backup_panel::embed::{MountOptions, PanicReport};
use backup_panel::provided::{Provided, provide};
use backup_panel::state::panel::Panel;
use backup_panel::state::preferences::Theme;
use backup_panel::state::route::Route;
use backup_panel::text::intl;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

fn main() {}

/// A mounted panel.
#[wasm_bindgen]
pub struct Handle {
    panel: Option<Panel>,
    unmount: Option<Box<dyn FnOnce()>>,
}

#[wasm_bindgen]
impl Handle {
    /// Removes the panel and frees what it holds.
    pub fn unmount(&mut self) {
        self.panel = None;
        if let Some(unmount) = self.unmount.take() {
            unmount();
        }
    }

    /// Goes to a place such as `/backups?status=error`.
    pub fn navigate(&self, route: &str) {
        if let Some(panel) = self.panel {
            panel.address.go(Route::parse(route));
        }
    }

    /// The host may have another token than the last one: it is asked, unless it is being asked.
    #[wasm_bindgen(js_name = askHost)]
    pub fn ask_host(&self) {
        if let Some(host) = self.panel.and_then(|panel| panel.host) {
            host.ask();
        }
    }

    /// Shows another theme: `light`, `dark` or `system`. From then on it is the host's.
    #[wasm_bindgen(js_name = setTheme)]
    pub fn set_theme(&self, theme: &str) {
        if let Some(panel) = self.panel {
            panel.preferences.show_theme(Theme::parse(theme));
        }
    }
}

/// Puts a panel in place of the children of an element, in a document or in a shadow root.
///
/// Options: `config` (the object of config.json), `address` ("hash", or nothing to leave the
/// page's address alone), `route` (the first one, where the address does not say it), `theme` (when
/// it is the host's to choose), `language` (of numbers and times), `host` (`identityUrl` and `getToken()`, when the tokens are the host's),
/// `project` and `blockStorageUrl` (in place of a choice and of the catalog), `instance` (tells several panels of one page apart in what they
/// keep), `token` (that came with the page's address from WebSSO), `early` (a GET that was sent already: `url`, `token`, `version`,
/// `answer`, `body`, `controller`), `onEvent(name, json)`, `onPanic(text)`.
///
/// # Errors
/// A `ConfigError` when `config` is not what docs/config.schema.json describes: to go on without
/// it would set aside what the operator has decided.
#[wasm_bindgen]
pub fn mount(root: HtmlElement, options: JsValue) -> Result<Handle, JsValue> {
    provide(Provided { lower: intl::lower, number: intl::plain_number });
    let mut options = MountOptions::read(&options).map_err(|reason| {
        let error = js_sys::Error::new(&reason);
        error.set_name("ConfigError");
        error
    })?;
    if let Some(language) = &options.language {
        intl::set_language(language);
    }
    let panics = options.on_panic.clone().map(PanicReport::to);
    root.set_text_content(None);
    let transport = Rc::new(BrowserTransport::with(options.early.take()));
    let made = Rc::new(Cell::new(None));
    let keep = made.clone();
    let mounted = leptos::mount::mount_to(root, move || {
        let panel = start(options, transport);
        keep.set(Some(panel));
        view! { <App panel /> }
    });
    Ok(Handle { panel: made.get(), unmount: Some(Box::new(move || drop((mounted, panics)))) })
}
