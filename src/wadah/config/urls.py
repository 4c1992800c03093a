"""Root URLs: each app brings its own; nothing is routed here twice."""

from django.urls import include, path

urlpatterns = [
    path("", include("wadah.web.urls")),
    path("", include("wadah.accounts.urls")),
    path("", include("wadah.registry.urls")),
    path("", include("wadah.core.urls")),
]
