"""Buchhaus Linden: bookshops, a bicycle courier and parcels."""

from __future__ import annotations

from beistand.site.demo.world.buchhaus_linden.brand import BUCHHAUS_LINDEN

__all__ = ["BUCHHAUS_LINDEN"]
