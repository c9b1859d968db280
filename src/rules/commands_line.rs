//! How a command line for the `openstack` or the `cinder` client is put together, with quotes where a shell wants them.

use std::collections::BTreeMap;

use crate::rules::commands::{CommandPlace, Note};
use crate::rules::commands_curl::quote;

/// A command line that is being written.
pub(crate) struct Line(pub(crate) String);

impl Line {
    pub(crate) fn project(&mut self, place: &CommandPlace) {
        self.option("--os-project-id", Some(place.project.as_str()).filter(|id| !id.is_empty()));
    }

    /// Words that need no quotes.
    pub(crate) fn words(&mut self, words: &str) {
        self.0.push(' ');
        self.0.push_str(words);
    }

    /// An option with its value, if there is one.
    pub(crate) fn option(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.words(name);
            // After a space the clients would take it for another option.
            self.0.push(if value.starts_with('-') { '=' } else { ' ' });
            self.0.push_str(&quote(value));
        }
    }

    pub(crate) fn operands(&mut self, operands: &[&str]) {
        if operands.iter().any(|operand| operand.starts_with('-')) {
            self.words("--");
        }
        for operand in operands {
            self.words(&quote(operand));
        }
    }

    pub(crate) fn call(&mut self, words: &str, operands: &[&str]) {
        self.words(words);
        self.operands(operands);
    }

    /// All pairs: openstack has an option for each, cinder one for all, which alone means none.
    pub(crate) fn metadata(&mut self, each: bool, metadata: &BTreeMap<String, String>) -> Result<(), Note> {
        let pairs: Vec<String> = metadata.iter().map(|(key, value)| format!("{key}={value}")).collect();
        match pairs.as_slice() {
            [pair] if !each => self.option("--metadata", Some(pair)),
            _ if each => pairs.iter().for_each(|pair| self.option("--property", Some(pair))),
            _ if pairs.iter().any(|pair| pair.starts_with('-')) => return Err(Note::OddKey),
            _ => {
                self.words("--metadata");
                pairs.iter().for_each(|pair| self.words(&quote(pair)));
            }
        }
        Ok(())
    }
}
