"""The units of a production: what systemd starts is what `up` starts, and it is started again for ever."""

from configparser import ConfigParser
from pathlib import Path

import pytest

from ops import ground, serving
from ops.ground import Home

UNITS = ground.CHECKOUT / "ops" / "systemd"
NAMES = ("otagai-web", "otagai-worker")


class Unit(ConfigParser):
    """A unit of systemd: its names are written in large and small letters."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


def unit(name: str) -> ConfigParser:
    found = Unit(interpolation=None, strict=False)
    found.read_string((UNITS / f"{name}.service").read_text().replace("\\\n", " "))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_however_long_the_database_is_away_it_is_started_again(name: str) -> None:
    assert unit(name)["Unit"]["StartLimitIntervalSec"] == "0"
    assert unit(name)["Service"]["Restart"] == "always"


@pytest.mark.parametrize("name", NAMES)
def test_it_runs_as_its_own_user_and_may_write_nowhere(name: str) -> None:
    service = unit(name)["Service"]
    assert (service["User"], service["ProtectSystem"], service["NoNewPrivileges"]) == (name, "strict", "yes")


def test_it_starts_what_up_starts(home: Home) -> None:
    started = serving.web(home, {}, serving.PORT, workers=4).command
    assert unit("otagai-web")["Service"]["ExecStart"].split()[1:] == list(started[1:])
    worker = serving.worker(home, {}).command
    assert unit("otagai-worker")["Service"]["ExecStart"].split()[1:] == list(worker[1:])


def test_the_manual_names_them() -> None:
    manual = (ground.CHECKOUT / "docs" / "operations.md").read_text()
    for name in NAMES:
        assert f"ops/systemd/{name}.service" in manual
        assert Path(UNITS / f"{name}.service").exists()
