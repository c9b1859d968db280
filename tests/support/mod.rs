//! What the native tests share: answers recorded from a real cloud, a transport that gives them,
//! and tasks that run without a runtime.
#![allow(dead_code, reason = "each test file needs a part of it")]
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "this is how tests fail")]

pub mod cloud;
pub mod lists;
pub mod recording;
pub mod session;
pub mod task;

use std::rc::Rc;

use backup_panel::api::client::{Client, Target};
use backup_panel::model::ids::ProjectId;
use backup_panel::model::microversion::Microversion;

use cloud::Cloud;

/// Keystone's address in the recordings.
pub const IDENTITY: &str = "http://127.0.0.1:5000/v3";
/// Cinder's root in the recordings.
pub const BLOCK_STORAGE: &str = "http://127.0.0.1:8776/";
/// The project `demo` of the recordings.
pub const PROJECT: &str = "7eac4d72075f52a19d7cc7f82ce2c36b";
/// The token of the clients made here.
pub const TOKEN: &str = "token-of-the-project";

/// A client of the recorded cloud that signed in to `demo`, where microversions go up to 3.`minor`.
pub fn client(cloud: &Rc<Cloud>, minor: u16) -> Client {
    let target = Target {
        identity: IDENTITY.to_owned(),
        block_storage: BLOCK_STORAGE.to_owned(),
        project: ProjectId::new(PROJECT),
        offers: Some(Microversion::v3(minor)),
    };
    Client::new(cloud.clone(), target, TOKEN.to_owned())
}
