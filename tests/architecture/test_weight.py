"""What a first visit to the desk has to load stays light, and nothing of it comes from elsewhere."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

STATIC = Path(__file__).resolve().parents[2] / "src/beistand/site/static"
TEMPLATES = STATIC.parent / "templates"
FIRST_VIEW = 150 * 1024
ALL_STYLES = 20 * 1024


def weight(path: Path) -> int:
    """Bytes on the wire; fonts are compressed already."""
    content = path.read_bytes()
    return len(content) if path.suffix == ".woff2" else len(gzip.compress(content, 9))


def test_the_first_view_of_the_desk_is_light() -> None:
    scripts = sorted((STATIC / "beistand/js").glob("*.js"))
    styles = [STATIC / "beistand" / f"{name}.css" for name in ("tokens", "base", "parts", "desk", "pages")]
    vendored = [
        path
        for path in sorted((STATIC / "vendor").rglob("*"))
        if path.suffix in {".js", ".svg", ".woff2"} and "latin-ext" not in path.name
    ]
    assert sum(weight(path) for path in [*scripts, *styles, *vendored]) <= FIRST_VIEW


def test_all_styles_together_are_small() -> None:
    assert sum(weight(path) for path in (STATIC / "beistand").glob("*.css")) <= ALL_STYLES


def test_no_page_names_a_foreign_server() -> None:
    own = [
        *(STATIC / "beistand").rglob("*.css"),
        *(STATIC / "beistand").rglob("*.js"),
        *TEMPLATES.rglob("*.html"),
    ]
    for path in own:
        foreign = set(re.findall(r"https?://[^\s\"')]+", path.read_text())) - {"http://www.w3.org/2000/svg"}
        assert not foreign, path


def test_no_page_carries_a_handler_or_a_style_of_its_own() -> None:
    """The policy of the pages forbids both; htmx evaluates nothing."""
    rooms = STATIC.parents[1]
    for path in [*rooms.glob("*/templates/**/*.html"), *rooms.glob("*/templates_django/**/*.html")]:
        text = path.read_text()
        assert not re.search(r"\s(on[a-z]+|style)=\"|hx-on|\bjs:|javascript:", text), path
