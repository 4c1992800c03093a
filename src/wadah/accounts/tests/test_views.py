"""Pages of the own account, of institutions and of members: who sees them and what they do."""

import re
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from wadah.accounts.kinds import InstitutionKind
from wadah.accounts.models import Institution, Invitation, Membership, User
from wadah.accounts.roles import Role
from wadah.accounts.services.invitations import invite_member
from wadah.accounts.tests.factories import (
    PASSWORD,
    make_institution,
    make_member,
    make_province_officer,
    make_user,
)
from wadah.core.models import AuditEntry

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
INLINE = re.compile(r"<script(?![^>]*src=)|<style| style=| on\w+=")


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def office(regions: None) -> Institution:
    return make_institution("DINKOP-OKI")


@pytest.fixture
def officer(office: Institution) -> User:
    return make_member(office, user=make_user("Rosmala", email="petugas.oki@contoh.example"))


def invitation_form(key: str = "k1", **changes: str) -> dict[str, str]:
    form = {"key": key, "address": "baru@contoh.example", "role": "regency_officer", "region": "16.02"}
    return {**form, **changes}


def test_pages_of_managers_are_not_there_for_others(office: Institution, officer: User) -> None:
    stranger = make_member(make_institution("DINKOP-PLG", region="16.71"))
    coach = make_member(office, Role.COACH)
    membership = Membership.objects.get(user=officer)
    invited = invite_member(
        actor=officer, institution=office, role=Role.COACH, region=office.region, email="x@contoh.example"
    )
    private = [
        reverse("accounts:institution", args=[office.public_id]),
        reverse("accounts:invite", args=[office.public_id]),
        reverse("accounts:invited", args=[invited.invitation.public_id]),
        reverse("accounts:end_membership", args=[membership.public_id]),
        reverse("accounts:new_institution"),
    ]

    answers = {
        name: [browser(user).get(url).status_code for url in private]
        for name, user in {"stranger": stranger, "coach": coach, "nobody": make_user()}.items()
    }

    assert answers == dict.fromkeys(("stranger", "coach", "nobody"), [404] * 5)
    assert browser(coach).get(reverse("accounts:institutions")).status_code == 404
    assert browser(stranger).post(reverse("accounts:withdraw_invitation", args=[invited.invitation.public_id])
                                  ).status_code == 404  # fmt: skip


def test_missing_and_forbidden_look_alike(office: Institution, officer: User) -> None:
    stranger = browser(make_member(make_institution("DINKOP-PLG", region="16.71")))

    forbidden = stranger.get(reverse("accounts:institution", args=[office.public_id]))
    missing = stranger.get(reverse("accounts:institution", args=[uuid4()]))

    assert forbidden.status_code == missing.status_code == 404
    assert re.sub(r"value=\"/lembaga/.*?\"", "", forbidden.content.decode()) == re.sub(
        r"value=\"/lembaga/.*?\"", "", missing.content.decode()
    )


def test_whoever_is_not_signed_in_is_sent_to_sign_in(client: Client, office: Institution) -> None:
    url = reverse("accounts:institution", args=[office.public_id])

    assert client.get(url)["Location"] == f"{reverse('account_login')}?next={url}"


def test_an_officer_sees_the_own_institution_alone(office: Institution, officer: User) -> None:
    make_institution("DINKOP-PLG", region="16.71")

    page = browser(officer).get(reverse("accounts:institutions")).content.decode()

    assert set(re.findall(r"Lembaga [A-Z-]+\b", page)) == {"Lembaga DINKOP-OKI"}
    assert "Daftarkan lembaga" not in page


def test_members_are_listed_with_masked_phones(office: Institution, officer: User) -> None:
    make_member(office, Role.COACH, user=make_user("Slamet", phone="+6281234567890"))
    make_member(make_institution("LAIN"), user=make_user("Orang Lain"))

    page = browser(officer).get(reverse("accounts:institution", args=[office.public_id])).content.decode()

    assert ("Slamet" in page, "0812•••••890" in page, "Rosmala" in page) == (True, True, True)
    assert ("1234567" in page, "Orang Lain" in page) == (False, False)
    assert INLINE.findall(page) == []


