//! Words about quotas and about the services that make backups.

use crate::text::intl;
use crate::text::phrase::phrases;

phrases! {
    quota = "Quota for backups";
    quota_backups = "Backups";
    quota_gib = "Size";
    used_of(used, limit) = "{used} of {limit}";
    unlimited(used) = "{used}, no limit";
    use_unknown(limit) = "limit {limit}; the cloud does not tell what is used";
    unlimited_unknown = "no limit";
    in_gib(n) = "{n} GiB";

    none = "No backup service is running in this cloud";
    none_body = "Backups can be looked at, but not made, restored or deleted until the operator of the cloud starts cinder-backup.";
    up_of(up, all) = "{up} of {all} backup {all, one: service, other: services} up";
    up = "up";
    down = "down";
    up_disabled = "up, but disabled: it is given no new work";
    down_disabled = "down and disabled";
    because(reason) = "“{reason}”";
    in_zone(zone) = "in zone {zone}";
    last_seen = "last heard of";
}

/// A plain number.
pub fn number(number: u64) -> String {
    intl::number(number as f64)
}

/// A number of GiB.
pub fn gib(gib: u64) -> String {
    in_gib(gib)
}
