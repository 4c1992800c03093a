"""Root URLs: each app brings its own; nothing is routed here twice."""

from django.urls import include, path

urlpatterns = [
    path("", include("wadah.web.urls")),
    path("", include("wadah.accounts.urls")),
    path("", include("wadah.impact.urls")),
    path("", include("wadah.registry.urls")),
    path("", include("wadah.core.urls")),
]

handler400 = "wadah.web.errors.bad_request"
handler403 = "wadah.web.errors.not_found"  # what one may not see looks like what is not there
handler404 = "wadah.web.errors.not_found"
handler429 = "wadah.web.errors.too_many_requests"
handler500 = "wadah.web.errors.server_error"
