"""A PostgreSQL of one's own for a test run: durable as the real one, small, gone afterwards."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from beistand.lib.postgres import Running, Tuning, launch

SMALL = Tuning(shared_buffers="64MB", effective_cache_size="256MB", max_connections=100)


@contextmanager
def throwaway(bindir: str = "", tuning: Tuning = SMALL) -> Iterator[Running]:
    """A running PostgreSQL in a folder that is removed afterwards; `url` names its empty database.

    The folder lies directly in /tmp, since as root PostgreSQL runs as another user, who may not enter pytest's own
    folders. fsync stays on: a server without it would be refused.
    """
    folder = Path(tempfile.mkdtemp(prefix="beistand-test-"))
    folder.chmod(0o711)
    try:
        with launch(folder / "data", bindir=bindir, tuning=tuning, home=folder / "pg") as running:
            yield running
    finally:
        shutil.rmtree(folder)
