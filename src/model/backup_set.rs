//! Very many backups in little memory: about 100 bytes a row and its texts.
//!
//! A row is a record of fixed size. Texts of its own (name, description, failure, metadata) stand one
//! after another in one long text; texts that repeat (volumes, zones, projects, …) are kept once.
//! Times are numbers. What goes in comes out again: [`BackupSet::backup`] makes the same [`Backup`].

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::model::backup::Backup;
use crate::model::backup_set_row as row;
use crate::model::backup_set_row::{MOMENTS, NO_NUMBER, NO_TEXT, NO_TIME, Row};
pub use crate::model::backup_set_row::{Moment, Own, Shared};
use crate::model::ids::BackupId;
use crate::model::status::BackupStatus;
use crate::model::units::{Gib, Timestamp};

/// The set. Rows are numbered in the order in which they came.
#[derive(Default)]
pub struct BackupSet {
    ids: Vec<Arc<str>>,
    rows: Vec<Row>,
    texts: String,
    shared: Vec<Arc<str>>,
    shared_places: HashMap<Arc<str>, u32>,
    statuses: Vec<BackupStatus>,
    places: HashMap<Arc<str>, u32>,
    /// Times that Cinder does not write so.
    odd_times: HashMap<(u32, Moment), Arc<str>>,
}

/// The container that Cinder's posix, NFS and GlusterFS drivers give a backup, which is different for
/// each (`cinder/backup/drivers/posix.py`, `update_container_name`).
fn posix_container(id: &str) -> Option<String> {
    Some(format!("{}/{}/{id}", id.get(..2)?, id.get(2..4)?))
}

impl BackupSet {
    /// Takes a backup in; false, and nothing is changed, if one of its id is there already.
    pub fn push(&mut self, backup: &Backup) -> bool {
        let id = backup.id.key();
        if self.places.contains_key(&id) {
            return false;
        }
        let place = self.rows.len() as u32;
        let text = self.texts.len() as u32;
        let own = [&backup.name, &backup.description, &backup.fail_reason].map(|own| self.own_text(own));
        let before = self.texts.len();
        for (key, value) in backup.metadata.iter().flatten() {
            self.texts.extend([key, "\0", value, "\0"]);
        }
        let metadata = (self.texts.len() - before) as u32;
        let mut flags = 0;
        let mut flag = |is_set: bool, bit: u8| flags |= if is_set { bit } else { 0 };
        flag(backup.is_incremental == Some(true), row::INCREMENTAL);
        flag(backup.is_incremental.is_some(), row::INCREMENTAL_KNOWN);
        flag(backup.has_dependent_backups == Some(true), row::DEPENDENTS);
        flag(backup.has_dependent_backups.is_some(), row::DEPENDENTS_KNOWN);
        flag(backup.metadata.is_some(), row::METADATA_KNOWN);
        let is_posix =
            backup.container.is_some() && backup.container.as_deref() == posix_container(&id).as_deref();
        flag(is_posix, row::POSIX_CONTAINER);
        let container = backup.container.clone().filter(|_| !is_posix);
        let shared = [
            backup.volume_id.as_ref().map(|id| id.key()),
            backup.snapshot_id.as_ref().map(|id| id.key()),
            backup.availability_zone.clone(),
            container,
            backup.project_id.as_ref().map(|id| id.key()),
            backup.user_id.as_ref().map(|id| id.key()),
            backup.encryption_key_id.clone(),
        ];
        let shared = shared.map(|text| text.map_or(NO_NUMBER, |text| self.share(text)));
        let times = [&backup.created_at, &backup.updated_at, &backup.data_timestamp];
        let mut moments = [NO_TIME; 3];
        for ((time, moment), kept) in times.into_iter().zip(MOMENTS).zip(&mut moments) {
            let Some(time) = time else { continue };
            *kept = time.micros().unwrap_or(NO_TIME);
            if Timestamp::from_micros(*kept).raw() != time.raw() {
                self.odd_times.insert((place, moment), Arc::from(time.raw()));
            }
        }
        let status = self.status_place(&backup.status);
        let number =
            |number: Option<u64>| number.map_or(NO_NUMBER, |n| n.min(u64::from(NO_NUMBER - 1)) as u32);
        let size = number(backup.size.map(|size| size.0));
        let objects = number(backup.object_count);
        self.rows.push(Row { moments, shared, text, metadata, size, objects, own, status, flags });
        self.ids.push(id.clone());
        self.places.insert(id, place);
        true
    }

    fn own_text(&mut self, text: &Option<Arc<str>>) -> u16 {
        let Some(text) = text else { return NO_TEXT };
        // Cinder allows 255 characters.
        let end =
            (0..=text.len().min(usize::from(NO_TEXT - 1))).rev().find(|end| text.is_char_boundary(*end));
        let text = &text[..end.unwrap_or_default()];
        self.texts.push_str(text);
        text.len() as u16
    }

