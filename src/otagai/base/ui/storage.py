"""Static files under names that contain their own hash, so that browsers may keep them for ever."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStatic(CompressedManifestStaticFilesStorage):
    """Hashed and compressed names; the imports between our ES modules follow the hashes."""

    support_js_module_import_aggregation = True
