//! Owns how a file is written: whole or not at all, whatever happens meanwhile. It must not know what is in it.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file that is being written beside the one it will replace.
#[derive(Debug)]
pub(super) struct Replacement {
    file: File,
    beside: PathBuf,
    path: PathBuf,
    finished: bool,
}

impl Replacement {
    /// Starts a file that will stand at `path` once it is finished.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        let beside = beside(path, &std::process::id().to_string())?;
        Ok(Self { file: File::create(&beside)?, beside, path: path.to_owned(), finished: false })
    }

    /// Starts a file that will stand at the place of another, with its permissions. Only one can be started at a time:
    /// what an earlier one left behind when it was killed is cleared away.
    ///
    /// # Errors
    /// If there is no such file, or its folder cannot be written.
    pub(super) fn over(path: &Path) -> io::Result<Self> {
        let beside = beside(path, "replylint")?;
        let metadata = fs::metadata(path)?;
        match fs::remove_file(&beside) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let file = File::create_new(&beside)?;
        let replacement = Self { file, beside, path: path.to_owned(), finished: false };
        replacement.file.set_permissions(metadata.permissions())?;
        keep_owner(&replacement.beside, &metadata);
        Ok(replacement)
    }

    /// Writes the whole of it to the disk, beside its place.
    ///
    /// # Errors
    /// If that cannot be done.
    pub(super) fn prepare(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write_all(bytes)?;
        self.file.sync_all()
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// If that cannot be done. What stood there stays as it was.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.file.sync_all()?;
        fs::rename(&self.beside, &self.path)?;
        self.finished = true;
        Ok(())
    }
}

impl Write for Replacement {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// What was not finished is of no use to anybody.
impl Drop for Replacement {
    fn drop(&mut self) {
        if !self.finished {
            let _ = fs::remove_file(&self.beside);
        }
    }
}

/// The hidden file beside another in which `writer` prepares what shall stand there.
fn beside(path: &Path, writer: &str) -> io::Result<PathBuf> {
    let name = path.file_name().ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "this names no file"))?;
    let mut beside = OsString::from(".");
    beside.push(name);
    beside.push(format!(".{writer}.tmp"));
    Ok(path.with_file_name(beside))
}

/// Who may give a file away gives it to the owner of the one that it replaces.
#[cfg(unix)]
fn keep_owner(path: &Path, metadata: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, chown};
    let _ = chown(path, Some(metadata.uid()), Some(metadata.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &Path, _: &fs::Metadata) {}

/// Writes a whole file at once.
///
/// # Errors
/// If the folder cannot be written. The file is then as it was.
pub(super) fn replace(path: &Path, text: &str) -> io::Result<()> {
    let mut replacement = Replacement::of(path)?;
    replacement.write_all(text.as_bytes())?;
    replacement.finish()
}
