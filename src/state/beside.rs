//! Sessions in other projects of the user, beside the one on screen: for what has to be done in a
//! project without going there.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use leptos::task::spawn_local;

use crate::api::transport::Transport;
use crate::model::identity::Project;
use crate::state::scope::{Region, Scoped};
use crate::state::sign_in::{self, Pick, SignInFailure, Step};

/// Those that there are. They end with the session on screen.
#[derive(Default)]
pub struct Beside(RefCell<Vec<Arc<Scoped>>>, Cell<Option<End>>);

/// Ends tokens. Its code comes with the first that there is to end.
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
        self.0.borrow().iter().find(fits).cloned()
    }

    /// Takes one in.
    pub fn keep(&self, scoped: &Arc<Scoped>) {
        self.0.borrow_mut().push(scoped.clone());
        self.1.set(Some(end));
    }

    /// The tokens of all.
    pub fn tokens(&self) -> Vec<Arc<str>> {
        self.0.borrow().iter().map(|scoped| scoped.token.clone()).collect()
    }

    /// Ends the tokens of all.
    pub fn end(&self, transport: &Rc<dyn Transport>) {
        let all = self.0.take();
        if let Some(end) = self.1.get().filter(|_| !all.is_empty()) {
            end(transport.clone(), all);
        }
    }
}

fn end(transport: Rc<dyn Transport>, all: Vec<Arc<Scoped>>) {
    spawn_local(async move {
        for scoped in all {
            sign_in::revoke(&transport, &scoped.unscoped.identity, &scoped.token).await;
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
        sign_in::revoke(transport, &identity, &token).await;
    }
    entered
}
