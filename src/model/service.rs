//! The services that make backups.
