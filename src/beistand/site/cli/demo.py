"""`beistand demo …`."""

from __future__ import annotations

import argparse
from typing import Any

from django.utils.translation import gettext as _

from beistand.house import setting_up
from beistand.house.models import ApiKey, Brand
from beistand.lib.models import Installation
from beistand.lib.refusal import Refused
from beistand.site.demo import accounts as people
from beistand.site.demo.loading import load_demo
from beistand.site.demo.removing import remove_demo
from beistand.site.settings import Settings
from beistand.site.welcome import write_welcome

KEY = "demo"


def load(settings: Settings, args: argparse.Namespace) -> dict[str, Any]:
    """Load the five brands."""
    loaded = load_demo(settings)
    write_welcome(settings)
    return loaded


def remove(settings: Settings, args: argparse.Namespace) -> dict[str, Any]:
    """Remove everything that belongs to the demo."""
    removed = remove_demo()
    write_welcome(settings)
    return removed


def reset(settings: Settings, args: argparse.Namespace) -> dict[str, Any]:
    """Remove and load it again."""
    remove_demo()
    return load(settings, args)


def accounts(settings: Settings, args: argparse.Namespace) -> dict[str, Any]:
    """Sign-ins, brands and an API token of the demo. Each call makes a new token and ends the one before."""
    if not Brand.objects.filter(is_demo=True).exists():
        raise Refused(
            _("There is no demo in this data folder."), _("`beistand demo load` loads it."), status=404
        )
    if Installation.objects.get(id=1).kind == "real":
        token = ""  # a key that sees everything is not printed on a real installation
    else:
        ApiKey.objects.filter(name=KEY).delete()
        _key, token = setting_up.add_key(KEY, ["read", "write", "admin"])
    return {
        "url": f"{settings.pages}/in/",
        "accounts": people.accounts(),
        "brands": list(
            Brand.objects.filter(is_demo=True).order_by("created_at", "slug").values("slug", "name")
        ),
        "token": token,
    }
