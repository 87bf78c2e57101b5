#!/usr/bin/env bash
# mapclassify 2.10.0, one value unknown (NaN) among ten: no error, no warning about it, and the unknown place is
# coloured. The constructor of Quantiles puts it in the LOWEST class (`yb`), its `find_bin` in the HIGHEST. FisherJenks
# takes NaN for its last bound, gives the nine known values one class, and the legend still says five. When values
# repeat, `k` stays what was asked although fewer classes exist. Leave NaN out, and count classes by their bounds.
# Expected:
#   Quantiles: class of the NaN by yb 0, by find_bin 4
#   FisherJenks: last bound nan, classes used by the nine known values 1, k 5
#   repeated values: k 5, bounds 4
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check mapclassify==2.10.0
cat > "$folder/classes.py" <<'PY'
import warnings

import mapclassify
import numpy as np

caught = []
warnings.showwarning = lambda message, *_, **__: caught.append(str(message))
known = np.arange(1.0, 10.0)
values = np.append(known, np.nan)

with_nan = mapclassify.Quantiles(values, k=5)
without = mapclassify.Quantiles(known, k=5)
print(f"Quantiles: class of the NaN by yb {with_nan.yb[-1]}, by find_bin {without.find_bin([np.nan])[0]}")
natural = mapclassify.FisherJenks(values, k=5)
print(
    f"FisherJenks: last bound {natural.bins[-1]}, classes used by the nine known values {len(set(natural.yb[:-1]))},"
    f" k {natural.k}"
)
repeated = mapclassify.Quantiles(np.array([1.0, 1, 1, 1, 1, 2, 3, 4, 5]), k=5)
print(f"repeated values: k {repeated.k}, bounds {len(repeated.bins)}")
told = [message for message in caught if "nan" in message.lower() or "missing" in message.lower()]
assert not told, told
PY
"$folder/env/bin/python" "$folder/classes.py" 2>/dev/null > "$folder/said.txt"
cat "$folder/said.txt"
expected='Quantiles: class of the NaN by yb 0, by find_bin 4
FisherJenks: last bound nan, classes used by the nine known values 1, k 5
repeated values: k 5, bounds 4'
[ "$(cat "$folder/said.txt")" = "$expected" ] || { echo "the behaviour changed" >&2; exit 1; }
echo "an unknown value is classed in silence, at one end of the legend or at the other"
