//! The shell: from the session to the sign-in page or the panel, from the route to the page.

use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::api::transport::Transport;
use crate::components::chunk::{Chunk, MissingView};
use crate::components::feedback::Skeleton;
use crate::components::focus::focus;
use crate::components::latch::latch;
use crate::components::layout::AppShell;
use crate::doctor_part::{DoctorPart, kept_back};
use crate::embed::MountOptions;
use crate::features::banner::Banner;
use crate::features::dialogs::DialogSlot;
use crate::features::links::{follow_click, follow_key};
use crate::features::main_navigation::MainNavigation;
use crate::features::operation_notices::OperationNotices;
use crate::features::part_missing::{missing_dialog, part_missing};
use crate::features::policy_verdict::PolicyVerdict;
use crate::gate::{DrawGate, Gate, gate};
use crate::other_pages::other_pages;
use crate::pages::backups::BackupsPage;
use crate::pages::kind::PageKind;
use crate::reactive::{effect, memo, note};
use crate::state::address::Address;
use crate::state::dialogs::Dialogs;
use crate::state::events::{self, Events};
use crate::state::given_token::{Giver, go_on};
use crate::state::host::Host;
use crate::state::names::Names;
use crate::state::on_screen::stays_behind;
use crate::state::operations::Operations;
use crate::state::panel::{Panel, use_panel};
use crate::state::preferences::Preferences;
use crate::state::route::Route;
use crate::state::session::{Session, SessionStore};
use crate::state::siblings;
use crate::state::sign_in::Step;
use crate::state::sso;
use crate::state::stay::Stay;
use crate::text::shell;

/// The state of a panel, for as long as the owner lives.
pub fn start(options: MountOptions, transport: Rc<dyn Transport>) -> Panel {
    let MountOptions { config, address, route, token, host, theme, on_event, .. } = options;
    let events = Events::to(on_event);
    let preferences = Preferences::start(theme, config.theme.as_deref());
    let session = SessionStore::start(transport, config);
    let panel = Panel {
        session,
        address: Address::start(address, route),
        operations: Operations::start(session),
        dialogs: Dialogs::default(),
        preferences,
        events,
        host: host.map(|host| Host::start(session, events, host)),
        arrival: RwSignal::new(None),
        ready: RwSignal::new(false),
    };
    if let Some(token) = token {
        take_token(panel, token);
    }
    siblings::join(session);
    events::report(panel);
    panel
}

/// Goes on with a token that came with the page's address, if a sign-in had been begun in this tab.
fn take_token(panel: Panel, token: String) {
    let begun = sso::take_begun();
    spawn_local(async move {
        let taken = go_on(panel.session, Giver::Sso { begun }, token).await;
        // A session that was there already has not noticed. The absence of the part is said where the sign-in
        // page would stand.
        if panel.session.ready_untracked().is_none() {
            panel.arrival.try_set(taken.ok().and_then(Step::err));
        }
    });
}

/// One panel.
#[component]
pub fn App(
    /// Its state.
    panel: Panel,
) -> impl IntoView {
    let session = panel.session;
    provide_context(panel);
    provide_context(MissingView(missing_dialog));
    provide_context(PolicyVerdict(kept_back));
    // What is shown depends on how far signing in has come and on the place, not on the token:
    // after signing in again over the page, the page stays.
    let stage = memo(move || Stage::of(&session.get()));
    let root: NodeRef<html::Div> = NodeRef::new();
    let gate = Chunk::new(gate);
    let content = move || {
        panel.ready.set(false);
        match stage.get() {
            Stage::Gate(_) => view! { <Front gate /> }.into_any(),
            Stage::Inside(_) => view! { <Inside root gate /> }.into_any(),
        }
    };
    view! {
        <div
            node_ref=root
            data-backup-panel
            data-ready=move || panel.ready.get().to_string()
            data-theme=move || panel.preferences.theme().as_str()
            on:click=move |event| follow_click(panel.address, &event)
            on:keydown=move |event| follow_key(panel.address, &event)
        >
            {content}
        </div>
    }
}

/// What decides which page stands.
#[derive(Clone, PartialEq)]
enum Stage {
    /// In front, at a step of signing in.
    Gate(u8),
    /// Inside, in a place: identity service, user, project, region.
    Inside([std::sync::Arc<str>; 4]),
}

