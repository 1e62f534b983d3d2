"""Reads an answer's body, unpacks it, and stops as soon as it is more than was asked for."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from beistand.lib.http.places import Forbidden, Unreachable

_STEP = 65_536


def read_body(pieces: Iterable[bytes], encoding: str, max_bytes: int) -> bytes:
    """The whole body, unpacked; raises Forbidden("too large") at the first byte too many, packed or unpacked."""
    out = bytearray()
    for piece in _unpacked(_limited(pieces, max_bytes), encoding.strip().lower()):
        out += piece
        if len(out) > max_bytes:
            raise Forbidden("too large")
    return bytes(out)


def _limited(pieces: Iterable[bytes], max_bytes: int) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > max_bytes:
            raise Forbidden("too large")
        yield piece


def _unpacked(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    if encoding in {"", "identity"}:
        yield from pieces
        return
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise Unreachable("unknown encoding")
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)  # gzip and zlib alike
    try:
        for piece in pieces:
            left = piece
            while left:
                yield unpacker.decompress(left, _STEP)
                left = unpacker.unconsumed_tail
    except zlib.error:
        raise Unreachable("broken answer") from None
    if not unpacker.eof:
        raise Unreachable("broken answer")
