"""Stadtstrom: electricity, meters and charging boxes."""

from __future__ import annotations

from beistand.site.demo.world.stadtstrom.brand import STADTSTROM

__all__ = ["STADTSTROM"]
