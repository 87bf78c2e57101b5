"""Parts of the map page that follow the choice: options, sheet, table, downloads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from analysis.classes import MAX_CLASSES
from analysis.selection import MapKey
from analysis.typed_text import quoted
from charts.blocks.kin_words import kin_html
from charts.blocks.sheet import sheet_html
from charts.drawings.choropleth import ORIGINE_LABELS
from charts.drawings.map_base import CLASSES, DEFAULT_CLASSES
from charts.words.french import year_text
from charts.words.typography import bound, bound_all
from components.carte import forget
from exports.tables import html_table
from shell import filters, screen
from shell.downloads import csv_button, which_file, xlsx_button
from shell.frame import notice
from shell.inert import inert, words_of
from shell.library import library
from views.carte.state import MapState, best_view, finite, parameters, plain_number, view_keys
from views.carte.tables import SORTS, on_screen, value_column
from views.carte.views import cover, drawn, values

_ENGAGEMENTS = "carte-engagements"


def options(state: MapState, *, suffix: str, first: bool = True) -> MapState:
    """Origine and year where there are several, the classes, folded away, and the engagements under the first map."""
    with st.container(horizontal=True, key=f"options{suffix}", vertical_alignment="bottom"):
        state = _origine_annee(state, suffix)
        with st.popover(inert(bound(f"Classes : {_inner(CLASSES[state.classes])}")), width="content"):
            state = _classes(state, suffix)
        if first:
            chosen = filters.engagements(state.engagements, key=_ENGAGEMENTS, width=300)
            state = replace(state, engagements=chosen)
    view = library().map_view(state.key, state.classes, state.bornes)
    if state.classes in ("region", "france") and not view.centre:
        st.info(
            inert(
                bound(
                    f"{CLASSES[state.classes]} : pas de valeur de référence pour cette carte, ou toutes les valeurs "
                    "sont du même côté. Les seuils naturels sont montrés."
                )
            )
        )
    if state.classes == "bornes" and len(view.legende) == 1:
        st.info(bound("Aucune des bornes choisies ne sépare ces valeurs : la carte est d'un seul ton."))
    if len(state.bornes) > MAX_CLASSES - 1:
        st.info(bound(f"{MAX_CLASSES} classes au plus : seules les {MAX_CLASSES - 1} premières bornes utiles servent."))
    return state


def _origine_annee(state: MapState, suffix: str) -> MapState:
    keys = view_keys(library(), state.indicateur)
    if len(keys) < 2:
        return state
    name = f"vue{suffix}-{state.indicateur}"
    if st.session_state.get(name) not in keys:
        st.session_state[name] = state.key
    chosen = st.selectbox("Origine et année", keys, format_func=_key_label, key=name, filter_mode=None, width=340)
    return replace(state, origine=chosen.origine, annee=chosen.annee)


def _inner(label: str) -> str:
    """A label inside a sentence: its first letter alone goes down."""
    return label[0].lower() + label[1:]


def _key_label(key: MapKey) -> str:
    label = ORIGINE_LABELS[key.origine]
    return f"{label[0].upper()}{label[1:]}, {year_text(key.annee)}"


def _classes(state: MapState, suffix: str) -> MapState:
    name = f"classes{suffix}"
    if st.session_state.get(name) not in CLASSES:
        st.session_state[name] = state.classes
    chosen = st.radio("Méthode", list(CLASSES), format_func=words_of(CLASSES), key=name)
    if chosen != "bornes":
        return replace(state, classes=chosen, bornes=())
    text = st.text_input(
        "Bornes, séparées par un point-virgule", placeholder="par exemple 15 ; 17,5 ; 20", key=f"bornes{suffix}"
    )
    try:
        cuts = tuple(sorted({finite(part.replace(",", ".")) for part in text.split(";") if part.strip()}))
    except ValueError:
        notice(f"«{quoted(text)}» n'est pas une suite de nombres : écrivez par exemple 15 ; 17,5 ; 20.")
        cuts = state.bornes
    return replace(state, classes=chosen, bornes=cuts)


def same_departement(before: Sequence[MapState], after: Sequence[MapState]) -> list[MapState]:
    """Two maps select together: the one that changed leads the other; the engagements are those of the first."""
    changed = [new for old, new in zip(before, after, strict=True) if new.departement != old.departement]
    after = [replace(state, engagements=after[0].engagements) for state in after]
    return [state.select(changed[0].departement) for state in after] if changed else after


def restore(states: Sequence[MapState], keys: Sequence[str]) -> None:
    """Put the controls in the state that an address asks for."""
    for state, key in zip(states, keys, strict=False):
        st.session_state[f"vue{key}-{state.indicateur}"] = state.key
        st.session_state[f"classes{key}"] = state.classes
        st.session_state[f"bornes{key}"] = " ; ".join(plain_number(b).replace(".", ",") for b in state.bornes)


def restore_filters(states: Sequence[MapState]) -> None:
    """Put the list of engagements in the state that an address asks for."""
    st.session_state[_ENGAGEMENTS] = list(states[0].engagements)


def say_filters(states: Sequence[MapState]) -> None:
    """What the filters do here: the indicateurs that a plan prints under the engagements, each with its place."""
    held = library()
    here, more = held.cited(states[0].engagements, states[0].departements)
    cleared = [replace(state, departements=(), engagements=()) for state in states]
    filters.say("carte", parameters(states, held), here, cleared=parameters(cleared, held), more=more)


def change_number(states: Sequence[MapState], keys: Sequence[str]) -> list[MapState]:
    """Open or close the second map: it opens as a copy of the first, whatever it showed before."""
    if len(states) == 1 and st.button("Comparer avec une autre carte", key="comparer"):
        forget(keys[1])
        restore(states, keys[1:])
        return [states[0], states[0]]
    if len(states) > 1 and st.button("Revenir à une seule carte", key="seule"):
        return [states[0]]
    return list(states)


def views_to_send(state: MapState) -> dict[str, dict[str, Any]]:
    """What the constant payload does not hold: a view of the plans, another year, other classes."""
    held = library()
    stored = best_view(held, state.indicateur).key == state.key and state.origine == "statistique"
    if stored and state.classes == DEFAULT_CLASSES:
        return {}
    return {state.indicateur: bound_all(held.map_view(state.key, state.classes, state.bornes).payload())}


def sheets(states: Sequence[MapState]) -> None:
    """The selected département on each map."""
    held = library()
    if not states[0].departement:
        return
    for state, column in zip(states, st.columns(len(states)), strict=True):
        view = held.map_view(state.key, state.classes, state.bornes)
        body = sheet_html(held.atlas, view, key=state.key, departement=state.departement)
        screen.html(f'<section class="fiche" aria-label="Fiche du département">{body}</section>', place=column)


def other_measures(states: Sequence[MapState]) -> None:
    """What counts the same subject otherwise, under the maps; the sheet of a département says it with its values."""
    if states[0].departement:
        return
    shown = dict.fromkeys(state.indicateur for state in states)
    body = "".join(kin_html(library().atlas, "indicateur", slug) for slug in shown)
    if body:
        screen.html(f'<section class="fiche" aria-label="Autres mesures">{body}</section>')


def tables(states: Sequence[MapState]) -> None:
    """The table twin of each map, folded away."""
    folded = st.expander("Tableau et téléchargements", key="tableau", on_change="rerun")
    if not folded.open:
        return
    with folded:
        for position, state in enumerate(states):
            table(state, suffix=f"-{position}")


def table(state: MapState, *, suffix: str) -> None:
    """Table twin, sorted as wanted, and its downloads."""
    held = library()
    data, shown_map = held.atlas, drawn(held, state)
    label = data.notions[state.indicateur].libelle
    sort = st.selectbox("Trier", list(SORTS), key=f"tri{suffix}", filter_mode=None, width=320)
    frame = values(held, state, sort=sort)
    official = state.origine == "statistique"
    shown = on_screen(frame, source=not official)
    caption = f"{label}, {year_text(state.annee)}"
    if official:  # one source for all: said once, the download repeats it
        caption = f"{caption}. {shown_map.source}"
    column = value_column(frame)
    decimals = {column: data.notions[state.indicateur].decimales} if official else {}
    screen.html(html_table(shown, caption=caption, numbers=[column], chosen=[state.departement], decimals=decimals))
    with st.container(horizontal=True):
        csv_button(lambda: frame, state.indicateur, key=f"csv{suffix}")
        xlsx_button(lambda: {"Valeurs": frame}, lambda: cover(held, state), state.indicateur, key=f"xlsx{suffix}")
    which_file()
