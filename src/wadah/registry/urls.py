"""URLs of the registry."""

from django.urls import path

from wadah.registry.views import parties, review

app_name = "registry"
urlpatterns = [
    path("usaha/", parties.parties, name="parties"),
    path("usaha/<uuid:public_id>/", parties.party, name="party"),
    path("usaha/<uuid:public_id>/lihat/<slug:field>/", parties.reveal, name="reveal"),
    path("usaha/<uuid:public_id>/pisah/", parties.split, name="split"),
    path("periksa/", review.pairs, name="pairs"),
    path("periksa/<uuid:public_id>/", review.pair, name="pair"),
    path("periksa/<uuid:public_id>/putuskan/", review.decide, name="decide"),
    path("periksa/<uuid:public_id>/batalkan/", review.reopen, name="reopen"),
]
