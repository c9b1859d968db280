//! A backup record: what an export answers and an import takes.
