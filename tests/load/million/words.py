"""Words as service mails use them: a few everywhere (Zipf), most of them rare, all of them look real."""

from __future__ import annotations

import random
from itertools import accumulate, product


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


COMMON = _words(
    "die der und ich nicht bitte mit für auf ist haben Rechnung Bestellung Lieferung danke noch seit Adresse "
    "Konto leider Termin Vertrag Wallbox Zahlung Paket warten Nummer Antwort Buchung Fehler Tarif Rückgabe "
    "funktioniert Kunde Anfrage kaputt doppelt Lastschrift Stornierung Abholung Zimmer Lesung Filz Schuhe Größe "
    "Gutschein Zähler Abschlag Mahnung Techniker Einbau Kündigung Umzug Passwort Anmeldung Garantie Ersatzteil "
    "Erstattung Reklamation Quittung Versand Sendung Filiale Ansprechpartner Frist Betrag Euro gestern morgen"
)
FIRST = _words(
    "Rechnungs Liefer Lade Kabel Zähler Vertrags Kunden Konto Buch Bestell Garantie Montage Termin Strom Gas "
    "Wärme Filz Wolle Zimmer Frühstücks Park Schlüssel Reise Stern Laden Mahn Zahlungs Umzugs Haus Keller Dach "
    "Sommer Winter Herbst Kinder Schul Abo Gutschein Rück Nach Vor Ersatz Prüf Mess Netz Eich Anschluss Leitungs "
    "Sicherungs Steuer Mehrwert Brief Paket Post Fach Tür Fenster Balkon Garten See Ufer Boots Kaffee Tee Brot"
)
SECOND = _words(
    "adresse nummer termin gebühr kosten frist stelle platz karte buch seite halter stecker kabel dose gerät "
    "prüfung wechsel ablesung vertrag auskunft bestätigung anfrage änderung erhöhung rückgabe tausch schaden "
    "mangel verlust fund meldung stand wert preis nachlass guthaben betrag auszug abgleich fehler störung ausfall "
    "reparatur wartung einweisung beratung begleitung reservierung belegung schicht leitung zimmer stube regal"
)
ENDINGS = ("", "n", "plan", "liste", "mappe")


def vocabulary() -> tuple[list[str], list[float]]:
    """All words, the commonest first, and their cumulated Zipf weights."""
    made = [a + b for a, b in product(FIRST, SECOND)]
    longer = [word + end for word in made for end in ENDINGS if end]
    random.Random(1).shuffle(made)
    random.Random(2).shuffle(longer)
    words = [*COMMON, *made, *longer]
    return words, list(accumulate(1 / (rank + 4) for rank in range(len(words))))


def phrases(count: int, least: int, most: int, seed: int) -> list[str]:
    """Made-up stretches of text of `least` to `most` words."""
    words, weights = vocabulary()
    dice = random.Random(seed)
    return [
        " ".join(dice.choices(words, cum_weights=weights, k=dice.randint(least, most))) for _ in range(count)
    ]


GIVEN = _words(
    "Emre Annika Jens Petra Uwe Sibel Karin Tobias Nadja Paul Ines Ralf Greta Milan Ayşe Horst Lotte Kemal "
    "Britta Ole Wanda Finn Rosa Egon Leyla Arne Dörte Heiko Selma Bruno"
)
FAMILY = _words(
    "Yıldız Behrens Falk Wolff Petrosyan Krüger Lindner Keller Brandt Özdemir Schulte Hansen Mertens Vogt Baumann "
    "Sauer Jansen Nowak Kaya Reinhardt Thiel Busch Otto Seidel Arslan Engel Pohl Graf Winter Sommer Berger Hahn"
)
