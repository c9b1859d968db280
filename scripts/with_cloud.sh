# Sourced by what needs a real cloud; ports and state come from the environment.
# A cloud that runs already on them is used and left running; otherwise one is started afresh and stopped at the end.
cloud() { e2e/.venv/bin/python e2e/cloud/cloud.py "$@"; }

if ! cloud status >/dev/null 2>&1; then
  trap 'cloud stop' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  cloud reset
  cloud start
fi
