#!/usr/bin/env bash
# Streamlit 1.67.0, websocket of a page: each `app_heartbeat` is answered by `heartbeat_ack`, unless a run of the script is
# asked for at the same moment, just before or just after: the start of a run empties the messages that wait to be sent,
# the answer to the beat with them, and nothing says so nor sends it again. Whoever takes a beat without answer for a dead
# link (a probe, a page that comes back after a cut and plays its last choice) leaves a server that is alive.
# Expected:
#   a beat alone: each is answered
#   a beat, then a run: some are lost
#   a run, then a beat: some are lost
# (0 or 1 of 20 were answered, beside a run)
set -euo pipefail
folder=$(mktemp -d); trap 'kill "${server:-0}" 2>/dev/null || true; rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check streamlit==1.67.0 starlette==1.10.0 uvicorn==0.54.0 websockets==17.4
cd "$folder"
printf 'import streamlit as st\n\nst.write("bonjour")\n' > app.py
cat > ask.py <<'PY'
import asyncio, sys
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

BEAT = BackMsg(app_heartbeat=True).SerializeToString()
RUN = BackMsg()
RUN.rerun_script.query_string = ""
RUN = RUN.SerializeToString()

async def answered(*frames):
    address = f"ws://127.0.0.1:{sys.argv[1]}/_stcore/stream"
    async with websockets.connect(address, subprotocols=["streamlit"], max_size=None) as page:
        for frame in frames:
            await page.send(frame)
        try:
            while True:
                told = ForwardMsg.FromString(await asyncio.wait_for(page.recv(), 5))
                if told.WhichOneof("type") == "heartbeat_ack":
                    return True
        except TimeoutError:
            return False

async def main():
    for _ in range(240):
        try:
            await answered(BEAT)
            break
        except OSError:
            await asyncio.sleep(0.5)
    for name, frames in (("a beat alone", [BEAT]), ("a beat, then a run", [BEAT, RUN]), ("a run, then a beat", [RUN, BEAT])):
        found = await asyncio.gather(*(answered(*frames) for _ in range(20)))
        print(f"{name}: {'each is answered' if all(found) else 'some are lost'}")
        print(f"  {sum(found)} of 20 answered", file=sys.stderr)

asyncio.run(main())
PY
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
env/bin/python -m streamlit run app.py --server.port "$port" --server.address 127.0.0.1 --server.headless true \
  --browser.gatherUsageStats false > server.log 2>&1 & server=$!
env/bin/python ask.py "$port" | tee seen.txt
[ "$(cat seen.txt)" = "$(printf '%s\n' 'a beat alone: each is answered' 'a beat, then a run: some are lost' \
  'a run, then a beat: some are lost')" ] || { echo "the behaviour changed" >&2; exit 1; }
echo "the answer to a beat is lost when a run begins beside it"
