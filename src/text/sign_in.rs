//! Words of signing in by other ways than a password alone.

use crate::text::phrase::phrases;

phrases! {
    with_password = "Use a password";
    with_application_credential = "Use an application credential";
    with_token = "Use a token";
    other_ways = "Other ways to sign in";

    by_name = "By name and user instead of the ID";
    credential_id = "Application credential ID";
    credential_name = "Application credential name";
    secret = "Secret";
    show_secret = "Show secret";
    token = "Token";
    show_token = "Show token";
    token_hint = "As “openstack token issue” prints it. The panel does not end it when you sign out.";
    no_keystone(cloud, project) = "{cloud} has no sign-in of its own. You will be in the project {project}.";
    go_on = "Continue";
    sso_with(label) = "Sign in with {label}";

    passcode = "Passcode";
    passcode_intro = "Your password is right. Now enter the passcode that your authenticator app shows.";
    back = "Back";
    new_password = "New password";
    new_password_again = "New password again";
    new_password_intro = "Your password has expired. Choose a new one to sign in.";
    change_password = "Change and sign in";
    passwords_differ = "The two are not the same";

    ended_credential(project) =
        "The session in {project} has ended. Enter the secret of the application credential again and go on where you were: nothing you typed is lost.";
    ended_token(user, project) =
        "The session of {user} in {project} has ended. Give the panel another token and go on where you were: nothing you typed is lost.";
    ended_no_keystone = "Block Storage refuses to answer. It may have been given a Keystone meanwhile.";

    passcode_not_taken = "The passcode is wrong or too old. Enter the one that is shown now.";
    secret_not_taken = "The application credential or its secret is wrong, or it has expired.";
    token_not_taken = "Keystone does not take this token: it has expired, was ended, or belongs to another cloud.";
    receipt_expired = "Too much time went by before the passcode. Sign in with the password once more.";
    other_step(methods) = "Keystone wants proofs that this panel cannot give: {methods}.";
    strange_link = "A link with a token was refused: no sign-in had been begun in this tab. If you did not follow such a link on purpose, somebody may have wanted to sign you in as somebody else.";
    another_project = "Another project";
    cannot_switch_credential = "An application credential is for one project only";
    cannot_switch_without_keystone = "A cloud without Keystone knows no other projects";
}
