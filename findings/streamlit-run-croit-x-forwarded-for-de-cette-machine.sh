#!/usr/bin/env bash
# Streamlit 1.67.0 (`streamlit run` of a `st.App`), uvicorn 0.54.0: uvicorn wraps the application, its own middleware
# included, in a layer that believes `X-Forwarded-For` and `X-Forwarded-Proto` of any connection from 127.0.0.1. Behind a
# proxy of the same machine, no middleware ever sees the address of the proxy: the client is already the reader that the
# header names, so that a layer which reads `X-Forwarded-Host` «when the client is my proxy» never reads it. No option of
# Streamlit says so or changes it; uvicorn's own variable, FORWARDED_ALLOW_IPS, left empty, does.
# Expected:
#   without headers: 127.0.0.1 http
#   with headers:    203.0.113.5 https
#   with FORWARDED_ALLOW_IPS= and headers: 127.0.0.1 http
set -euo pipefail
folder=$(mktemp -d); trap 'kill "${server:-0}" 2>/dev/null || true; rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check streamlit==1.67.0 starlette==1.10.0 uvicorn==0.54.0
cd "$folder"
cat > app.py <<'PY'
import streamlit as st
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse

class Who:
    """The outermost middleware that an application can have."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http" and scope["path"] == "/who":
            return await PlainTextResponse(f"{scope['client'][0]} {scope['scheme']}")(scope, receive, send)
        await self.app(scope, receive, send)

if __name__ == "__main__":
    st.write("bonjour")
else:
    app = st.App("app.py", middleware=[Middleware(Who)])
PY
start() { # sets port and server
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  env "$@" env/bin/python -m streamlit run app.py --server.port "$port" --server.address 127.0.0.1 \
    --server.headless true --browser.gatherUsageStats false > server.log 2>&1 & server=$!
}
cat > ask.py <<'PY'
import sys, time, urllib.request

def who(**headers):
    asked = urllib.request.Request(f"http://127.0.0.1:{sys.argv[1]}/who", headers=headers)
    for _ in range(240):
        try:
            return urllib.request.urlopen(asked, timeout=5).read().decode()
        except OSError:
            time.sleep(0.5)

told = {"X-Forwarded-For": "203.0.113.5", "X-Forwarded-Proto": "https"}
print("without headers:", who())
print("with headers:   ", who(**told))
PY
start LANG=C
env/bin/python ask.py "$port" | tee seen.txt
kill "$server"; wait "$server" 2>/dev/null || true
start FORWARDED_ALLOW_IPS=
env/bin/python ask.py "$port" | sed -n 's/^with headers:   /with FORWARDED_ALLOW_IPS= and headers:/p' | tee -a seen.txt
[ "$(cat seen.txt)" = "$(printf '%s\n' 'without headers: 127.0.0.1 http' 'with headers:    203.0.113.5 https' \
  'with FORWARDED_ALLOW_IPS= and headers: 127.0.0.1 http')" ] || { echo "the behaviour changed" >&2; exit 1; }
echo "behind a proxy of the same machine, no middleware sees the address of the proxy"