def queries_of(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_lists_cost_the_same_for_one_row_and_for_three(regions: None) -> None:
    province = make_province_officer()
    client = browser(province)
    one = make_institution("A-SATU")
    institutions, institution = (
        reverse("accounts:institutions"),
        reverse("accounts:institution", args=[one.public_id]),
    )

    def grow(number: int) -> None:
        member = make_user(f"Orang {number}", phone=f"+628123456780{number}")
        make_member(one, Role.COACH, user=member)
        make_member(make_institution(f"B-{number}"), user=member)
        invite_member(
            actor=province,
            institution=one,
            role=Role.COACH,
            region=one.region,
            email=f"u{number}@contoh.example",
        )

    grow(1)
    before = [queries_of(client, institutions), queries_of(client, institution)]
    grow(2)
    grow(3)

    assert [queries_of(client, institutions), queries_of(client, institution)] == before


def test_own_account_costs_the_same_for_one_role_and_for_three(regions: None) -> None:
    user = make_member(make_institution())
    client, url = browser(user), reverse("accounts:me")
    before = queries_of(client, url)
    for _ in range(2):
        make_member(make_institution(), user=user)

    assert queries_of(client, url) == before


def test_inviting_shows_the_link_once(
    office: Institution, officer: User, django_capture_on_commit_callbacks: object
) -> None:
    client = browser(officer)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        answer = client.post(reverse("accounts:invite", args=[office.public_id]), invitation_form())
    first = client.get(answer["Location"]).content.decode()
    second = client.get(answer["Location"]).content.decode()

    link = re.findall(r'value="(http://testserver/undangan/buka/[\w-]+/)"', first)
    assert len(link) == 1
    assert link[0] in mail.outbox[0].body
    assert "/undangan/buka/" not in second


def test_a_double_click_invites_once(office: Institution, officer: User) -> None:
    client, url = browser(officer), reverse("accounts:invite", args=[office.public_id])

    answers = [client.post(url, invitation_form())["Location"] for _ in range(2)]

    assert answers[0] == answers[1]
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"address": "bukan alamat"}, "Tulis alamat surel, atau nomor HP"),
        ({"address": "a@b"}, "Tulis alamat surel, atau nomor HP"),
        ({"address": "0812"}, "Tulis alamat surel, atau nomor HP"),
        ({"role": "province_officer"}, "province_officer"),
        ({"region": "16.71"}, "is-invalid"),
        ({"address": "petugas.oki@contoh.example"}, "sudah memegang peran itu"),
    ],
)
def test_a_mistaken_invitation_is_explained_and_not_sent(
    office: Institution, officer: User, changes: dict[str, str], words: str
) -> None:
    page = browser(officer).post(
        reverse("accounts:invite", args=[office.public_id]), invitation_form(**changes)
    )

    assert (page.status_code, words in page.content.decode()) == (200, True)
    assert not Invitation.objects.exists()


def opened(office: Institution, officer: User, client: Client, **how: str) -> None:
    invited = invite_member(
        actor=officer,
        institution=office,
        role=Role.COACH,
        region=office.region,
        **(how or {"phone": "+6281234567890"}),
    )
    client.get(reverse("accounts:open_invitation", args=[invited.token]))


def test_a_new_person_accepts_and_is_signed_in(client: Client, office: Institution, officer: User) -> None:
    opened(office, officer, client)
    url = reverse("accounts:accept_invitation")
    page = client.get(url).content.decode()
    answer = client.post(url, {"name": "Slamet Riyadi", "password": PASSWORD})
    welcome = client.get(answer["Location"]).content.decode()

    assert ("0812•••••890" in page, "1234567" in page, INLINE.findall(page)) == (True, False, [])
    assert ("Slamet Riyadi" in welcome, "Lembaga DINKOP-OKI" in welcome) == (True, True)
    assert list(Membership.objects.filter(user__name="Slamet Riyadi").values_list("role", "region_id")) == [
        ("coach", "16.02")
    ]


def test_a_double_click_on_accept_makes_one_account(
    client: Client, office: Institution, officer: User
) -> None:
    opened(office, officer, client)
    url, form = reverse("accounts:accept_invitation"), {"name": "Slamet", "password": PASSWORD}

    answers = [client.post(url, form)["Location"] for _ in range(2)]

    assert answers == [reverse("accounts:me")] * 2
    assert User.objects.filter(name="Slamet").count() == 1


@pytest.mark.parametrize("password", ["pendek", "1234567890", "password123"])
def test_a_weak_password_is_refused(
    client: Client, office: Institution, officer: User, password: str
) -> None:
    opened(office, officer, client)

    page = client.post(reverse("accounts:accept_invitation"), {"name": "Slamet", "password": password})

    assert (page.status_code, "is-invalid" in page.content.decode()) == (200, True)
    assert not User.objects.filter(name="Slamet").exists()


def test_who_has_an_account_signs_in_first_and_then_joins(
    client: Client, office: Institution, officer: User
) -> None:
    ada = make_user("Ada", email="ada@contoh.example")
    opened(office, officer, client, email="ada@contoh.example")
    url = reverse("accounts:accept_invitation")
    before = client.get(url).content.decode()
    back = client.post(
        reverse("account_login"), {"login": "ada@contoh.example", "password": PASSWORD, "next": url}
    )["Location"]
    offer = client.get(back).content.decode()
    client.post(url)

    assert f"{reverse('account_login')}?next={url}" in before
    assert (back, "Terima undangan" in offer) == (url, True)
    assert Membership.objects.filter(user=ada, institution=office).count() == 1


