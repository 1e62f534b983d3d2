"""Mails as companies get them: two thirds small, some with a file of 20 kB, some strange ones from the test corpus."""

from __future__ import annotations

import random
import re
from email.message import EmailMessage
from email.policy import SMTP

from tests.load.figures import ROOT
from tests.load.million.words import FAMILY, GIVEN, phrases

CORPUS = ROOT / "tests" / "corpora" / "mail-cases"


def mails(count: int, seed: int = 7) -> list[bytes]:
    """So many different mails, ready for the wire."""
    dice = random.Random(seed)
    texts = phrases(400, 20, 90, seed)
    file = dice.randbytes(20_480)
    strange = sorted(p for p in CORPUS.rglob("*.eml") if p.stat().st_size < 200_000)
    made = []
    for n in range(count):
        lot = dice.random()
        if lot < 0.15 and strange:
            made.append(_strange(dice.choice(strange).read_bytes(), n))
        else:
            made.append(_made(n, dice, texts, file if lot > 0.65 else b""))
    return made


def _made(n: int, dice: random.Random, texts: list[str], file: bytes) -> bytes:
    who = f"{dice.choice(GIVEN)} {dice.choice(FAMILY)}"
    one = EmailMessage(policy=SMTP)
    one["From"] = f"{who} <kunde{n % 700}@kunde.example>"
    one["To"] = "hilfe@auenfeld.example"
    one["Subject"] = f"{dice.choice(texts)[:60]} {n}"
    one["Message-ID"] = f"<{n}.{dice.getrandbits(48)}@kunde.example>"
    one["Date"] = "Sun, 22 Nov 2026 09:00:00 +0100"
    text = f"Guten Tag,\n\n{dice.choice(texts)}.\n\n{dice.choice(texts)}.\n\nViele Grüße\n{who}\n"
    one.set_content(text)
    if file:
        one.add_alternative(
            f"<html><body><p>{'</p><p>'.join(text.splitlines())}</p></body></html>", subtype="html"
        )
        one.add_attachment(file, maintype="application", subtype="pdf", filename=f"Rechnung {n}.pdf")
    return one.as_bytes()


def _strange(raw: bytes, n: int) -> bytes:
    """A case of the corpus as a mail of its own: with a Message-ID that nobody has used yet, and proper line ends."""
    lines = re.sub(rb"\r?\n|\r(?!\n)", b"\r\n", raw)
    return f"X-Copy: {n}\r\n".encode() + re.sub(
        rb"(?im)^message-id:\s*<", f"Message-ID: <c{n}.".encode(), lines, count=1
    )
