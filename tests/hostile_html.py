"""The hostile HTML of tests/corpora/hostile-html, each case also hidden inside other markup: over 2,000 in all."""

from __future__ import annotations

import re
from pathlib import Path

SINK = "https://sink.example"
SCRIPT = "parent.pwn(1)"
_FILE = Path(__file__).parent / "corpora" / "hostile-html" / "payloads.txt"
_MARKS = {
    "{JS}": SCRIPT,
    "//{SINK}": SINK.removeprefix("https:"),
    "{SINK}": SINK,
    "{NL}": "\n",
    "{TAB}": "\t",
    "{CR}": "\r",
    "{FF}": "\f",
    "{NUL}": "\0",
    "{ZW}": "\u200b",
    "{RLO}": "\u202e",
    "{SHY}": "\u00ad",
    "{ESC}": "\x1b",
}
_WRAPPINGS = (
    "{}",
    "<table><tr><td>{}</table>",
    "<svg><foreignObject>{}</foreignObject></svg>{}",
    "<math><mtext>{}</mtext></math><b>",
    "<noscript>{}</noscript>",
    '<a title="--&gt;{}">--></a>',
    "<select><option>{}</select>",
    "<style><!--</style>{}-->",
    "<form><template>{}</template></form><p>",
)


def cases() -> list[str]:
    """The cases as written."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return [
        _filled(line) for line in lines if line and not line.startswith("# ") and not line.startswith("#-")
    ]


def payloads() -> list[str]:
    """Every case as it is, in mixed case, and inside each wrapping."""
    found = [wrapping.replace("{}", case) for case in cases() for wrapping in _WRAPPINGS]
    return found + [_in_mixed_case(case) for case in cases()]


def _filled(line: str) -> str:
    for mark, text in _MARKS.items():
        line = line.replace(mark, text)
    return line


def _in_mixed_case(case: str) -> str:
    return re.sub(r"(?<=[</ ])(?:[a-z]{3,}|on[a-z]+)(?=[\s=>/])", lambda found: found[0].swapcase(), case)
