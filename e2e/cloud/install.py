"""Makes e2e/.venv with Keystone and Cinder from the lock of this machine's Python.

Runs on any Python 3 with nothing but its standard library, and does nothing when
the virtual environment already holds what the lock says. Horizon is installed by the
same code (e2e/horizon/horizon_venv.py), from locks and into an environment of its own.
"""

import dataclasses
import hashlib
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
CANDIDATES = ("python3.11", "python3.12", "python3.13", "python3")


@dataclasses.dataclass(frozen=True)
class Installation:
    """What to say of it, the folder of its locks, and the virtual environment that they are installed into."""

    name: str
    content: str
    locks: pathlib.Path
    venv: pathlib.Path

    @property
    def stamp(self):
        return self.venv / "lock.sha256"

    @property
    def shown(self):
        return self.venv.relative_to(HERE.parent.parent)

    def lock_file(self, minor):
        return self.locks / f"requirements-{minor}.lock"


CLOUD = Installation("cloud", "Keystone and Cinder", HERE, HERE.parent / ".venv")


def python_minor(command):
    """'3.11' for a command that runs Python 3.11; None when it does not run at all."""
    path = shutil.which(command)
    if path is None:
        return None
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    answer = subprocess.run([path, "-c", code], capture_output=True, text=True)
    return answer.stdout.strip() if answer.returncode == 0 else None


def choose_python(wanted):
    """The first interpreter that one of the locks was made for, and that lock."""
    for command in CANDIDATES:
        minor = python_minor(command)
        if minor and wanted.lock_file(minor).exists():
            return command, wanted.lock_file(minor)
    locks = sorted(path.name for path in wanted.locks.glob("requirements-*.lock"))
    sys.exit(
        f"{wanted.name}: no fitting Python found. Tried " + ", ".join(CANDIDATES)
        + "; there are locks for " + ", ".join(locks)
        + ".\nInstall Python 3.11, 3.12 or 3.13 (Debian, Ubuntu: apt install python3 python3-venv)."
    )


def make_venv(wanted, command):
    venv = wanted.venv
    if venv.exists():
        shutil.rmtree(venv)
    made = subprocess.run([command, "-m", "venv", str(venv)], capture_output=True, text=True)
    if made.returncode != 0:
        shutil.rmtree(venv, ignore_errors=True)
        minor = python_minor(command)
        sys.exit(
            f"{wanted.name}: '{command} -m venv' failed:\n{made.stdout}{made.stderr}\n"
            f"On Debian and Ubuntu the module is a package of its own: "
            f"apt install python3-venv (or python{minor}-venv)."
        )


def install(wanted, lock):
    command = [
        str(wanted.venv / "bin" / "python"), "-m", "pip", "install", "--quiet",
        "--disable-pip-version-check", "--only-binary", ":all:", "--no-deps", "-r", str(lock),
    ]
    if subprocess.run(command).returncode != 0:
        sys.exit(f"{wanted.name}: pip could not install {lock.name}; its message is above.")


def bring(wanted):
    """Installs it unless it is there."""
    command, lock = choose_python(wanted)
    content = f"{lock.name} {hashlib.sha256(lock.read_bytes()).hexdigest()}\n"
    if wanted.stamp.exists() and wanted.stamp.read_text() == content:
        print(f"{wanted.name}: {wanted.shown} is up to date ({lock.name})")
        return
    print(f"{wanted.name}: installing {wanted.content} into {wanted.shown} with {command} ({lock.name}) ...", flush=True)
    make_venv(wanted, command)
    install(wanted, lock)
    wanted.stamp.write_text(content)
    print(f"{wanted.name}: installed")


if __name__ == "__main__":
    bring(CLOUD)
