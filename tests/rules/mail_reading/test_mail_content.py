"""Words and files of a mail are shown as what they are."""

from __future__ import annotations

import base64
import struct

import pytest
from mails import file_part, mail, multipart, part
from tnefparse import TNEF

from beistand.channels.email.parse import invitation, notes, read

TEXT = "Content-Type: text/plain; charset=utf-8"
HTML = "Content-Type: text/html; charset=utf-8"
INVITE = (
    "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nDTSTART;TZID=Europe/Berlin:20240403T101500\r\n"
    "DTEND;TZID=Europe/Berlin:20240403T110000\r\nSUMMARY:Besuch des Monteurs\\, K\r\n üche\r\nLOCATION:Lindenweg 3\r\n"
    "ORGANIZER;CN=Max Muster:mailto:max@x.example\r\nBEGIN:VALARM\r\nSUMMARY:Wecker\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.mark.parametrize(
    ("charset", "raw", "text"),
    [
        ("utf-8", "Grüße".encode(), "Grüße"),
        ("iso-8859-1", "Grüße – „so“".encode("cp1252"), "Grüße – „so“"),
        ("iso-8859-15", "10 €".encode("iso-8859-15"), "10 €"),
        ("windows-1251", "Привет".encode("cp1251"), "Привет"),
        ("koi8-r", "Привет".encode("koi8-r"), "Привет"),
        ("iso-2022-jp", "日本語".encode("iso-2022-jp"), "日本語"),
        ("shift_jis", "日本語".encode("shift_jis"), "日本語"),
        ("ks_c_5601-1987", "한국어".encode("cp949"), "한국어"),
        ("gb2312", "你好".encode("gb2312"), "你好"),
        ("big5", "你好".encode("big5"), "你好"),
        ("utf-7", b"Gr+APwA3w-e", "Grüße"),
        ("utf-16", "Grüße".encode("utf-16"), "Grüße"),
        ("windows-1250", "Příliš".encode("cp1250"), "Příliš"),
        ("unicode-1-1-utf-8", "Grüße".encode(), "Grüße"),
        ('"utf-8"', "Grüße".encode(), "Grüße"),
    ],
)
def test_charsets(charset: str, raw: bytes, text: str) -> None:
    found = read(mail(raw, Content_Type=f"text/plain; charset={charset}"))
    assert found.text == text
    assert notes.CHARSET_GUESSED not in found.notes


@pytest.mark.parametrize(
    ("charset", "raw", "text"),
    [
        ("x-klingon", "Grüße".encode(), "Grüße"),
        ("x-klingon", "Grüße".encode("cp1252"), "Grüße"),
        ("us-ascii", "Grüße".encode(), "Grüße"),
        ("utf-8", "Grüße".encode("cp1252"), "Gr\ufffd\ufffde"),
        ("iso-8859-1", "Grü".encode() + b"\x81", "GrÃ¼\x81".replace("\x81", "")),
        ("rot13", "Grüße".encode(), "Grüße"),
        ("zlib", "Grüße".encode(), "Grüße"),
        ("punycode", "Grüße".encode(), "Grüße"),
        ("x" * 5000, "Grüße".encode(), "Grüße"),
    ],
    ids=lambda value: str(value)[:12],
)
def test_unknown_or_wrong_charsets_are_guessed_and_noted(charset: str, raw: bytes, text: str) -> None:
    found = read(mail(raw, Content_Type=f"text/plain; charset={charset}"))
    assert found.text == text
    assert notes.CHARSET_GUESSED in found.notes


def test_no_charset_and_no_umlaut_is_no_guess() -> None:
    assert read(mail(b"Hallo")).notes == ()


def test_no_lone_surrogate_comes_out() -> None:
    found = read(mail(b"x+2AA-y", Content_Type="text/plain; charset=utf-7"))
    assert found.text.encode("utf-8")


def test_text_and_html_are_both_kept() -> None:
    found = read(multipart(part("Hallo", TEXT), part("<p>Hallo</p>", HTML), kind="alternative"))
    assert (found.text, found.html) == ("Hallo", "<p>Hallo</p>")


def test_html_only_gets_readable_text() -> None:
    page = "<html><head><title>x</title><style>p{}</style></head><body><h1>Titel</h1><p>Ein <b>Satz</b>&nbsp;hier.</p><ul><li>eins<li>zwei</ul>"
    page += '<p>Mehr <a href="https://x.example/a">dort</a></p><table><tr><td>a</td><td>b</td></tr></table><script>alert(1)</script></body></html>'
    assert read(mail(page, Content_Type="text/html; charset=utf-8")).text == (
        "Titel\n\nEin Satz hier.\n\n- eins\n- zwei\n\nMehr dort <https://x.example/a>\n\na b"
    )


