"""The content store of this installation."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from beistand.lib.store import FolderStore, Store


def store_at(settings: Any) -> Store:
    """The store that the settings name, opened once a process."""
    return _opened(str(settings.data_folder / "files"))


@cache
def _opened(folder: str) -> Store:
    return FolderStore(Path(folder))
