"""Every address of the house on one page."""

from __future__ import annotations

from django.urls import include, path

from beistand.site import brands, metrics, profile, views

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
