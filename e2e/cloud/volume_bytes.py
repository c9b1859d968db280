"""Writes to and reads from the files behind volumes, as a guest system would."""

import hashlib
import random

BLOCK = 32 * 1024  # what the backup driver compares to find changes


def volume_file(settings, volume_id):
    return settings.volume_folder / f"volume-{volume_id}"


def write_blocks(settings, volume_id, seed, blocks):
    """Fills that many blocks, spread over the volume, with bytes that depend on the seed only."""
    path = volume_file(settings, volume_id)
    numbers = random.Random(seed)
    with open(path, "r+b") as file:
        available = path.stat().st_size // BLOCK
        for number in sorted(numbers.sample(range(available), min(blocks, available))):
            file.seek(number * BLOCK)
            file.write(numbers.randbytes(BLOCK))


def digest(settings, volume_id):
    """SHA-256 of the whole volume."""
    with open(volume_file(settings, volume_id), "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
