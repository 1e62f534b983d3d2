"""Keep the German catalogues complete: extract, update, compile, check. Uses Babel only, no gettext binary.

    python tools/messages.py update [room ...]   extract, merge into the .po, compile the .mo
    python tools/messages.py check  [room ...]   change nothing; exit 1 if anything is missing or stale

Message ids are English. A room's catalogue lies in `src/beistand/<room>/locale/de/LC_MESSAGES/django.po`.
Read are the room's Python files, its Jinja2 templates (`templates/`) and its Django templates
(`templates_django/`, the restyled sign-in pages). Both commands exit 1 while a message is untranslated,
fuzzy, or loses a placeholder.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HOUSE = Path(__file__).resolve().parent.parent / "src" / "beistand"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
#: Real dates would make every run a change in git.
STILL = datetime(2026, 1, 1, tzinfo=UTC)
Text: TypeAlias = str | tuple[str, ...] | list[str]
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}|%%")


def main() -> int:
    """Run the command line; the exit code tells whether every message is translated."""
    line = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    line.add_argument("verb", choices=["update", "check"])
    line.add_argument("rooms", nargs="*", help="folder names below src/beistand; all when left out")
    wanted = line.parse_args()
    complaints: list[str] = []
    for room in wanted.rooms or _rooms():
        complaints += update(room) if wanted.verb == "update" else check(room)
    for complaint in complaints:
        print(complaint)
    print(f"{len(complaints)} complaints")
    return 1 if complaints else 0


def update(room: str) -> list[str]:
    """Merge what the room says today into its catalogue and compile it. Gives what is still open."""
    said = gather(room)
    path = _catalogue_path(room)
    if not said and not path.exists():
        return []
    catalogue = _read(path)
    catalogue.update(said, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_po(catalogue))
    path.with_suffix(".mo").write_bytes(_mo(catalogue))
    return _open_ends(room, catalogue)


def check(room: str) -> list[str]:
    """What is wrong with the room's catalogue as it lies there: missing, stale, untranslated, not compiled."""
    said = gather(room)
    path = _catalogue_path(room)
    catalogue = _read(path)
    here, there = ({_key(message.id) for message in one if message.id} for one in (said, catalogue))
    wrong = [f"{room}: not in the catalogue: {text!r}" for text in sorted(here - there)]
    wrong += [f"{room}: said nowhere any more: {text!r}" for text in sorted(there - here)]
    if there and (
        not path.with_suffix(".mo").exists() or path.with_suffix(".mo").read_bytes() != _mo(catalogue)
    ):
        wrong.append(f"{room}: the .mo is not what the .po compiles to")
    return wrong + _open_ends(room, catalogue)


def gather(room: str) -> Catalog:
    """Everything the room's code and templates say, as an English catalogue without translations."""
    said = Catalog(locale="de", domain="django")
    for path in sorted((HOUSE / room).rglob("*")):
        place = path.relative_to(HOUSE).as_posix()
        if "/migrations/" in place:
            continue
        if path.suffix == ".py":
            found = extract("python", io.BytesIO(path.read_bytes()), KEYWORDS, ["Translators:"])
        elif "/templates/" in place and path.suffix in {".html", ".txt"}:
            found = extract(
                "jinja2.ext:babel_extract", io.BytesIO(path.read_bytes()), KEYWORDS, ["Translators:"], {}
            )
        elif "/templates_django/" in place and path.suffix in {".html", ".txt"}:
            found = extract("python", io.BytesIO(_django_as_python(path)), KEYWORDS, ["Translators:"])
        else:
            continue
        for _lineno, text, comments, context in found:
            said.add(text, None, [(place, 0)], auto_comments=comments, context=context)
    return said


def _django_as_python(path: Path) -> bytes:
    """Django's own step of makemessages: all but the translate tags becomes X; indentation would not tokenise."""
    from django.conf import settings

    if not settings.configured:
        settings.configure()
    from django.utils.translation.template import templatize

    blank = templatize(path.read_text(encoding="utf-8"))
    return "\n".join(line.lstrip() for line in blank.splitlines()).encode()


def _rooms() -> Iterator[str]:
    return (path.name for path in sorted(HOUSE.iterdir()) if (path / "__init__.py").exists())


def _catalogue_path(room: str) -> Path:
    return HOUSE / room / "locale" / "de" / "LC_MESSAGES" / "django.po"


def _read(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale="de", domain="django")
    with path.open("rb") as file:
        return read_po(file, locale="de", domain="django")


def _po(catalogue: Catalog) -> bytes:
    catalogue.fuzzy = False
    catalogue.header_comment = "# German words of this room. English message ids stand in the code."
    catalogue.project, catalogue.version = "Beistand", "1"
    catalogue.msgid_bugs_address, catalogue.last_translator, catalogue.language_team = "", "", "de"
    catalogue.creation_date = catalogue.revision_date = STILL
    out = io.BytesIO()
    write_po(out, catalogue, width=110, include_lineno=False, sort_by_file=True, ignore_obsolete=True)
    return out.getvalue()


def _mo(catalogue: Catalog) -> bytes:
    _po(catalogue)  # the header is part of what is compiled
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def _open_ends(room: str, catalogue: Catalog) -> list[str]:
    open_ends = []
    for message in catalogue:
        if not message.id:
            continue
        words = [word or "" for word in _parts(message.string)]
        if message.fuzzy:
            open_ends.append(f"{room}: fuzzy: {_key(message.id)!r}")
        elif not all(words):
            open_ends.append(f"{room}: not translated: {_key(message.id)!r}")
        elif any(_placeholders(word) - _placeholders(" ".join(_parts(message.id))) for word in words) or (
            isinstance(message.id, str) and _placeholders(message.id) != _placeholders(words[0])
        ):
            open_ends.append(f"{room}: placeholders differ: {_key(message.id)!r}")
    return open_ends


def _placeholders(text: str) -> set[str]:
    return {hit.group() for hit in PLACEHOLDER.finditer(text) if hit.group() != "%%"}


def _key(text: Text) -> str:
    return _parts(text)[0]


def _parts(text: Text | None) -> list[str]:
    return [text or ""] if text is None or isinstance(text, str) else list(text)


if __name__ == "__main__":
    sys.exit(main())
