"""URLs of accounts: our own pages, and the sign-in library's views under Indonesian addresses."""

from allauth.account import views as account
from allauth.usersessions import views as sessions
from django.urls import URLPattern, URLResolver, include, path, re_path

from wadah.accounts import invitation_views as invitations
from wadah.accounts import registration_views as registration
from wadah.accounts import views

# Only what is used: no e-mail addresses added by hand. Owners register on a page of ours (registration_views.py).
sign_in: list[URLPattern | URLResolver] = [
    path("masuk/", account.login, name="account_login"),
    path("keluar/", account.logout, name="account_logout"),
    path("tidak-aktif/", account.account_inactive, name="account_inactive"),
    path("konfirmasi/", account.reauthenticate, name="account_reauthenticate"),
    path("kata-sandi/", account.password_change, name="account_change_password"),
    path("kata-sandi/lupa/", account.password_reset, name="account_reset_password"),
    path("kata-sandi/lupa/terkirim/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "kata-sandi/baru/selesai/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^kata-sandi/baru/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("dua-langkah/", include("allauth.mfa.urls")),
    path("perangkat/", sessions.list_usersessions, name="usersessions_list"),
]

own: list[URLPattern | URLResolver] = [
    path("akun/", views.my_account, name="me"),
    path("daftar/", registration.sign_up, name="sign_up"),
    path("data-pribadi/", registration.privacy, name="privacy"),
    path("lembaga/", views.institutions, name="institutions"),
    path("lembaga/baru/", views.new_institution, name="new_institution"),
    path("lembaga/<uuid:public_id>/", views.institution, name="institution"),
    path("lembaga/<uuid:public_id>/undang/", invitations.invite, name="invite"),
    path("keanggotaan/<uuid:public_id>/akhiri/", views.end_membership, name="end_membership"),
    path("keanggotaan/<uuid:public_id>/kata-sandi/", views.password_link, name="password_link"),
    path("undangan/<uuid:public_id>/", invitations.invited, name="invited"),
    path("undangan/<uuid:public_id>/tarik/", invitations.withdraw_invitation, name="withdraw_invitation"),
    path("undangan/buka/<str:token>/", invitations.open_invitation, name="open_invitation"),
    path("undangan/terima/", invitations.accept_invitation, name="accept_invitation"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("akun/", include(sign_in)),
    path("", include((own, "accounts"))),
]
