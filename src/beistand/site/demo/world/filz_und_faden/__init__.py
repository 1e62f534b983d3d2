"""Filz & Faden: slippers sold online, mended in Basel."""

from __future__ import annotations

from beistand.site.demo.world.filz_und_faden.brand import FILZ_UND_FADEN

__all__ = ["FILZ_UND_FADEN"]
