"""Computing time of a scenario, without browser, for 4, 13 and 101 full plans: `python -m tests.bench.scenario`.

What is timed is everything that a view needs: the outcome, its words, and the HTML of the four views.
"""

from __future__ import annotations

import time
from dataclasses import replace

import pandas as pd

from analysis.plans import Plans
from analysis.presets import PRESETS
from analysis.scenario import REFERENCE, Outcome, Scenario, outcome
from analysis.supply import Supply
from charts.blocks import scenario_lists, scenario_supply
from charts.drawings.scenario_map import priority_views
from charts.words import scenario_words
from exports.html import written
from loaders.dataset import Dataset, load_dataset
from loaders.geography import Geography
from tests.bench.harness import percentile
from tests.places import DEPARTEMENTS
from tests.plan_sets import PLAN_TABLES, with_plans
from tests.regions import FRANCE, geography

TURNS = 10
SCENARIOS = [REFERENCE, Scenario(engagements=frozenset()), *(preset.choix for preset in PRESETS)]
Lookups = tuple[Plans, Supply, list[str]]


def lookups(dataset: Dataset, codes: list[str]) -> Lookups:
    """The lookups of a dataset, read once as a server does."""
    plans, supply = Plans(dataset), Supply(dataset)
    if len(codes) > len(DEPARTEMENTS):
        plans.__dict__["loaded"] = codes  # more than the territories say
    outcome(plans, supply, REFERENCE, codes)
    return plans, supply, codes


def many_plans(dataset: Dataset, count: int) -> Lookups:
    """As many full plans as wanted: past the 13 départements, copies under the codes of other regions."""
    full = with_plans(dataset, len(DEPARTEMENTS))
    france = Geography(geography(FRANCE))
    codes = [*DEPARTEMENTS, *(code for code in france.departements if code not in DEPARTEMENTS)][:count]
    tables = {}
    for name in PLAN_TABLES:
        frame = getattr(full, name)
        parts = [
            frame,
            *(
                frame[frame["departement"].eq(list(DEPARTEMENTS)[rank % 13])].assign(departement=code)
                for rank, code in enumerate(codes[13:])
            ),
        ]
        tables[name] = pd.concat(parts, ignore_index=True)
    whole = replace(full, **tables)
    whole.__dict__["geography"] = france
    return lookups(whole, codes)


def timed(found: Lookups, *, drawn: bool) -> dict[str, float]:
    """p50, p95 and maximum in ms over the scenarios."""
    plans, supply, codes = found
    reference = outcome(plans, supply, REFERENCE, codes)
    times = []
    for scenario in SCENARIOS * TURNS:
        start = time.perf_counter()
        view = outcome(plans, supply, scenario, codes)
        if drawn:
            draw(plans, supply, reference, view)
        times.append((time.perf_counter() - start) * 1000)
    return {
        "p50": round(percentile(times, 0.5), 2),
        "p95": round(percentile(times, 0.95), 2),
        "max": round(max(times), 2),
    }


def draw(plans: Plans, supply: Supply, reference: Outcome, view: Outcome) -> None:
    """Everything that the page would send, for the four views at once."""
    named = {"A": view}
    scenario_words.differences(view, reference, supply, defis=plans.defis)
    scenario_words.unknowns(view, supply)
    priority_views(plans, view)
    blocks = (
        *scenario_lists.balance(reference, named),
        *scenario_lists.objectifs(plans, reference, named),
        *scenario_lists.tags(named, reference),
        *scenario_supply.scenario_supply(supply, named),
    )
    written(blocks)


def scenario_times() -> dict[str, dict[str, float]]:
    """The computing alone for 4, 13 and 101 plans, and with the drawing of the four views for 4 and 13."""
    dataset = load_dataset()
    four = lookups(dataset, list(DEPARTEMENTS))
    thirteen = lookups(with_plans(dataset, 13), list(DEPARTEMENTS))
    found = {"4 plans": timed(four, drawn=False), "13 plans": timed(thirteen, drawn=False)}
    found["101 plans"] = timed(many_plans(dataset, 101), drawn=False)
    found["4 plans, quatre vues"], found["13 plans, quatre vues"] = timed(four, drawn=True), timed(thirteen, drawn=True)
    return found


if __name__ == "__main__":
    for name, figures in scenario_times().items():
        print(f"{name} : " + ", ".join(f"{key} {value} ms" for key, value in figures.items()))
