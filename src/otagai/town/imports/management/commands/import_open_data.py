"""manage.py import_open_data DIRECTORY: layers and places of a town, and a table of what became of every row."""

from __future__ import annotations

import unicodedata
from argparse import ArgumentParser
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from otagai.base.accounts.acting import Acting
from otagai.base.municipality import queries as municipality
from otagai.town.imports.actions import Result
from otagai.town.imports.open_data import import_directory

LOADER = Acting(name="オープンデータの取り込み")
COLUMNS = ("行", "新規", "更新", "同じ", "はじいた")
REASONS_SHOWN = 3


class Command(BaseCommand):
    """Run it again after an update of the data: it updates, and never doubles."""

    help = "まちのオープンデータ（圏域の図形、場所の一覧）を取り込みます。何度でも実行できます。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the folders are, and what the town is called."""
        parser.add_argument("directory", type=Path)
        parser.add_argument("--town", default="", help="行政区域界の線で囲まれた区域の名前（省略すると まちの名前）")

    def handle(self, *args: Any, directory: Path, town: str, **options: Any) -> None:
        """Import and print."""
        if not directory.is_dir():
            raise CommandError(f"フォルダーが ありません: {directory}")
        started, at = perf_counter(), timezone.now()
        founded = municipality.town()
        name = town or (founded.name if founded != municipality.NOT_FOUNDED else "市の区域")
        self.stdout.write(f"{padded('', 26)}" + "".join(padded(column, 10, right=True) for column in COLUMNS))
        total = [0] * len(COLUMNS)
        for line in import_directory(directory, town=name, by=LOADER, on=timezone.localdate(at), at=at):
            if line.note:
                self.stdout.write(f"    {line.note}")
                continue
            total = [sum(pair) for pair in zip(total, self.told(line.name, line.result), strict=True)]
        self.stdout.write(table_line("合計", total))
        self.stdout.write(f"{perf_counter() - started:.1f} 秒")

    def told(self, name: str, result: Result) -> list[int]:
        """Print one folder with the reasons of rejected rows; returns its counts."""
        counts = result.counts
        numbers = [counts.rows_in, counts.created, counts.updated, counts.unchanged, counts.rejected]
        self.stdout.write(table_line(name, numbers))
        for one in result.rejected[:REASONS_SHOWN]:
            self.stdout.write(f"    {one.line}行目: {one.reason}")
        if len(result.rejected) > REASONS_SHOWN:
            self.stdout.write(f"    ほか {len(result.rejected) - REASONS_SHOWN}行")
        return numbers


def table_line(name: str, numbers: list[int]) -> str:
    """One line of the table."""
    return padded(name, 26) + "".join(padded(str(number), 10, right=True) for number in numbers)


def padded(text: str, width: int, *, right: bool = False) -> str:
    """The text padded to a width in columns of a terminal (wide letters take two)."""
    space = " " * max(0, width - sum(2 if unicodedata.east_asian_width(letter) in "FWA" else 1 for letter in text))
    return space + text if right else text + space
