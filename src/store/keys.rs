//! The key of what is stored, and what is derived from it.

use std::fmt::{self, Write as _};
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use chacha20poly1305::aead::{Aead as _, Generate as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};

use super::failure::of_file;
use super::{Error, Settings, private};

/// Fewer characters are a word, not a key.
pub const SHORTEST_KEY: usize = 16;
/// More characters are a mistake, not a key.
pub const LONGEST_KEY: usize = 1024;
/// So long is the text of a generated key: 32 bytes in hexadecimal digits.
const GENERATED_KEY: usize = 64;

const HOW_TO_MAKE_A_KEY: &str =
    "make one with `openssl rand -hex 32`, or leave STORAGE_KEY empty to have one generated";

type Mac = Hmac<Sha256>;

/// What is derived from the key, each part of no use for the others.
#[derive(Clone)]
pub(super) struct Keys {
    cipher: XChaCha20Poly1305,
    hasher: Mac,
    fingerprint: String,
}

/// What is sealed, each in a table of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sealed {
    /// An update, by its number.
    Update,
    /// A question that was not answered, by the number of its row.
    Unanswered,
    /// A question that the operator does not want to see again, by the number of its row.
    Ignored,
    /// A note, by the hash of its name.
    Note,
}

impl Sealed {
    /// What a body is bound to: moved to another row or table, it cannot be opened.
    fn bound_to(self, number: i64) -> Vec<u8> {
        let table: &[u8] = match self {
            Self::Update => b"",
            Self::Unanswered => b"unanswered",
            Self::Ignored => b"ignored",
            Self::Note => b"note",
        };
        [&number.to_le_bytes(), table].concat()
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(***)")
    }
}

impl Keys {
    /// The key that the settings give or name. One that is in no file yet is generated, unless
    /// something was stored under one before.
    pub(super) fn load(settings: &Settings, has_stored: bool) -> Result<Self, Error> {
        if let Some(key) = &settings.key {
            return Self::from_given(key);
        }
        let path = &settings.key_file;
        match fs::read(path) {
            Ok(found) => Self::from_file(path, &found),
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(of_file("read the key file", path, &error))
            }
            Err(_) if has_stored => Err(Error::Lasting(format!(
                "the database was written under a key, but STORAGE_KEY is not set and there is no \
                 key file `{}`: put the key back, or move the database away to begin anew",
                path.display()
            ))),
            Err(_) => {
                let key =
                    generate(path).map_err(|error| of_file("write the key file", path, &error))?;
                Ok(Self::derive(&key))
            }
        }
    }

    fn from_given(key: &str) -> Result<Self, Error> {
        let length = key.chars().count();
        if !(SHORTEST_KEY..=LONGEST_KEY).contains(&length) {
            return Err(Error::Lasting(format!(
                "STORAGE_KEY must have {SHORTEST_KEY} to {LONGEST_KEY} characters, found {length}: \
                 {HOW_TO_MAKE_A_KEY}"
            )));
        }
        Ok(Self::derive(key))
    }

    fn from_file(path: &Path, found: &[u8]) -> Result<Self, Error> {
        let key = str::from_utf8(found).map_or("", str::trim);
        if key.len() != GENERATED_KEY || !key.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(Error::Lasting(format!(
                "the key file `{}` must hold {GENERATED_KEY} hexadecimal digits, found {} other \
                 bytes: put back a copy of it; without one, move it and the database away to begin \
                 anew",
                path.display(),
                found.len()
            )));
        }
        if private::is_open_to_others(path).unwrap_or(false) {
            log::warn!(
                "others may read the key file `{}`: take the right from them with `chmod 600`",
                path.display()
            );
        }
        Ok(Self::derive(key))
    }

    /// The text of a key file means the same as given.
    fn derive(key: &str) -> Self {
        let whole = keyed(&Sha256::digest(key).into());
        let part = |of_what: &[u8]| -> [u8; 32] {
            let mut mac = whole.clone();
            mac.update(of_what);
            mac.finalize().into_bytes().into()
        };
        Self {
            cipher: XChaCha20Poly1305::new(&part(b"seal").into()),
            hasher: keyed(&part(b"hash")),
            fingerprint: hexadecimal(&part(b"fingerprint")),
        }
    }

    /// Tells this key from others, and nothing more of it.
    pub(super) fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// A keyed hash. Each part is set off from the next, so that no two lists look alike.
    pub(super) fn hash(&self, of: &str, parts: &[i64], text: &str) -> i64 {
        let mut mac = self.hasher.clone();
        mac.update(of.as_bytes());
        mac.update(&[0]);
        mac.update(&parts.len().to_le_bytes());
        for part in parts {
            mac.update(&part.to_le_bytes());
        }
        mac.update(text.as_bytes());
        let mut first = [0; 8];
        for (byte, hashed) in first.iter_mut().zip(mac.finalize().into_bytes()) {
            *byte = hashed;
        }
        i64::from_le_bytes(first)
    }

    /// Seals the body of a row: it can be opened as the body of this row only.
    pub(super) fn seal(&self, of: Sealed, number: i64, body: &[u8]) -> Result<Vec<u8>, Error> {
        let nonce = XNonce::try_generate().map_err(|error| no_randomness(&error))?;
        let payload = Payload {
            msg: body,
            aad: &of.bound_to(number),
        };
        let sealed = self
            .cipher
            .encrypt(&nonce, payload)
            .map_err(|_| Error::Passing(format!("{} bytes cannot be sealed", body.len())))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens the body of a row; `None` if it was not sealed like this.
    pub(super) fn open(&self, of: Sealed, number: i64, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = sealed.split_first_chunk::<24>()?;
        let payload = Payload {
            msg: sealed,
            aad: &of.bound_to(number),
        };
        self.cipher.decrypt(&XNonce::from(*nonce), payload).ok()
    }
}

