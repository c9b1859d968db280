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
