#!/usr/bin/env bash
# Streamlit 1.67.0, websocket of a browser that comes back with the name of its session: the connection is accepted
# BEFORE the session is looked for. When `websocket.accept` passes a middleware, a session that will be resumed and one
# that has ended look alike; only at the first `receive` do they differ. Whoever wants to tell a page that its session
# is gone must hold the acceptance until then.
# Expected:
#   resumed: at accept inactive, at first receive active
#   ended: at accept inactive, at first receive inactive
set -euo pipefail
folder=$(mktemp -d); trap 'kill "${server:-0}" 2>/dev/null || true; rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check streamlit==1.67.0 starlette==1.10.0 uvicorn==0.54.0 websockets==17.4
cd "$folder"
cat > app.py <<'PY'
import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime import get_instance

class Watch:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        name = (scope.get("subprotocols") or ["", "", ""])[2:3]
        if scope["type"] != "websocket" or not name or not name[0]:
            return await self.app(scope, receive, send)
        seen = {}

        async def sent(message):
            if message["type"] == "websocket.accept":
                seen["accept"] = get_instance().is_active_session(name[0])
            await send(message)

        async def received():
            if "accept" in seen and "receive" not in seen:
                seen["receive"] = get_instance().is_active_session(name[0])
                with open("seen.txt", "a") as file:
                    file.write(f"{seen['accept']} {seen['receive']}\n")
            return await receive()

        await self.app(scope, received, sent)

if __name__ == "__main__":
    st.write("bonjour")
else:
    app = st.App("app.py", middleware=[Middleware(Watch)])
PY
cat > visit.py <<'PY'
import asyncio, sys
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

ADDRESS = f"ws://127.0.0.1:{sys.argv[1]}/_stcore/stream"

def visit(*name):
    return websockets.connect(ADDRESS, subprotocols=["streamlit", "PLACEHOLDER_AUTH_TOKEN", *name], max_size=None)

async def main():
    async with visit() as first:
        asked = BackMsg()
        asked.rerun_script.query_string = ""
        await first.send(asked.SerializeToString())
        while True:
            told = ForwardMsg()
            told.ParseFromString(await asyncio.wait_for(first.recv(), 20))
            if told.WhichOneof("type") == "new_session":
                name = told.new_session.initialize.session_id
                break
    await asyncio.sleep(1)
    for known in (name, "une-session-qui-a-fini"):
        async with visit(known):
            await asyncio.sleep(1)

asyncio.run(main())
PY
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
env/bin/python -m streamlit run app.py --server.port "$port" --server.address 127.0.0.1 --server.headless true \
  --browser.gatherUsageStats false --server.enableXsrfProtection false > server.log 2>&1 & server=$!
for _ in $(seq 60); do
  python3 - "$port" <<'PY' && break || sleep 0.5
import sys, urllib.request
urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/_stcore/health", timeout=1)
PY
done 2>/dev/null
env/bin/python visit.py "$port"
cat seen.txt
[ "$(cat seen.txt)" = "$(printf 'False True\nFalse False')" ] || { echo "the behaviour changed" >&2; exit 1; }
echo "accepted before the session is found: a resumed and an ended session look alike at that moment"
