"""What the tool does, by the words of who asks for it: each leads to the page that does it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.search_entries import Entry, Parameters

BESIDE = "comparer_departements"
"""The action that two départements of a query are both given to."""

ACTIONS: dict[str, tuple[str, str, str, Parameters, tuple[str, ...]]] = {
    BESIDE: ("Comparer deux départements", "Chiffre par chiffre : «Comparer à», sur la page de l'un d'eux",
             "territoire", (), ("comparer", "comparaison", "comparer des départements", "comparer à")),
    "comparer_plans": ("Comparer deux plans", "Un défi, deux à quatre plans côte à côte", "defis",
                       (("vue", "comparaison"),), ("comparer", "comparaison", "côte à côte")),
    "comparer_offre": ("Comparer l'offre autorisée et prévue", "Les écarts, plan par plan", "ecarts", (),
                       ("comparer", "comparaison")),
    "comparer_cartes": ("Comparer deux indicateurs", "Deux cartes côte à côte : «Deux cartes», dans les réglages",
                        "carte", (), ("comparer", "comparaison", "deux cartes", "côte à côte")),
    "simuler": ("Simuler", "Ce qui reste des plans si l'on n'en garde qu'une partie", "scenario", (),
                ("simuler", "simulation", "scénario", "et si")),
    "projeter": ("Projeter une séance", "La salle, en un seul fichier, et la fenêtre de qui présente", "seance", (),
                 ("projeter", "projection", "vidéoprojecteur", "présenter", "diaporama", "diapositives")),
    "seance": ("Préparer une séance", "Ordre du jour, phrases à dire, compte rendu", "seance", (),
               ("séance", "réunion", "ordre du jour", "compte rendu")),
    "importer": ("Importer un plan", "Le plan d'un département, lu depuis son PDF, pour votre visite", "importer", (),
                 ("importer", "ajouter un plan", "charger un plan")),
    "exporter": ("Exporter, télécharger", "«Exporter», en haut de chaque vue ; ici, les tables entières", "sources",
                 (("vue", "tables"),), ("exporter", "télécharger", "export", "tableur", "Excel", "CSV", "PDF", "Word")),
    "imprimer": ("Imprimer la fiche d'un département", "Deux pages A4 : «Exporter», sur sa page", "territoire", (),
                 ("imprimer", "impression")),
    "partager": ("Partager une vue", "«Copier le lien de cette vue», en bas de chaque vue", "carte", (),
                 ("partager", "copier le lien")),
}  # fmt: skip
"""Title, context, page, parameters, other names. The one place that says which page does each."""

_NARROWED = frozenset({BESIDE, "imprimer"})
"""Actions of the page of one département, which a query may name."""


def actions() -> Iterator[Entry]:
    """One entry an action."""
    for rank, (key, (title, context, page, where, forms)) in enumerate(ACTIONS.items()):
        narrowed = key in _NARROWED
        yield Entry("page", key, title, context, page, where, forms=forms, rank=rank, narrowed=narrowed)


def is_action(entry: Entry) -> bool:
    """Whether an entry is what the tool does rather than what the documents say."""
    return entry.kind == "page" and entry.key in ACTIONS


def is_verb(form: Sequence[str]) -> bool:
    """Whether a name, as roots, is a verb alone: who types «comparer» asks the tool, not what a plan compares."""
    return len(form) == 1 and form[0].endswith("er")
