"""URLs of the shell."""

from django.urls import path

from wadah.web import views
from wadah.web.language import choose_language

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("ruang-kerja/", views.workspace, name="workspace"),
    path("jejak/", views.trail, name="trail"),
    path("bahasa/", choose_language, name="language"),
]
