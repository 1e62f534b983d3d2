"""All words of the demo with the key of where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from beistand.site.demo.world import world

WORLD = world()


def everything_written() -> Iterator[tuple[str, str]]:
    for brand in WORLD.brands:
        yield brand.slug, f"{brand.about_de} {brand.about_en} {brand.closing_de} {brand.closing_en}"
        for team in brand.teams:
            yield team.key, f"{team.name_de} {team.name_en}"
        for label in brand.labels:
            yield label.key, f"{label.name_de} {label.name_en}"
        for snippet in brand.snippets:
            yield snippet.key, f"{snippet.title} {snippet.text}"
        for customer in brand.customers:
            yield customer.key, f"{customer.name} {customer.about} {customer.signature}"
        for talk in brand.conversations:
            yield talk.key, talk.subject
            for said in talk.messages:
                words = (word for drawing in said.attachments for word in drawing.words)
                yield talk.key, " ".join((said.text, said.html, *words))
