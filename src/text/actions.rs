//! What can be done, in words.

use crate::text::phrase::phrases;

phrases! {
    actions = "Actions";
    actions_for(name) = "Actions for {name}";
    restore = "Restore…";
    back_up_again = "Back up this volume again…";
    edit = "Edit…";
    export = "Export record…";
    delete = "Delete…";
    reset_status = "Reset status…";
    force_delete = "Force delete…";
    create = "Create backup…";
    create_first = "Create the first backup…";
    export_many = "Export…";
    import = "Import…";
    back_up = "Back up…";
    back_up_volumes(n) = "Back up {n} {n, one: volume, other: volumes}…";
}
