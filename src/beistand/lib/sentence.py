"""Sentences for people who start the house, in English and German, before any framework is awake.

The supervisor and the launcher of PostgreSQL must stay small and may have to speak when nothing else runs,
so they keep both languages side by side in the code instead of in a catalogue.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from beistand.lib.refusal import Refused


@dataclass(frozen=True)
class Sentence:
    """One thing to say, and what the reader can do about it. Both may hold `{names}` to fill in."""

    code: str
    en: str
    de: str
    way_en: str = ""
    way_de: str = ""


def language(environ: Mapping[str, str] | None = None) -> str:
    """The language of the terminal, "de" or "en", by the usual order of the locale's variables."""
    env = os.environ if environ is None else environ
    wanted = env.get("LC_ALL") or env.get("LC_MESSAGES") or env.get("LANG") or ""
    return "de" if wanted.lower().startswith("de") else "en"


def say(sentence: Sentence, **names: object) -> str:
    """The sentence in the reader's language."""
    return (sentence.de if language() == "de" else sentence.en).format(**names)


def refuse(sentence: Sentence, **names: object) -> Refused:
    """The sentence as something to raise; its `code` tells programs what the words tell people."""
    way = sentence.way_de if language() == "de" else sentence.way_en
    return Refused(say(sentence, **names), way.format(**names), status=409, code=sentence.code)
