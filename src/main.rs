//! The wasm module: exports `mount` and mounts nothing by itself, so that one module serves the
//! stand-alone page and every embedding.

use std::rc::Rc;

use backup_panel::api::browser::BrowserTransport;
use backup_panel::app::App;
use backup_panel::embed::{MountOptions, report_panics};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

fn main() {}

/// A mounted panel.
#[wasm_bindgen]
pub struct Handle {
    unmount: Option<Box<dyn FnOnce()>>,
}

#[wasm_bindgen]
impl Handle {
    /// Removes the panel and frees what it holds.
    pub fn unmount(&mut self) {
        if let Some(unmount) = self.unmount.take() {
            unmount();
        }
    }
}

/// Puts a panel in place of the children of an element.
///
/// Options: `config` (the object of config.json), `address` ("hash", or nothing to leave the
/// page's address alone), `onPanic(text)`.
///
/// # Errors
/// A `ConfigError` when `config` is not what docs/config.schema.json describes: to go on without
/// it would set aside what the operator has decided.
#[wasm_bindgen]
pub fn mount(root: HtmlElement, options: JsValue) -> Result<Handle, JsValue> {
    let options = MountOptions::read(&options).map_err(|reason| {
        let error = js_sys::Error::new(&reason);
        error.set_name("ConfigError");
        error
    })?;
    if let Some(on_panic) = options.on_panic.clone() {
        report_panics(on_panic);
    }
    root.set_text_content(None);
    let mounted = leptos::mount::mount_to(root, move || {
        view! { <App config=options.config address=options.address transport=Rc::new(BrowserTransport) /> }
    });
    Ok(Handle { unmount: Some(Box::new(move || drop(mounted))) })
}
