"""The peer: map, ranked bars and sentence of an indicateur, as a Dash server callback draws them.

Same tables, same words, same ranks as `/carte`. What a careful developer would do is done: the outlines
go by URL, so that a choice does not send them again, and every reading is computed before the first choice.
`python -m tests.bench.dash_page --port 8050`.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
from dash import Dash, Input, Output, dcc, html
from flask import jsonify, send_file

from views.carte.state import DEFAULT_INDICATEUR
from views.library import Library

OUTLINES = Path(__file__).resolve().parents[2] / "static" / "departements.geojson"
EMPTY = {"type": "GeometryCollection", "geometries": []}
WORLD = ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
NO_WORLD = {"type": "Topology", "arcs": [], "objects": dict.fromkeys(WORLD, EMPTY)}
"""Plotly asks the network for the outlines of the world, which no map here shows."""


def _light(colour: str) -> str:
    """The light one of `light-dark(…, …)`, which Plotly does not read; any other colour as it is."""
    return colour.removeprefix("light-dark(").partition(",")[0]


def map_figure(view: dict[str, Any], codes: list[str], scale: list[str]) -> go.Figure:
    """The choropleth, in the classes and the colours of our own map; hatching is left out."""
    known = [rank for rank, number in enumerate(view["nombres"]) if number is not None]
    steps = [(edge / len(scale), colour) for rank, colour in enumerate(scale) for edge in (rank, rank + 1)]
    trace = go.Choropleth(
        geojson="contours.geojson",
        featureidkey="properties.code",
        locations=[codes[rank] for rank in known],
        z=[view["classes"][rank] for rank in known],
        zmin=-0.5,
        zmax=len(scale) - 0.5,
        colorscale=steps,
        showscale=False,
    )
    figure = go.Figure(trace)
    figure.update_geos(visible=False, projection_type="mercator", lonaxis_range=[-0.4, 4.9], lataxis_range=[42.2, 45.1])
    return figure.update_layout(margin={"l": 0, "r": 0, "t": 0, "b": 0}, height=420)


def bar_figure(view: dict[str, Any], names: list[str]) -> go.Figure:
    """The ranked bars, the highest on top."""
    ranks = view["ordre"][::-1]
    figure = go.Figure(
        go.Bar(
            x=[view["nombres"][rank] or 0 for rank in ranks],
            y=[names[rank] for rank in ranks],
            text=[view["textes"][rank] for rank in ranks],
            orientation="h",
        )
    )
    return figure.update_layout(margin={"l": 0, "r": 0, "t": 0, "b": 0}, height=420)


def build() -> Dash:
    held = Library.opened()
    payload = held.map_payload
    entries = [entry for group in payload["menu"] for entry in group["indicateurs"]]
    labels = {slug: label for slug, label, *_ in entries if slug in payload["vues"]}
    app = Dash(__name__, title="Dash")

    app.server.add_url_rule("/contours.geojson", view_func=lambda: send_file(OUTLINES), endpoint="contours")
    app.server.add_url_rule("/monde/world_110m.json", view_func=lambda: jsonify(NO_WORLD), endpoint="monde")
    config = {"displayModeBar": False, "topojsonURL": "/monde/"}
    app.layout = html.Div(
        [
            dcc.Dropdown(
                [{"value": slug, "label": label} for slug, label in labels.items()],
                DEFAULT_INDICATEUR,
                id="indicateur",
                clearable=False,
            ),
            html.H2(id="titre"),
            html.P(id="phrase"),
            html.Div(
                [dcc.Graph(id="carte", config=config), dcc.Graph(id="barres", config={"displayModeBar": False})],
                style={"display": "grid", "gridTemplateColumns": "1fr 1fr"},
            ),
        ]
    )

    @app.callback(
        Output("titre", "children"),
        Output("phrase", "children"),
        Output("carte", "figure"),
        Output("barres", "figure"),
        Input("indicateur", "value"),
    )
    def choose(slug: str) -> tuple[str, str, go.Figure, go.Figure]:
        view = payload["vues"][slug]
        colours = [_light(colour) for colour in payload["palettes"][view["palette"]][0]]
        return (
            view["titre"],
            view["phrase"],
            map_figure(view, payload["codes"], colours),
            bar_figure(view, payload["noms"]),
        )

    return app


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8050)
    build().run(host="127.0.0.1", port=parser.parse_args().port, debug=False)


if __name__ == "__main__":
    main()
