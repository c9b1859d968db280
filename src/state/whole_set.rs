//! Every backup of the project, or of the cloud, read once and kept in little memory.
//!
//! ```text
//! begin ── Reading ── last page ─────────── Complete
//!             │  ▲
//!        stop │  │ go on, from the last row that came
//!   leave ────┤  └────────────┐
//!  failure ───┴── Stopped, Left, Failed
//! ```
//!
//! What has come stays. A page is asked for again only if its answer has not come.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::{Poll, Waker};

use leptos::prelude::*;

use crate::api::backups::ListBackups;
use crate::api::listing::Later;
use crate::model::backup::Backup;
use crate::model::backup_set::{BackupSet, Moment};
use crate::model::fault::{ApiError, FaultKind};
use crate::model::listing::{ListParams, Page};
use crate::model::unread::Unread;
use crate::rules::capability::Feature;
use crate::rules::walk::{Took, Walk};
use crate::state::clock::now;
use crate::state::readers::Readers;
use crate::state::session::SessionStore;
use crate::state::slice::Slice;
use crate::state::tasks::Tasks;
use crate::state::turns::Turns;
use crate::state::whole_reading::{Phase, Progress};

/// The set and how it is read. Copied freely.
#[derive(Clone, Copy)]
pub struct WholeSet {
    session: SessionStore,
    tasks: Tasks,
    set: StoredValue<BackupSet>,
    walk: StoredValue<Option<Walk>>,
    /// Of all projects.
    all_projects: StoredValue<bool>,
    progress: RwSignal<Progress>,
    /// Counts the sets: another one begins with it.
    epoch: StoredValue<u32>,
    /// Of the rows of this set.
    readers: Readers,
    /// Counts what has changed in the set.
    changes: RwSignal<u32>,
    /// The number of changes by what was started here, as heard last.
    heard: StoredValue<Option<u32>>,
    /// Counts the runs; an older one ends.
    runs: Turns,
    /// Rows are being taken in: a page that has come is taken in whole.
    taking: StoredValue<bool>,
    waiting: StoredValue<Option<Waker>>,
}

impl WholeSet {
    /// Nothing read yet.
    pub fn new(session: SessionStore) -> Self {
        Self {
            session,
            tasks: Tasks::start(),
            set: StoredValue::default(),
            walk: StoredValue::new(None),
            all_projects: StoredValue::new(false),
            progress: RwSignal::default(),
            epoch: StoredValue::new(0),
            readers: Readers::start(),
            changes: RwSignal::new(0),
            heard: StoredValue::new(None),
            runs: Turns::start(),
            taking: StoredValue::new(false),
            waiting: StoredValue::new(None),
        }
    }

    /// What is to be said of the reading.
    pub fn progress(self) -> Signal<Progress> {
        self.progress.into()
    }

    /// Which set it is, tracked.
    pub fn epoch(self) -> u32 {
        self.readers.track();
        self.epoch.get_value()
    }

    /// Which set it is, and how often it has changed.
    pub fn state_untracked(self) -> Option<(u32, u32)> {
        Some((self.epoch.try_get_value()?, self.changes.try_get_untracked()?))
    }

    /// Tracks every change of the set.
    pub fn track(self) {
        self.changes.track();
    }

    /// Looks at the set, not tracked; None after the panel has gone.
    pub fn look<T>(self, look: impl FnOnce(&BackupSet) -> T) -> Option<T> {
        self.set.try_with_value(look)
    }

    /// Whether it is being read.
    pub fn is_reading(self) -> bool {
        self.progress.with_untracked(|progress| progress.phase == Phase::Reading)
    }

    /// Whether it was read to the end.
    pub fn is_complete(self) -> bool {
        self.progress.with_untracked(|progress| progress.phase == Phase::Complete)
    }

    /// Reads the set of this scope unless that was done; goes on if the page was left meanwhile.
    pub fn want(self, all_projects: bool) {
        let phase = self.progress.with_untracked(|progress| progress.phase.clone());
        if phase == Phase::Idle || self.all_projects.get_value() != all_projects {
            self.read_anew(all_projects);
        } else if phase == Phase::Left {
            self.go_on();
        }
    }

    /// Forgets what was read and reads it again.
    pub fn read_again(self) {
        self.read_anew(self.all_projects.get_value());
    }

    fn read_anew(self, all_projects: bool) {
        let ready = self.session.ready_untracked();
        let params = ListParams {
            with_count: ready.as_ref().is_some_and(|scoped| Feature::Count.is_in(scoped.offers())),
            all_projects: all_projects && ready.is_some_and(|scoped| scoped.is_admin()),
            ..ListParams::default()
        };
        self.end_run();
        self.taking.set_value(false);
        self.all_projects.set_value(all_projects);
        self.walk.set_value(Some(Walk::new(params)));
        self.set.set_value(BackupSet::default());
        self.progress.set(Progress { began_at: now(), ..Progress::default() });
        self.epoch.update_value(|epoch| *epoch += 1);
        self.readers.tell();
        self.changes.update(|changes| *changes += 1);
        self.go_on();
    }

