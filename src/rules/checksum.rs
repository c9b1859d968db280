//! A record's checksum: CRC-32 as zlib, gzip and PNG have it (polynomial 0xEDB88320), in eight
//! lower-case hex digits.
//!
//! It finds damage; it is no proof of where a record comes from. Anybody can check it:
//! `'%08x' % zlib.crc32((backup_service + '\n' + backup_url).encode())`.

use crate::model::record::BackupRecord;

/// A step for each value of four bits: an eighth of the usual table's bytes.
const STEPS: [u32; 16] = steps();

const fn steps() -> [u32; 16] {
    let mut steps = [0; 16];
    let mut value = 0;
    while value < 16 {
        let mut rest = value as u32;
        let mut bit = 0;
        while bit < 4 {
            rest = if rest & 1 == 1 { rest >> 1 ^ 0xedb8_8320 } else { rest >> 1 };
            bit += 1;
        }
        steps[value] = rest;
        value += 1;
    }
    steps
}

/// Goes on with a sum that began as `!0` and has to be inverted at its end.
fn add(sum: u32, bytes: &[u8]) -> u32 {
    bytes.iter().fold(sum, |sum, &byte| {
        let sum = sum ^ u32::from(byte);
        let sum = sum >> 4 ^ STEPS[(sum & 15) as usize];
        sum >> 4 ^ STEPS[(sum & 15) as usize]
    })
}

/// The checksum of a record: over its service, a line feed and its address.
pub fn checksum(record: &BackupRecord) -> String {
    let parts = [record.backup_service.as_bytes(), b"\n", record.backup_url.as_bytes()];
    format!("{:08x}", !parts.into_iter().fold(!0, add))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_that_every_crc32_is_checked_by() {
        assert_eq!(!add(!0, b"123456789"), 0xcbf4_3926);
        assert_eq!(!add(!0, b""), 0);
        assert_eq!(!add(add(!0, b"1234"), b"56789"), 0xcbf4_3926);
    }

    #[test]
    fn of_a_record() {
        let record =
            BackupRecord { backup_service: "cinder.backup.drivers.nfs".into(), backup_url: "e30=".into() };
        assert_eq!(checksum(&record), "026e1892");
        assert_eq!(checksum(&record).len(), 8);
    }
}
