"""What stands where: the modules and templates that the architecture tests look at."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "otagai"


def modules(under: Path = SOURCE) -> list[Path]:
    """Modules of the product itself: no migrations, no tests."""
    return [
        file
        for file in sorted(under.rglob("*.py"))
        if not {"migrations", "tests", "__pycache__"} & set(file.relative_to(under).parts)
    ]


def templates() -> list[Path]:
    """Every page and part of a page."""
    return sorted(SOURCE.rglob("templates/**/*.html"))


def called(file: Path) -> str:
    """The path as a person would say it."""
    return str(file.relative_to(ROOT)) if file.is_relative_to(ROOT) else file.name