/// HMAC under a key, which is filled up to a block with zeros, as the standard has it.
fn keyed(key: &[u8; 32]) -> Mac {
    let mut block = [0; 64];
    for (byte, given) in block.iter_mut().zip(key) {
        *byte = *given;
    }
    Mac::new(&block.into())
}

/// A number that nobody can guess and nobody else has.
pub(super) fn random_number() -> Result<i64, Error> {
    let number = u64::try_generate().map_err(|error| no_randomness(&error))?;
    // Neither negative nor 0, which stands for nobody.
    Ok((number >> 1).cast_signed().max(1))
}

fn no_randomness(error: &impl fmt::Display) -> Error {
    Error::Passing(format!("the system gives no random numbers: {error}"))
}

/// Writes a new key into a new file; it is on the disk before anything is stored under it.
fn generate(path: &Path) -> io::Result<String> {
    let bytes = <[u8; 32]>::try_generate().map_err(io::Error::other)?;
    let key = hexadecimal(&bytes);
    let folder = match path.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) => folder,
        None => return Err(io::ErrorKind::InvalidInput.into()),
    };
    private::create_folder(folder)?;
    // Whole or not at all: half a key would be taken for a damaged one at the next start.
    let number = u64::try_generate().map_err(io::Error::other)?;
    let draft = path.with_extension(format!("{number:016x}.new"));
    let written = private::create_file(&draft).and_then(|mut file| {
        file.write_all(format!("{key}\n").as_bytes())?;
        file.sync_all()?;
        // Does not write over a key that another process has generated meanwhile.
        fs::hard_link(&draft, path)
    });
    let removed = fs::remove_file(&draft);
    written.and(removed)?;
    fs::File::open(folder)?.sync_all()?;
    log::info!(
        "generated the key file `{}`: keep a copy of it apart from the database",
        path.display()
    );
    Ok(key)
}

/// Bytes as digits, two for each.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
