//! A panel for OpenStack volume backups.
//!
//! Data flows one way: `pages -> features -> {components, state} -> {rules, api} -> model`.
//! ARCHITECTURE.md says what each folder is for; `tests/layers.rs` holds the code to it.

pub mod model {
    //! What the cloud says.
    pub mod backup;
    pub mod fault;
    pub mod identity;
    pub mod ids;
    pub mod listing;
    pub mod message;
    pub mod microversion;
    pub mod quota;
    pub mod status;
    pub mod units;
    pub mod volume;
}

pub mod api {
    //! How to ask: endpoints as values, a client, and one file that knows the browser.
    pub mod backups;
    pub mod browser;
    pub mod capabilities;
    pub mod catalog;
    pub mod client;
    pub mod endpoint;
    pub mod fault_body;
    pub mod identity;
    pub mod listing;
    pub mod messages;
    pub mod request;
    pub mod transport;
    pub mod versions;
    pub mod volumes;
}

pub mod rules {
    //! What may be done: pure functions over the model.
    pub mod capability;
    pub mod filters;
    pub mod list_view;
    pub mod polling;
}

pub mod state {
    //! When to ask, and what is held: signals, no views.
    pub mod address;
    pub mod backup_list;
    pub mod clock;
    pub mod config;
    pub mod counts;
    pub mod list;
    pub mod names;
    pub mod panel;
    pub mod poller;
    pub mod preferences;
    pub mod query;
    pub mod route;
    pub mod scope;
    pub mod session;
    pub mod sign_in;
    pub mod storage;
}

pub mod text {
    //! What it says to people.
    pub mod intl;
    pub mod phrase;
}
