"""URLs of the registry."""

from django.urls import path

from wadah.registry.views import claims, exports, intakes, owner, parties, review

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
    path("unduh/", exports.exports, name="exports"),
    path("unduh/<uuid:public_id>/", exports.export, name="export"),
    path("unduh/<uuid:public_id>/berkas/", exports.export_file, name="export_file"),
    path("usaha/", parties.parties, name="parties"),
    path("usaha/<uuid:public_id>/", parties.party, name="party"),
    path("usaha/<uuid:public_id>/lihat/<slug:field>/", parties.reveal, name="reveal"),
    path("usaha/<uuid:public_id>/pisah/", parties.split, name="split"),
    path("usaha/<uuid:public_id>/kode/", claims.owner_code, name="owner_code"),
    path(
        "usaha/<uuid:public_id>/kata-pemilik/<uuid:intake_id>/tarik/",
        claims.take_owner_word_back,
        name="take_owner_word_back",
    ),
    path("klaim/", claims.claims, name="claims"),
    path("klaim/<uuid:public_id>/", claims.decide_claim, name="decide_claim"),
    path("usaha-saya/", owner.mine, name="mine"),
    path("usaha-saya/cari/", owner.find, name="find"),
    path("usaha-saya/daftar/", owner.register, name="register"),
    path("usaha-saya/kode/", owner.use_code, name="use_code"),
    path("usaha-saya/ambil/<str:token>/", owner.claim, name="claim"),
    path("usaha-saya/klaim/<uuid:public_id>/tarik/", owner.withdraw, name="withdraw_claim"),
    path("usaha-saya/klaim/<uuid:public_id>/akhiri/", owner.end, name="end_claim"),
    path("usaha-saya/kata/<uuid:public_id>/tarik/", owner.take_own_back, name="take_own_back"),
    path("usaha-saya/<uuid:public_id>/", owner.own, name="own"),
    path("usaha-saya/<uuid:public_id>/perbaiki/", owner.correct, name="correct"),
    path("usaha-saya/<uuid:public_id>/pengelola/", owner.people, name="people"),
    path("periksa/", review.pairs, name="pairs"),
    path("periksa/<uuid:public_id>/", review.pair, name="pair"),
    path("periksa/<uuid:public_id>/putuskan/", review.decide, name="decide"),
    path("periksa/<uuid:public_id>/batalkan/", review.reopen, name="reopen"),
]