def test_a_text_part_that_only_asks_for_html_gives_way() -> None:
    stub = part("Bitte aktivieren Sie HTML.", TEXT)
    page = part("<p>" + "Das ist der ganze Inhalt dieser Nachricht. " * 5 + "</p>", HTML)
    assert read(multipart(stub, page, kind="alternative")).text.startswith("Das ist der ganze")


def test_texts_around_a_picture_are_joined() -> None:
    picture = file_part(
        b"\x89PNG", "Content-Type: image/png; name=a.png", "Content-Disposition: inline; filename=a.png"
    )
    found = read(multipart(part("vorher", TEXT), picture, part("nachher", TEXT)))
    assert found.text == "vorher\n\nnachher"
    assert [(file.name, file.kind) for file in found.attachments] == [("a.png", "image")]


def test_inline_pictures_are_those_the_html_shows() -> None:
    def picture(cid: str) -> bytes:
        return file_part(b"GIF89a", "Content-Type: image/gif", f"Content-ID: <{cid}>")

    page = part('<img src="cid:eins@x">', HTML)
    found = read(multipart(page, picture("eins@x"), picture("zwei@x"), kind="related"))
    assert [(file.cid, file.inline, file.kind) for file in found.attachments] == [
        ("eins@x", True, "image"),
        ("zwei@x", False, "image"),
    ]


def test_flowed_text_is_joined_but_signatures_and_quotes_are_not() -> None:
    raw = "Eine Zeile, die \r\nweitergeht.\r\n> zitiert, auch \r\n> weiter\r\n-- \r\nIna\r\n From hier\r\n"
    assert read(mail(raw, Content_Type="text/plain; charset=utf-8; format=flowed")).text == (
        "Eine Zeile, die weitergeht.\n> zitiert, auch weiter\n-- \nIna\nFrom hier"
    )


def test_delsp_drops_the_blank() -> None:
    assert (
        read(mail("Donau \r\nschiff", Content_Type="text/plain; format=flowed; delsp=yes")).text
        == "Donauschiff"
    )


def test_an_invitation_says_what_when_and_where() -> None:
    found = read(
        multipart(
            part("Hallo, bitte kommen Sie.", TEXT),
            part(INVITE, "Content-Type: text/calendar; method=REQUEST; charset=utf-8"),
            kind="alternative",
        )
    )
    assert (
        "Termin: Besuch des Monteurs, Küche\nZeit: 2024-04-03 10:15 bis 11:00 (Europe/Berlin)\nOrt: Lindenweg 3\nVon: Max Muster <max@x.example>"
        in found.text
    )
    (file,) = found.attachments
    assert (file.kind, file.name) == ("calendar", "invitation.ics")


def test_the_same_invitation_twice_is_one() -> None:
    as_file = file_part(
        INVITE.encode(),
        "Content-Type: application/ics; name=invite.ics",
        "Content-Disposition: attachment; filename=invite.ics",
    )
    found = read(multipart(part(INVITE, "Content-Type: text/calendar; charset=utf-8"), as_file))
    assert found.text.count("Besuch des Monteurs") == 1


def test_a_broken_calendar_is_only_a_file() -> None:
    assert invitation("BEGIN:VCALENDAR\nEND:VCALENDAR") is None
    found = read(mail(b"nichts", Content_Type="text/calendar"))
    assert [file.kind for file in found.attachments] == ["calendar"]


def test_forwarded_mails_are_files_of_their_own() -> None:
    inner = mail("drinnen", Subject="=?utf-8?q?Alte_Gr=C3=BC=C3=9Fe?=")
    found = read(multipart(part("siehe Anhang", TEXT), part(inner, "Content-Type: message/rfc822")))
    (file,) = found.attachments
    assert (file.kind, file.name, file.content) == ("message", "Alte Grüße.eml", inner)
    assert found.text == "siehe Anhang"


def test_a_digest_shows_its_mails() -> None:
    found = read(multipart(b"\r\n" + mail("eins"), b"\r\n" + mail("zwei"), kind="digest"))
    assert [file.kind for file in found.attachments] == ["message", "message"]


