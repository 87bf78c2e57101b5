"""`make bench`: the application beside a bare Streamlit page and a Dash page, in one run, gesture by gesture in turn.

Prints p50, p95 and the ratios to the bare page and to Dash, the time to the first map, the weights, the files, the
memory, then what is over a bar. `--n` interactions of each gesture (30 at least for a figure worth quoting); those of
`controls.py` are done a third as often, unless they are asked for by name.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, sync_playwright

from loaders.dataset import FOLDER
from tests import waiting
from tests.bench.bars import over
from tests.bench.controls import RARE, every
from tests.bench.exports import export_times, show_exports
from tests.bench.gestures import FIRST, FIRST_BAR, FIRST_MAP, choose_option, open_list, opened
from tests.bench.harness import (
    ARGUMENTS,
    CHROMIUM,
    ROOT,
    Gesture,
    app_server,
    bare_server,
    cold_seconds,
    dash_server,
    open_page,
    percentile,
    write_report,
)
from tests.bench.line import line_times, show_line
from tests.bench.reading import reading_times
from tests.bench.scenario import scenario_times
from tests.bench.search import search_times


def measure_speed(
    browser: Any, n: int, pattern: str = "", other: Path | None = None, dataset: Path | None = None
) -> dict[str, Any]:
    """Every gesture in turn, `n` times after three that do not count.

    Args:
        pattern: regular expression of the gestures to measure; the yardsticks always are.
        other: another working copy, whose same gestures take their turn beside ours.
        dataset: folder of another dataset, read by ours, whose same gestures take their turn too.
    """
    servers = {"nue": bare_server(), "dash": dash_server(), "nous": app_server()}
    if other:
        servers["autre"] = app_server(root=other)
    if dataset:
        servers["autre"] = app_server(root=other or ROOT, **{FOLDER: str(dataset.resolve())})
    try:
        for server in servers.values():
            server.wait()
        todo = []
        for case in every(pattern):
            todo.append(opened(browser, case, servers[case.server]))
            if "autre" in servers and case.server == "nous":
                todo.append(opened(browser, case, servers["autre"], name=f"{case.name} (autre)"))
        first_weight = sum(next((g.page.weights for g in todo if g.name == FIRST), []))
        rare = set() if pattern else RARE
        for turn in range(n + 3):
            for gesture in todo:
                if gesture.name not in rare:
                    tried(gesture, turn, keep=turn >= 3)
                elif turn % 3 == 2:
                    tried(gesture, turn // 3, keep=turn > 2)
    finally:
        for server in servers.values():
            server.stop()
    floor, peer = (percentile(g.settled, 0.5) for g in todo[:2])
    return {"gestes": {g.name: row(g, floor, peer) for g in todo}, "octets_premiere_carte": first_weight}


MOST_FAILED = 3


def tried(gesture: Gesture, turn: int, *, keep: bool) -> None:
    """Do a gesture once; one whose control is not found is said, and left alone after some times."""
    if gesture.failed >= MOST_FAILED:
        return
    try:
        gesture.once(turn, keep=keep)
    except Error as error:
        gesture.failed += 1
        print(f"{gesture.name} : {str(error).splitlines()[0]}", file=sys.stderr, flush=True)


def row(gesture: Gesture, floor: float, peer: float) -> dict[str, float]:
    """One line of the report; a gesture that never settled has none but its timeouts.

    Args:
        floor: p50 of the bare page in ms; peer: that of the Dash page.
    """
    if not gesture.settled:
        return {
            "p50": -1,
            "p95": -1,
            "ratio": -1,
            "ratio_dash": -1,
            "timeouts": gesture.timeouts + gesture.failed,
            "octets": 0,
        }
    middle = percentile(gesture.settled, 0.5)
    return {
        "p50": round(middle),
        "p95": round(percentile(gesture.settled, 0.95)),
        "ratio": round(middle / floor, 2),
        "ratio_dash": round(middle / peer, 2),
        "timeouts": gesture.timeouts + gesture.failed,
        "octets": round(percentile([float(w) for w in gesture.received], 0.5)),
    }


def measure_memory(browser: Any, counts: tuple[int, ...] = (1, 50), **environment: str) -> dict[str, float]:
    server, contexts, memory = app_server(**environment), [], {}
    try:
        server.wait()
        memory["0"] = round(server.memory_mib(), 1)
        for count in counts:
            while len(contexts) < count:
                page = open_page(browser, f"{server.url}/carte?departement=48", FIRST_MAP, rest_ms=200)
                contexts.append(page.context)
            memory[str(count)] = round(server.memory_mib(), 1)
        memory["par_session"] = round((memory[str(counts[-1])] - memory[str(counts[0])]) / (counts[-1] - counts[0]), 2)
    finally:
        for context in contexts:
            context.close()
        server.stop()
    return memory


def measure_endurance(browser: Any, minutes: float) -> dict[str, list[float]]:
    """Resident memory each minute, with and without the collection that Streamlit runs after each script."""
    servers = {
        name: app_server(STREAMLIT_RUNNER_POST_SCRIPT_GC=value)
        for name, value in (("avec collecte", "true"), ("sans collecte", "false"))
    }
    memory: dict[str, list[float]] = {name: [] for name in servers}
    try:
        for server in servers.values():
            server.wait()
        pages = [open_page(browser, f"{server.url}/carte?departement=48", FIRST_MAP) for server in servers.values()]
        turns = 0
        for minute in range(round(minutes) + 1):
            end = time.perf_counter() + (60 if minute else 0)
            while time.perf_counter() < end:
                for page in pages:
                    open_list(page, turns)
                    choose_option(page, turns)
                    page.wait_for_timeout(300)
                turns += 1
            for name, server in servers.items():
                memory[name].append(round(server.memory_mib(), 1))
            print(minute, turns, {name: values[-1] for name, values in memory.items()}, flush=True)
    finally:
        for server in servers.values():
            server.stop()
    return memory


def show(report: dict[str, Any]) -> None:
    print(f"{'geste':48}{'p50 ms':>8}{'p95 ms':>8}{'/ nue':>8}{'/ Dash':>8}{'octets':>9}{'délais':>8}")
    for name, line in report["gestes"].items():
        print(
            f"{name:48}{line['p50']:>8}{line['p95']:>8}{line['ratio']:>8}{line['ratio_dash']:>8}{line['octets']:>9}"
            f"{line['timeouts']:>8}"
        )
    print(f"octets reçus jusqu'à la première carte : {report['octets_premiere_carte']}")
    if "recherche_ms" in report:
        print(f"recherche, calcul (ms) : {report['recherche_ms']}")
        print(f"scénario, calcul (ms) : {report['scenario_ms']}")
    if "fichiers" in report:
        show_exports(report["fichiers"])
    if "memoire_mio" not in report:
        return
    print(
        f"première carte : {report['premiere_carte_s']} s ; premier graphique de la page nue : {report['page_nue_s']} s"
    )
    show_line(report["ligne_lente"])
    print(f"mémoire (Mio) : {report['memoire_mio']}")
    if "memoire_autre_jeu_mio" in report:
        print(f"mémoire avec l'autre jeu (Mio) : {report['memoire_autre_jeu_mio']}")


def show_over(report: dict[str, Any]) -> None:
    """What is over its bar, or that nothing is."""
    found = over(report)
    print(f"\nAU-DESSUS D'UNE BARRE : {len(found)}" if found else "\nAucune mesure n'est au-dessus de sa barre.")
    for line in found:
        print(f"  {line}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=30, help="interactions de chaque geste")
    parser.add_argument("--vite", action="store_true", help="les gestes seulement, sans mémoire ni démarrage")
    parser.add_argument("--gestes", default="", help="expression régulière : les seuls gestes à mesurer")
    parser.add_argument("--contre", type=Path, help="dossier d'une autre copie de travail, mesurée en alternance")
    parser.add_argument("--jeu", type=Path, help="dossier d'un autre jeu de données, mesuré en alternance")
    parser.add_argument("--ligne", action="store_true", help="les visites sur une ligne lente seulement")
    parser.add_argument("--fichiers", action="store_true", help="les fichiers et la lecture d'un plan seulement")
    parser.add_argument("--endurance", type=float, default=0, help="minutes d'usage continu, mémoire seulement")
    parser.add_argument("--sortie", type=Path, default=Path("bench-resultats.json"))
    options = parser.parse_args()
    if CHROMIUM is None:
        print("Chromium est absent : installez-le (Debian : apt install chromium).", file=sys.stderr)
        return 2
    waiting.installed()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        if options.endurance:
            write_report(options.sortie, {"endurance_mio": measure_endurance(browser, options.endurance)})
            return 0
        if options.ligne:
            show_line(line_times(browser, options.n if options.n < 30 else 3, options.contre))
            return 0
        if options.fichiers:
            show_exports(export_times(browser) | reading_times())
            return 0
        report = measure_speed(browser, options.n, options.gestes, options.contre, options.jeu)
        if not options.gestes:
            report |= {"recherche_ms": search_times(), "scenario_ms": scenario_times()}
        if options.vite:
            show(report)
            show_over(report)
            return 0
        report["fichiers"] = export_times(browser) | reading_times()
        report["ligne_lente"] = line_times(browser, 2, paths=("/carte",))
        report["memoire_mio"] = measure_memory(browser)
        if options.jeu:
            report["memoire_autre_jeu_mio"] = measure_memory(browser, **{FOLDER: str(options.jeu.resolve())})
        browser.close()
        report["premiere_carte_s"] = round(cold_seconds(app_server, "/carte", FIRST_MAP, playwright, 3), 2)
        report["page_nue_s"] = round(cold_seconds(bare_server, "/", FIRST_BAR, playwright, 3), 2)
    show(report)
    show_over(report)
    write_report(options.sortie, report)
    return 0


if __name__ == "__main__":
    sys.exit(main())
