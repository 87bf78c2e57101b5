"""Values that no page of ours sends for its own controls: another kind, another content; the session goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.hostile import drawn
from tests.test_hostile_server import PATIENCE, Tried
from views.pages import PAGES

_TEXTS = st.text(max_size=8)
_NUMBERS = st.integers(-(2**62), 2**62)
_REALS = st.floats()
VALUES = st.one_of(
    st.tuples(st.sampled_from(["string_value", "json_value", "json_trigger_value"]), _TEXTS),
    st.tuples(
        st.just("json_value"), st.sampled_from(["{", "[1]", "0", '{"a":1}', '{"value":{"indicateur":3}}', "null"])
    ),
    st.tuples(st.just("int_value"), _NUMBERS),
    st.tuples(st.just("bool_value"), st.booleans()),
    st.tuples(st.just("double_value"), _REALS),
    st.tuples(st.just("bytes_value"), st.binary(max_size=4)),
    st.tuples(st.just("trigger_value"), st.just(value=True)),
    st.tuples(st.just("string_trigger_value"), _TEXTS),
    st.tuples(st.just("int_array_value"), st.lists(_NUMBERS, max_size=2)),
    st.tuples(st.just("string_array_value"), st.lists(_TEXTS, max_size=2)),
    st.tuples(st.just("double_array_value"), st.lists(_REALS, max_size=2)),
    st.tuples(st.just("file_uploader_state_value"), st.none()),
)
"""A field of a control's state, and what it holds."""


def put(state: WidgetState, name: str, value: Any) -> None:
    """Give a control's state a value, whatever its field."""
    field = getattr(state, name)
    if name == "file_uploader_state_value":
        field.uploaded_file_info.add(file_id="f", name="plan.pdf", size=10**12)
    elif name.endswith(("_array_value", "string_trigger_value")):
        field.SetInParent()
        if isinstance(value, str):
            field.data = value
        else:
            field.data.extend(value)
    else:
        setattr(state, name, value)


async def run(link: Any, page: str, states: list[WidgetState]) -> tuple[list[str], str]:
    """Ask for a run with these states; the controls that it drew, and its words and faults."""
    asked = BackMsg()
    asked.rerun_script.page_name, asked.rerun_script.query_string = page, "departement=34"
    asked.rerun_script.widget_states.widgets.extend(states)
    await link.send(asked.SerializeToString())
    begun, names, words = False, [], []
    while True:
        told = ForwardMsg.FromString(await asyncio.wait_for(link.recv(), PATIENCE))
        kind = told.WhichOneof("type")
        begun = begun or kind == "new_session"
        if kind == "delta" and told.delta.WhichOneof("type") == "new_element":
            element = told.delta.new_element
            drawn_as = element.WhichOneof("type")
            names.append(getattr(getattr(element, drawn_as), "id", ""))
            words.append(element.html.body if drawn_as == "html" else str(element) * (drawn_as == "exception"))
        elif kind == "script_finished" and begun and told.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return list(filter(None, names)), "".join(words)


async def tried(server: Tried, page: str, draws: list[tuple[int, tuple[str, Any]]]) -> tuple[str, list[str], list[str]]:
    """A page given these values, one a run, then used again: what it said meanwhile, its controls before and after."""
    async with server.link(["streamlit"]) as opened:
        controls, _ = await run(opened, page, [])
        said = ""
        for rank, (name, value) in draws * bool(controls):
            state = WidgetState(id=controls[rank % len(controls)])
            put(state, name, value)
            said += (await run(opened, page, [state]))[1]
        after, _ = await run(opened, page, [])
        return said, controls, after


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tried]:
    running = Tried(tmp_path_factory.mktemp("valeurs"))
    yield running
    running.stop()


def test_a_value_that_no_page_sends_is_as_if_it_had_not_been_sent(server: Tried) -> None:
    @drawn(6, share=0.2)
    @given(
        page=st.sampled_from([one.path for one in PAGES.values()]),
        draws=st.lists(st.tuples(st.integers(0, 40), VALUES), min_size=1, max_size=6),
    )
    def every(page: str, draws: list[tuple[int, tuple[str, Any]]]) -> None:
        said, before, after = asyncio.run(tried(server, page, draws))
        assert "Traceback" not in said and "imprévue" not in said, (page, draws)
        assert bool(before) == bool(after), (page, draws)

    every()
    server.check_after()
