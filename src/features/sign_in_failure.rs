//! Why signing in did not get to the end.

use leptos::prelude::*;

use crate::components::error_panel::ErrorPanel;
use crate::features::doctor_link::doctor_link;
use crate::features::error_view::{error_panel, error_panel_text, error_panel_with, own_origin};
use crate::features::policy_verdict::policy_verdict;
use crate::state::sign_in::{NotTaken, SignInFailure};
use crate::text::{faults, sign_in};

/// Shows a failure while there is one.
#[component]
pub fn SignInFailureView(
    /// The failure.
    #[prop(into)]
    failure: Signal<Option<SignInFailure>>,
) -> impl IntoView {
    move || {
        failure.get().map(|failure| {
            let sentence = match &failure {
                SignInFailure::Api(error) => {
                    let sentence = faults::sign_in_sentence(error, &own_origin());
                    let more = view! { {policy_verdict(error)} {doctor_link(&error.kind)} };
                    return error_panel_with(sentence, error, None, Some(more.into_any()));
                }
                SignInFailure::HeaderHidden(header) => faults::header_hidden(*header),
                SignInFailure::NotAnAddress(typed) => faults::not_an_address(typed.as_str()),
                SignInFailure::NotTaken(what, error) => {
                    let sentence = match what {
                        NotTaken::Passcode => sign_in::passcode_not_taken(),
                        NotTaken::Secret => sign_in::secret_not_taken(),
                        NotTaken::Token => sign_in::token_not_taken(),
                    };
                    return error_panel(sentence, error, None);
                }
                SignInFailure::SecondStep(receipt) => {
                    let rules = receipt.missing.iter().map(|methods| methods.join(" + "));
                    sign_in::other_step(rules.collect::<Vec<_>>().join(", "))
                }
                SignInFailure::ReceiptExpired => sign_in::receipt_expired(),
                SignInFailure::PasswordExpired(_) => sign_in::new_password_intro(),
                SignInFailure::StrangeLink => sign_in::strange_link(),
                SignInFailure::OtherUser { expected, found } => {
                    faults::other_user(expected.as_str(), found.as_str())
                }
                SignInFailure::OtherProject { expected } => faults::other_project(expected.as_str()),
                SignInFailure::NotInProject { wanted } => faults::not_in_project(wanted.as_str()),
                SignInFailure::NoProject => faults::no_project(),
                SignInFailure::NoBlockStorage { project } => faults::no_block_storage(project.as_str()),
                SignInFailure::StrangeAddress { address } => faults::strange_address(address.as_str()),
                SignInFailure::NoV3 { root } => faults::no_v3(root.as_str()),
            };
            view! { <ErrorPanel sentence text=error_panel_text() /> }.into_any()
        })
    }
}
