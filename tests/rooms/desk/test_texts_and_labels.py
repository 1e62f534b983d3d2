"""Ready texts for an answer and labels on a matter."""

from __future__ import annotations

from typing import Any

import pytest

from cast import Arrive, Auenfeld, mail, signed_in, stranger

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread(auenfeld: Auenfeld, arrive: Arrive) -> Any:
    from beistand.desk.models import Message

    return Message.objects.get(arrival=arrive(mail())).conversation_id


def test_ready_texts_come_in_the_customers_language_first_and_with_the_name(
    auenfeld: Auenfeld, thread: Any
) -> None:
    from beistand.house.keeping import keep_snippet

    keep_snippet(auenfeld.brand, key="gruss", title="Greeting", locale="en", text="Dear {name}")
    keep_snippet(auenfeld.brand, key="gruss", title="Gruß", locale="de", text="Guten Tag {name}")
    told = signed_in(auenfeld.mara).get(f"/desk/snippets/?talk={thread}").json()["snippets"]
    assert [t["text"] for t in told] == ["Guten Tag Emre Yıldız", "Dear Emre Yıldız"]
    plain = signed_in(auenfeld.mara).get("/desk/snippets/?brand=auenfeld").json()["snippets"]
    assert plain[0]["text"] == "Guten Tag {name}"


@pytest.mark.parametrize("query", ["talk={thread}", "brand=auenfeld", "talk=nonsense", ""])
def test_a_foreign_brand_gets_no_texts(auenfeld: Auenfeld, thread: Any, query: str) -> None:
    assert signed_in(stranger()).get("/desk/snippets/?" + query.format(thread=thread)).status_code == 404


def test_a_label_is_put_on_from_the_matter_and_taken_off(auenfeld: Auenfeld, thread: Any) -> None:
    from beistand.desk.models import Label

    client = signed_in(auenfeld.mara)
    client.post(f"/desk/m/{thread}/label/", {"label": "Rechnung"})
    assert Label.objects.get().conversations.count() == 1
    text = client.get(f"/desk/m/{thread}/").content.decode()
    assert 'name="off" value="Rechnung"' in text
    client.post(f"/desk/m/{thread}/label/", {"off": "Rechnung"})
    assert Label.objects.get().conversations.count() == 0
    assert 'name="label" value="Rechnung"' in client.get(f"/desk/m/{thread}/").content.decode()
