"""Authentication-Results (RFC 8601): what somebody before us says to have found, and whether we believe it.

Anybody can write such a field. Believed is only what a configured relay or mailbox provider put on top of the
mail: from the topmost field on as long as the authserv-id is a configured one, not below a Received line that
was there before it, and not below the fields that the sender wrote. A field is read strictly or not at all:
parts of it come from strangers (the envelope sender, the greeting), and a reader that forgives could be led
to find a result inside a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from beistand.channels.adapter import Verdict
from beistand.channels.email.proof.letter import Field, Letter
from beistand.channels.email.proof.tags import Malformed

_FIELD = b"authentication-results"
_SENDERS_OWN = frozenset((b"from", b"to", b"cc", b"subject", b"date", b"message-id", b"mime-version"))
_LONGEST = 16_384
_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|([;()])|([^\s"();\\]+)|(\s+)', re.DOTALL)
_WORDS = {
    "hardfail": Verdict.FAIL,
    "policy": Verdict.NEUTRAL,
    "unknown": Verdict.NEUTRAL,
    "error": Verdict.TEMPERROR,
}


class Believed(msgspec.Struct, frozen=True):
    """Whose results are believed: authserv-ids, compared whole and without regard to case."""

    authserv_ids: frozenset[str]

    def trusts(self, authserv_id: str) -> bool:
        """Whether results of this id are believed."""
        return bool(authserv_id) and authserv_id.lower() in {each.lower() for each in self.authserv_ids}


class Result(msgspec.Struct, frozen=True):
    """One result: method, verdict and properties such as `header.d` (names in lower case)."""

    method: str
    verdict: Verdict
    properties: dict[str, str]


def believed_results(letter: Letter, believed: Believed) -> tuple[str, tuple[Result, ...]]:
    """The authserv-id that is believed and its results; ("", ()) when there is nothing to believe.

    Filters on one relay write a field each, so the run is read as one; but what an upper field says about a
    method is not added to by a lower one.
    """
    by = ""
    results: list[Result] = []
    for field in _top_fields(letter, believed):
        name, found = read_results(field)
        by = by or name
        known = {result.method for result in results}
        results += [result for result in found if result.method not in known]
    return by, tuple(results)


def claimed_ids(letter: Letter, believed: Believed | None) -> tuple[str, ...]:
    """The authserv-ids of the fields that are ignored, from top to bottom; "?" for one that can't be read."""
    kept = {id(field) for field in _top_fields(letter, believed)} if believed else set()
    return tuple(_id(field) or "?" for field in letter.all(_FIELD) if id(field) not in kept)


def _top_fields(letter: Letter, believed: Believed) -> Iterator[Field]:
    """The believed fields. The relay writes its Received just above or below them: the second one ends the run."""
    has_begun = False
    for field in letter.fields:
        if field.name in _SENDERS_OWN or (has_begun and field.name == b"received"):
            return
        if field.name != _FIELD:
            continue
        if not believed.trusts(_id(field)):
            return
        has_begun = True
        yield field


def _id(field: Field) -> str:
    try:
        return read_results(field)[0]
    except Malformed:
        return ""


def read_results(field: Field) -> tuple[str, list[Result]]:
    """The authserv-id in lower case and the results. Raises `Malformed`.

    White space around "=" is allowed by the RFC, written by nobody and not read here.
    """
    if len(field.raw) > _LONGEST:
        raise Malformed("results too long")
    head, *parts = _parts(field.text)
    if not head or len(head) > 2 or "=" in head[0] or (len(head) == 2 and not head[1].isdigit()):
        raise Malformed("no authserv-id")
    return head[0].lower(), [_result(words) for words in parts if words and words != ["none"]]


def _parts(text: str) -> list[list[str]]:
    """The words between semicolons, without comments; a quoted string is part of the word it stands in."""
    parts: list[list[str]] = [[]]
    word: list[str] = []
    at = depth = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise Malformed("results can't be read")
        at = match.end()
        quoted, sign, plain_text, _ = match.groups()
        if depth and quoted is not None:
            raise Malformed(
                "a quotation inside a comment"
            )  # readers disagree whether it hides the comment's end
        if sign in ("(", ")"):
            depth += 1 if sign == "(" else -1
            if depth < 0:
                raise Malformed("a comment ends that did not begin")
        elif depth:
            continue
        elif plain_text:
            word.append(plain_text)
            continue
        elif quoted is not None:
            if not word:
                raise Malformed("a quotation where a name should be")
            word.append(quoted)
            continue
        if word:
            parts[-1].append("".join(word))
            word = []
        if sign == ";":
            parts.append([])
    if depth:
        raise Malformed("a comment does not end")
    if word:
        parts[-1].append("".join(word))
    return parts


def _result(words: list[str]) -> Result:
    """`method[/version]=result [reason=x] ptype.property=value …`."""
    method, verdict = _pair(words[0])
    properties: dict[str, str] = {}
    for word in words[1:]:
        name, value = _pair(word)
        if properties.setdefault(name, value) != value:
            raise Malformed("a property twice")
    return Result(method.partition("/")[0], _verdict(verdict.lower()), properties)


def _pair(word: str) -> tuple[str, str]:
    name, equals, value = word.partition("=")
    if not equals or not name:
        raise Malformed("a word where name=value should be")
    return name.lower(), value


def _verdict(word: str) -> Verdict:
    try:
        return Verdict(word)
    except ValueError:
        return _WORDS.get(word, Verdict.NONE)
