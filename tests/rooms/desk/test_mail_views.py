"""A mail behind its conversation: as it was designed, without telling the sender; and byte by byte."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Iterator
from email.message import EmailMessage
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from PIL import Image

from cast import Arrive, Auenfeld, mail, signed_in, stranger

pytestmark = pytest.mark.django_db
SECRET_WORD = "Wallbox doppelt abgebucht"


def picture(size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (20, 120, 90)).save(out, "PNG")
    return out.getvalue()


class Sink(HTTPServer):
    """A stranger's web server that counts who comes."""

    hits: list[dict[str, str]]


@pytest.fixture
def sink() -> Iterator[Sink]:
    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            sink.hits.append({"path": self.path, **{k.lower(): v for k, v in self.headers.items()}})
            body = picture() if self.path.startswith("/logo") else b"<script>alert(1)</script>"
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            return

    sink = Sink(("127.0.0.1", 0), Answers)
    sink.hits = []
    thread = threading.Thread(target=sink.serve_forever, daemon=True)
    thread.start()
    yield sink
    sink.shutdown()


def designed(html: str, *, cid: bytes | None = None) -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "emre@kunde.example", "hilfe@auenfeld.example", SECRET_WORD
    made["Message-ID"] = "<designed@kunde.example>"
    made.set_content("Guten Tag")
    made.add_alternative(html, subtype="html")
    if cid is not None:
        made.get_payload()[1].add_related(cid, "image", "png", cid="<logo@kunde>", filename="logo.png")
    return made.as_bytes(policy=made.policy.clone(linesep="\r\n"))


@pytest.fixture
def filed(auenfeld: Auenfeld, arrive: Arrive) -> Any:
    from beistand.desk.models import Message

    def filed(raw: bytes) -> Message:
        return Message.objects.get(arrival=arrive(raw))

    return filed


def proxied(token: str, *, allow: bool) -> tuple[bytes, dict[str, str]] | None:
    """What the files origin answers; `allow` is the one hook through which a test may use loopback."""

    from beistand.lib.http import fetch
    from beistand.site.edge.pictures import Pictures

    pictures = Pictures(partial(fetch, allow_loopback=True)) if allow else Pictures()
    found = pictures._find(token)
    return (found[0], {k.decode(): v.decode() for k, v in found[1]}) if found else None


def test_a_designed_mail_is_shown_in_a_sandbox_and_asks_nobody_outside(
    auenfeld: Auenfeld, filed: Any, sink: Sink
) -> None:
    port = sink.server_port
    message = filed(
        designed(
            f'<p onclick="x()">Hallo <a href="https://kunde.example/a">hier</a></p>'
            f'<img src="http://127.0.0.1:{port}/logo.png" width="40" height="30"><script>alert(1)</script>'
        )
    )
    answer = signed_in(auenfeld.mara).get(
        f"/desk/original/{message.id}/", headers={"Sec-Fetch-Dest": "iframe"}
    )
    policy, text = answer["Content-Security-Policy"], answer.content.decode()
    assert policy.startswith("sandbox allow-popups") and "allow-scripts" not in policy
    assert "allow-same-origin" not in policy and "default-src 'none'" in policy and "script-src" not in policy
    assert answer["X-Frame-Options"] == "SAMEORIGIN" and answer["X-Content-Type-Options"] == "nosniff"
    assert "script" not in text and "onclick" not in text
    assert 'target="_blank"' in text and "noreferrer" in text
    assert f'src="blocked:http://127.0.0.1:{port}/logo.png"' in text
    assert "1 Bild von anderswo ist nicht geladen" in text
    assert "?images=1" not in text
    assert sink.hits == []


def test_without_scripts_the_document_itself_leads_to_the_pictures(auenfeld: Auenfeld, filed: Any) -> None:
    message = filed(designed('<p>Hallo</p><img src="https://kunde.example/logo.png" width="40" height="30">'))
    text = signed_in(auenfeld.mara).get(f"/desk/original/{message.id}/").content.decode()
    assert 'href="?images=1"' in text


def test_asked_for_pictures_come_through_the_house_and_without_a_trace_of_the_reader(
    auenfeld: Auenfeld, filed: Any, sink: Sink
) -> None:
    port = sink.server_port
    message = filed(
        designed(
            f'<p>Hallo</p><img src="http://127.0.0.1:{port}/logo.png" width="40" height="30">'
            f'<img src="http://127.0.0.1:{port}/spy.gif?who=mara" width="1" height="1">'
        )
    )
    client = signed_in(auenfeld.mara)
    text = client.get(f"/desk/original/{message.id}/?images=1").content.decode()
    tokens = re.findall(r'src="http://127\.0\.0\.1:\d+/i/([^"]+)"', text)
    assert len(tokens) == 1 and "1 unsichtbares Bild" in text
    assert "spy.gif" in text and f'src="blocked:http://127.0.0.1:{port}/spy.gif' in text
    assert sink.hits == []
    assert (
        proxied(tokens[0], allow=False) is None and sink.hits == []
    )  # an inner address: never without the hook
    found = proxied(tokens[0], allow=True)
    assert found is not None
    body, headers = found
    assert headers["content-type"] == "image/jpeg" and body != picture()
    assert headers["x-content-type-options"] == "nosniff" and "sandbox" in headers["content-security-policy"]
    assert [h["path"] for h in sink.hits] == ["/logo.png"]
    assert "cookie" not in sink.hits[0] and "referer" not in sink.hits[0]


