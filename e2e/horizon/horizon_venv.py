"""Makes the virtual environment of a real Horizon from the lock of this machine's Python."""

import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "cloud"))

from install import Installation, bring  # noqa: E402

STATE = HERE.parent / ".state" / "horizon"
HORIZON = Installation("horizon", "Horizon", HERE, STATE / "venv")

if __name__ == "__main__":
    STATE.mkdir(parents=True, exist_ok=True)
    bring(HORIZON)
