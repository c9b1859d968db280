//! Where a filter can be applied: by the server to the whole list, or here to the page shown.
//!
//! Sources: `cinder/api/common.py` (`reject_invalid_filters`), `etc/cinder/resource_filters.json`.

use std::sync::Arc;

use crate::model::backup::Backup;
use crate::model::listing::Filter;
use crate::model::microversion::Microversion;
use crate::rules::capability::Feature;

/// A field that backups can be filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FilterField {
    /// Cinder's filter key.
    pub key: &'static str,
    /// Whether part of the value is a sensible question.
    pub text: bool,
    /// Whether the panel can answer it from a row.
    pub on_page: bool,
}

const fn field(key: &'static str, text: bool, on_page: bool) -> FilterField {
    FilterField { key, text, on_page }
}

/// Every field on offer. Admins may filter by any column of Cinder's table; an unknown one would
/// give them an empty list instead of an error, so only these are offered and sent.
pub const FIELDS: [FilterField; 12] = [
    field("name", true, true),
    field("status", false, true),
    field("volume_id", false, true),
    field("snapshot_id", false, true),
    field("availability_zone", false, true),
    field("container", true, true),
    field("size", false, true),
    field("fail_reason", true, true),
    field("id", false, true),
    field("user_id", false, true),
    field("project_id", false, true),
    field("host", true, false),
];

/// Open to everybody in Cinder's stock configuration, and on every release before 3.31.
const STOCK: [&str; 3] = ["name", "status", "volume_id"];

/// What decides where a filter is applied.
#[derive(Clone, Debug, PartialEq)]
pub struct FilterRights {
    /// Whether the token has the role admin.
    pub admin: bool,
    /// The cloud's highest microversion.
    pub offers: Microversion,
    /// What `/resource_filters` lists; None while that is not known.
    pub listed: Option<Vec<Arc<str>>>,
}

/// Where a filter is applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// By the server, over the whole list.
    Server,
    /// Here, over the rows of the page shown: the server would refuse or ignore it.
    Page,
    /// Nowhere: the server refuses it and the rows do not hold the field.
    Nowhere,
}

impl FilterRights {
    /// Where this filter is applied.
    pub fn place(&self, filter: &Filter) -> Place {
        let known = FIELDS.iter().find(|field| field.key == &*filter.field);
        if self.server_takes(filter, known) {
            Place::Server
        } else if known.is_some_and(|field| field.on_page) {
            Place::Page
        } else {
            Place::Nowhere
        }
    }

    /// The fields worth offering, with the place where they would be applied.
    pub fn offered(&self) -> Vec<(FilterField, Place)> {
        FIELDS
            .into_iter()
            .map(|field| {
                let contains = Filter { contains: field.text, ..Filter::exact(field.key, "x") };
                (field, self.place(&contains))
            })
            .filter(|(field, place)| {
                *place != Place::Nowhere && (self.admin || !matches!(field.key, "user_id" | "project_id"))
            })
            .collect()
    }

    fn server_takes(&self, filter: &Filter, known: Option<&FilterField>) -> bool {
        if self.admin {
            return known.is_some();
        }
        if filter.contains {
            let key = filter.parameter();
            return Feature::ContainsFilters.is_in(self.offers) && self.lists(&key);
        }
        // Where `name~` is listed, the exact form goes with it.
        self.lists(&filter.field) || self.lists(&format!("{}~", filter.field))
    }

    fn lists(&self, key: &str) -> bool {
        match &self.listed {
            Some(listed) => listed.iter().any(|entry| &**entry == key),
            None => STOCK.contains(&key),
        }
    }
}

/// Whether a row passes a filter that the server does not take.
pub fn matches(backup: &Backup, filter: &Filter) -> bool {
    let size = backup.size.map(|size| size.0.to_string());
    let value = match &*filter.field {
        "name" => backup.name.as_deref(),
        "status" => Some(backup.status.as_str()),
        "volume_id" => backup.volume_id.as_ref().map(|id| id.as_str()),
        "snapshot_id" => backup.snapshot_id.as_ref().map(|id| id.as_str()),
        "availability_zone" => backup.availability_zone.as_deref(),
        "container" => backup.container.as_deref(),
        "fail_reason" => backup.fail_reason.as_deref(),
        "size" => size.as_deref(),
        "id" => Some(backup.id.as_str()),
        "user_id" => backup.user_id.as_ref().map(|id| id.as_str()),
        "project_id" => backup.project_id.as_ref().map(|id| id.as_str()),
        _ => return true,
    };
    filter.accepts(value.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rights(admin: bool, minor: u16, listed: Option<&[&str]>) -> FilterRights {
        let listed = listed.map(|keys| keys.iter().map(|key| Arc::from(*key)).collect());
        FilterRights { admin, offers: Microversion::v3(minor), listed }
    }

    #[test]
    fn members_get_what_the_operator_lists() {
        let stock = rights(false, 71, Some(&["name", "status", "volume_id"]));
        assert_eq!(stock.place(&Filter::exact("status", "error")), Place::Server);
        assert_eq!(stock.place(&Filter::containing("name", "web")), Place::Page);
        assert_eq!(stock.place(&Filter::exact("size", "1")), Place::Page);
        assert_eq!(stock.place(&Filter::exact("host", "h")), Place::Nowhere);
        let like = rights(false, 71, Some(&["name~"]));
        assert_eq!(like.place(&Filter::containing("name", "web")), Place::Server);
        assert_eq!(like.place(&Filter::exact("name", "web")), Place::Server);
        assert_eq!(like.place(&Filter::exact("status", "error")), Place::Page);
        let none = rights(false, 71, Some(&[]));
        assert_eq!(none.place(&Filter::exact("status", "error")), Place::Page);
    }

    #[test]
    fn contains_needs_3_34_for_members() {
        let old = rights(false, 33, Some(&["name~"]));
        assert_eq!(old.place(&Filter::containing("name", "web")), Place::Page);
    }

    #[test]
    fn admins_get_every_column_but_nothing_unknown() {
        let admin = rights(true, 0, None);
        assert_eq!(admin.place(&Filter::containing("fail_reason", "quota")), Place::Server);
        assert_eq!(admin.place(&Filter::exact("host", "h")), Place::Server);
        assert_eq!(admin.place(&Filter::exact("metadata", "x")), Place::Nowhere);
    }

    #[test]
    fn offers_only_what_works_somewhere() {
        let member = rights(false, 71, Some(&["name"]));
        let keys: Vec<_> = member.offered().iter().map(|(field, _)| field.key).collect();
        assert!(keys.contains(&"size") && !keys.contains(&"host") && !keys.contains(&"project_id"));
        assert!(rights(true, 71, None).offered().iter().all(|(_, place)| *place == Place::Server));
    }

    #[test]
    fn filters_a_page_by_any_field() {
        let backup: Backup =
            crate::model::json::read(r#"{"id":"a","name":"Web-01","status":"error","size":10}"#).unwrap();
        assert!(matches(&backup, &Filter::containing("name", "web")));
        assert!(!matches(&backup, &Filter::exact("name", "web")));
        assert!(matches(&backup, &Filter::exact("size", "10")));
        assert!(!matches(&backup, &Filter::exact("container", "x")));
    }
}