def test_what_is_no_picture_is_not_passed_on(auenfeld: Auenfeld, sink: Sink) -> None:
    from beistand.desk.pictures import picture_url

    token = picture_url(f"http://127.0.0.1:{sink.server_port}/page.html").rpartition("/")[2]
    assert proxied(token, allow=True) is None and len(sink.hits) == 1


def test_an_address_of_a_picture_cannot_be_made_up_and_ends(auenfeld: Auenfeld) -> None:
    from datetime import timedelta

    from beistand.desk.pictures import open_picture, picture_url
    from beistand.lib import clock

    token = picture_url("https://kunde.example/logo.png").rpartition("/")[2]
    assert open_picture(token, clock.now()) == "https://kunde.example/logo.png"
    assert open_picture(token, clock.now() + timedelta(minutes=31)) is None
    assert open_picture(token[:-2] + "AA", clock.now()) is None
    assert open_picture("nonsense", clock.now()) is None


def test_an_attached_picture_is_shown_from_the_files_origin(auenfeld: Auenfeld, filed: Any) -> None:
    message = filed(designed('<p>Hallo</p><img src="cid:logo@kunde" width="40">', cid=picture()))
    text = signed_in(auenfeld.mara).get(f"/desk/original/{message.id}/").content.decode()
    assert re.search(r'<img src="http://127\.0\.0\.1:\d+/f/[^"]+"', text)


def test_hostile_html_stays_harmless_when_its_pictures_are_shown(auenfeld: Auenfeld, filed: Any) -> None:
    message = filed(
        designed(
            '<img src="https://kunde.example/a.png&quot; onerror=alert(1) x=&quot;"><base href="//evil.example/">'
            '<svg onload=alert(1)></svg><form action="https://evil.example"><input></form><meta http-equiv=refresh>'
        )
    )
    text = signed_in(auenfeld.mara).get(f"/desk/original/{message.id}/?images=1").content.decode()
    body = text.partition("<body>")[2]
    assert "<svg" not in body and "<form" not in body and "<base" not in body and "<meta" not in body
    assert not re.search(r"<img[^>]*\sonerror", body)


def test_the_raw_text_is_what_came_byte_by_byte_and_runs_nothing(auenfeld: Auenfeld, filed: Any) -> None:
    written = designed("<script>alert(1)</script>")
    message = filed(written)
    client = signed_in(auenfeld.mara)
    answer = client.get(f"/desk/raw/{message.id}/")
    assert answer.content == written
    assert (
        answer["Content-Type"] == "text/plain; charset=utf-8"
        and answer["X-Content-Type-Options"] == "nosniff"
    )
    assert "sandbox" in answer["Content-Security-Policy"] and answer["Content-Disposition"].startswith(
        "inline"
    )
    download = client.get(f"/desk/raw/{message.id}/?download=1")
    assert download["Content-Disposition"] == f'attachment; filename="{message.id}.eml"'


@pytest.mark.parametrize("what", ["raw", "original"])
def test_mails_of_a_foreign_brand_are_not_there(auenfeld: Auenfeld, filed: Any, what: str) -> None:
    message = filed(designed("<p>Hallo</p>"))
    answer = signed_in(stranger()).get(f"/desk/{what}/{message.id}/")
    assert answer.status_code == 404 and SECRET_WORD not in answer.content.decode()
    assert signed_in().get(f"/desk/{what}/{message.id}/").status_code == 302


def test_mails_of_a_foreign_team_are_not_there(auenfeld: Auenfeld, filed: Any) -> None:
    from beistand.desk.models import Conversation
    from beistand.house import setting_up

    message = filed(designed("<p>Hallo</p>"))
    other = setting_up.add_team("auenfeld", "Werkstatt")
    Conversation.objects.filter(id=message.conversation_id).update(team=other)
    assert signed_in(auenfeld.mara).get(f"/desk/raw/{message.id}/").status_code == 404
    assert signed_in(auenfeld.lea).get(f"/desk/raw/{message.id}/").status_code == 200


def test_a_mail_that_could_not_be_read_can_be_read_raw_by_people_of_the_brand(
    auenfeld: Auenfeld, filed: Any
) -> None:
    written = b"".join(b"X-%d: a\r\n" % n for n in range(1_200)) + mail()
    message = filed(written)
    assert message.quarantined == "too-many-headers" and message.conversation_id is None
    assert signed_in(auenfeld.mara).get(f"/desk/raw/{message.id}/").content == written
    assert signed_in(stranger()).get(f"/desk/raw/{message.id}/").status_code == 404
