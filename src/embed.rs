//! What a host page may pass to the panel.

use std::cell::{Cell, RefCell};

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::api::browser::Early;
use crate::api::catalog::root_of;
use crate::model::ids::ProjectId;
use crate::state::address::AddressKind;
use crate::state::config::PanelConfig;
use crate::state::host::HostOptions;
use crate::state::preferences::Theme;
use crate::state::route::Route;

/// The options of `mount`.
pub struct MountOptions {
    /// What config.json says, with the name of this panel among those of the page.
    pub config: PanelConfig,
    /// How the panel may use the page's address: `address: "hash"`, else not at all.
    pub address: AddressKind,
    /// Where to begin when the address does not say it.
    pub route: Route,
    /// A token that came with the page's address from Keystone's WebSSO.
    pub token: Option<String>,
    /// A GET that the page has sent already.
    pub early: Option<Early>,
    /// How the host gives tokens; without it the panel has a sign-in of its own.
    pub host: Option<HostOptions>,
    /// The theme, when the host decides on it.
    pub theme: Option<Theme>,
    /// The language of numbers and times, as a BCP 47 tag that the browser takes.
    pub language: Option<String>,
    /// Called with the name of an event and its details as a text of JSON.
    pub on_event: Option<Function>,
    /// Called with a text when the wasm has panicked and will not answer any more.
    pub on_panic: Option<Function>,
}

impl MountOptions {
    /// Reads the options object; what is missing is at its default.
    ///
    /// # Errors
    /// What is wrong with `config`, for the integrator.
    pub fn read(options: &JsValue) -> Result<Self, String> {
        let field = |name: &str| field(options, name);
        let word = |name: &str| field(name).as_string().filter(|word| !word.is_empty());
        let config = field("config");
        let mut config = match js_sys::JSON::stringify(&config).ok().and_then(|json| json.as_string()) {
            Some(json) if config.is_object() => PanelConfig::parse(&json)?,
            _ => PanelConfig::default(),
        };
        config.instance = word("instance").unwrap_or_default();
        config.project = word("project");
        config.block_storage = word("blockStorageUrl").map(|url| block_storage(&url)).transpose()?;
        let address = match word("address").as_deref() {
            Some("hash") => AddressKind::Hash,
            _ => AddressKind::Memory,
        };
        config.keeps_first = address == AddressKind::Hash;
        Ok(Self {
            config,
            address,
            route: word("route").map(|route| Route::parse(&route)).unwrap_or_default(),
            theme: word("theme").map(|theme| Theme::parse(&theme)),
            language: word("language"),
            token: word("token"),
            early: early(&field("early")),
            host: host(&field("host")),
            on_event: field("onEvent").dyn_into().ok(),
            on_panic: field("onPanic").dyn_into().ok(),
        })
    }
}

fn field(object: &JsValue, name: &str) -> JsValue {
    // Refused for what is no object, which has no fields either.
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// The root of Block Storage, from whatever of its addresses the host knows.
fn block_storage(url: &str) -> Result<String, String> {
    let root = root_of(url, &ProjectId::default());
    root.ok_or_else(|| format!("blockStorageUrl: “{url}” is no http or https address"))
}

fn host(options: &JsValue) -> Option<HostOptions> {
    Some(HostOptions {
        identity: field(options, "identityUrl").as_string()?,
        get_token: field(options, "getToken").dyn_into().ok()?,
    })
}

fn early(sent: &JsValue) -> Option<Early> {
    let word = |name| field(sent, name).as_string();
    Some(Early {
        url: word("url")?,
        token: word("token")?,
        version: word("version")?,
        answer: field(sent, "answer").dyn_into().ok()?,
        body: field(sent, "body").dyn_into().ok()?,
        controller: field(sent, "controller").dyn_into().ok()?,
    })
}

thread_local! {
    /// One wasm instance carries all panels of the page; a panic ends them together.
    static HEARING: RefCell<Vec<(u32, Function)>> = const { RefCell::new(Vec::new()) };
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

/// Tells the host of a panic for as long as it is kept.
pub struct PanicReport(u32);

impl PanicReport {
    /// Begins; the wasm instance is of no use after a panic.
    pub fn to(on_panic: Function) -> Self {
        let id = NEXT.get();
        NEXT.set(id.wrapping_add(1));
        HEARING.with_borrow_mut(|hearing| hearing.push((id, on_panic)));
        std::panic::set_hook(Box::new(|info| {
            let hearing = HEARING.try_with(|hearing| hearing.try_borrow().map(|hearing| hearing.clone()));
            let text = JsValue::from_str(&info.to_string());
            for (_, on_panic) in hearing.into_iter().flatten().flatten() {
                let _ = on_panic.call1(&JsValue::UNDEFINED, &text);
            }
        }));
        Self(id)
    }
}

impl Drop for PanicReport {
    fn drop(&mut self) {
        HEARING.with_borrow_mut(|hearing| hearing.retain(|(id, _)| *id != self.0));
    }
}
