"""Where files lie: by the SHA-256 of their content, in a folder or in an S3-compatible store.

A name, a type and an owner are data of the rooms above; here a file is only its bytes. `store_at` gives the one store of
an installation, `signed_links` the short-lived addresses under which single files are fetched.
"""

from __future__ import annotations

from beistand.lib.store.choice import store_at
from beistand.lib.store.folder import FolderStore
from beistand.lib.store.shelf import Damaged, Missing, Problem, Store, StoreFull, StoreUnavailable

__all__ = [
    "Damaged",
    "FolderStore",
    "Missing",
    "Problem",
    "Store",
    "StoreFull",
    "StoreUnavailable",
    "store_at",
]
