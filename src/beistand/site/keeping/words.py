"""What backup, restore and verify say, in English and German: they speak while no framework is awake."""

from __future__ import annotations

from beistand.lib.sentence import Sentence

NO_PROGRAM = Sentence(
    "no-program",
    "A backup of this database needs PostgreSQL's {name}, which is not here.",
    "Eine Sicherung dieser Datenbank braucht PostgreSQLs {name}, und das gibt es hier nicht.",
    "Install it (on Debian: apt install postgresql-client) or name its folder in PG_BINDIR.",
    "Installieren Sie es (unter Debian: apt install postgresql-client) oder nennen Sie den Ordner in PG_BINDIR.",
)
PROGRAM_FAILED = Sentence(
    "program-failed",
    "{name} did not end well: {why}",
    "{name} ist gescheitert: {why}",
)
THERE_ALREADY = Sentence(
    "there-already",
    "{file} is there already.",
    "{file} gibt es schon.",
    "Name another file; a backup never replaces one.",
    "Nennen Sie eine andere Datei; eine Sicherung ersetzt nie eine andere.",
)
NO_BACKUP = Sentence(
    "no-backup",
    "{file} is not a whole backup of Beistand: {why}.",
    "{file} ist keine vollständige Sicherung von Beistand: {why}.",
)
NOT_EMPTY = Sentence(
    "not-empty",
    "{data} is not empty.",
    "{data} ist nicht leer.",
    "Restore into an empty folder; only secret.key may lie there already.",
    "Stellen Sie in einem leeren Ordner wieder her; nur secret.key darf schon darin liegen.",
)
NEWER = Sentence(
    "newer",
    "This backup was written by version {theirs}; this is {ours}.",
    "Diese Sicherung hat Version {theirs} geschrieben; dies ist {ours}.",
    "Restore it with that version or a newer one.",
    "Stellen Sie sie mit dieser oder einer neueren Version wieder her.",
)
ELSEWHERE = Sentence(
    "elsewhere",
    "A backup is restored into a PostgreSQL of its own, but DATABASE_URL names another.",
    "Eine Sicherung wird in ein eigenes PostgreSQL eingespielt, aber DATABASE_URL nennt ein anderes.",
    "Take DATABASE_URL out of the environment, restore, then move the database as you are used to.",
    "Nehmen Sie DATABASE_URL aus der Umgebung, stellen Sie wieder her und ziehen Sie dann wie gewohnt um.",
)
KEEP_KEY = Sentence(
    "keep-key",
    "The key of the installation is not in it. Keep {key} in another place: without it passwords of mailboxes and "
    "the keys of people can't be opened.",
    "Der Schlüssel der Installation ist nicht darin. Verwahren Sie {key} an einem anderen Ort: ohne ihn lassen sich "
    "Kennwörter von Postfächern und die Schlüssel der Personen nicht öffnen.",
)
PUT_KEY = Sentence(
    "put-key",
    "Put the key that was kept apart there as {key} before you start it.",
    "Legen Sie den getrennt verwahrten Schlüssel als {key} dazu, bevor Sie starten.",
)
WRITTEN = Sentence(
    "written",
    "{file}: {megabytes:.1f} MB, {rows} rows, {files} files, chain up to {position}.",
    "{file}: {megabytes:.1f} MB, {rows} Zeilen, {files} Dateien, Kette bis {position}.",
)
RESTORED = Sentence(
    "restored",
    "Restored into {data}: {rows} rows, {files} files, chain up to {position}.",
    "Wiederhergestellt in {data}: {rows} Zeilen, {files} Dateien, Kette bis {position}.",
)
CHAIN = Sentence(
    "chain",
    "journal: {sealed} entries sealed (head {position} {head}), {tail} not sealed yet, {closed} closed since their "
    "person was forgotten, {swept} removed with a demo",
    "Journal: {sealed} Einträge versiegelt (Kopf {position} {head}), {tail} noch nicht versiegelt, {closed} "
    "verschlossen, weil die Person vergessen wurde, {swept} mit einer Demo entfernt",
)
FILES = Sentence("files", "files: {count} read", "Dateien: {count} gelesen")
ARRIVALS = Sentence(
    "arrivals",
    "arrivals: {count} read, {waiting} kept for more than ten minutes without being filed",
    "Eingänge: {count} gelesen, {waiting} seit über zehn Minuten nicht abgelegt",
)
ALL_WELL = Sentence("all-well", "Everything is as it was kept.", "Alles ist, wie es verwahrt wurde.")
NOT_WELL = Sentence("not-well", "{count} faults.", "{count} Fehler.")
CANT_OPEN = Sentence(
    "cant-open",
    "Without the key of the installation only the chain itself was checked, not what people's entries say.",
    "Ohne den Schlüssel der Installation wurde nur die Kette selbst geprüft, nicht was die Einträge zu Personen sagen.",
)
PROVED = Sentence("proved", "The backup works.", "Die Sicherung funktioniert.")
NOT_PROVED = Sentence("not-proved", "The backup does not work.", "Die Sicherung funktioniert nicht.")
NO_BRAND = Sentence(
    "no-brand",
    "there is no brand to which a test mail could go",
    "es gibt keine Marke, an die eine Probemail gehen könnte",
)
