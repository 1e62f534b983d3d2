"""Auenfeld: cars, branches and help on the road."""

from __future__ import annotations

from beistand.site.demo.world.auenfeld.brand import AUENFELD

__all__ = ["AUENFELD"]
