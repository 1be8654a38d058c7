"""Verbs of importing: look first, then take in."""

from otagai.town.imports.actions.runs import Column, Counts, Preview, Result, abandon, preview, preview_of, run

__all__ = ["Column", "Counts", "Preview", "Result", "abandon", "preview", "preview_of", "run"]
