"""What the supervisor says to people, in both languages."""

from __future__ import annotations

from beistand.lib.sentence import Sentence

NOT_A_FOLDER = Sentence(
    "not-a-folder",
    "The data folder {data} can't be used: {stop} is a file.",
    "Der Datenordner {data} ist nicht zu gebrauchen: {stop} ist eine Datei.",
    "Choose a folder with --data.",
    "Wählen Sie mit --data einen Ordner.",
)
NOT_WRITABLE = Sentence(
    "not-writable",
    "The data folder {data} can't be used: {you} may not write in {stop}, which belongs to {owner}.",
    "Der Datenordner {data} ist nicht zu gebrauchen: {you} darf in {stop} nicht schreiben; er gehört {owner}.",
    "Run beistand as {owner}, or choose another folder with --data.",
    "Starten Sie beistand als {owner} oder wählen Sie mit --data einen anderen Ordner.",
)
READ_ONLY = Sentence(
    "read-only",
    "The data folder {data} can't be used: {why}.",
    "Der Datenordner {data} ist nicht zu gebrauchen: {why}.",
    "Choose another folder with --data.",
    "Wählen Sie mit --data einen anderen Ordner.",
)
DISK_FULL = Sentence(
    "disk-full",
    "The disk that holds {data} is full: only {free} MB are left, and {least} MB are needed to keep mails safely.",
    "Die Platte mit {data} ist voll: nur {free} MB sind frei, {least} MB braucht es, um Mails sicher zu verwahren.",
    "Make room and start again.",
    "Schaffen Sie Platz und starten Sie neu.",
)
DISK_NEARLY_FULL = Sentence(
    "disk-nearly-full",
    "Only {free} MB are left on the disk that holds {data}. Please make room soon.",
    "Auf der Platte mit {data} sind nur noch {free} MB frei. Bitte schaffen Sie bald Platz.",
)
ALREADY_UP = Sentence(
    "already-up",
    "Beistand is already up on {data} (process {pid}).",
    "Beistand läuft auf {data} schon (Prozess {pid}).",
    "Stop that one first (kill {pid}), or choose another folder with --data.",
    "Beenden Sie es zuerst (kill {pid}) oder wählen Sie mit --data einen anderen Ordner.",
)
PORT_TAKEN = Sentence(
    "port-taken",
    "Port {port} on {host}, wanted for {what}, is already taken by another program.",
    "Port {port} auf {host}, gebraucht für {what}, ist schon von einem anderen Programm belegt.",
    "Stop that program, or choose another port with {option}.",
    "Beenden Sie jenes Programm oder wählen Sie mit {option} einen anderen Port.",
)
PORT_FORBIDDEN = Sentence(
    "port-forbidden",
    "Port {port} on {host}, wanted for {what}, may not be opened by {you}.",
    "Port {port} auf {host}, gebraucht für {what}, darf {you} nicht öffnen.",
    "Ports below 1024 are for root. Choose another one with {option}.",
    "Ports unter 1024 sind root vorbehalten. Wählen Sie mit {option} einen anderen.",
)
NO_SUCH_ADDRESS = Sentence(
    "no-such-address",
    "{host}, wanted for {what}, is no address of this machine.",
    "{host}, gebraucht für {what}, ist keine Adresse dieser Maschine.",
    "Choose an address of this machine, 127.0.0.1 for this machine alone.",
    "Wählen Sie eine Adresse dieser Maschine, 127.0.0.1 nur für diese Maschine.",
)
STEP_FAILED = Sentence(
    "step-failed",
    "{name} failed (exit code {code}), so nothing was started. Its words are in {log}.",
    "{name} ist fehlgeschlagen (Code {code}), deshalb wurde nichts gestartet. Seine Worte stehen in {log}.",
)
STARTS = Sentence("starts", "{name} starts", "{name} startet")
IS_READY = Sentence("is-ready", "{name} is ready", "{name} ist bereit")
ENDED = Sentence(
    "ended",
    "{name} ended ({how}) and starts again in {wait:.1f} s",
    "{name} ist zu Ende ({how}) und startet in {wait:.1f} s neu",
)
BY_SIGNAL = Sentence("by-signal", "killed by signal {number}", "von Signal {number} beendet")
BY_CODE = Sentence("by-code", "exit code {number}", "Code {number}")
UP = Sentence("up", "everything is ready after {seconds:.1f} s", "alles ist nach {seconds:.1f} s bereit")
STOPPING = Sentence(
    "stopping", "stopping; once more to stop at once", "hält an; noch einmal, um sofort anzuhalten"
)
STOPPED = Sentence("stopped", "stopped", "angehalten")
KILLED = Sentence(
    "killed",
    "{name} did not stop in time and was killed",
    "{name} hielt nicht rechtzeitig an und wurde beendet",
)
LEFT_BEHIND = Sentence(
    "left-behind",
    "{count} processes of an earlier start were left behind and are ended",
    "{count} Prozesse eines früheren Starts waren übrig und werden beendet",
)
