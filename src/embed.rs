//! What a host page may pass to the panel.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::state::address::AddressKind;
use crate::state::config::PanelConfig;

/// The options of `mount`.
pub struct MountOptions {
    /// What config.json says.
    pub config: PanelConfig,
    /// How the panel may use the page's address: `address: "hash"`, else not at all.
    pub address: AddressKind,
    /// Called with a text when the panel has panicked and will not answer any more.
    pub on_panic: Option<Function>,
}

impl MountOptions {
    /// Reads the options object; what is missing is at its default.
    ///
    /// # Errors
    /// What is wrong with `config`, for the integrator.
    pub fn read(options: &JsValue) -> Result<Self, String> {
        let field = |name: &str| Reflect::get(options, &name.into()).unwrap_or(JsValue::UNDEFINED);
        let config = field("config");
        let config = match js_sys::JSON::stringify(&config).ok().and_then(|json| json.as_string()) {
            Some(json) if config.is_object() => PanelConfig::parse(&json)?,
            _ => PanelConfig::default(),
        };
        let address = match field("address").as_string().as_deref() {
            Some("hash") => AddressKind::Hash,
            _ => AddressKind::Memory,
        };
        Ok(Self { config, address, on_panic: field("onPanic").dyn_into().ok() })
    }
}

/// Tells the host of a panic; the wasm instance is of no use after it.
pub fn report_panics(on_panic: Function) {
    std::panic::set_hook(Box::new(move |info| {
        let _ = on_panic.call1(&JsValue::UNDEFINED, &info.to_string().into());
    }));
}
