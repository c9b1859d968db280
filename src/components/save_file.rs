//! A file that is written piece by piece: straight to the disk where the browser can, else handed over whole at
//! the end. It never leaves the browser, so it works under any content security policy.

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::components::download::download_parts;

/// Why a file is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSaved {
    /// People did not choose a place.
    Declined,
    /// The browser or the disk refused.
    Failed,
}

const PICKER: &str = "showSaveFilePicker";

enum Sink {
    /// A `FileSystemWritableFileStream`.
    Disk(JsValue),
    /// What is to be in the file; the browser may keep it outside of the page's memory.
    Parts(Array),
}

/// A file that is being written.
pub struct SaveFile {
    name: String,
    media_type: &'static str,
    sink: Sink,
}

impl SaveFile {
    /// Asks where to write it, in browsers that can write while the text is made. Has to be called from a press.
    ///
    /// # Errors
    /// [`NotSaved::Declined`], or [`NotSaved::Failed`] where the place cannot be written to.
    pub async fn begin(name: &str, media_type: &'static str) -> Result<Self, NotSaved> {
        let can_pick = Reflect::get(&window(), &PICKER.into()).is_ok_and(|picker| picker.is_function());
        let sink = if can_pick {
            match pick(name).await {
                Ok(stream) => Sink::Disk(stream),
                Err(error) => match &*error_name(&error) {
                    "AbortError" => return Err(NotSaved::Declined),
                    // Not allowed in a frame.
                    "SecurityError" => Sink::Parts(Array::new()),
                    _ => return Err(NotSaved::Failed),
                },
            }
        } else {
            Sink::Parts(Array::new())
        };
        Ok(Self { name: name.to_owned(), media_type, sink })
    }

    /// Adds to it.
    ///
    /// # Errors
    /// [`NotSaved::Failed`].
    pub async fn write(&self, text: &str) -> Result<(), NotSaved> {
        match &self.sink {
            Sink::Disk(stream) => {
                call(stream, "write", &[text.into()]).await.map(|_| ()).map_err(|_| NotSaved::Failed)
            }
            Sink::Parts(parts) => {
                parts.push(&text.into());
                Ok(())
            }
        }
    }

    /// Ends it: only now it is at its place.
    ///
    /// # Errors
    /// [`NotSaved::Failed`].
    pub async fn finish(self) -> Result<(), NotSaved> {
        let is_done = match &self.sink {
            Sink::Disk(stream) => call(stream, "close", &[]).await.is_ok(),
            Sink::Parts(parts) => download_parts(&self.name, self.media_type, parts),
        };
        if is_done {
            return Ok(());
        }
        self.give_up().await;
        Err(NotSaved::Failed)
    }

    /// Gives it up: what was at its place before stays.
    pub async fn give_up(self) {
        if let Sink::Disk(stream) = &self.sink {
            // It is being given up either way.
            let _ = call(stream, "abort", &[]).await;
        }
    }
}

async fn pick(name: &str) -> Result<JsValue, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"suggestedName".into(), &name.into())?;
    let file = call(&window(), PICKER, &[options.into()]).await?;
    call(&file, "createWritable", &[]).await
}

/// Calls a method that answers a promise.
async fn call(object: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(object, &method.into())?.dyn_into()?;
    let list = Array::new();
    for argument in arguments {
        list.push(argument);
    }
    let promise: Promise = method.apply(object, &list)?.dyn_into()?;
    JsFuture::from(promise).await
}

fn error_name(error: &JsValue) -> String {
    Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default()
}
