"""A town with a letterbox: its public key in the settings of the town, its private key in a directory of this test."""

from pathlib import Path

import pytest
from pytest_django import Settings

from otagai.base.municipality.models import Municipality
from otagai.kernel import sealing


@pytest.fixture
def letterbox(db: None, tmp_path: Path, settings: Settings) -> Path:
    """The directory with the keys."""
    keys = tmp_path / "keys"
    sealing.keygen(keys)
    settings.OTAGAI_KEYS = keys
    public_key = sealing.read_key(keys, sealing.PUBLIC_NAME).hex()
    Municipality.objects.create(
        pk=1, name="焼津市", desk_name="福祉相談", desk_phone="054-000-0000", letterbox_key=public_key
    )
    return keys
