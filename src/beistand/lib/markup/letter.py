"""Writes Markdown tokens as a plain letter: what is left when a mail program shows no HTML."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token


class Letter:
    """One letter being written. `_margins` is what stands before each line, `_marker` waits for the next
    line, `_is_first` while a quote has no line yet."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._margins: list[str] = []
        self._numbers: list[int | None] = []
        self._marker: str | None = None
        self._is_first = True

    def write(self, tokens: Sequence[Token]) -> str:
        """The whole letter without blank lines around it."""
        for token in tokens:
            match token.type:
                case "blockquote_open":
                    self._gap()
                    self._margins.append("> ")
                    self._is_first = True
                case "bullet_list_open":
                    self._begin_list(None)
                case "ordered_list_open":
                    self._begin_list(int(token.attrs.get("start", 1)))
                case "bullet_list_close" | "ordered_list_close":
                    self._numbers.pop()
                case "list_item_open":
                    self._begin_item()
                case "list_item_close" | "blockquote_close":
                    self._margins.pop()
                case "paragraph_open" if not token.hidden:
                    self._gap()
                case "inline":
                    self._put(_words(token.children or []))
                case "fence":
                    self._gap()
                    self._put(token.content.rstrip("\n"))
        return "\n".join(self._lines).strip("\n")

    def _begin_list(self, first: int | None) -> None:
        if not self._numbers:
            self._gap()
        self._numbers.append(first)

    def _begin_item(self) -> None:
        number = self._numbers[-1]
        self._marker = "- " if number is None else f"{number}. "
        self._numbers[-1] = None if number is None else number + 1
        self._margins.append(" " * len(self._marker))

    def _gap(self) -> None:
        """A blank line before a block, but not between a list's marker and its first words."""
        if self._lines and self._marker is None and not self._is_first:
            self._lines.append("".join(self._margins).rstrip())

    def _put(self, words: str) -> None:
        for line in words.split("\n"):
            margins = [*self._margins[:-1], self._marker] if self._marker else self._margins
            self._marker, self._is_first = None, False
            self._lines.append(("".join(margins) + line).rstrip())


def _words(tokens: Sequence[Token]) -> str:
    out: list[str] = []
    begun: list[tuple[str, int]] = []
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            out.append("\n")
        elif token.type == "link_open":
            begun.append((str(token.attrs.get("href", "")), len(out)))
        elif token.type == "link_close":
            target, start = begun.pop()
            if not _says(target, "".join(out[start:])):
                out.append(f" <{target}>")
        else:
            out.append(token.content)
    return "".join(out)


def _says(target: str, words: str) -> bool:
    """Whether the words of a link already are its target."""
    bare = target.removeprefix("mailto:").removeprefix("tel:")
    return words in {target, bare, bare.removeprefix("https://"), bare.removeprefix("http://")}
