"""Whatever one of us writes ends with a greeting and a name; the texts of the world are kept without."""

from __future__ import annotations

from dataclasses import replace

from beistand.site.demo.world.shapes import MACHINE, Agent, Brand, Conversation, Said


def signed(brand: Brand, agents: tuple[Agent, ...]) -> Brand:
    """The brand with the closing line of its agents below each answer."""
    names = {agent.key: agent.name for agent in agents}

    def one(conversation: Conversation, said: Said) -> Said:
        if said.kind != "out" or said.by == MACHINE:
            return said
        closing = brand.closing_de if conversation.language == "de" else brand.closing_en
        return replace(said, text=f"{said.text}\n\n{closing}\n{names[said.by]}")

    return replace(
        brand,
        conversations=tuple(
            replace(talk, messages=tuple(one(talk, said) for said in talk.messages))
            for talk in brand.conversations
        ),
    )
