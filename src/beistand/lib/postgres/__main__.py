"""`python -m beistand.lib.postgres migrate`: move a data folder to another major version of PostgreSQL."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from beistand.lib.postgres.account import own_account
from beistand.lib.postgres.binaries import Found, sources, version_of
from beistand.lib.postgres.copies import copied
from beistand.lib.postgres.migration import migrate
from beistand.lib.postgres.place import ROOTS
from beistand.lib.postgres.words import NO_POSTGRES
from beistand.lib.refusal import Refused
from beistand.lib.sentence import refuse


def main(argv: list[str] | None = None) -> int:
    """Exit 0: moved; 1: refused with a sentence; 2: wrong use."""
    parser = argparse.ArgumentParser(prog="python -m beistand.lib.postgres", description=__doc__)
    parser.add_argument("verb", choices=["migrate"])
    parser.add_argument("--data", type=Path, required=True, help="the data folder of the installation")
    parser.add_argument("--old-bin", type=Path, required=True, help="folder with the old version's programs")
    parser.add_argument("--new-bin", type=Path, help="the new version's; the best one found when left out")
    parser.add_argument("--home", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args(argv)
    try:
        new_bin = asked.new_bin or _newer_than(asked.old_bin)
        kept = migrate(asked.data, asked.old_bin, new_bin, home=asked.home)
    except Refused as refused:
        sys.stderr.write(f"{refused.sentence} {refused.way_on}\n")
        return 1
    sys.stdout.write(f"Moved to PostgreSQL {version_of(new_bin)}. The old cluster is kept in {kept}.\n")
    return 0


def _newer_than(old_bin: Path) -> Path:
    old = Found("PG_BINDIR", bin=old_bin, version=version_of(old_bin))
    for found in sources():
        if found.major > old.major:
            return copied(found, ROOTS).bin if found.source == "wheel" and own_account() else found.bin
    raise refuse(NO_POSTGRES)


if __name__ == "__main__":
    sys.exit(main())
