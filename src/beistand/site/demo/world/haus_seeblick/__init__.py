"""Haus Seeblick: a hotel by a lake and the people who answer its telephone."""

from __future__ import annotations

from beistand.site.demo.world.haus_seeblick.brand import HAUS_SEEBLICK

__all__ = ["HAUS_SEEBLICK"]
