"""Words instead of a number: what somebody may say on the phone about what they wrote. Pure.

They find, they don't open: whoever says them has proved nothing.
"""

from __future__ import annotations

import hashlib
from uuid import UUID

GERMAN = ["Ahorn", "Amsel", "Anker", "Apfel", "Birke", "Biene", "Blatt", "Boje", "Brief", "Brücke", "Brunnen", "Dachs", "Distel", "Drachen", "Eiche", "Elster", "Esche", "Eule", "Faden", "Falke", "Farn", "Feder", "Feige", "Felsen", "Fenster", "Feuer", "Fichte", "Fink", "Flöte", "Fuchs", "Garten", "Geige", "Ginster", "Glocke", "Hafen", "Hafer", "Hase", "Hecke", "Heide", "Herbst", "Himmel", "Hirsch", "Honig", "Igel", "Insel", "Iris", "Käfer", "Kamin", "Kapitän", "Karte", "Kerze", "Kiesel", "Kirsche", "Klee", "Koffer", "Komet", "Korb", "Kranich", "Krokus", "Küste", "Lampe", "Laterne", "Leiter", "Lerche", "Linde", "Luchs", "Mantel", "Marder", "Mohn", "Mond", "Moos", "Möwe", "Mühle", "Nebel", "Nelke", "Nest", "Nuss", "Orgel", "Otter", "Palme", "Pappel", "Pfad", "Pflaume", "Pinsel", "Quelle", "Quitte", "Rabe", "Regen", "Reiher", "Ring", "Roggen", "Rose", "Ruder", "Salbei", "Schiff", "Schnee", "Segel", "Sonne", "Specht", "Spiegel", "Stern", "Storch", "Strand", "Tanne", "Teich", "Tinte", "Traube", "Tulpe", "Turm", "Ufer", "Uhu", "Veilchen", "Wald", "Welle", "Wiese", "Wolke", "Ziegel"]
ENGLISH = ["acorn", "amber", "anchor", "apple", "arrow", "badger", "barley", "basket", "beach", "bell", "birch", "boat", "bridge", "brook", "candle", "canyon", "castle", "cedar", "cherry", "clover", "comet", "copper", "coral", "cotton", "crane", "creek", "crocus", "daisy", "dolphin", "dove", "drum", "eagle", "elm", "ember", "falcon", "feather", "fern", "fiddle", "finch", "flint", "flute", "forest", "fountain", "fox", "garden", "ginger", "glacier", "granite", "harbour", "hare", "hazel", "heron", "hill", "holly", "honey", "island", "ivory", "ivy", "jasmine", "kettle", "kite", "ladder", "lantern", "lark", "laurel", "lemon", "lilac", "linen", "lynx", "magpie", "maple", "meadow", "mill", "mint", "moon", "moss", "nest", "nettle", "oak", "oar", "olive", "orchard", "otter", "owl", "pebble", "pepper", "pine", "plum", "poppy", "quill", "rain", "raven", "reed", "river", "robin", "rose", "rye", "saddle", "sage", "sail", "shell", "silver", "sparrow", "spruce", "star", "stone", "swan", "thistle", "thread", "tulip", "valley", "violet", "walnut", "willow", "winter", "wren"]


def reference_words(told: UUID, language: str = "de") -> str:
    """Three words for an id, always the same ones: about a million different ones a language."""
    words = ENGLISH if language == "en" else GERMAN
    number = int.from_bytes(hashlib.sha256(told.bytes).digest()[:8], "big")
    found = []
    for _place in range(3):
        number, rest = divmod(number, len(words))
        found.append(words[rest])
    return " ".join(found)
