"""Mails that are made to be slow: each is judged in a fraction of a second."""

from __future__ import annotations

import time

import pytest

from beistand.channels.email.proof import Believed
from rules.sender_proof.sealed_mail import BANK, judged, mail, signed

SIZE = 200_000
SLOW = {
    "folds": "X-Long: a" + "\r\n " * (SIZE // 3),
    "blanks": "X-Long: " + " " * SIZE + "x",
    "many fields": "\r\n".join(["X: y"] * (SIZE // 6)),
    "many signatures": "\r\n".join(
        ["DKIM-Signature: v=1; a=rsa-sha256; d=bank.example; s=s1; h=from; bh=AA==; b=AA=="] * 2000
    ),
    "long h=": "DKIM-Signature: v=1; a=rsa-sha256; d=bank.example; s=s1; bh=AA==; b=AA==; h="
    + "from:" * (SIZE // 5),
    "semicolons": "DKIM-Signature: " + "; " * (SIZE // 2),
    "many results": "\r\n".join(["Authentication-Results: mx.example; spf=pass"] * (SIZE // 45)),
    "comments": "Authentication-Results: mx.example; " + "(" * 16000,
    "quotations": "Authentication-Results: mx.example; " + 'a="' * 5000,
    "many seals": "\r\n".join(f"ARC-Seal: i={n}; cv=pass" for n in range(SIZE // 30)),
}


@pytest.mark.parametrize("field", SLOW.values(), ids=SLOW.keys())
def test_a_swollen_header_is_judged_in_time(field: str) -> None:
    raw = mail(field)
    started = time.process_time()
    judged(raw, believed=Believed(frozenset({"mx.example"})))
    judged(raw)
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    "sender", ["(" * SIZE, '"' * SIZE, "a@" * SIZE, "=?utf-8?q?a?= " * (SIZE // 14), "a" * SIZE + "@" + BANK]
)
def test_a_swollen_from_is_nobody(sender: str) -> None:
    started = time.process_time()
    assert judged(mail(sender=sender)).author.domain == ""
    assert judged(mail(sender=sender[:1900] + f" <anna@{BANK}>")).author is not None
    assert time.process_time() - started < 1


def test_a_large_mail_is_judged_in_time() -> None:
    raw = signed(mail(body=("a  b\tc " * 10 + "\r\n") * 50_000))
    started = time.process_time()
    assert judged(raw, ip=None).proof.is_proven
    assert time.process_time() - started < 1
