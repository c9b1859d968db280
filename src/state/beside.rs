//! Sessions in other projects of the user, beside the one on screen: for what has to be done in a
//! project without going there.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use leptos::task::spawn_local;

use crate::api::transport::Transport;
use crate::model::identity::Project;
use crate::state::revocation;
use crate::state::scope::{Region, Scoped};
use crate::state::sign_in::{self, Pick, SignInFailure, Step};

/// Those that there are. They end with the session on screen.
#[derive(Default)]
pub struct Beside {
    entered: RefCell<Vec<Arc<Scoped>>>,
    /// Its code comes with the first that there is to end.
    end: Cell<Option<End>>,
}

/// Ends the tokens of sessions.
type End = fn(Rc<dyn Transport>, Vec<Arc<Scoped>>);

impl Beside {
    /// The one in a project and region, with another token than the one that is known to be dead.
    pub fn find(
        &self,
        here: &Scoped,
        project: &Project,
        region: &Region,
        dead: Option<&str>,
    ) -> Option<Arc<Scoped>> {
        let fits = |other: &&Arc<Scoped>| {
            let same = other.project.id == project.id && other.region == *region;
            let same = same && Some(&*other.token) != dead;
            // One from before the user signed in again has ended.
            same && other.unscoped.token == here.unscoped.token
        };
        self.entered.borrow().iter().find(fits).cloned()
    }

    /// Takes one in.
    pub fn keep(&self, scoped: &Arc<Scoped>) {
        self.entered.borrow_mut().push(scoped.clone());
        self.end.set(Some(end));
    }

    /// The tokens of all.
    pub fn tokens(&self) -> Vec<Arc<str>> {
        self.entered.borrow().iter().map(|scoped| scoped.token.clone()).collect()
    }

    /// Ends the tokens of all.
    pub fn end(&self, transport: &Rc<dyn Transport>) {
        if let Some(end) = self.end.take() {
            end(transport.clone(), self.entered.take());
        }
    }
}

fn end(transport: Rc<dyn Transport>, all: Vec<Arc<Scoped>>) {
    spawn_local(async move {
        for scoped in all {
            revocation::revoke(&transport, &scoped.unscoped.identity, &scoped.token).await;
        }
    });
}

/// Enters a project in a region.
///
/// # Errors
/// See [`SignInFailure`].
pub async fn enter(
    transport: &Rc<dyn Transport>,
    here: &Scoped,
    project: &Project,
    region: &Region,
    pick: &Pick,
) -> Step<Scoped> {
    let within = sign_in::enter_project(transport, here.unscoped.clone(), project, pick).await?;
    let (identity, token) = (within.unscoped.identity.clone(), within.token.clone());
    let entered = match within.regions.iter().any(|known| known.name == region.name) {
        true => sign_in::enter_region(transport, within, region).await,
        false => Err(SignInFailure::NoBlockStorage { project: project.name.to_string() }),
    };
    if entered.is_err() {
        revocation::revoke(transport, &identity, &token).await;
    }
    entered
}
