"""URLs of impact: the public board and its files."""

from django.urls import path

from wadah.impact import views

app_name = "impact"
urlpatterns = [
    path("angka/", views.board, name="board"),
    path("angka/angka.csv", views.as_csv, name="csv"),
    path("angka/angka.json", views.as_json, name="json"),
]
