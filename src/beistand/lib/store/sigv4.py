"""AWS Signature Version 4 for S3, as its documentation describes it ("Authenticating Requests: Using the Authorization Header").

Pure. Tested against the examples of that documentation.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote

EMPTY = hashlib.sha256(b"").hexdigest()
_ALGORITHM = "AWS4-HMAC-SHA256"


class Keys(NamedTuple):
    """Who signs, and where."""

    region: str
    key_id: str
    secret: str


def signed(
    keys: Keys, method: str, path: str, query: Mapping[str, str], headers: Mapping[str, str], at: datetime
) -> dict[str, str]:
    """The headers to send: those given (with `host` and `x-amz-content-sha256`), `x-amz-date` and `authorization`.

    `path` is unquoted and starts with "/". `at` is aware, in UTC.
    """
    stamp = at.strftime("%Y%m%dT%H%M%SZ")
    all_headers = {name.lower(): " ".join(value.split()) for name, value in headers.items()} | {
        "x-amz-date": stamp
    }
    names = ";".join(sorted(all_headers))
    request = "\n".join(
        [
            method,
            quoted_path(path),
            quoted_query(query),
            *(f"{name}:{all_headers[name]}" for name in sorted(all_headers)),
            "",
            names,
            all_headers["x-amz-content-sha256"],
        ]
    )
    scope = f"{stamp[:8]}/{keys.region}/s3/aws4_request"
    text = "\n".join([_ALGORITHM, stamp, scope, hashlib.sha256(request.encode()).hexdigest()])
    signature = hmac.new(_key(keys, stamp[:8]), text.encode(), hashlib.sha256).hexdigest()
    all_headers["authorization"] = (
        f"{_ALGORITHM} Credential={keys.key_id}/{scope},SignedHeaders={names},Signature={signature}"
    )
    return all_headers


def quoted_path(path: str) -> str:
    """A path as S3 wants it quoted."""
    return quote(path, safe="/-_.~")


def quoted_query(query: Mapping[str, str]) -> str:
    """A query in the one order and quoting that is signed."""
    return "&".join(f"{quote(name, safe='-_.~')}={quote(query[name], safe='-_.~')}" for name in sorted(query))


def _key(keys: Keys, day: str) -> bytes:
    key = b"AWS4" + keys.secret.encode()
    for part in (day, keys.region, "s3", "aws4_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return key
