"""Addresses of the desk."""

from __future__ import annotations

from django.urls import path

from beistand.desk import (
    customers_views,
    joining_views,
    mail_views,
    outbox_views,
    paper_views,
    quarantine_views,
    text_views,
    views,
)

app_name = "desk"
urlpatterns = [
    path("desk/", views.home, name="home"),
    path("desk/list/", views.rows, name="list"),
    path("desk/bulk/", views.bulk, name="bulk"),
    path("desk/m/<uuid:thread>/", views.talk, name="talk"),
    path("desk/m/<uuid:thread>/reply/", views.reply, name="reply"),
    path("desk/m/<uuid:thread>/draft/", views.draft, name="draft"),
    path("desk/m/<uuid:thread>/upload/", views.upload, name="upload"),
    path("desk/m/<uuid:thread>/seen/", views.seen, name="seen"),
    path("desk/m/<uuid:thread>/unread/", views.unread, name="unread"),
    path("desk/m/<uuid:thread>/close/", views.close, name="close"),
    path("desk/m/<uuid:thread>/reopen/", views.reopen, name="reopen"),
    path("desk/m/<uuid:thread>/assign/", views.assign, name="assign"),
    path("desk/m/<uuid:thread>/mine/", views.mine, name="mine"),
    path("desk/m/<uuid:thread>/snooze/", views.snooze, name="snooze"),
    path("desk/m/<uuid:thread>/wake/", views.wake, name="wake"),
    path("desk/m/<uuid:thread>/label/", views.label, name="label"),
    path("desk/undo/<uuid:message>/", views.undo, name="undo"),
    path("desk/snippets/", text_views.snippets, name="snippets"),
    path("desk/undo/<uuid:message>/hold/", views.hold, name="hold"),
]
urlpatterns += [
    path("desk/m/<uuid:thread>/join/", joining_views.join, name="join"),
    path("desk/m/<uuid:thread>/part/", joining_views.part, name="part"),
    path("customers/", customers_views.people, name="customers"),
    path("customers/<uuid:customer>/", customers_views.person, name="customer"),
    path("customers/<uuid:customer>/about/", customers_views.about, name="about"),
    path("customers/<uuid:customer>/describe/", customers_views.describe, name="describe"),
    path("customers/<uuid:customer>/write/", customers_views.write_to, name="write_to"),
    path("customers/<uuid:customer>/addresses/", customers_views.add_address, name="add_address"),
    path(
        "customers/<uuid:customer>/addresses/<uuid:identity>/remove/",
        customers_views.remove_address,
        name="remove_address",
    ),
    path("customers/<uuid:customer>/join/", customers_views.join_customers, name="join_customers"),
    path(
        "customers/<uuid:customer>/joinings/<uuid:joined>/part/",
        customers_views.part_customers,
        name="part_customers",
    ),
    path(
        "customers/<uuid:customer>/proposals/<uuid:proposal>/accept/",
        customers_views.accept_proposal,
        name="accept_proposal",
    ),
    path(
        "customers/<uuid:customer>/proposals/<uuid:proposal>/decline/",
        customers_views.decline_proposal,
        name="decline_proposal",
    ),
    path("desk/raw/<uuid:message>/", mail_views.raw, name="raw"),
    path("desk/original/<uuid:message>/", mail_views.original, name="original"),
    path("outbox/", outbox_views.outbox, name="outbox"),
    path("outbox/<uuid:parcel>/again/", outbox_views.again, name="outbox_again"),
    path("outbox/<uuid:parcel>/drop/", outbox_views.drop, name="outbox_drop"),
    path("counter/", paper_views.counter, name="counter"),
    path("counter/letter/", paper_views.letter, name="letter"),
    path("counter/candidates/", paper_views.candidates, name="candidates"),
    path("settings/quarantine/", quarantine_views.quarantine, name="quarantine"),
    path("settings/quarantine/<uuid:message>/retry/", quarantine_views.retry, name="retry"),
]
