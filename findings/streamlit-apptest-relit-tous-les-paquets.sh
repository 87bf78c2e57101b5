#!/usr/bin/env bash
# Streamlit 1.67.0, `AppTest`: each new AppTest looks for components in every installed package, and reads the metadata
# of each several times, before it runs a script of one line. A suite that opens a page a test pays it at every test;
# a run of the same AppTest again does not. Holding the answer of `scan_component_manifests` for the process is enough.
# Expected (counts grow with the number of packages, the shape does not):
#   first 1 scan, another 1 scan, the same again 0 scan; metadata read for each at least once a package
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check streamlit==1.67.0
cd "$folder"
cat > count.py <<'PY'
from importlib import metadata
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

scans, reads = [], []
scan, read = manifest_scanner.scan_component_manifests, metadata.Distribution.metadata.fget
manifest_scanner.scan_component_manifests = lambda *given: (scans.append(1), scan(*given))[1]
metadata.Distribution.metadata = property(lambda own: (reads.append(1), read(own))[1])
packages = len(list(metadata.distributions()))

def told(app):
    before = len(scans), len(reads)
    app.run(timeout=60)
    return len(scans) - before[0], len(reads) - before[1]

def page():
    import streamlit as st
    st.write("bonjour")

app = AppTest.from_function(page)
first, another, again = told(app), told(AppTest.from_function(page)), told(app)
print(packages, "packages:", first, another, again)
assert (first[0], another[0], again[0]) == (1, 1, 0), "the number of scans changed"
assert min(first[1], another[1]) >= packages and again[1] == 0, "the packages are no longer read at each AppTest"
PY
env/bin/python count.py
echo "each new AppTest reads the metadata of every installed package"
