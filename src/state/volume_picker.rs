//! Finding one volume among thousands without reading them all: pages of 50 as they are wanted, and
//! what is typed looked for by the server as far as it lets this user.
//!
//! | what is typed | asked of the server |
//! |---|---|
//! | nothing | the newest 50, further pages on demand |
//! | an id | that volume |
//! | part of a name, where `name~` is open to the user | all that match, by pages |
//! | a name, elsewhere | the exact name; the rest is looked for in the pages read so far |

use std::sync::Arc;

use leptos::prelude::*;

use crate::api::capabilities::ReadFilters;
use crate::api::volumes::{ListVolumes, ShowVolume};
use crate::model::fault::{ApiError, FaultKind};
use crate::model::ids::VolumeId;
use crate::model::listing::{Filter, ListParams};
use crate::model::volume::Volume;
use crate::provided::lower;
use crate::rules::capability::Feature;
use crate::rules::filters::{FilterRights, Place};
use crate::state::clock::{Debounce, now};
use crate::state::query::Query;
use crate::state::session::SessionStore;
use crate::state::tasks::Tasks;

/// Volumes in one request.
const PAGE: u32 = 50;

/// Typing rests for so long before the cloud is asked.
const PAUSE_MS: u32 = 250;

/// Volumes read so far.
#[derive(Clone, Debug, Default, PartialEq)]
struct Read {
    volumes: Vec<Arc<Volume>>,
    count: Option<u64>,
    /// There are no more.
    whole: bool,
}

/// What was found for a text.
#[derive(Clone, Debug, Default, PartialEq)]
struct Found {
    text: String,
    read: Read,
    /// The server has looked for the text everywhere.
    everywhere: bool,
}

/// How much of what there is has been looked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Nothing was typed: so many of all are shown.
    All {
        /// All there are, where the cloud counts.
        total: Option<u64>,
    },
    /// All that match, as far as they are shown.
    Matches {
        /// All that match, where the cloud counts.
        total: Option<u64>,
    },
    /// Only what has been read was looked through.
    Part {
        /// So many were.
        loaded: usize,
        /// All there are, where the cloud counts.
        total: Option<u64>,
    },
}

/// A search for a volume. Copied freely; its requests end with its owner.
#[derive(Clone, Copy)]
pub struct VolumeSearch {
    session: SessionStore,
    tasks: Tasks,
    /// What is typed.
    pub typed: RwSignal<String>,
    browsed: RwSignal<Query<Read>>,
    found: RwSignal<Query<Found>>,
    rights: StoredValue<FilterRights>,
    debounce: StoredValue<Debounce, LocalStorage>,
}

impl VolumeSearch {
    /// Reads the first page.
    pub fn start(session: SessionStore) -> Self {
        let ready = session.ready_untracked();
        let rights = FilterRights {
            admin: ready.as_ref().is_some_and(|scoped| scoped.is_admin()),
            offers: ready.map_or(crate::model::microversion::Microversion::BASE, |scoped| scoped.offers()),
            listed: None,
        };
        let typed = RwSignal::new(String::new());
        let found = RwSignal::default();
        let debounce = StoredValue::new_local(Debounce::new(PAUSE_MS, || {}));
        let tasks = Tasks::start();
        let browsed = RwSignal::default();
        let search =
            Self { session, tasks, typed, browsed, found, rights: StoredValue::new(rights), debounce };
        debounce.set_value(Debounce::new(PAUSE_MS, move || search.look()));
        search.browse();
        search
    }

    /// Takes what was typed, and looks for it once typing rests.
    pub fn type_in(self, text: String) {
        self.typed.set(text);
        // Whatever is on its way is about another text.
        self.found.update(|found| {
            found.ask();
            found.fetching = !self.wanted().is_empty();
        });
        self.debounce.with_value(Debounce::call);
    }

    fn wanted(self) -> String {
        self.typed.with_untracked(|typed| typed.trim().to_owned())
    }

