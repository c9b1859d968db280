//! Writes what is found in the whole set to a file, a few rows at a time.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::button::Button;
use crate::components::feedback::Notice;
use crate::components::icon::Icon;
use crate::components::save_file::{NotSaved, SaveFile};
use crate::components::tone::Tone;
use crate::model::units::Timestamp;
use crate::reactive::{derive, memo};
use crate::rules::whole_file::FileKind;
use crate::state::clock::{now, pause};
use crate::state::names::Names;
use crate::state::slice::Slice;
use crate::state::turns::Turns;
use crate::state::whole_set::WholeSet;
use crate::state::whole_view::WholeView;
use crate::text::whole;

/// Rows in one piece of the file.
const AT_ONCE: usize = 200;
/// What is found is looked at again after so many milliseconds while it is not yet what is asked for.
const WAIT_MS: u32 = 50;

#[derive(Clone, PartialEq)]
enum State {
    Idle,
    /// People are asked for a place.
    Choosing,
    Writing {
        name: String,
        done: u64,
        total: u64,
    },
    Written {
        name: String,
        rows: u64,
        is_part: bool,
    },
    Stopped(String),
    Failed(String),
}

impl State {
    fn is_busy(&self) -> bool {
        matches!(self, Self::Choosing | Self::Writing { .. })
    }
}

/// What is written. Copied freely.
#[derive(Clone, Copy)]
pub struct WholeExport {
    set: WholeSet,
    shown: WholeView,
    names: Names,
    state: RwSignal<State>,
    runs: Turns,
}

impl WholeExport {
    /// Nothing is written yet.
    pub fn new(set: WholeSet, shown: WholeView, names: Names) -> Self {
        Self { set, shown, names, state: RwSignal::new(State::Idle), runs: Turns::start() }
    }

    fn start(self, kind: FileKind) {
        if self.is_busy() {
            return;
        }
        let Some(run) = self.runs.next() else { return };
        self.state.set(State::Choosing);
        spawn_local(async move {
            let day = Timestamp::from_micros((now() * 1_000.0) as i64);
            let stamp: String = day.raw().chars().take(19).filter(|c| *c != ':' && *c != '-').collect();
            let name = format!("backups-{stamp}Z.{}", kind.extension());
            match self.write(kind, &name, run).await {
                // Whoever closed the choice of a place knows.
                Err(NotSaved::Declined) => self.state.try_set(State::Idle),
                Err(NotSaved::Failed) => self.state.try_set(State::Failed(name)),
                Ok(None) => self.state.try_set(State::Stopped(name)),
                Ok(Some((rows, is_part))) => self.state.try_set(State::Written { name, rows, is_part }),
            };
        });
    }

    fn is_busy(self) -> bool {
        self.state.with_untracked(State::is_busy)
    }

    /// Answers how many rows were written and whether they are of a part of the set; None if it was stopped.
    async fn write(self, kind: FileKind, name: &str, run: u32) -> Result<Option<(u64, bool)>, NotSaved> {
        let file = SaveFile::begin(name, kind.media_type()).await?;
        match self.write_rows(&file, kind, name, run).await {
            Ok(Some(written)) => file.finish().await.map(|()| Some(written)),
            other => {
                file.give_up().await;
                other
            }
        }
    }

    async fn write_rows(
        self,
        file: &SaveFile,
        kind: FileKind,
        name: &str,
        run: u32,
    ) -> Result<Option<(u64, bool)>, NotSaved> {
        // What is found and whether it is all there is are of the same moment.
        let (rows, is_part, epoch) = loop {
            if !self.runs.is(run) {
                return Ok(None);
            }
            if let Some(rows) = self.shown.rows_asked_for() {
                let epoch = self.set.state_untracked().map(|(epoch, _)| epoch);
                break (rows, !self.set.is_complete(), epoch);
            }
            pause(WAIT_MS).await;
        };
        let total = rows.len() as u64;
        let mut slice = Slice::start();
        let mut text = kind.begin();
        let mut done = 0;
        for some in rows.chunks(AT_ONCE) {
            let is_same = self.set.state_untracked().map(|(epoch, _)| epoch) == epoch;
            if !self.runs.is(run) || !is_same {
                return Ok(None);
            }
            self.set.look(|set| {
                for row in some.iter().copied().filter(|row| set.is_here(*row)) {
                    let backup = set.backup(row);
                    let volume =
                        backup.volume_id.as_ref().and_then(|id| untrack(|| self.names.volume(id.as_str())));
                    kind.add(&mut text, &backup, volume.as_deref(), done == 0);
                    done += 1;
                }
            });
            self.state.try_set(State::Writing { name: name.to_owned(), done, total });
            file.write(&text).await?;
            text.clear();
            slice.rest().await;
        }
        text.push_str(kind.end());
        file.write(&text).await?;
        Ok(Some((done, is_part)))
    }

    /// The buttons.
    pub fn buttons(self) -> AnyView {
        let button = move |kind: FileKind| {
            let busy = derive(move || self.state.with(State::is_busy));
            let nothing = derive(move || self.shown.sums().backups == 0 || !self.shown.is_current());
            view! {
                <Button
                    label=whole::save(kind)
                    icon=Icon::Download
                    busy
                    inactive=nothing
                    on_press=move |()| self.start(kind)
                />
            }
            .into_any()
        };
        view! {
            {button(FileKind::Csv)}
            {button(FileKind::Json)}
        }
        .into_any()
    }

    /// How far it has come, and how it ended.
    pub fn notice(self) -> AnyView {
        let writing = memo(move || match self.state.get() {
            State::Writing { name, .. } => Some(name),
            _ => None,
        });
        let ended = memo(move || match self.state.get() {
            State::Choosing | State::Writing { .. } => State::Idle,
            other => other,
        });
        view! {
            {move || writing.get().map(|name| self.under_way(name))}
            {move || ended_notice(ended.get())}
        }
        .into_any()
    }

    fn under_way(self, name: String) -> AnyView {
        let numbers = move || match self.state.get() {
            State::Writing { done, total, .. } => (done, total),
            _ => (0, 0),
        };
        let words = move || whole::saving_done(numbers().0, numbers().1);
        let stop = move |()| {
            self.runs.next();
        };
        view! {
            <Notice
                tone=Tone::Busy
                title=whole::saving(name.as_str())
                actions=move || view! { <Button label=whole::stop() small=true on_press=stop /> }
            >
                <div class="bp-reading" aria-live="off">
                    <progress
                        aria-label=whole::saving(name)
                        prop:max=move || numbers().1 as f64
                        prop:value=move || numbers().0 as f64
                    ></progress>
                    <span>{words}</span>
                </div>
            </Notice>
        }
        .into_any()
    }
}

fn ended_notice(state: State) -> AnyView {
    let (tone, title, body) = match state {
        State::Idle | State::Choosing | State::Writing { .. } => return ().into_any(),
        State::Written { name, rows, is_part: false } => (Tone::Good, whole::saved(rows, name), None),
        State::Written { name, rows, is_part: true } => (Tone::Warn, whole::saved_part(rows, name), None),
        State::Stopped(name) => (Tone::Neutral, whole::cancelled(name), None),
        State::Failed(name) => (Tone::Bad, whole::not_saved(name), Some(whole::not_saved_body())),
    };
    view! { <Notice tone title>{body}</Notice> }.into_any()
}
