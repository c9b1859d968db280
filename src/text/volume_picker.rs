//! Words of the choice of a volume.

use crate::text::phrase::phrases;

phrases! {
    find = "Name or ID";
    all(shown, total) = "{shown} of {total} {total, one: volume, other: volumes}";
    some(shown) = "{shown} {shown, one: volume, other: volumes}";
    some_of_many(shown) = "{shown} {shown, one: volume, other: volumes}; there are more";
    matching(shown, total) = "{shown} of {total} {total, one: volume that matches, other: volumes that match}";
    matching_some(shown) = "{shown} {shown, one: volume matches, other: volumes match}";
    part(shown, loaded) = "{shown} {shown, one: match, other: matches}: this exact name, and what matches among the {loaded} volumes read so far.";
    part_of(shown, loaded, total) = "{shown} {shown, one: match, other: matches}: this exact name, and what matches among the {loaded} of {total} volumes read so far.";
    no_volumes = "There is no volume.";
    nothing = "No volume matches.";
    more = "Read 50 more";
    change = "Choose another volume";
    attached = "attached";
    attached_to(n) = "attached to {n} {n, one: server, other: servers}";
    loading = "Looking for volumes";
    looking = "Looking…";
    choose = "Choose a volume.";
}
