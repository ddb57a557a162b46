use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use chrono::Local;
use regex::Regex;
use smallvec::SmallVec;

pub struct Packed {
    pub archive: PathBuf,
    /// Of the products whose pictures are in the archive, sorted.
    pub skus: SmallVec<[String; 16]>,
}

/// Writes the pictures of `folder` (`SKU.jpg`, `SKU.png`) to a tar archive in `target` that is named after today.
pub fn pack(folder: &Path, target: &Path) -> io::Result<Packed> {
    let picture = Regex::new(r"^([a-z0-9][a-z0-9-]*)\.(jpg|png)$").unwrap();
    let mut skus = SmallVec::new();
    let archive = target.join(format!("pictures-{}.tar", Local::now().format("%Y-%m-%d")));
    let mut tar = tar::Builder::new(File::create(&archive)?);
    let mut names: Vec<_> = fs::read_dir(folder)?
        .map(|entry| entry.map(|e| e.file_name()))
        .collect::<Result<_, _>>()?;
    names.sort();
    for name in names {
        let name = name.to_string_lossy();
        if let Some(parts) = picture.captures(&name) {
            tar.append_path_with_name(folder.join(&*name), &*name)?;
            skus.push(parts[1].to_string());
        }
    }
    tar.finish()?;
    Ok(Packed { archive, skus })
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempdir::TempDir;

    #[test]
    fn packs_pictures_only() {
        let dir = TempDir::new("storefront").unwrap();
        for name in &["mug.png", "lamp.jpg", "notes.txt"] {
            fs::write(dir.path().join(name), name).unwrap();
        }
        let target = TempDir::new("storefront").unwrap();
        let packed = pack(dir.path(), target.path()).unwrap();
        assert_eq!(packed.skus.as_slice(), ["lamp", "mug"]);
        let mut archive = tar::Archive::new(File::open(packed.archive).unwrap());
        assert_eq!(archive.entries().unwrap().count(), 2);
    }
}