    fn share(&mut self, text: Arc<str>) -> u32 {
        if let Some(place) = self.shared_places.get(&text) {
            return *place;
        }
        let place = self.shared.len() as u32;
        self.shared.push(text.clone());
        self.shared_places.insert(text, place);
        place
    }

    fn status_place(&mut self, status: &BackupStatus) -> u8 {
        let place = self.statuses.iter().position(|known| known == status).unwrap_or_else(|| {
            // Cinder has seven; beyond 255 they would share the last place.
            if self.statuses.len() < 255 {
                self.statuses.push(status.clone());
            }
            self.statuses.len() - 1
        });
        place as u8
    }

    /// How many numbers are in use, those of rows that have gone included.
    pub fn end(&self) -> u32 {
        self.rows.len() as u32
    }

    /// How many backups there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Takes a backup out; tells whether it was there.
    pub fn remove(&mut self, id: &str) -> bool {
        let Some(place) = self.places.remove(id) else { return false };
        self.rows[place as usize].flags |= row::GONE;
        true
    }

    /// Whether the row has not been taken out.
    pub fn is_here(&self, row: u32) -> bool {
        self.rows[row as usize].flags & row::GONE == 0
    }

    /// The row of an id.
    pub fn find(&self, id: &str) -> Option<u32> {
        self.places.get(id).copied()
    }

    /// The row's id.
    pub fn id(&self, row: u32) -> &Arc<str> {
        &self.ids[row as usize]
    }

    /// The row's status.
    pub fn status(&self, row: u32) -> &BackupStatus {
        &self.statuses[usize::from(self.rows[row as usize].status)]
    }

    /// Every status that a row has or had, in the order in which they came.
    pub fn statuses(&self) -> &[BackupStatus] {
        &self.statuses
    }

    /// GiB.
    pub fn size(&self, row: u32) -> Option<u64> {
        number(self.rows[row as usize].size)
    }

    /// How many objects it has in the backup store.
    pub fn objects(&self, row: u32) -> Option<u64> {
        number(self.rows[row as usize].objects)
    }

    /// Microseconds since 1970-01-01 00:00 UTC.
    pub fn moment(&self, row: u32, moment: Moment) -> Option<i64> {
        Some(self.rows[row as usize].moments[moment as usize]).filter(|micros| *micros != NO_TIME)
    }

    /// Whether it holds only what changed since its parent.
    pub fn incremental(&self, row: u32) -> Option<bool> {
        self.known(row, row::INCREMENTAL_KNOWN, row::INCREMENTAL)
    }

    /// Whether others depend on it.
    pub fn dependents(&self, row: u32) -> Option<bool> {
        self.known(row, row::DEPENDENTS_KNOWN, row::DEPENDENTS)
    }

    fn known(&self, row: u32, known: u8, yes: u8) -> Option<bool> {
        let flags = self.rows[row as usize].flags;
        (flags & known != 0).then_some(flags & yes != 0)
    }

    /// A text of the row's own.
    pub fn own(&self, row: u32, which: Own) -> Option<&str> {
        let row = &self.rows[row as usize];
        let at = which as usize;
        let length = |at: usize| if row.own[at] == NO_TEXT { 0 } else { usize::from(row.own[at]) };
        let start = row.text as usize + (0..at).map(length).sum::<usize>();
        (row.own[at] != NO_TEXT).then(|| &self.texts[start..start + length(at)])
    }

    /// All texts of the row's own, one after another: what is not in it is in none of them.
    pub fn own_texts(&self, row: u32) -> &str {
        let row = &self.rows[row as usize];
        let start = row.text as usize;
        &self.texts[start..start + row.own_length() + row.metadata as usize]
    }

    /// The row's metadata, key by key.
    pub fn metadata(&self, row: u32) -> impl Iterator<Item = (&str, &str)> {
        let row = &self.rows[row as usize];
        let start = row.text as usize + row.own_length();
        let mut parts = self.texts[start..start + row.metadata as usize].split_terminator('\0');
        std::iter::from_fn(move || Some((parts.next()?, parts.next()?)))
    }

    /// The place of a shared text, for [`BackupSet::shared_text`].
    pub fn shared(&self, row: u32, which: Shared) -> Option<u32> {
        Some(self.rows[row as usize].shared[which as usize]).filter(|place| *place != NO_NUMBER)
    }

    /// All shared texts, whatever they are.
    pub fn shared_texts(&self) -> &[Arc<str>] {
        &self.shared
    }

    /// The shared text at a place.
    pub fn shared_text(&self, place: u32) -> &Arc<str> {
        &self.shared[place as usize]
    }

    /// The container, where it is not shared.
    pub fn own_container(&self, row: u32) -> Option<String> {
        (self.rows[row as usize].flags & row::POSIX_CONTAINER != 0)
            .then(|| posix_container(self.id(row)))
            .flatten()
    }

