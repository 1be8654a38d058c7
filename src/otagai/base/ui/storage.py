"""Static files under names that contain their own hash, so that browsers may keep them for ever."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from whitenoise.compress import Compressor

STATIC_IMPORT = r"""(?P<matched>import(?s:(?P<names>[\s\{].*?))\s*from\s*['"](?P<url>\./.*?)["']\s*;)"""
"""`import { x } from "./y.js";` in our own modules. Django's own setting for this (support_js_module_import_aggregation)
also follows import("…") in comments of others' scripts, and fails on those of django_htmx."""


class HashedStatic(ManifestStaticFilesStorage):
    """Hashed and compressed (.gz) names; the imports between our ES modules follow the hashes."""

    patterns = (
        *ManifestStaticFilesStorage.patterns,
        ("*/js/*.js", ((STATIC_IMPORT, 'import%(names)s from "%(url)s";'),)),
    )

    @cached_property
    def known(self) -> dict[str, str]:
        """Addresses that were asked for already; those of a running town do not change."""
        return {}

    def url(self, name: Any, force: bool = False) -> str:
        """The address of a file, looked up once."""
        if name not in self.known:
            self.known[name] = super().url(name, force)
        return self.known[name]

    def post_process(self, *args: Any, **options: Any) -> Iterator[Any]:
        """Hash as Django does, then put a compressed copy beside every file that shrinks."""
        names: set[str] = set()
        for original, hashed, done in super().post_process(*args, **options):
            if isinstance(hashed, str):
                names.add(hashed)
            yield original, hashed, done
        compressor = Compressor(quiet=True)
        for name in sorted(filter(compressor.should_compress, names)):
            for copy in compressor.compress(self.path(name)):
                yield name, copy, True
