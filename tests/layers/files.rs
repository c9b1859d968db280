//! Walks a folder, for the tests that read the source.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// Every file below a folder, with its path from the top.
pub fn files(top: &Path, below: &Path, into: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(top.join(below))? {
        let entry = entry?;
        let path = below.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            files(top, &path, into)?;
        } else {
            into.push(path);
        }
    }
    Ok(())
}
