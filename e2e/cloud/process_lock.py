"""A process is alive as long as it holds its lock file: true even when ids are reused."""

import fcntl
import os


def hold(path):
    """Takes the lock for the rest of this process's life; False when another has it."""
    handle = open(path, "a+")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        handle.close()
        return False
    handle.truncate(0)
    handle.write(str(os.getpid()))
    handle.flush()
    globals().setdefault("_held", []).append(handle)
    return True


def holder(path):
    """The id of the process that holds the lock, or None when nobody does."""
    try:
        handle = open(path, "r+")
    except FileNotFoundError:
        return None
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return int(handle.read() or 0) or None
    return None
