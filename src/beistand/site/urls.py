"""Every address of the house on one page."""

from __future__ import annotations

from django.urls import include, path

from beistand.site import brands, metrics, profile, views
from beistand.site.setting_pages import brands as brand_pages
from beistand.site.setting_pages import invitation, provider_sign_in
from beistand.site.setting_pages import mail as mail_pages
from beistand.site.setting_pages import people as people_pages
from beistand.site.setting_pages import teams as team_pages
from beistand.site.setting_pages import texts as text_pages

handler404 = "beistand.site.errors.not_found"
handler403 = "beistand.site.errors.not_allowed"
handler429 = "beistand.site.errors.too_often"
handler500 = "beistand.site.errors.broken"

site = (
    [
        path("", views.start, name="start"),
        path("settings/", views.settings_page, name="settings"),
        path("settings/status/", views.status, name="status"),
        path("settings/parts/", views.parts, name="parts"),
        path("settings/look/", views.look, name="look"),
        path("settings/me/", profile.me, name="me"),
        path("settings/me/leave/", profile.leave, name="leave"),
        path("settings/presence/", profile.here, name="presence"),
        path("settings/brands/", brand_pages.brands, name="brands"),
        path("settings/brands/<slug:slug>/", brand_pages.brand, name="brand"),
        path("settings/teams/", team_pages.teams, name="teams"),
        path("settings/teams/<uuid:team>/", team_pages.team, name="team"),
        path("settings/people/", people_pages.people, name="people"),
        path("settings/people/<uuid:person>/", people_pages.person, name="person"),
        path("settings/people/<uuid:person>/invite/", people_pages.invite_again, name="invite"),
        path("settings/snippets/", text_pages.snippets, name="snippets"),
        path("settings/snippets/<uuid:snippet>/", text_pages.snippet, name="snippet"),
        path("settings/labels/", text_pages.labels, name="labels"),
        path("settings/labels/<uuid:label>/", text_pages.label, name="label"),
        path("settings/mail/", mail_pages.mail, name="mail"),
        path("settings/mail/oauth/back/", provider_sign_in.back, name="provider-back"),
        path("settings/mail/oauth/<uuid:grant>/", provider_sign_in.begin, name="provider-sign-in"),
        path("in/invite/<str:token>/", invitation.invitation, name="invitation"),
    ],
    "site",
)

urlpatterns = [
    path("in/", include("beistand.site.account_urls")),
    path("api/v1/", include("beistand.site.api.addresses")),
    path("metrics", metrics.metrics),
    path("", include(site)),
    path("", include("beistand.desk.urls")),
    path("", include((brands.urlpatterns, "brands"))),
]
