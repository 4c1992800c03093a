"""What a reader sees when something went wrong, and what they must not learn from it."""

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from wadah.config import urls as real
from wadah.core.access import PUBLIC, access
from wadah.web import errors

pytestmark = pytest.mark.django_db


def _raising(error: Exception) -> object:
    @access(PUBLIC)
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


urlpatterns = [
    path("terlarang/", _raising(PermissionDenied("rahasia"))),  # type: ignore[arg-type]
    path("buruk/", _raising(BadRequest("rahasia"))),  # type: ignore[arg-type]
    path("besar/", _raising(RequestDataTooBig("rahasia"))),  # type: ignore[arg-type]
    path("tiada/", _raising(Http404("rahasia"))),  # type: ignore[arg-type]
    path("rusak/", _raising(RuntimeError("rahasia"))),  # type: ignore[arg-type]
    *real.urlpatterns,
]
handler400, handler403, handler404, handler429, handler500 = (
    real.handler400, real.handler403, real.handler404, real.handler429, real.handler500,
)  # fmt: skip


@pytest.fixture
def answers() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture(autouse=True)
def these_urls() -> object:
    with override_settings(ROOT_URLCONF=__name__, DEBUG=False):
        yield


def test_forbidden_looks_like_not_there(answers: Client) -> None:
    forbidden, missing = answers.get("/terlarang/"), answers.get("/tidak-ada/")

    assert (forbidden.status_code, missing.status_code) == (404, 404)
    assert forbidden.content.replace(b"/terlarang/", b"/tidak-ada/") == missing.content


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/buruk/", 400, "Permintaan tidak dapat dibaca"),
        ("/besar/", 413, "Berkas terlalu besar"),
        ("/rusak/", 500, "Kami sedang tidak bisa melayani"),
    ],
)
def test_each_failure_has_a_page_that_tells_no_detail(
    answers: Client, address: str, status: int, words: str
) -> None:
    answer = answers.get(address)

    assert answer.status_code == status
    assert words in answer.content.decode()
    assert b"rahasia" not in answer.content


@pytest.mark.parametrize("address", ["/tidak-ada/", "/tiada/", "/terlarang/", "/tidak-ada.php"])
def test_a_machine_of_a_developer_shows_strangers_the_same_page_and_no_addresses(
    answers: Client, address: str
) -> None:
    usual = answers.get(address)
    with override_settings(DEBUG=True):
        shown = answers.get(address)

    assert (shown.status_code, shown.content) == (404, usual.content)


def test_a_fault_keeps_its_details_on_the_machine_of_a_developer(answers: Client) -> None:
    with override_settings(DEBUG=True):
        answer = answers.get("/rusak/")

    assert (answer.status_code, b"Traceback" in answer.content) == (500, True)


def test_the_page_of_a_fault_reads_no_database(rf: RequestFactory, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        answer = errors.server_error(rf.get("/"))

    assert answer.status_code == 500


def test_a_form_without_its_token_is_told_that_it_expired() -> None:
    answer = Client(enforce_csrf_checks=True).post("/akun/masuk/", {"login": "x"})

    assert answer.status_code == 403
    assert "terlalu lama terbuka" in answer.content.decode()


def test_the_throttle_has_a_page(rf: RequestFactory) -> None:
    answer = errors.too_many_requests(rf.get("/"))

    assert answer.status_code == 429
    assert "Terlalu banyak percobaan" in answer.content.decode()