impl Stage {
    fn of(session: &Session) -> Self {
        match session {
            Session::Anonymous => Self::Gate(0),
            Session::ChoosingProject(_) => Self::Gate(1),
            Session::ChoosingRegion(_) => Self::Gate(2),
            Session::Ready(scoped) => Self::Inside([
                scoped.unscoped.identity.clone(),
                scoped.unscoped.user.id.key(),
                scoped.project.id.key(),
                scoped.region.name.clone(),
            ]),
        }
    }
}

/// Signing in, and the connection check in its place: what was typed stays meanwhile.
#[component]
fn Front(gate: Chunk<DrawGate>) -> impl IntoView {
    let panel = use_panel();
    let page = move || match gate.get() {
        Some(draw) => draw(Gate::Page(untrack(|| panel.session.get()))),
        None if gate.failed() => view! { <main class="bp-gate">{part_missing(gate)}</main> }.into_any(),
        None => ().into_any(),
    };
    let route = panel.address.signal();
    let at_doctor = memo(move || route.with(|route| matches!(route, Route::Doctor { .. })));
    view! {
        <div class="bp-kept" hidden=at_doctor>
            {page}
        </div>
        {move || at_doctor.get().then(|| view! { <DoctorPart /> })}
    }
}

/// The pages, for one project in one region.
#[component]
fn Inside(root: NodeRef<html::Div>, gate: Chunk<DrawGate>) -> impl IntoView {
    let panel = use_panel();
    provide_context(Names::new(panel.session));
    provide_context(Stay::here());
    let route = panel.address.signal();
    let page = memo(move || route.with(PageKind::of));
    let others = Chunk::new(other_pages);
    panel.later(move || {
        others.fetch();
        gate.fetch();
    });
    // It stays once it is there: it closes by itself, and gives the focus back.
    let expired = latch(move || panel.session.expired().get());
    let again = move || match expired.get().then(|| gate.get()).flatten() {
        Some(draw) => draw(Gate::Again),
        None if expired.get() && gate.failed() => part_missing(gate),
        None => ().into_any(),
    };
    // Where one would look next, and what a screen reader should say: once the page's code is here.
    let is_list = move || matches!(page.get(), PageKind::Backups);
    let at_list = memo(is_list);
    let drawn = memo(move || at_list.get() || others.is_here());
    Effect::new(move |before: Option<PageKind>| {
        let (now, drawn) = (page.get(), drawn.get());
        match before {
            Some(before) if before != now && !drawn => before,
            Some(before) if before != now => {
                request_animation_frame(move || focus_heading(root, at_list));
                now
            }
            _ => now,
        }
    });
    // The list stays behind a backup that was opened from it, for who comes back.
    let has_list = RwSignal::new(matches!(page.get_untracked(), PageKind::Backups));
    effect(move || {
        if !matches!(page.get(), PageKind::Backup(_)) {
            note(has_list, at_list.get());
        }
    });
    let list = move || match has_list.get() {
        true => {
            // One of its own: who reads it is forgotten with it.
            stays_behind(memo(is_list).into());
            view! { <BackupsPage /> }.into_any()
        }
        false => ().into_any(),
    };
    let content = move || match page.get() {
        PageKind::Backups => ().into_any(),
        other => match others.get() {
            Some(draw) => draw(other),
            None if others.failed() => part_missing(others),
            None => view! { <Skeleton label=shell::fetching() /> }.into_any(),
        },
    };
    view! {
        <AppShell
            skip_label=shell::skip_to_content()
            nav_label=shell::main_navigation()
            banner=|| view! { <Banner /> }
            nav=|| view! { <MainNavigation /> }
        >
            {list}
            {content}
        </AppShell>
        <OperationNotices />
        <DialogSlot root />
        {again}
    }
}

fn focus_heading(root: NodeRef<html::Div>, at_list: Memo<bool>) {
    let Some(root) = root.try_get_untracked().flatten() else { return };
    let find = |what| root.query_selector(what).ok().flatten();
    // The list has given the focus back to what had it there, if it has stayed.
    if at_list.try_get_untracked() == Some(true) && find("main > :not([data-behind]) :focus").is_some() {
        return;
    }
    let heading = find("main > :not([data-behind]) h1");
    if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
        focus(&heading);
    }
}
