//! Words of the shell: signing in, choosing, switching, the banner.

use crate::text::phrase::phrases;

phrases! {
    panel_name = "Backup Panel";
    skip_to_content = "Skip to content";
    main_navigation = "Main";
    backups = "Backups";
    volumes = "Volumes";
    snapshots = "Snapshots";
    operations = "Operations";

    sign_in = "Sign in";
    sign_in_intro = "The volume backups of your OpenStack cloud: what there is, what failed and why.";
    identity_url = "Identity URL";
    identity_url_hint = "Keystone's address, such as https://cloud.example:5000/v3";
    cloud = "Cloud";
    domain = "Domain";
    user_name = "User name";
    password = "Password";
    show_password = "Show password";
    fill_in = "Fill this in";

    choose_project = "Choose a project";
    find_project = "Find a project";
    choose_project_intro(user) = "Signed in as {user}. You can switch later without signing in again.";
    no_project_matches = "No project matches";
    choose_region = "Choose a region";
    choose_region_intro(project) = "{project} has Block Storage in several regions.";
    use_other_account = "Use another account";
    in_domain(domain) = "in domain {domain}";

    project_is(name) = "Project: {name}";
    region_is(name) = "Region: {name}";
    account_of(user) = "Account: {user}";
    sign_out = "Sign out";
    theme = "Theme";
    theme_system = "System";
    theme_light = "Light";
    theme_dark = "Dark";
    switching(name) = "Switching to {name}…";

    sign_in_again = "Sign in again";
    session_ended(user, project) =
        "The session of {user} in {project} has ended. Sign in again and go on where you were: nothing you typed is lost.";
    give_up = "Sign out";
    host_ended = "The portal has ended the session";
    host_failed = "Signing in has failed";
    host_ended_body = "The panel gets its access to the cloud from the page that it is part of, and that gives none at the moment. Sign in there again if it asks you to, then try again here.";

    fetching = "Loading…";
    not_loaded = "Not loaded";
    part_missing = "This part of the panel could not be loaded";
    part_missing_body = "The server may hold a newer version of the panel, or the network is down. Nothing was sent to the cloud.";
    reload_page = "Reload the page";

    page_unknown = "There is no such page";
    page_unknown_body(address) = "Nothing is found at “{address}”. The address may be cut off or from another version.";
    to_backups = "Go to the backups";
    details = "Details";
}
