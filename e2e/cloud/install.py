"""Makes e2e/.venv with Keystone and Cinder from the lock of this machine's Python.

Runs on any Python 3 with nothing but its standard library, and does nothing when
the virtual environment already holds what the lock says.
"""

import hashlib
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
VENV = HERE.parent / ".venv"
STAMP = VENV / "lock.sha256"
CANDIDATES = ("python3.11", "python3.12", "python3.13", "python3")


def lock_file(minor):
    return HERE / f"requirements-{minor}.lock"


def python_minor(command):
    """'3.11' for a command that runs Python 3.11; None when it does not run at all."""
    path = shutil.which(command)
    if path is None:
        return None
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    answer = subprocess.run([path, "-c", code], capture_output=True, text=True)
    return answer.stdout.strip() if answer.returncode == 0 else None


def choose_python():
    """The first interpreter that one of the locks was made for, and that lock."""
    for command in CANDIDATES:
        minor = python_minor(command)
        if minor and lock_file(minor).exists():
            return command, lock_file(minor)
    locks = sorted(path.name for path in HERE.glob("requirements-*.lock"))
    sys.exit(
        "cloud: no fitting Python found. Tried " + ", ".join(CANDIDATES)
        + "; there are locks for " + ", ".join(locks)
        + ".\nInstall Python 3.11, 3.12 or 3.13 (Debian, Ubuntu: apt install python3 python3-venv)."
    )


def make_venv(command):
    if VENV.exists():
        shutil.rmtree(VENV)
    made = subprocess.run([command, "-m", "venv", str(VENV)], capture_output=True, text=True)
    if made.returncode != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        minor = python_minor(command)
        sys.exit(
            f"cloud: '{command} -m venv' failed:\n{made.stdout}{made.stderr}\n"
            f"On Debian and Ubuntu the module is a package of its own: "
            f"apt install python3-venv (or python{minor}-venv)."
        )


def install(lock):
    command = [
        str(VENV / "bin" / "python"), "-m", "pip", "install", "--quiet",
        "--disable-pip-version-check", "--only-binary", ":all:", "--no-deps", "-r", str(lock),
    ]
    if subprocess.run(command).returncode != 0:
        sys.exit(f"cloud: pip could not install {lock.name}; its message is above.")


def main():
    command, lock = choose_python()
    wanted = f"{lock.name} {hashlib.sha256(lock.read_bytes()).hexdigest()}\n"
    if STAMP.exists() and STAMP.read_text() == wanted:
        print(f"cloud: e2e/.venv is up to date ({lock.name})")
        return
    print(f"cloud: installing Keystone and Cinder into e2e/.venv with {command} ({lock.name}) ...", flush=True)
    make_venv(command)
    install(lock)
    STAMP.write_text(wanted)
    print("cloud: installed")


if __name__ == "__main__":
    main()
