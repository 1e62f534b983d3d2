"""Every mail of the corpora is one mail read or one named refusal; the parts are those that mime4j expects."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from pathlib import Path

import msgspec
import pytest
from mails import CORPORA, mail, multipart, part

from beistand.channels.adapter import Incoming, Unreadable
from beistand.channels.email.parse import read
from beistand.channels.email.parse.mime import Part, split
from beistand.channels.email.parse.transfer import decoded
from corpora_found import FIGURE, corpus

Record = Callable[[str, object], None]
MIME4J = sorted((CORPORA / "mime4j").glob("core/src/test/resources/*/*.msg"))
# Also what is no mail at all (expected texts, event streams): whatever lies there may arrive one day.
EVERYTHING = sorted(path for path in CORPORA.rglob("*") if path.is_file())

# Where we read another way than mime4j's expected files, and why that is right for a service desk.
OTHERWISE = {
    "badbound.msg": "boundary broken over two lines: we show the text, mime4j shows nothing",
    "missing-boundary.msg": "no boundary at all: we show the text",
    "multipartnopart.msg": "no part between the boundaries: we show the text",
    "missing-inner-boundary.msg": "as above, one level deeper",
    "missing-inner-start-boundary.msg": "as above, one level deeper",
    "hdr-fakeout.msg": "a blank line is missing: we show the body, mime4j drops it",
    "malformedHeader-noheader.msg": "no header at all: the text is the body",
    "basic-plain-with-bad-header-separator.msg": "blank line with a blank in it: mime4j drops the first paragraph",
    "malformedHeaderStartsBody-nocrlfcrlf.msg": "same bytes as malformedHeader-nocrlfcrlf with the other setting of mime4j",
    "malformedHeaderStartsBody-noheader.msg": "same bytes as malformedHeader-noheader with the other setting of mime4j",
    "frag.msg": "base64 cut in the middle of a quartet: we save two bytes more",
    "multi-frag.msg": "base64 cut in the middle of a quartet: we save two bytes more",
}


def test_every_file_of_the_corpus_is_read_or_refused_by_name() -> None:
    assert len(EVERYTHING) > 600
    refused = {
        path.name: answer.reason
        for path in EVERYTHING
        if isinstance(answer := _try(path.read_bytes()), Unreadable)
    }
    assert set(refused.values()) <= {"empty"}
    assert not [name for name in refused if name.endswith((".eml", ".msg"))]


def test_what_was_read_survives_the_way_through_msgpack() -> None:
    for path in EVERYTHING:
        answer = _try(path.read_bytes())
        if isinstance(answer, Incoming):
            assert msgspec.msgpack.decode(msgspec.msgpack.encode(answer), type=Incoming) == answer


def test_decoded_parts_are_those_of_mime4j(record_property: Record) -> None:
    different = {
        path.name
        for path in MIME4J
        if _expected_parts(path) != [_lf(raw) for raw in _leaves(split(path.read_bytes()))]
    }
    record_property(FIGURE, f"mime4j parts: {len(MIME4J) - len(different)} of {len(MIME4J)} mails exactly")
    assert len(MIME4J) == 80
    assert different == set(OTHERWISE)


def test_header_fields_are_those_of_mime4j(record_property: Record) -> None:
    right = total = 0
    for path in MIME4J:
        expected = _expected_fields(path)
        ours = {
            (name, " ".join(value.decode("latin-1").split()))
            for name, value in split(path.read_bytes()).headers
        }
        right, total = right + sum(pair in ours for pair in expected), total + len(expected)
    record_property(FIGURE, f"mime4j header fields: {right} of {total} exactly")
    assert total == 484
    assert right == total


def test_the_standard_library_as_second_opinion(record_property: Record) -> None:
    """Subjects and leaf bodies agree with `email` on well-formed mails; broken ones are where we do better."""
    same = total = 0
    for path in sorted((CORPORA / "mikel-mail").rglob("*.eml")):
        raw = path.read_bytes()
        other = message_from_bytes(raw, policy=policy.compat32)
        if other.defects or any(one.defects for one in other.walk()) or other.is_multipart():
            continue
        total += 1
        body = other.get_payload(decode=True)
        same += isinstance(body, bytes) and [_lf(one).strip() for one in _leaves(split(raw))] == [
            _lf(body).strip()
        ]
    record_property(FIGURE, f"single-part mails as the standard library reads them: {same} of {total}")
    assert total >= 40
    assert same / total >= 0.95


def test_real_mails_of_2002(record_property: Record) -> None:
    """410 mails when the corpus is there, else some of our own of the same kind."""
    folder = corpus("spamassassin-mime", "a self-made set of four mails was read instead", record_property)
    mails = [path.read_bytes() for path in sorted(folder.rglob("*.eml"))] if folder else _own_set()
    assert len(mails) >= 4
    answers = [_try(raw) for raw in mails]
    assert all(isinstance(answer, Incoming) for answer in answers)
    for answer in answers:
        assert isinstance(answer, Incoming)
        assert answer.text or answer.attachments or answer.html
        assert not any(letter in answer.subject + answer.sender.name for letter in "\r\n\0")


def _own_set() -> list[bytes]:
    return [
        mail("Hallo"),
        mail("Grüße".encode("cp1252"), Content_Type="text/plain; charset=iso-8859-1"),
        mail("<p>Angebot</p>", Content_Type="text/html"),
        multipart(
            part("eins", "Content-Type: text/plain"),
            part("<p>eins</p>", "Content-Type: text/html"),
            kind="alternative",
        ),
    ]


def _try(raw: bytes) -> Incoming | Unreadable:
    try:
        return read(raw)
    except Unreadable as refused:
        return refused


def _lf(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n")


def _leaves(node: Part) -> Iterator[bytes]:
    if node.children:
        for child in node.children:
            yield from _leaves(child)
        return
    raw = decoded(node.body, node.first("content-transfer-encoding"))
    if node.type == "message/rfc822":
        yield from _leaves(split(raw))
    else:
        yield raw


def _expected_parts(path: Path) -> list[bytes]:
    tree = ET.parse(path.with_name(f"{path.stem}_decoded.xml"))
    names = [node.get("name") for node in tree.iter() if node.tag.endswith("body") and node.get("name")]
    return [_lf(path.with_name(str(name)).read_bytes()) for name in names]


def _expected_fields(path: Path) -> list[tuple[str, str]]:
    header = ET.parse(path.with_name(f"{path.stem}_decoded.xml")).getroot().find("header")
    fields = [(field.text or "").strip() for field in header.findall("field")] if header is not None else []
    pairs = [field.partition(":") for field in fields]
    return [(name.strip().lower(), " ".join(value.split())) for name, _, value in pairs]


@pytest.mark.parametrize("name", sorted(OTHERWISE))
def test_where_we_differ_we_show_at_least_as_much(name: str) -> None:
    (path,) = [path for path in MIME4J if path.name == name]
    ours = sum(len(_lf(raw)) for raw in _leaves(split(path.read_bytes())))
    theirs = sum(map(len, _expected_parts(path)))
    assert ours >= theirs or name == "malformedHeaderStartsBody-nocrlfcrlf.msg"