def test_an_invitation_for_somebody_else_is_refused(office: Institution, officer: User) -> None:
    stranger = make_user("Lain")
    client = browser(stranger)
    opened(office, officer, client)

    answers = [
        client.get(reverse("accounts:accept_invitation")),
        client.post(reverse("accounts:accept_invitation")),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "untuk akun lain" in answers[0].content.decode()
    assert not Membership.objects.filter(user=stranger).exists()


def test_a_used_link_explains_itself(client: Client, office: Institution, officer: User) -> None:
    opened(office, officer, client)
    Invitation.objects.update(state="withdrawn")

    page = client.get(reverse("accounts:accept_invitation"))

    assert (page.status_code, "sudah dipakai atau ditarik kembali" in page.content.decode()) == (410, True)


def test_a_made_up_link_is_not_found(client: Client) -> None:
    assert client.get(reverse("accounts:open_invitation", args=["karangan"])).status_code == 404


def test_ending_a_membership_closes_the_pages_at_once(office: Institution, officer: User) -> None:
    colleague = make_member(office)
    theirs, list_url = browser(colleague), reverse("accounts:institutions")
    url = reverse("accounts:end_membership", args=[Membership.objects.get(user=colleague).public_id])
    before = theirs.get(list_url).status_code
    empty = browser(officer).post(url, {"reason": ""})
    done = browser(officer).post(url, {"reason": "Pindah tugas"})

    assert (before, theirs.get(list_url).status_code) == (200, 404)
    assert ("is-invalid" in empty.content.decode(), done["Location"]) == (
        True,
        reverse("accounts:institution", args=[office.public_id]),
    )


def test_withdrawing_takes_a_post(office: Institution, officer: User) -> None:
    invited = invite_member(
        actor=officer, institution=office, role=Role.COACH, region=office.region, email="x@contoh.example"
    )
    client, url = (
        browser(officer),
        reverse("accounts:withdraw_invitation", args=[invited.invitation.public_id]),
    )

    codes = [client.get(url).status_code, client.post(url).status_code]

    assert (codes, Invitation.objects.get().state) == ([405, 302], "withdrawn")


def test_the_province_registers_an_institution_and_sees_it(regions: None) -> None:
    client = browser(make_province_officer())
    form = {"key": "k1", "name": "Bank Contoh", "code": "bank-contoh", "kind": "bank", "region": "16.71"}

    answers = [client.post(reverse("accounts:new_institution"), form)["Location"] for _ in range(2)]
    page = client.get(answers[0]).content.decode()

    made = Institution.objects.get(code="BANK-CONTOH")
    assert answers == [reverse("accounts:institution", args=[made.public_id])] * 2
    assert (made.kind, made.region_id, "Belum ada anggota" in page) == (InstitutionKind.BANK, "16.71", True)


def test_a_taken_code_is_explained(regions: None) -> None:
    make_institution("BANK-CONTOH")
    form = {"key": "k1", "name": "Bank", "code": "BANK-CONTOH", "kind": "bank", "region": "16"}

    page = browser(make_province_officer()).post(reverse("accounts:new_institution"), form)

    assert "Kode BANK-CONTOH sudah dipakai lembaga lain." in page.content.decode()


def test_a_person_changes_the_own_name() -> None:
    user = make_user("Nur", phone="+6281234567890")

    answer = browser(user).post(reverse("accounts:me"), {"name": "Nurhayati"})

    user.refresh_from_db()
    assert (answer["Location"], user.name) == (reverse("accounts:me"), "Nurhayati")


def test_a_member_with_a_phone_alone_gets_a_new_password_by_a_link_shown_once(
    office: Institution, officer: User
) -> None:
    coach = make_member(office, Role.COACH, user=make_user("Slamet", phone="+6281234567890"))
    client = browser(officer)
    url = reverse("accounts:password_link", args=[Membership.objects.get(user=coach).public_id])
    client.post(url)
    first, second = (client.get(url).content.decode() for _ in range(2))
    link = re.findall(r'value="http://testserver(\S+)"', first)

    theirs = Client()
    form_url = theirs.get(link[0])["Location"]
    theirs.post(form_url, {"password1": "kata-baru-2026", "password2": "kata-baru-2026"})

    coach.refresh_from_db()
    assert (len(link), "http://testserver" in second, coach.check_password("kata-baru-2026")) == (
        1,
        False,
        True,
    )
    assert list(
        AuditEntry.objects.filter(action="password_link_issued").values_list("actor", "object_id")
    ) == [(f"user:{officer.public_id}", str(coach.public_id))]


def test_nobody_makes_a_password_link_for_who_may_more_elsewhere(office: Institution, officer: User) -> None:
    by_email = make_member(office, Role.COACH)
    with_two_offices = make_member(office, Role.COACH, user=make_user("Dua", phone="+6281234567890"))
    make_member(make_institution("LAIN"), user=with_two_offices)
    alone = make_member(make_institution("BEDA"), user=make_user("Beda", phone="+6281234567891"))
    client = browser(officer)

    answers = [
        client.post(reverse("accounts:password_link", args=[membership.public_id])).status_code
        for user in (by_email, with_two_offices, alone, officer)
        for membership in Membership.objects.filter(user=user).order_by("pk")[:1]
    ]

    assert answers == [404, 404, 404, 404]
