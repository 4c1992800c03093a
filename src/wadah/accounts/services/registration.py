"""Owners open an account by themselves. The answer is the same whether the address has one already."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wadah.accounts.jobs import post
from wadah.accounts.letters import Letter
from wadah.accounts.notices import NOTICE_VERSION
from wadah.accounts.services.users import open_account


def register_owner(
    *, name: str, password: str, email: str = "", phone: str = "", language: str = "id"
) -> None:
    """Opens an account at an e-mail or a phone number (E.164), unless there is one: nothing tells which it was.

    In both cases the password is hashed, and a letter goes to an e-mail address: it tells its holder, nobody else.
    """
    try:
        with transaction.atomic():
            open_account(
                name=name,
                password=password,
                email=email,
                phone=phone,
                language=language,
                notice_version=NOTICE_VERSION,
            )
            is_new = True
    except IntegrityError:
        is_new = False
    if email:
        with transaction.atomic():
            post(_letter(email, is_new=is_new))


def _letter(email: str, *, is_new: bool) -> Letter:
    if is_new:
        text = _("Akun wadah Anda sudah dibuat. Masuk dengan alamat surel ini dan kata sandi yang Anda buat.")
    else:
        text = _(
            "Seseorang mencoba membuat akun wadah dengan alamat surel ini. Alamat ini sudah punya akun, jadi tidak ada "
            "yang berubah. Bila itu Anda dan lupa kata sandinya, pilih Lupa kata sandi di halaman masuk."
        )
    return Letter(to=email, subject=_("Akun wadah"), text=text)
