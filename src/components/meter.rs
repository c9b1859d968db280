//! How much of something is used, as the browser's own `<meter>`.

use leptos::prelude::*;

use crate::components::ids::unique_id;
use crate::components::tone::Tone;

/// A labelled meter with its value in words.
#[component]
pub fn Meter(
    /// What is measured.
    #[prop(into)]
    label: Signal<String>,
    /// How much there is.
    #[prop(into)]
    value: Signal<f64>,
    /// How much there may be.
    #[prop(into)]
    max: Signal<f64>,
    /// The value in words: "320 of 1,000 GiB".
    #[prop(into)]
    text: Signal<String>,
    /// From this part of the whole on (0 to 1) it needs attention.
    #[prop(default = 0.8)]
    warn_from: f64,
    /// From this part of the whole on (0 to 1) it is bad.
    #[prop(default = 0.95)]
    bad_from: f64,
) -> impl IntoView {
    let id = unique_id("meter");
    let label_id = id.clone();
    let tone = move || meter_tone(value.get(), max.get(), warn_from, bad_from).as_str();
    view! {
        <div class="bp-meter" data-tone=tone>
            <span id=label_id>{label}</span>
            <span class="bp-meter-text">{text}</span>
            <meter
                aria-labelledby=id
                aria-valuetext=text
                min="0"
                prop:max=max
                prop:value=move || value.get().min(max.get())
            ></meter>
        </div>
    }
}

/// The tone of a value; what may not be there at all is bad.
fn meter_tone(value: f64, max: f64, warn_from: f64, bad_from: f64) -> Tone {
    let part = if max > 0.0 { value / max } else { value };
    if part >= bad_from {
        Tone::Bad
    } else if part >= warn_from {
        Tone::Warn
    } else {
        Tone::Info
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tone_follows_the_part_that_is_used() {
        let tone = |value, max| meter_tone(value, max, 0.8, 0.95);
        assert_eq!(tone(0.0, 0.0), Tone::Info);
        assert_eq!(tone(1.0, 0.0), Tone::Bad);
        assert_eq!(tone(7.9, 10.0), Tone::Info);
        assert_eq!(tone(8.0, 10.0), Tone::Warn);
        assert_eq!(tone(12.0, 10.0), Tone::Bad);
    }
}
