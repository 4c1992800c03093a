"""Signing in by e-mail or phone, the throttle, a forgotten password, and the second step."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from axes.models import AccessAttempt
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django_tasks_db.models import DBTaskResult

from wadah.accounts.models import User
from wadah.accounts.rules import normal_login
from wadah.accounts.tests.factories import PASSWORD, make_user
from wadah.core.models import AuditEntry

pytestmark = pytest.mark.django_db
PHONE = "+6281234567890"
QUEUED = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def nur() -> User:
    return make_user("Nur Komariah", email="nur@contoh.example", phone=PHONE)


def try_in(client: Client, login: str, password: str = PASSWORD, **extra: str) -> int:
    return client.post(reverse("account_login"), {"login": login, "password": password}, **extra).status_code


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize(
    "login",
    [
        "nur@contoh.example",
        " Nur@Contoh.Example ",
        "081234567890",
        "81234567890",
        "+62 812-3456-7890",
        "6281234567890",
    ],
)
def test_sign_in_by_either_address_in_any_way_of_writing(client: Client, nur: User, login: str) -> None:
    assert (try_in(client, login), signed_in(client)) == (302, True)


def test_sign_in_leads_to_where_the_person_wanted_to_go(client: Client, nur: User) -> None:
    wanted = reverse("accounts:me")
    sent_to = client.get(wanted)
    answer = client.post(
        sent_to["Location"], {"login": "nur@contoh.example", "password": PASSWORD, "next": wanted}
    )

    assert (sent_to["Location"], answer["Location"]) == (f"{reverse('account_login')}?next={wanted}", wanted)


def test_wrong_password_unknown_address_and_nonsense_get_one_answer(client: Client, nur: User) -> None:
    texts = set()
    for login in ("nur@contoh.example", "tidak.ada@contoh.example", "081200000000", "bukan alamat"):
        page = client.post(reverse("account_login"), {"login": login, "password": "salah-sekali"})
        texts |= set(re.findall(r'role="alert".*?<p>(.*?)</p>', page.content.decode(), re.DOTALL))

    assert texts == {"Nama masuk atau kata sandi tidak cocok. Periksa lagi, atau buat kata sandi baru."}


def test_an_inactive_account_stays_outside(client: Client, nur: User) -> None:
    User.objects.update(is_active=False)

    try_in(client, "nur@contoh.example")

    assert not signed_in(client)


@pytest.mark.parametrize("login", ["nur@contoh.example", "081234567890"])
def test_the_fifth_wrong_password_closes_the_door(client: Client, nur: User, login: str) -> None:
    answers = [try_in(client, login, "salah-sekali") for _ in range(5)]
    right = client.post(reverse("account_login"), {"login": login, "password": PASSWORD})

    assert (answers, right.status_code, right["Retry-After"]) == ([200, 200, 200, 200, 429], 429, "900")
    assert "Terlalu banyak percobaan masuk" in right.content.decode()
    assert not signed_in(client)


def test_another_way_of_writing_the_number_is_the_same_attempt(client: Client, nur: User) -> None:
    for login in ("081234567890", "81234567890", "+6281234567890", "0812-3456-7890", "6281234567890"):
        last = try_in(client, login, "salah-sekali")

    assert last == 429


def test_wrong_phone_numbers_do_not_close_the_door_for_other_phones(client: Client, nur: User) -> None:
    for number in range(6):
        try_in(client, f"08120000000{number}", "salah-sekali")

    assert try_in(client, PHONE) == 302


def test_the_door_is_closed_for_one_place_and_opens_again_after_a_quarter_of_an_hour(
    client: Client, nur: User
) -> None:
    for _ in range(5):
        try_in(client, "nur@contoh.example", "salah-sekali")
    elsewhere = try_in(Client(), "nur@contoh.example", REMOTE_ADDR="10.9.8.7")
    for attempt in AccessAttempt.objects.all():
        AccessAttempt.objects.filter(pk=attempt.pk).update(
            attempt_time=attempt.attempt_time - timedelta(minutes=16)
        )

    assert (elsewhere, try_in(client, "nur@contoh.example")) == (302, 302)


def test_signing_in_forgets_the_failures(client: Client, nur: User) -> None:
    for _ in range(4):
        try_in(client, "nur@contoh.example", "salah-sekali")
    try_in(client, "nur@contoh.example")

    assert not AccessAttempt.objects.exists()


def test_attempts_are_counted_without_saying_who(client: Client, nur: User) -> None:
    try_in(client, "nur@contoh.example", "salah-sekali")
    try_in(client, "081234567890", "salah-sekali")

    kept = str(list(AccessAttempt.objects.values("username", "get_data", "post_data", "path_info")))
    assert [word for word in ("nur", "contoh.example", "1234567890", "salah") if word in kept] == []


@pytest.mark.parametrize(("behind", "address"), [(True, "10.1.1.1"), (False, "192.0.2.7")])
def test_a_forged_forwarding_header_is_not_believed(
    client: Client, nur: User, settings: object, behind: bool, address: str
) -> None:
    settings.BEHIND_PROXY = behind  # type: ignore[attr-defined]

    try_in(
        client, "nur@contoh.example", "salah-sekali",
        REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR="1.2.3.4, 10.1.1.1",
    )  # fmt: skip

    assert AccessAttempt.objects.get().ip_address == address


def test_nobody_registers_without_an_invitation() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_a_forgotten_password_is_made_anew_by_the_link(
    client: Client, nur: User, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        client.post(reverse("account_reset_password"), {"email": "Nur@contoh.example"})
    link = re.findall(r"http://testserver(\S+)", mail.outbox[0].body)[0]
    form_url = client.get(link)["Location"]
    answer = client.post(form_url, {"password1": "kata-baru-2026", "password2": "kata-baru-2026"})

    assert (mail.outbox[0].to, mail.outbox[0].subject) == (
        ["nur@contoh.example"],
        "[wadah] Buat kata sandi baru",
    )
    assert answer["Location"] == reverse("account_reset_password_from_key_done")
    assert try_in(Client(), PHONE, "kata-baru-2026") == 302
    assert "tidak berlaku lagi" in Client().get(link).content.decode()
    kept = AuditEntry.objects.filter(action="password_changed").values_list("actor", "object_id")
    assert list(kept) == [(f"user:{nur.public_id}", str(nur.public_id))]


def test_a_forgotten_password_does_not_tell_which_accounts_there_are(
    client: Client, nur: User, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        answers = [
            client.post(reverse("account_reset_password"), {"email": email})["Location"]
            for email in ("nur@contoh.example", "tidak.ada@contoh.example")
        ]

    assert answers == [reverse("account_reset_password_done")] * 2
    assert [message.to for message in mail.outbox] == [["nur@contoh.example"]]


def test_asking_for_a_new_password_does_the_same_work_for_every_address(client: Client, nur: User) -> None:
    """Otherwise the time of the answer would tell whose address is known."""
    with override_settings(TASKS=QUEUED):
        asked = []
        for email in ("nur@contoh.example", "tidak.ada@contoh.example"):
            with CaptureQueriesContext(connection) as queries:
                client.post(reverse("account_reset_password"), {"email": email})
            asked.append(len(queries))

    assert asked[0] == asked[1]
    assert [job.task_path for job in DBTaskResult.objects.all()] == [
        "wadah.accounts.jobs.send_password_letter"
    ] * 2
    assert "contoh.example" not in str(list(DBTaskResult.objects.values()))


def test_the_second_step_is_switched_on_and_asked_for(client: Client, nur: User) -> None:
    try_in(client, PHONE)
    asked_again = client.get(reverse("mfa_activate_totp"))["Location"]
    client.post(asked_again, {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    client.post(reverse("mfa_activate_totp"), {"code": code})
    stored = Authenticator.objects.get(type=Authenticator.Type.TOTP)

    again = Client()
    again.post(reverse("account_login"), {"login": PHONE, "password": PASSWORD})

    assert page.status_code == 200
    assert secret not in str(stored.data)
    assert not signed_in(again)
    assert again.get(reverse("mfa_authenticate")).status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "account_inactive",
    ],
)
def test_pages_before_sign_in_carry_no_inline_script_or_style(client: Client, name: str) -> None:
    page = client.get(reverse(name))

    text = page.content.decode()
    assert page.status_code == 200
    assert re.findall(r"<script(?![^>]*src=)|<style| style=| on\w+=", text) == []


@pytest.mark.parametrize(
    "name",
    [
        "account_logout",
        "account_change_password",
        "mfa_index",
        "usersessions_list",
        "accounts:me",
        "account_reauthenticate",
    ],
)
def test_pages_of_the_own_account(client: Client, nur: User, name: str) -> None:
    client.force_login(nur, backend="allauth.account.auth_backends.AuthenticationBackend")

    page = client.get(reverse(name))

    text = page.content.decode()
    assert page.status_code == 200
    assert re.findall(r"<script(?![^>]*src=)|<style| style=| on\w+=", text) == []
    assert "81234567890" not in text


@pytest.mark.parametrize(
    ("typed", "form"),
    [(" Nur@Contoh.example ", "nur@contoh.example"), ("0812 3456 7890", PHONE), ("Nur", "nur"), ("", "")],
)
def test_one_form_of_what_was_typed(typed: str, form: str) -> None:
    assert normal_login(typed) == form
