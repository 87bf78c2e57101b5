"""Options of an installation: one file, documented in `configuration.toml`; a variable of the environment prevails.

Each option `nom` is read from the TOML file named by `TERRITOIRES_CONFIGURATION` (else `configuration.toml` beside
`app.py`), then from `TERRITOIRES_NOM`. A list is written with commas in a variable.
"""

from __future__ import annotations

import os
import tomllib
from functools import lru_cache
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator

from loaders.sts.limits import MIB

ROOT = Path(__file__).resolve().parents[2]
PREFIX = "TERRITOIRES_"
FILE_VARIABLE = PREFIX + "CONFIGURATION"
SHARING = PREFIX + "IMPORT_PARTAGE"
"""The option that lets a plan be added for everybody from the browser (shell/sharing.py)."""

DEFAULT_FILE = ROOT / "configuration.toml"
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9._:\[\]-]{1,253}$")]
Site = Annotated[str, Field(pattern=r"^https?://[A-Za-z0-9.:\[\]-]{1,253}$")]


def _network(value: str) -> str:
    ip_network(value, strict=False)
    return value


Network = Annotated[str, AfterValidator(_network)]
"""An address, or all those that begin alike: `10.42.0.0/16`."""


class OptionsError(Exception):
    """An option that cannot be used: a French sentence that says which, where and what to do."""


class Options(BaseModel):
    """Every option, with what it is when nothing is said (`configuration.toml` explains each in French)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    adresse: Name = "127.0.0.1"
    port: int = Field(8501, ge=1, le=65535)
    hotes: tuple[Name, ...] = ()
    mandataires: tuple[Network, ...] = ()
    cadres: tuple[Site, ...] = ()
    sessions: int = Field(500, ge=1, le=20_000)
    fichiers_ouverts: int = Field(16_384, ge=256, le=1_048_576)
    envoi_mo: int = Field(20, ge=1, le=200)
    envois_par_session: int = Field(4, ge=1, le=50)
    demandes_par_seconde: int = Field(60, ge=1, le=100_000)
    demandes_en_rafale: int = Field(600, ge=1, le=100_000)
    envois_par_minute: int = Field(30, ge=1, le=10_000)
    journal: str = ""
    mesures_port: int = Field(0, ge=0, le=65535)
    mesures_adresse: Name = "127.0.0.1"
    donnees: str = ""
    import_partage: Literal["", "oui"] = ""

    @property
    def envoi(self) -> int:
        """Bytes of a file that a reader may send, in the megabytes that the page and Streamlit count in."""
        return self.envoi_mo * MIB

    @field_validator("hotes", "mandataires", "cadres", mode="before")
    @classmethod
    def _listed(cls, value: Any) -> Any:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def read_options(environment: dict[str, str] | None = None) -> Options:
    """The options of a file, then of the environment.

    Raises:
        OptionsError: a file that is not there or not TOML, an option that does not exist or cannot have this value.
    """
    told = dict(os.environ) if environment is None else environment
    path = Path(told.get(FILE_VARIABLE) or DEFAULT_FILE)
    found: dict[str, Any] = _of_file(path) if told.get(FILE_VARIABLE) or path.is_file() else {}
    given = {name: told[PREFIX + name.upper()] for name in Options.model_fields if told.get(PREFIX + name.upper())}
    try:
        return Options.model_validate({**found, **given})
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        raise OptionsError(_said(name, path, first, of_variable=name in given)) from None


def _of_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise OptionsError(f"Le fichier d'options {path} n'existe pas. Donnez son chemin, ou retirez-le.") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OptionsError(f"Le fichier d'options {path} ne se lit pas ({error}). Corrigez-le.") from None


def _said(name: str, path: Path, error: Any, *, of_variable: bool) -> str:
    where = f"la variable {PREFIX}{name.upper()}" if of_variable else f"le fichier {path}"
    if error["type"] == "extra_forbidden":
        return f"L'option «{name}», dans {where}, n'existe pas. Les options : {', '.join(Options.model_fields)}."
    limits = error.get("ctx", {})
    if "ge" in limits or "le" in limits:
        field = Options.model_fields[name]
        least, most = (next(getattr(one, end) for one in field.metadata if hasattr(one, end)) for end in ("ge", "le"))
        return f"L'option «{name}», dans {where}, va de {least} à {most}. Corrigez-la."
    return f"L'option «{name}», dans {where}, n'a pas une valeur possible. Voyez configuration.toml, qui l'explique."


@lru_cache(maxsize=1)
def options() -> Options:
    """The options of this process, read once."""
    return read_options()
