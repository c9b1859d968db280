//! Stroke icons on a 16-pixel grid, each one path.
//!
//! They are drawn here and not fetched, so that an icon is there as soon as
//! the text beside it. They are hidden from assistive technology: the word
//! beside an icon, or the label of its button, says what it means.

use leptos::prelude::*;
use web_sys::Element;

use crate::components::copied::{copied, svg_element};

/// The icons of the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Icon {
    Activity,
    Alert,
    ArrowDown,
    ArrowUp,
    Camera,
    Check,
    ChevronDown,
    ChevronLeft,
    ChevronRight,
    Clock,
    Close,
    Columns,
    Copy,
    Database,
    Disk,
    Download,
    Edit,
    External,
    Eye,
    Filter,
    First,
    Folder,
    Globe,
    Info,
    Last,
    Layers,
    Monitor,
    Moon,
    More,
    Plus,
    Refresh,
    Restore,
    Search,
    SignOut,
    Sortable,
    Spinner,
    Sun,
    Trash,
    Upload,
    User,
    XCircle,
}

impl Icon {
    /// The path, for the attribute `d`.
    pub fn path(self) -> &'static str {
        match self {
            Icon::Activity => "M1.5 8.5h3l2-5.5 3 10 2-4.5h3",
            Icon::Download => "M8 2v8.5M4.5 7 8 10.5 11.5 7M2.5 13.5h11",
            Icon::Edit => "M10.8 2.8l2.4 2.4L5.5 13l-3 .6.6-3z",
            Icon::Upload => "M8 10.5V2M4.5 5.5 8 2l3.5 3.5M2.5 13.5h11",
            Icon::Alert => "M8 2.2 14.4 13.5H1.6zM8 6.4v3.3M8 11.5v.2",
            Icon::ArrowDown => "M8 3v10M4 9l4 4 4-4",
            Icon::ArrowUp => "M8 13V3M4 7l4-4 4 4",
            Icon::Camera => {
                "M1.75 4.75h3L6 3h4l1.25 1.75h3V13H1.75zM8 6.3a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 0 0 0-4.8z"
            }
            Icon::Check => "M3 8.6l3.3 3.2L13 4.6",
            Icon::ChevronDown => "M4 6l4 4 4-4",
            Icon::ChevronLeft => "M10 4 6 8l4 4",
            Icon::ChevronRight => "M6 4l4 4-4 4",
            Icon::Clock => "M8 1.75a6.25 6.25 0 1 0 0 12.5 6.25 6.25 0 0 0 0-12.5zM8 4.5V8l2.4 1.6",
            Icon::Close => "M4 4l8 8M12 4l-8 8",
            Icon::Columns => "M2 3h12v10H2zM6 3v10M10 3v10",
            Icon::Copy => "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
            Icon::Database => {
                "M8 1.75c3 0 5.25.9 5.25 2.1S11 5.95 8 5.95s-5.25-.9-5.25-2.1S5 1.75 8 1.75zM2.75 3.85v8.3c0 1.2 2.25 2.1 5.25 2.1s5.25-.9 5.25-2.1v-8.3M2.75 8c0 1.2 2.25 2.1 5.25 2.1S13.25 9.2 13.25 8"
            }
            Icon::Disk => "M2 9.3 3.6 3h8.8L14 9.3V13H2zM2 9.3h12M11.2 11.2h.3",
            Icon::External => "M9.5 2.5h4v4M13.25 2.75 7.5 8.5M6.5 3.5h-4v10h10v-4",
            Icon::Eye => {
                "M1.5 8C3 5 5.3 3.5 8 3.5S13 5 14.5 8C13 11 10.7 12.5 8 12.5S3 11 1.5 8zM8 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6z"
            }
            Icon::Filter => "M2 4h12M4.5 8h7M7 12h2",
            Icon::First => "M12 4 8 8l4 4M4.5 4v8",
            Icon::Folder => "M1.75 3.25h4.5l1.5 2h6.5V13H1.75z",
            Icon::Globe => {
                "M8 1.75a6.25 6.25 0 1 0 0 12.5 6.25 6.25 0 0 0 0-12.5zM1.75 8h12.5M8 1.75c1.9 1.7 2.7 3.8 2.7 6.25S9.9 12.55 8 14.25C6.1 12.55 5.3 10.45 5.3 8S6.1 3.45 8 1.75z"
            }
            Icon::Info => "M8 1.75a6.25 6.25 0 1 0 0 12.5 6.25 6.25 0 0 0 0-12.5zM8 7.3v3.9M8 4.7v.2",
            Icon::Last => "M4 4l4 4-4 4M11.5 4v8",
            Icon::Layers => "M8 2l6 3-6 3-6-3zM2 8l6 3 6-3M2 11l6 3 6-3",
            Icon::Monitor => "M2 3h12v8H2zM6 13.5h4M8 11v2.5",
            Icon::Moon => "M13.5 9.4A5.8 5.8 0 0 1 6.6 2.5 5.8 5.8 0 1 0 13.5 9.4z",
            Icon::More => "M2.6 7.6h.8v.8h-.8zM7.6 7.6h.8v.8h-.8zM12.6 7.6h.8v.8h-.8z",
            Icon::Plus => "M8 3v10M3 8h10",
            Icon::Refresh => "M13.5 8A5.5 5.5 0 1 1 11.9 4.1l1.6 1.6M13.5 2.2v3.5H10",
            Icon::Restore => "M2.5 8A5.5 5.5 0 1 0 4.1 4.1L2.5 5.7M2.5 2.2v3.5H6M8 5.2V8l2 1.4",
            Icon::Search => "M7 2.25a4.75 4.75 0 1 0 0 9.5 4.75 4.75 0 0 0 0-9.5zM10.4 10.4l3.4 3.4",
            Icon::SignOut => "M6 2.5H2.5v11H6M10.5 4.75 13.75 8l-3.25 3.25M13.5 8H6",
            Icon::Sortable => "M5 6l3-3 3 3M5 10l3 3 3-3",
            Icon::Spinner => "M8 2a6 6 0 1 1-6 6",
            Icon::Sun => {
                "M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM8 1.5v1.2M8 13.3v1.2M1.5 8h1.2M13.3 8h1.2M3.4 3.4l.9.9M11.7 11.7l.9.9M3.4 12.6l.9-.9M11.7 4.3l.9-.9"
            }
            Icon::Trash => "M2.5 4.25h11M6 4.25V2.5h4v1.75M4 4.25l.6 9.25h6.8l.6-9.25M6.7 7v4M9.3 7v4",
            Icon::User => {
                "M8 2.25a2.75 2.75 0 1 0 0 5.5 2.75 2.75 0 0 0 0-5.5zM2.75 13.75c.5-2.6 2.6-4 5.25-4s4.75 1.4 5.25 4"
            }
            Icon::XCircle => {
                "M8 1.75a6.25 6.25 0 1 0 0 12.5 6.25 6.25 0 0 0 0-12.5zM5.9 5.9l4.2 4.2M10.1 5.9l-4.2 4.2"
            }
        }
    }
}

/// Draws one icon; its colour is the text's.
#[component]
pub fn IconView(
    /// Which icon.
    icon: Icon,
) -> impl IntoView {
    icon_view(icon)
}

/// The same, for use outside of `view!`.
pub fn icon_view(icon: Icon) -> AnyView {
    copied(format!("icon {}", icon as u8), move || icon_element(icon)).into_any()
}

/// The same, to be put into what is copied.
pub fn icon_element(icon: Icon) -> Element {
    let path = svg_element("path", &[("d", icon.path())], &[]);
    let attributes =
        [("class", "bp-icon"), ("viewBox", "0 0 16 16"), ("aria-hidden", "true"), ("data-spin", "")];
    let shown = if icon == Icon::Spinner { 4 } else { 3 };
    svg_element("svg", &attributes[..shown], &[path.into()])
}
