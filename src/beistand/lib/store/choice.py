"""Chooses the store of an installation from its settings.

The keys of an S3 store come from the names that its own tools use, so that nobody has to learn new ones:
`AWS_ENDPOINT_URL`, `AWS_REGION`, `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from beistand.lib.store.bucket import Access, BucketStore
from beistand.lib.store.folder import FolderStore
from beistand.lib.store.shelf import Store


class Wanted(Protocol):
    """The settings that matter here. `store`: "" or "s3://bucket/prefix"; files of the folder lie in `data_folder`/files."""

    @property
    def store(self) -> str:
        """Where files are kept."""
        ...

    @property
    def data_folder(self) -> Path:
        """The data folder."""
        ...


def store_at(settings: Wanted) -> Store:
    """The one store of an installation. Raises ValueError with a sentence if the settings name none that can be."""
    return _store(settings.store, settings.data_folder)


@cache
def _store(store: str, data_folder: Path) -> Store:
    if not store:
        return FolderStore(data_folder / "files")
    parts = urlsplit(store)
    if parts.scheme != "s3" or not parts.netloc:
        raise ValueError(f"BEISTAND_STORE must be empty or s3://bucket, not {store!r}.")
    return BucketStore(parts.netloc, parts.path.strip("/"), access_from(os.environ))


def access_from(environ: Mapping[str, str]) -> Access:
    """Address and keys of the S3 store. Raises ValueError naming what is not set."""
    names = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
    if missing := [name for name in names if not environ.get(name)]:
        raise ValueError(f"A store in S3 needs {' and '.join(missing)} to be set.")
    region = environ.get("AWS_REGION") or "us-east-1"
    endpoint = environ.get("AWS_ENDPOINT_URL") or f"https://s3.{region}.amazonaws.com"
    return Access(endpoint.rstrip("/"), region, environ[names[0]], environ[names[1]])
