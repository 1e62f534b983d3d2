"""How the house says no to a person: with a sentence they may read, and with a way on."""

from __future__ import annotations


class Refused(Exception):
    """Somebody asked for something that is not allowed or no longer true. The transaction is rolled back.

    `sentence` and `way_on` are already in the reader's language. `status` is the HTTP status of the answer:
    409 (the world has moved on), 422 (what was said makes no sense), 403 or 404.
    """

    def __init__(self, sentence: str, way_on: str = "", *, status: int = 422, code: str = "refused") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.way_on = way_on
        self.status = status
        self.code = code
