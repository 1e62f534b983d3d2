"""Static files under names with a fingerprint, served by the pages themselves."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Fingerprinted(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise is untyped
    """Without a manifest (tests, a fresh clone) the plain names are used instead of failing."""

    manifest_strict = False
