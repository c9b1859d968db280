//! The one dialog slot: what is open, if anything is.

use std::sync::Arc;

use leptos::prelude::*;

use crate::model::backup::Backup;
use crate::model::volume::{Snapshot, Volume};

/// What a new backup is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum CreateFrom {
    /// A volume that is still to be chosen.
    Choice,
    /// This volume.
    Volume(Arc<Volume>),
    /// This snapshot.
    Snapshot(Arc<Snapshot>),
    /// The volume of this backup.
    Backup(Arc<Backup>),
    /// Each of these volumes.
    Volumes(Arc<[Volume]>),
}

/// What the slot can hold.
#[derive(Clone, Debug, PartialEq)]
pub enum DialogRequest {
    /// Make backups.
    Create(CreateFrom),
    /// Change name, description and metadata.
    Edit(Arc<Backup>),
    /// Restore to a volume.
    Restore(Arc<Backup>),
    /// Delete, one or many.
    Delete(Arc<[Backup]>),
    /// Delete whatever the status is.
    ForceDelete(Arc<[Backup]>),
    /// Set the status.
    Reset(Arc<[Backup]>),
    /// Read the records.
    Export(Arc<[Backup]>),
    /// Take records in.
    Import,
}

/// What every dialog in the slot needs to know of it.
#[derive(Clone, Copy)]
pub struct DialogFrame {
    /// Whether it is open.
    pub open: Signal<bool>,
    /// Something is under way in it that must not be abandoned.
    pub busy: RwSignal<bool>,
    /// Closes it.
    pub close: Callback<()>,
}

/// The slot. Copied freely.
#[derive(Clone, Copy)]
pub struct Dialogs {
    open: RwSignal<bool>,
    busy: RwSignal<bool>,
    request: RwSignal<Option<DialogRequest>>,
}

impl Default for Dialogs {
    fn default() -> Self {
        Self { open: RwSignal::new(false), busy: RwSignal::new(false), request: RwSignal::new(None) }
    }
}

impl Dialogs {
    /// Opens a dialog. One that must not be abandoned stays.
    pub fn show(self, request: DialogRequest) {
        if !self.busy.get_untracked() {
            self.request.set(Some(request));
            self.open.set(true);
        }
    }

    /// Closes it; its content goes once it has given the focus back.
    pub fn close(self) {
        self.busy.set(false);
        self.open.set(false);
        request_animation_frame(move || {
            if self.open.try_get_untracked() == Some(false) {
                self.request.try_set(None);
            }
        });
    }

    /// Closes it unless it must not be abandoned: the page beneath has changed.
    pub fn leave(self) {
        if self.open.get_untracked() && !self.busy.get_untracked() {
            self.close();
        }
    }

    /// Empties the slot whatever is under way: the session or the project has been left, and what
    /// is in it belongs there.
    pub fn forget(self) {
        self.busy.try_set(false);
        self.open.try_set(false);
        self.request.try_set(None);
    }

    /// What is in the slot, tracked.
    pub fn request(self) -> Option<DialogRequest> {
        self.request.get()
    }

    /// What a dialog in the slot needs.
    pub fn frame(self) -> DialogFrame {
        let close = Callback::new(move |()| self.close());
        DialogFrame { open: self.open.into(), busy: self.busy, close }
    }
}
