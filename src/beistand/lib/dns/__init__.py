"""Questions to the name system, as a port: `Resolver` is what others see, `DnsResolver` is the real one."""

from __future__ import annotations

from beistand.lib.dns.port import Answer, Resolver, State
from beistand.lib.dns.resolver import DnsResolver

__all__ = ["Answer", "DnsResolver", "Resolver", "State"]
