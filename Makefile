# Commandes du projet. « make help » les liste.
SHELL := /bin/bash
PORT ?=
HOST ?=
CONFIG ?=
ROUES ?=
PYTHON ?= python3
CORES := $(shell $(PYTHON) -c "import os; print(os.cpu_count() or 1)")
VENV := .venv
BIN := $(VENV)/bin

export PYTHONDONTWRITEBYTECODE :=
.PHONY: help run installer replicas roues sbom lock audit charge pannes test check data bench fuzz
.DEFAULT_GOAL := help

help: ## liste les commandes
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 ou plus récent est nécessaire : installez-le, ou donnez son chemin avec PYTHON=…"; exit 1; }
	@echo "Création de l'environnement $(VENV)…"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock | $(BIN)/python
	@echo "Installation des paquets (une seule fois, quelques minutes)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check $(if $(ROUES),--no-index --find-links "$(ROUES)") --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements.txt $(VENV)/.run | $(BIN)/python
	@echo "Installation des paquets de développement (une seule fois)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/.run

run: $(VENV)/.run ## sert le tableau de bord (PORT=8501 HOST=127.0.0.1 CONFIG=configuration.toml)
	@$(BIN)/python -m shell.server $(if $(PORT),--port "$(PORT)") $(if $(HOST),--host "$(HOST)") $(if $(CONFIG),--config "$(CONFIG)")

installer: $(VENV)/.run ## installe les paquets sans lancer (sans réseau : ROUES=roues)

roues: | $(BIN)/python ## télécharge les paquets dans roues/, pour installer sans réseau (PLATEFORME=win_amd64 VERSION=3.11)
	@$(BIN)/python -m pip download --quiet --disable-pip-version-check --only-binary=:all: --require-hashes -r requirements.lock -d roues $(if $(PLATEFORME),--no-deps $(foreach one,$(PLATEFORME),--platform $(one))) $(if $(VERSION),--python-version $(VERSION))
	@echo "roues/ est prêt. Sur le poste sans réseau : make installer ROUES=roues"

lock: ## refait requirements.lock après un changement de requirements.txt
	@$(PYTHON) -m venv .venv-outils && .venv-outils/bin/python -m pip install --quiet --disable-pip-version-check -r deploiement/outils.txt
	@.venv-outils/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-header requirements.txt -o requirements.lock

sbom: $(VENV)/.run ## écrit sbom.cdx.json (CycloneDX) : chaque paquet, sa version, sa licence
	@$(PYTHON) -m venv .venv-outils && .venv-outils/bin/python -m pip install --quiet --disable-pip-version-check -r deploiement/outils.txt
	@.venv-outils/bin/python -W ignore -m cyclonedx_py environment $(BIN)/python --pyproject pyproject.toml --output-reproducible --of JSON -o sbom.cdx.json
	@echo "sbom.cdx.json est écrit."

audit: ## cherche les failles connues des paquets servis (demande Internet ; échoue s'il ne peut pas tout lire)
	@$(PYTHON) -m venv .venv-outils && .venv-outils/bin/python -m pip install --quiet --disable-pip-version-check -r deploiement/outils.txt
	@.venv-outils/bin/pip-audit --strict --no-deps --disable-pip -r requirements.lock

replicas: $(VENV)/.run ## sert par plusieurs serveurs derrière HAProxy, pour essayer (N=3 PORT=8500)
	@$(BIN)/python deploiement/repliques.py --nombre $(or $(N),3) --port $(or $(PORT),8500)

test: $(VENV)/.dev ## lance tous les tests (unitaires, pages, navigateur)
	@$(BIN)/python -m pytest -n $$(($(CORES) + 1)) --dist worksteal -m "not navigateur" --ignore=tests/navigateur
	@$(BIN)/python -m pytest -n $$((2 * $(CORES))) --dist worksteal --reruns 1 -r fEsR tests/navigateur

check: $(VENV)/.dev ## ruff, puis mypy strict de loaders à exports
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

data: $(VENV)/.dev ## construit les Parquet à partir de data/curated (relit les plans si STS_SOURCES est définie)
	@$(BIN)/python -m data.plans
	@$(BIN)/python -m data.build

bench: $(VENV)/.dev ## mesure les temps, les poids et la mémoire dans un vrai navigateur
	@$(BIN)/python -m tests.bench

charge: $(VENV)/.dev ## tient 500 pages ouvertes et 20 gestes par seconde sur un serveur à lui, dit temps et mémoire
	@$(BIN)/python -m tests.charge $(ARGS)

pannes: $(VENV)/.dev ## frappe des serveurs sous charge, 20 fois par panne (une heure ; administrateur pour quatre) : ARGS="--pannes tue --fois 3"
	@$(BIN)/python -m tests.charge.pannes $(ARGS)

fuzz: $(VENV)/.dev ## 4 000 plans abîmés, 1 000 ajouts de plan tués, 2 000 demandes hostiles et 300 essais de chaque sorte (plus de dix minutes)
	@STS_EXEMPLES=300 $(BIN)/python -m pytest -n auto --dist worksteal -m "hypothesis and not navigateur" --ignore=tests/navigateur
	@STS_HOSTILES=2000 $(BIN)/python -m pytest tests/test_hostile.py tests/test_hostile_server.py tests/test_hostile_controls.py
	@STS_MUTATIONS=4000 STS_KILLS=1000 $(BIN)/python -m pytest -n auto --dist worksteal tests/test_sts_mutations.py tests/test_integration.py
