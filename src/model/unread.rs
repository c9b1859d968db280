//! Rows of a list's answer that are read when somebody looks at them: of 1,000 on a page few are in sight.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::model::json::{FromJson, Value, parse};
use crate::model::json_slices::{Slice, slices};
use crate::model::listing::Page;

/// A row as it came, with the answer around it.
#[derive(Clone, Debug)]
pub struct Unread {
    answer: Arc<String>,
    slice: Slice,
}

impl Unread {
    /// The field `id`; empty when it is none.
    pub fn id(&self) -> Arc<str> {
        Arc::from(&*self.text(&self.slice.id))
    }

    /// The field `status`; empty when it is none.
    pub fn status(&self) -> Cow<'_, str> {
        self.text(&self.slice.status)
    }

    fn text(&self, place: &Range<usize>) -> Cow<'_, str> {
        if let Some(Value::String(text)) = parse(self.part(place)) { text } else { Cow::default() }
    }

    /// Whether the other came to the letter as this one.
    pub fn is_same(&self, other: &Self) -> bool {
        self.json() == other.json()
    }

    fn json(&self) -> &str {
        self.part(&self.slice.whole)
    }

    fn part(&self, place: &Range<usize>) -> &str {
        self.answer.get(place.clone()).unwrap_or_default()
    }

    /// Reads it; None if it is no JSON.
    pub fn read<T: FromJson>(&self) -> Option<T> {
        T::from_json(&parse(self.json())?)
    }

    /// Reads it; of one that is no JSON only the id and the status, so that one row costs no list.
    pub fn read_or_known<T: FromJson + Default>(&self) -> T {
        T::from_json(&self.value_or_known()).unwrap_or_default()
    }

    fn value_or_known(&self) -> Value<'_> {
        let field = |name: &'static str, place| (name.into(), Value::String(self.text(place)));
        let known = || vec![field("id", &self.slice.id), field("status", &self.slice.status)];
        parse(self.json()).unwrap_or_else(|| Value::Object(known()))
    }
}

/// The page in an answer whose rows are under `key`. What is no object is left out. None if it is no such answer.
pub fn unread_page(body: &[u8], key: &str) -> Option<Page<Unread>> {
    let answer = Arc::new(String::from_utf8(body.to_vec()).ok()?);
    let mut items = Vec::new();
    let count = slices(body, key, &mut |slice| items.push(Unread { answer: answer.clone(), slice }))?;
    Some(Page { items, count })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::backup::Backup;

    fn rows(body: &str) -> Vec<Unread> {
        unread_page(body.as_bytes(), "backups").unwrap().items
    }

    #[test]
    fn a_row_is_read_when_it_is_asked_for() {
        let page = unread_page(
            r#"{"backups":[{"id":"\u00e4","name":"ü"},7,{"id":b}],"count":2}"#.as_bytes(),
            "backups",
        );
        let Page { items, count } = page.unwrap();
        assert_eq!((items.len(), count), (2, Some(2)));
        assert_eq!(&*items[0].id(), "ä");
        assert_eq!(items[0].read::<Backup>().unwrap().given_name(), Some("ü"));
        assert_eq!(items[1].read::<Backup>(), None);
    }

    #[test]
    fn the_status_is_known_without_reading() {
        let rows = rows(r#"{"backups":[{"status":"error","metadata":{"status":"x"}},{"status":null},{}]}"#);
        assert_eq!(rows.iter().map(Unread::status).collect::<Vec<_>>(), ["error", "", ""]);
    }

    #[test]
    fn what_cannot_be_read_keeps_its_id_and_status() {
        let rows = rows(r#"{"backups":[{"id":"a","status":"error","name":NaN},{"name":NaN}]}"#);
        let known: Backup = rows[0].read_or_known();
        assert_eq!((known.id.as_str(), known.status.as_str(), known.name), ("a", "error", None));
        assert_eq!(rows[1].read_or_known::<Backup>(), Backup::default());
    }

    #[test]
    fn only_what_came_to_the_letter_is_the_same() {
        let rows = rows(r#"{"backups":[{"id":"a"},{"id":"a"},{"id": "a"}]}"#);
        assert!(rows[0].is_same(&rows[1]) && !rows[0].is_same(&rows[2]));
    }
}