    /// The backup as it was taken in.
    pub fn backup(&self, row: u32) -> Backup {
        let text = |which| self.shared(row, which).map(|place| self.shared_text(place).clone());
        let own = |which| self.own(row, which).map(Arc::from);
        let [created_at, updated_at, data_timestamp] = MOMENTS.map(|moment| self.time(row, moment));
        let has_metadata = self.rows[row as usize].flags & row::METADATA_KNOWN != 0;
        Backup {
            id: BackupId::from(self.id(row).clone()),
            name: own(Own::Name),
            description: own(Own::Description),
            status: self.status(row).clone(),
            size: self.size(row).map(Gib),
            object_count: self.objects(row),
            availability_zone: text(Shared::Zone),
            container: self.own_container(row).map(Arc::from).or_else(|| text(Shared::Container)),
            created_at,
            updated_at,
            data_timestamp,
            fail_reason: own(Own::Failure),
            volume_id: text(Shared::Volume).map(Into::into),
            snapshot_id: text(Shared::Snapshot).map(Into::into),
            is_incremental: self.incremental(row),
            has_dependent_backups: self.dependents(row),
            metadata: has_metadata.then(|| {
                let mut metadata = BTreeMap::new();
                for (key, value) in self.metadata(row) {
                    metadata.insert(key.to_owned(), value.to_owned());
                }
                metadata
            }),
            project_id: text(Shared::Project).map(Into::into),
            user_id: text(Shared::User).map(Into::into),
            encryption_key_id: text(Shared::Key),
        }
    }

    fn time(&self, row: u32, moment: Moment) -> Option<Timestamp> {
        match self.odd_times.get(&(row, moment)) {
            Some(raw) => Some(Timestamp::new(raw)),
            None => self.moment(row, moment).map(Timestamp::from_micros),
        }
    }

    /// About how many bytes it holds, without what the allocator adds.
    pub fn bytes(&self) -> usize {
        // An id: its text with two counters, and a place in each of two lists.
        let ids: usize = self.ids.iter().map(|id| id.len() + 8 + 8 + 13).sum();
        let shared: usize = self.shared.iter().map(|text| text.len() + 8 + 8 + 13).sum();
        ids + shared + self.rows.capacity() * size_of::<Row>() + self.texts.capacity()
    }
}

fn number(kept: u32) -> Option<u64> {
    (kept != NO_NUMBER).then_some(u64::from(kept))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::json::read;

    const FULL: &str = r#"{"id":"50ef8716-22ae-4047-b92b-02616a1fab15","name":"Größe","description":"","status":"available",
        "size":40,"object_count":3,"availability_zone":"nova","container":"50/ef/50ef8716-22ae-4047-b92b-02616a1fab15",
        "created_at":"2026-11-23T17:18:28.882686","updated_at":"yesterday","data_timestamp":"2026-11-23T17:18:28",
        "fail_reason":"full","volume_id":"v1","snapshot_id":"s1","is_incremental":true,"has_dependent_backups":false,
        "metadata":{"a":"1","b":""},"os-backup-project-attr:project_id":"p","user_id":"u","encryption_key_id":"k"}"#;

    #[test]
    fn what_goes_in_comes_out() {
        let mut set = BackupSet::default();
        let odd = r#"{"id":"x","status":"frozen","container":"pool","metadata":{}}"#;
        let all: Vec<Backup> =
            [FULL, odd, r#"{"id":"y","name":"","size":0}"#].map(|text| read(text).unwrap()).into();
        for backup in &all {
            assert!(set.push(backup) && !set.push(backup));
        }
        for (row, backup) in all.iter().enumerate() {
            assert_eq!(set.backup(row as u32), *backup);
        }
        assert_eq!((set.len(), set.end(), set.find("x")), (3, 3, Some(1)));
        assert_eq!(set.statuses().len(), 3);
    }

    #[test]
    fn what_repeats_is_kept_once() {
        let mut set = BackupSet::default();
        for n in 0..1_000 {
            let text = format!(
                r#"{{"id":"{n:036}","volume_id":"{:036}","availability_zone":"nova","size":1}}"#,
                n % 50
            );
            set.push(&read(&text).unwrap());
        }
        assert_eq!(set.shared_texts().len(), 51);
        assert!(size_of::<Row>() <= 88, "{}", size_of::<Row>());
        assert!(set.bytes() < 1_000 * 240, "{}", set.bytes());
    }

    #[test]
    fn a_row_that_is_taken_out_leaves_the_others_where_they_are() {
        let mut set = BackupSet::default();
        for id in ["a", "b"] {
            set.push(&Backup { id: BackupId::new(id), ..Backup::default() });
        }
        assert!(set.remove("a") && !set.remove("a"));
        assert_eq!((set.len(), set.end(), set.is_here(0), set.find("a")), (1, 2, false, None));
        assert_eq!(&**set.id(1), "b");
    }
}
