# Commandes du projet. « make help » les liste.
SHELL := /bin/bash
PORT ?= 8501
HOST ?= 127.0.0.1
PYTHON ?= python3
BROWSERS := $(shell $(PYTHON) -c "import os; print((os.cpu_count() or 1) + 1)")
VENV := .venv
BIN := $(VENV)/bin

export PYTHONDONTWRITEBYTECODE :=
.PHONY: help run test check data bench fuzz
.DEFAULT_GOAL := help

help: ## liste les commandes
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 ou plus récent est nécessaire : installez-le, ou donnez son chemin avec PYTHON=…"; exit 1; }
	@echo "Création de l'environnement $(VENV)…"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt | $(BIN)/python
	@echo "Installation des paquets (une seule fois, quelques minutes)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements.txt | $(BIN)/python
	@echo "Installation des paquets de développement (une seule fois)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/.run

run: $(VENV)/.run ## sert le tableau de bord (PORT=8501 HOST=127.0.0.1)
	@$(BIN)/python -m shell.server --port $(PORT) --host $(HOST)

test: $(VENV)/.dev ## lance tous les tests (unitaires, pages, navigateur)
	@$(BIN)/python -m pytest -n auto --dist worksteal -m "not navigateur"
	@$(BIN)/python -m pytest -n $(BROWSERS) --dist worksteal --reruns 1 -r fEsR tests/navigateur

check: $(VENV)/.dev ## ruff, puis mypy strict de loaders à exports
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

data: $(VENV)/.dev ## construit les Parquet à partir de data/curated (relit les plans si STS_SOURCES est définie)
	@$(BIN)/python -m data.plans
	@$(BIN)/python -m data.build

bench: $(VENV)/.dev ## mesure les temps, les poids et la mémoire dans un vrai navigateur
	@$(BIN)/python -m tests.bench

fuzz: $(VENV)/.dev ## fait lire 4 000 plans abîmés, tue 1 000 fois un ajout de plan (trois à quatre minutes)
	@STS_MUTATIONS=4000 STS_KILLS=1000 $(BIN)/python -m pytest -n auto --dist worksteal tests/test_sts_mutations.py tests/test_integration.py
