#!/usr/bin/env bash
# Linux, `resource.getrusage(RUSAGE_SELF).ru_maxrss` (seen with Python 3.11): a process that was just started counts, as
# its own peak, the memory that the process which started it held at that moment (`subprocess` shares its memory until
# the other program begins). A limit checked on `ru_maxrss` then refuses everything under a large server. The peak of
# the process alone is `VmHWM` of /proc/self/status.
# Expected: under a parent of 400 MiB, ru_maxrss of an idle child is above 300 MiB and its VmHWM under 60 MiB.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > child.py <<'PY'
import resource
with open("/proc/self/status") as status:
    own = next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, own // 1024)
PY
cat > parent.py <<'PY'
import subprocess, sys
held = b"x" * (400 * 2**20)
counted, own = map(int, subprocess.check_output([sys.executable, "child.py"]).split())
print("idle child of a parent of 400 MiB: ru_maxrss", counted, "MiB, VmHWM", own, "MiB")
assert counted > 300, "ru_maxrss no longer counts what the parent held"
assert own < 60, "VmHWM is no longer that of the process alone"
PY
python3 parent.py
echo "ru_maxrss of a new process counts what its parent held"
