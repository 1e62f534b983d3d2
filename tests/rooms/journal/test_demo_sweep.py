"""The demo comes and goes; the chain stays whole and still finds what is hidden."""

from __future__ import annotations

import pytest

from beistand.journal.models import Entry
from beistand.journal.sealing import seal_on
from beistand.journal.verifying import verify
from beistand.site.demo.loading import load_demo
from beistand.site.demo.removing import remove_demo
from beistand.site.settings import read_settings

pytestmark = [pytest.mark.usefixtures("transactional_db"), pytest.mark.slow]


def _sealed() -> None:
    while seal_on():
        pass


def test_load_verify_remove_verify_load_again() -> None:
    load_demo(read_settings())
    _sealed()
    loaded = verify()
    assert list(loaded.faults) == [] and loaded.sealed > 100
    remove_demo()
    _sealed()
    removed = verify()
    assert (list(removed.faults), removed.swept, Entry.objects.count()) == ([], loaded.sealed, 1)
    load_demo(read_settings())
    _sealed()
    again = verify()
    assert (list(again.faults), again.swept) == ([], loaded.sealed)
    assert again.sealed == 2 * loaded.sealed + 1
