//! Handing a text to people as a file. It never leaves the browser, so it works under any content
//! security policy.

use std::time::Duration;

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// How long the browser may take to begin: then the file's memory is given back.
const TAKEN_AFTER: Duration = Duration::from_secs(60);

/// Saves a text as a file of this name; false where the browser refuses.
pub fn download(name: &str, media_type: &str, text: &str) -> bool {
    download_parts(name, media_type, &Array::of1(&JsValue::from_str(text)))
}

/// The same with a text that comes in several parts.
pub fn download_parts(name: &str, media_type: &str, parts: &Array) -> bool {
    let save = || -> Result<(), JsValue> {
        let options = BlobPropertyBag::new();
        options.set_type(media_type);
        let blob = Blob::new_with_str_sequence_and_options(parts, &options)?;
        let address = Url::create_object_url_with_blob(&blob)?;
        let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
        link.set_href(&address);
        link.set_download(name);
        link.click();
        set_timeout(
            move || {
                let _ = Url::revoke_object_url(&address);
            },
            TAKEN_AFTER,
        );
        Ok(())
    };
    save().is_ok()
}
