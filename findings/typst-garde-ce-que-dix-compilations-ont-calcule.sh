#!/usr/bin/env bash
# typst 0.15.2 from Python, in a server that sets one document after the other: what each compilation computed is kept
# in the process until ten others have passed without asking for it, some 40 MB for a table of 470 rows. There is no
# call to let go of it, and a new `Compiler` changes nothing. Ten empty compilations let go of it (30 ms in all); the
# memory is the system's again once glibc is asked for it (`malloc_trim`).
# Expected: after 12 documents, more than 150 MB held; with ten empty ones after each, less than half of it.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check typst==0.15.2
cat > "$folder/held.py" <<'PY'
import ctypes
import sys

import typst


def held() -> int:
    return int(open("/proc/self/statm").read().split()[1]) * 4 // 1024


def document(rank: int) -> bytes:
    cells = ", ".join(f"[Value {rank} {row} {column}]" for row in range(470) for column in range(13))
    return f"#table(columns: 13, {cells})".encode()


typst.Compiler().compile(input=b"Once", format="pdf")
before = held()
for rank in range(12):
    typst.Compiler().compile(input=document(rank), format="pdf")
    if sys.argv[1] == "let-go":
        for _ in range(10):
            typst.Compiler().compile(input=b"", format="png", ppi=1)
        ctypes.CDLL(None).malloc_trim(0)
print(held() - before)
PY
kept=$("$folder/env/bin/python" "$folder/held.py" keep)
freed=$("$folder/env/bin/python" "$folder/held.py" let-go)
echo "held after 12 documents: $kept MB; with ten empty compilations after each: $freed MB"
[ "$kept" -gt 150 ] && [ "$freed" -lt $((kept / 2)) ] || { echo "the behaviour changed" >&2; exit 1; }
