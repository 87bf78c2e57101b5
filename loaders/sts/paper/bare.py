from __future__ import annotations


def bare_tables(sheet, lines, before):
    return [], lines