def test_smime_and_pgp_say_what_they_are() -> None:
    signature = file_part(
        b"\x30\x82",
        "Content-Type: application/pkcs7-signature; name=smime.p7s",
        "Content-Disposition: attachment; filename=smime.p7s",
    )
    found = read(multipart(part("Hallo", TEXT), signature, kind="signed"))
    assert (found.text, found.attachments[0].kind, found.notes) == (
        "Hallo",
        "signature",
        (notes.SIGNED_SMIME,),
    )
    sealed = read(
        mail(
            base64.b64encode(b"x"),
            Content_Type="application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m",
            Content_Transfer_Encoding="base64",
        )
    )
    assert (sealed.attachments[0].kind, sealed.notes) == ("signature", (notes.ENCRYPTED,))
    opaque = read(mail(b"x", Content_Type="application/pkcs7-mime; smime-type=signed-data; name=smime.p7m"))
    assert opaque.notes == (notes.SIGNED_SEALED,)
    pgp = read(
        multipart(
            part("Version: 1", "Content-Type: application/pgp-encrypted"),
            part("-----BEGIN", "Content-Type: application/octet-stream; name=encrypted.asc"),
            kind="encrypted",
        )
    )
    assert pgp.notes == (notes.ENCRYPTED,)
    armored = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nHallo\n-----BEGIN PGP SIGNATURE-----\nabc\n-----END PGP SIGNATURE-----"
    inline = read(mail(armored))
    assert (inline.new_text, inline.notes) == ("Hallo", (notes.SIGNED_PGP,))


def _attribute(level: int, name: int, content: bytes) -> bytes:
    return (
        struct.pack("<BHHI", level, name, 6, len(content))
        + content
        + struct.pack("<H", sum(content) & 0xFFFF)
    )


def _property(kind: int, name: int, value: bytes) -> bytes:
    return struct.pack("<HHII", kind, name, 1, len(value)) + value + b"\0" * (-len(value) % 4)


def winmail(name: str, content: bytes) -> bytes:
    props = (
        struct.pack("<I", 2)
        + struct.pack("<HHI", 3, 0x0E20, len(content))
        + _property(0x1E, 0x3707, name.encode("cp1252") + b"\0")
    )
    return (
        struct.pack("<IH", 0x223E9F78, 1)
        + _attribute(1, 0x9006, struct.pack("<I", 0x10000))
        + _attribute(1, 0x9007, struct.pack("<II", 1252, 0))
        + _attribute(1, 0x800C, b"Text aus Outlook\0")
        + _attribute(2, 0x9002, b"\0" * 14)
        + _attribute(2, 0x8010, b"RECHNU~1.PDF\0")
        + _attribute(2, 0x800F, content)
        + _attribute(2, 0x9005, props)
    )


def test_winmail_is_unwrapped() -> None:
    raw = winmail("Rechnung für Sie.pdf", b"%PDF-1.7")
    found = read(multipart(file_part(raw, "Content-Type: application/ms-tnef; name=winmail.dat")))
    assert [(file.name, file.type, file.content) for file in found.attachments] == [
        ("Rechnung für Sie.pdf", "application/pdf", b"%PDF-1.7")
    ]
    assert found.text == "Text aus Outlook"


def test_a_second_opinion_reads_the_same_from_winmail() -> None:
    other = TNEF(winmail("Rechnung.pdf", b"%PDF-1.7"), do_checksum=False)
    assert [bytes(file.data) for file in other.attachments] == [b"%PDF-1.7"]


@pytest.mark.parametrize("cut", [0, 4, 6, 20, 60, 100])
def test_a_broken_winmail_is_kept_and_noted_or_read_as_far_as_it_goes(cut: int) -> None:
    found = read(
        mail(winmail("a.pdf", b"%PDF")[:cut] or b"x", Content_Type="application/ms-tnef; name=winmail.dat")
    )
    assert notes.TNEF_UNREADABLE in found.notes or found.attachments or found.text


def test_html_with_a_declared_charset_in_the_page() -> None:
    page = '<meta charset="windows-1251"><p>Привет</p>'.encode("cp1251")
    assert read(mail(page, Content_Type="text/html")).text == "Привет"


def test_a_text_that_is_sent_as_a_file_is_a_file() -> None:
    found = read(
        multipart(
            part("Hallo", TEXT),
            part(
                "Zeile",
                'Content-Type: text/plain; name="log.txt"',
                "Content-Disposition: attachment; filename=log.txt",
            ),
        )
    )
    assert (found.text, [file.name for file in found.attachments]) == ("Hallo", ["log.txt"])


def test_endless_text_is_cut_with_a_note() -> None:
    found = read(mail(b"x" * 3_000_000))
    assert len(found.text) == 2_000_000
    assert notes.TEXT_CUT in found.notes


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Guten Tag, ich habe meine Bestellung noch nicht erhalten. Können Sie mir bitte helfen?", "de"),
        ("Hello, I have not received my order yet. Could you please help me?", "en"),
        ("Bonjour, je voudrais savoir quand ma commande arrive.", ""),
        ("4711", ""),
        ("", ""),
    ],
)
def test_language(text: str, language: str) -> None:
    assert read(mail(text, Content_Type="text/plain; charset=utf-8")).language == language