    /// The volumes to choose from, tracked: what the server found, and what matches of the rest.
    pub fn volumes(self) -> Vec<Arc<Volume>> {
        let text = self.typed.with(|typed| typed.trim().to_owned());
        let (mut shown, everywhere) = self.found.with(|found| match &found.data {
            Some(found) if found.text == text => (found.read.volumes.clone(), found.everywhere),
            _ => (Vec::new(), false),
        });
        if !everywhere {
            self.browsed.with(|browsed| {
                let read = browsed.data.iter().flat_map(|read| &read.volumes);
                let matching: Vec<_> = read.filter(|volume| matches(volume, &text)).cloned().collect();
                shown.retain(|found| matching.iter().all(|volume| volume.id != found.id));
                shown.extend(matching);
            });
        }
        shown
    }

    /// How much has been looked through, tracked.
    pub fn extent(self) -> Extent {
        let text = self.typed.with(|typed| typed.trim().to_owned());
        let found = self.found.with(|found| {
            let found = found.data.as_ref().filter(|found| found.text == text && found.everywhere)?;
            Some(found.read.count)
        });
        let (loaded, total, whole) = self.browsed.with(|browsed| match &browsed.data {
            Some(read) => (read.volumes.len(), read.count, read.whole),
            None => (0, None, false),
        });
        match found {
            _ if text.is_empty() => Extent::All { total },
            Some(total) => Extent::Matches { total },
            None if whole => Extent::Matches { total: None },
            None => Extent::Part { loaded, total },
        }
    }

    /// Whether there is more to read, tracked.
    pub fn has_more(self) -> bool {
        match self.extent() {
            Extent::Matches { .. } => {
                self.found.with(|found| found.data.as_ref().is_some_and(|f| f.everywhere && !f.read.whole))
            }
            _ => self.browsed.with(|browsed| browsed.data.as_ref().is_some_and(|read| !read.whole)),
        }
    }

    /// A request is under way, tracked.
    pub fn busy(self) -> bool {
        self.browsed.with(|browsed| browsed.fetching) || self.found.with(|found| found.fetching)
    }

    /// Why the newest request failed, tracked.
    pub fn error(self) -> Option<ApiError> {
        self.found.with(|found| found.error.clone()).or_else(|| self.browsed.with(|all| all.error.clone()))
    }

    /// Reads on.
    pub fn more(self) {
        match untrack(|| self.extent()) {
            Extent::Matches { .. } => self.look_on(),
            _ => self.browse(),
        }
    }

    /// Asks again for what has failed.
    pub fn retry(self) {
        if self.found.with_untracked(|found| found.error.is_some()) {
            self.look();
        }
        if self.browsed.with_untracked(|browsed| browsed.error.is_some()) {
            self.browse();
        }
    }

    fn browse(self) {
        if self.browsed.with_untracked(|browsed| browsed.fetching) {
            return;
        }
        let Some(ticket) = self.browsed.try_update(Query::ask) else { return };
        let before = self.browsed.with_untracked(|browsed| browsed.data.clone()).unwrap_or_default();
        self.tasks.spawn(async move {
            let result = self.read(Vec::new(), before).await;
            self.browsed.try_update(|browsed| browsed.answer(ticket, result, now()));
        });
    }

    /// Looks for what is typed.
    fn look(self) {
        let Some(ticket) = self.found.try_update(Query::ask) else { return };
        let text = self.wanted();
        if text.is_empty() {
            self.found.update(|found| {
                found.answer(ticket, Ok(Found::default()), now());
            });
            return;
        }
        self.tasks.spawn(async move {
            let result = self.find(text).await;
            self.found.try_update(|found| found.answer(ticket, result, now()));
        });
    }

    fn look_on(self) {
        let Some(before) = self.found.with_untracked(|found| found.data.clone()) else { return };
        if self.found.with_untracked(|found| found.fetching) {
            return;
        }
        let Some(ticket) = self.found.try_update(Query::ask) else { return };
        self.tasks.spawn(async move {
            let filters = vec![Filter::containing("name", &before.text)];
            let result = self.read(filters, before.read).await;
            let result = result.map(|read| Found { read, text: before.text, everywhere: true });
            self.found.try_update(|found| found.answer(ticket, result, now()));
        });
    }

