"""The one way out to the web. Nothing in the house opens an HTTP connection of its own.

`client.fetch` guards against being sent to inner networks (SSRF), `signed` signs and checks webhooks,
`image_proxy` makes harmless pictures of whatever was fetched.
"""

from __future__ import annotations

from beistand.lib.http.client import Answer, fetch
from beistand.lib.http.places import Forbidden, Unreachable
from beistand.lib.http.signed import check, sign

__all__ = ["Answer", "Forbidden", "Unreachable", "check", "fetch", "sign"]