    /// Reads on from where it stands.
    pub fn go_on(self) {
        self.progress.update(|progress| progress.phase = Phase::Reading);
        if !self.taking.get_value() {
            let Some(run) = self.end_run() else { return };
            self.tasks.spawn(async move {
                self.read(run).await;
            });
        }
    }

    /// Stops by hand.
    pub fn stop(self) {
        self.pause(Phase::Stopped);
    }

    /// Stops until the page is shown again.
    pub fn leave(self) {
        self.pause(Phase::Left);
    }

    fn pause(self, phase: Phase) {
        if self.progress.try_with_untracked(|progress| progress.phase == Phase::Reading) == Some(true) {
            self.progress.update(|progress| progress.phase = phase);
            if !self.taking.get_value() {
                self.end_run();
            }
            self.changes.update(|changes| *changes += 1);
        }
    }

    /// Hears how often something was changed from here; tells whether that is news, also when it happened
    /// while the page was left.
    pub fn hears(self, changes: u32) -> bool {
        let before = self.heard.try_update_value(|heard| heard.replace(changes)).flatten();
        before.is_some_and(|before| before != changes)
    }

    /// Takes backups out that are known to be gone, and notes that something was started.
    pub fn touched(self, gone: &[&str]) {
        let removed = self.set.try_update_value(|set| gone.iter().filter(|id| set.remove(id)).count());
        if removed.is_some_and(|removed| removed > 0) {
            self.changes.update(|changes| *changes += 1);
        }
        if self.progress.with_untracked(|progress| progress.came > 0 && !progress.touched) {
            self.progress.update(|progress| progress.touched = true);
        }
    }

    /// Ends the run that is under way, its request with it; answers the number of the next.
    fn end_run(self) -> Option<u32> {
        let run = self.runs.next();
        if let Some(waker) = self.waiting.try_update_value(Option::take).flatten() {
            waker.wake();
        }
        run
    }

    /// Waits for an answer as long as the run goes on.
    async fn while_running<T>(self, run: u32, answer: impl Future<Output = T>) -> Option<T> {
        let mut answer = pin!(answer);
        poll_fn(|context| {
            if !self.runs.is(run) {
                return Poll::Ready(None);
            }
            self.waiting.set_value(Some(context.waker().clone()));
            answer.as_mut().poll(context).map(Some)
        })
        .await
    }

    async fn read(self, run: u32) -> Option<()> {
        loop {
            let began = now();
            let params = self.walk.try_with_value(|walk| walk.as_ref().map(Walk::next))??;
            let answer = self.while_running(run, self.session.ask(&Later(ListBackups(params)))).await?;
            let is_last = match answer {
                Ok(page) => self.take(run, page).await?,
                // The row to continue after has gone.
                Err(error) if error.kind == FaultKind::NotFound && self.step_back() => Ok(false),
                Err(error) => Err(error),
            };
            let came = self.set.try_with_value(BackupSet::end)?;
            let total = self.walk.try_with_value(|walk| walk.as_ref().and_then(Walk::total))?;
            let back_to = self.set.try_with_value(|set| set.moment(came.checked_sub(1)?, Moment::Created))?;
            let ended = now();
            self.progress.try_update(|progress| {
                progress.came = u64::from(came);
                progress.total = total;
                progress.took_ms += ended - began;
                progress.back_to = back_to;
                match &is_last {
                    Ok(true) => progress.phase = Phase::Complete,
                    Ok(false) => {}
                    Err(error) => progress.phase = Phase::Failed(error.clone()),
                }
                if is_last.is_ok() {
                    progress.read_at = ended;
                }
            })?;
            self.changes.try_update(|changes| *changes += 1)?;
            if !self.is_reading() {
                return Some(());
            }
        }
    }

    fn step_back(self) -> bool {
        self.walk.try_update_value(|walk| walk.as_mut().is_some_and(Walk::step_back)) == Some(true)
    }

    /// Takes a page in, a few rows at a time; tells whether it was the last one. None when another set
    /// has been begun meanwhile.
    async fn take(self, run: u32, page: Page<Unread>) -> Option<Result<bool, ApiError>> {
        const AT_ONCE: usize = 20;
        let mut slice = Slice::start();
        let mut last = None;
        self.taking.set_value(true);
        for rows in page.items.chunks(AT_ONCE) {
            for row in rows {
                let Some(backup) = row.read::<Backup>() else {
                    self.taking.set_value(false);
                    return Some(Err(ApiError::endless_list()));
                };
                last = Some(backup.id.key());
                self.set.try_update_value(|set| set.push(&backup))?;
            }
            slice.rest().await;
            if !self.runs.is(run) {
                return None;
            }
        }
        self.taking.set_value(false);
        let rows = u64::from(self.set.try_with_value(BackupSet::end)?);
        self.walk.try_update_value(|walk| {
            walk.as_mut().map(|walk| match walk.took(page.items.len(), last, page.count, rows) {
                Took::More => Ok(false),
                Took::Last => Ok(true),
                Took::Nothing => Err(ApiError::endless_list()),
            })
        })?
    }
}
