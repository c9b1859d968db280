"""Renews the lock of the Python that runs this: python3.12 e2e/cloud/lock.py, for Horizon's with e2e/horizon after it.

Only wheels count. The lock names packages and versions, and no place to get them from.
"""

import json
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def main(folder):
    report = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet",
         "--only-binary", ":all:", "--report", "-", "-r", str(folder / "requirements.in")],
        stdout=subprocess.PIPE, check=True,
    ).stdout
    found = (each["metadata"] for each in json.loads(report)["install"])
    lines = sorted(
        re.sub("[-_.]+", "-", each["name"]).lower() + "==" + each["version"] for each in found
    )
    lock = folder / "requirements-{}.{}.lock".format(*sys.version_info)
    lock.write_text("\n".join(lines) + "\n")
    print(f"{folder.name}: {len(lines)} packages in {lock.name}")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