    async fn find(self, text: String) -> Result<Found, ApiError> {
        let mut found = Found::default();
        if looks_like_id(&text) {
            match self.session.ask(&ShowVolume(VolumeId::new(&text))).await {
                Ok(volume) => found.read.volumes.push(Arc::new(volume)),
                Err(error) if error.kind == FaultKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        if found.read.volumes.is_empty() {
            let rights = self.rights().await;
            let part = Filter::containing("name", &text);
            let exact = Filter::exact("name", &text);
            found.everywhere =
                Feature::ContainsFilters.is_in(rights.offers) && rights.place(&part) == Place::Server;
            if found.everywhere {
                found.read = self.read(vec![part], Read::default()).await?;
            } else if rights.place(&exact) == Place::Server {
                found.read = self.read(vec![exact], Read::default()).await?;
            }
        }
        Ok(Found { text, ..found })
    }

    /// What the user may filter volumes by: asked once.
    async fn rights(self) -> FilterRights {
        let Some(mut rights) = self.rights.try_get_value() else {
            return FilterRights {
                admin: false,
                offers: crate::model::microversion::Microversion::BASE,
                listed: None,
            };
        };
        let asks = !rights.admin && rights.listed.is_none() && Feature::ResourceFilters.is_in(rights.offers);
        if asks && let Ok(listed) = self.session.ask(&ReadFilters("volume")).await {
            rights.listed = Some(listed);
            self.rights.try_set_value(rights.clone());
        }
        rights
    }

    /// The page after what has been read.
    async fn read(self, filters: Vec<Filter>, mut before: Read) -> Result<Read, ApiError> {
        let offers = self.session.ready_untracked().map(|scoped| scoped.offers());
        let params = ListParams {
            filters,
            limit: PAGE,
            marker: before.volumes.last().map(|volume| volume.id.key()),
            with_count: offers.is_some_and(|offers| Feature::Count.is_in(offers)),
            ..ListParams::default()
        };
        let page = match self.session.ask(&ListVolumes(params)).await {
            // The last volume that was read has been deleted meanwhile: from the start again.
            Err(error) if error.kind == FaultKind::NotFound && !before.volumes.is_empty() => {
                before.whole = false;
                before.volumes.clear();
                return Ok(before);
            }
            other => other?,
        };
        before.whole = page.items.len() < PAGE as usize;
        before.volumes.extend(page.items.into_iter().map(Arc::new));
        before.whole |= page.count.is_some_and(|count| count <= before.volumes.len() as u64);
        before.count = page.count;
        Ok(before)
    }
}

fn matches(volume: &Volume, text: &str) -> bool {
    let name = volume.name.as_deref().unwrap_or_default();
    text.is_empty() || lower(name).contains(&lower(text)) || volume.id.as_str().starts_with(text)
}

/// Whether it could be the id of a volume, with or without its dashes.
fn looks_like_id(text: &str) -> bool {
    text.len() >= 32
        && text.chars().filter(char::is_ascii_hexdigit).count() == 32
        && text.chars().all(|one| one.is_ascii_hexdigit() || one == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_known_by_its_digits() {
        assert!(looks_like_id("50ef8716-22ae-4c55-9d0c-2b8f0d1a7e42"));
        assert!(looks_like_id("50ef871622ae4c559d0c2b8f0d1a7e42"));
        assert!(!looks_like_id("50ef8716"));
        assert!(!looks_like_id("a volume with a name of thirty-two letters"));
    }

    #[test]
    fn a_volume_is_found_by_a_part_of_its_name_or_the_start_of_its_id() {
        let volume =
            Volume { id: VolumeId::new("50ef"), name: Some(Arc::from("Web-Data")), ..Volume::default() };
        assert!(["", "web", "DATA", "50e"].iter().all(|text| matches(&volume, text)));
        assert!(["0ef", "db"].iter().all(|text| !matches(&volume, text)));
    }
}
