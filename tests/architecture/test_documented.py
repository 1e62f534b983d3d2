"""What the code offers is what the docs say: settings, facts, channels, commands."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from beistand.channels import registry
from beistand.channels.adapter import Channel
from beistand.journal.book import FACTS
from beistand.site.cli.commands import COMMANDS
from beistand.site.settings import PREFIX, Settings, WrongSetting, read_settings

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


def test_every_setting_is_on_the_page_and_nothing_else() -> None:
    page = (DOCS / "settings.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `(BEISTAND_[A-Z_]+)` \|", page, re.MULTILINE))
    assert named == {PREFIX + f.name.upper() for f in fields(Settings)}


def test_a_misspelt_setting_is_answered_with_the_right_one() -> None:
    with pytest.raises(WrongSetting, match="Did you mean BEISTAND_SMTP_PORT"):
        read_settings({"BEISTAND_SMPT_PORT": "25"})


def test_a_number_that_is_none_is_refused_by_name() -> None:
    with pytest.raises(WrongSetting, match="BEISTAND_PORT must be a whole number"):
        read_settings({"BEISTAND_PORT": "eighty"})


def test_every_fact_says_what_it_means() -> None:
    assert {name for name, kind in FACTS.items() if not (kind.__doc__ or "").strip()} == set()


def test_every_channel_keeps_the_interface() -> None:
    for name in registry.names():
        adapter = registry.channel(name)
        assert isinstance(adapter, Channel)
        assert adapter.name == name


def test_every_command_has_words_and_a_verb() -> None:
    for command in COMMANDS:
        assert command.help
        assert callable(command.load()), command.words


def test_no_path_of_a_machine_is_in_the_docs() -> None:
    for page in [ROOT / "README.md", *DOCS.rglob("*.md")]:
        assert f"{ROOT.parent}/" not in page.read_text(encoding="utf-8"), page
