"""Owners register themselves: few questions, a notice that is kept, and no word about who has an account."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client, override_settings
from django.urls import reverse

from wadah.accounts.models import User
from wadah.accounts.notices import NOTICE_VERSION
from wadah.accounts.phone import phone_hash
from wadah.accounts.policies import scope_of
from wadah.accounts.tests.factories import make_user

pytestmark = pytest.mark.django_db
PHONE = "+6281234567890"
TYPED = {"name": "Cek Ida", "address": "0812 3456 7890", "password": "songket-emas-26"}
TEN_A_MINUTE = {"signup": "10/m/ip"}


def send(client: Client, **typed: str) -> tuple[int, str, str]:
    """Status, where it leads, and the words there."""
    answer = client.post(reverse("accounts:sign_up"), TYPED | typed)
    if answer.status_code != 302:
        return answer.status_code, "", ""
    page = client.get(answer["Location"])
    return answer.status_code, answer["Location"], [str(one) for one in page.context["messages"]][0]


def test_an_owner_registers_by_phone_and_signs_in(client: Client) -> None:
    status, leads_to, words = send(client)
    client.post(reverse("account_login"), {"login": "081234567890", "password": TYPED["password"]})

    user = User.objects.get(phone_hash=phone_hash(PHONE))
    assert (status, leads_to, words.startswith("Akun Anda siap.")) == (302, reverse("account_login"), True)
    assert (user.name, user.email, user.notice_version) == ("Cek Ida", None, NOTICE_VERSION)
    assert client.session["_auth_user_id"] == str(user.pk)
    assert scope_of(user).grants == ()


def test_an_owner_registers_by_e_mail_and_gets_a_letter(
    client: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        send(client, address=" Ida@Contoh.Example ")

    assert User.objects.get().email == "ida@contoh.example"
    assert [letter.to for letter in mail.outbox] == [["ida@contoh.example"]]


@pytest.mark.parametrize("address", ["0812 3456 7890", "nur@contoh.example"])
def test_an_address_that_has_an_account_gets_the_same_answer(address: str) -> None:
    new = send(Client(), address=address)
    nur = User.objects.get()

    again = send(Client(), address=address, name="Orang Lain", password="lain-sekali-26")

    assert again == new
    nur.refresh_from_db()
    assert (User.objects.count(), nur.name, nur.check_password(TYPED["password"])) == (1, "Cek Ida", True)


def test_the_holder_of_an_address_is_told_by_letter(
    client: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    make_user("Nur", email="nur@contoh.example")

    with django_capture_on_commit_callbacks(execute=True):
        send(client, address="nur@contoh.example")

    assert "sudah punya akun" in mail.outbox[0].body


def test_the_notice_names_its_legal_basis_and_version(client: Client) -> None:
    for name in ("accounts:sign_up", "accounts:privacy"):
        page = client.get(reverse(name)).content.decode()
        assert "UU 27/2022 tentang Pelindungan Data Pribadi Pasal 20 ayat (2)" in page
        assert NOTICE_VERSION in page


@pytest.mark.parametrize(
    ("field", "typed"), [("address", "bukan alamat"), ("password", "pendek"), ("name", "")]
)
def test_what_is_wrong_stands_at_its_field(client: Client, field: str, typed: str) -> None:
    answer = client.post(reverse("accounts:sign_up"), TYPED | {field: typed})

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [field])
    assert User.objects.count() == 0


@override_settings(ACCOUNT_RATE_LIMITS=TEN_A_MINUTE)
def test_too_many_registrations_of_one_place_wait(client: Client) -> None:
    statuses = [client.post(reverse("accounts:sign_up"), {}).status_code for _ in range(11)]

    assert (statuses[:10], statuses[10]) == ([200] * 10, 429)


def test_who_is_signed_in_registers_no_second_account(client: Client) -> None:
    client.force_login(make_user(), backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.get(reverse("accounts:sign_up")).status_code == 302
