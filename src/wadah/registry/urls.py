"""URLs of the registry."""

from django.urls import path

from wadah.registry.views import intakes, parties, review

app_name = "registry"
urlpatterns = [
    path("impor/", intakes.intakes, name="intakes"),
    path("impor/kesampingkan/", intakes.discard_refused, name="discard_refused"),
    path("impor/<uuid:public_id>/", intakes.intake, name="intake"),
    path("impor/<uuid:public_id>/kolom/", intakes.columns, name="columns"),
    path("impor/<uuid:public_id>/baris/", intakes.rows, name="rows"),
    path("impor/<uuid:public_id>/berkas/", intakes.returned, name="returned"),
    path("impor/<uuid:public_id>/berkas/buat/", intakes.ask_returned, name="ask_returned"),
    path("impor/<uuid:public_id>/terapkan/", intakes.apply, name="apply"),
    path("impor/<uuid:public_id>/buang/", intakes.discard, name="discard"),
    path("impor/<uuid:public_id>/batalkan/", intakes.undo, name="undo"),
    path("impor/<uuid:public_id>/ulangi/", intakes.retry, name="retry"),
    path("usaha/", parties.parties, name="parties"),
    path("usaha/<uuid:public_id>/", parties.party, name="party"),
    path("usaha/<uuid:public_id>/lihat/<slug:field>/", parties.reveal, name="reveal"),
    path("usaha/<uuid:public_id>/pisah/", parties.split, name="split"),
    path("periksa/", review.pairs, name="pairs"),
    path("periksa/<uuid:public_id>/", review.pair, name="pair"),
    path("periksa/<uuid:public_id>/putuskan/", review.decide, name="decide"),
    path("periksa/<uuid:public_id>/batalkan/", review.reopen, name="reopen"),
]
