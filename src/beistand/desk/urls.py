"""Addresses of the desk."""

from __future__ import annotations

from django.urls import path

from beistand.desk import mail_views, outbox_views, quarantine_views, views

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
]
urlpatterns += [
    path("customers/", views.home, name="customers"),
    path("customers/<uuid:customer>/", views.home, name="customer"),
    path("customers/<uuid:customer>/about/", views.home, name="about"),
    path("desk/raw/<uuid:message>/", mail_views.raw, name="raw"),
    path("desk/original/<uuid:message>/", mail_views.original, name="original"),
    path("outbox/", outbox_views.outbox, name="outbox"),
    path("outbox/<uuid:parcel>/again/", outbox_views.again, name="outbox_again"),
    path("outbox/<uuid:parcel>/drop/", outbox_views.drop, name="outbox_drop"),
    path("counter/", views.home, name="counter"),
    path("counter/letter/", views.home, name="letter"),
    path("settings/quarantine/", quarantine_views.quarantine, name="quarantine"),
    path("settings/quarantine/<uuid:message>/retry/", quarantine_views.retry, name="retry"),
]
