"""Pages on which an owner opens an account, and what becomes of personal data here."""

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wadah.accounts.forms import SignUpForm
from wadah.accounts.notices import NOTICE_VERSION
from wadah.accounts.services.registration import register_owner
from wadah.core.access import PUBLIC, access


@require_http_methods(["GET", "POST"])
@access(PUBLIC)
def sign_up(request: HttpRequest) -> HttpResponseBase:
    """Name, address, password. The answer leads to signing in, also where the address has an account already."""
    if request.user.is_authenticated:
        return redirect("web:workspace")
    form = SignUpForm(request.POST or None)
    if request.method == "POST":
        refused: HttpResponse | None = ratelimit.consume_or_429(request, action="signup")
        if refused is not None:
            return refused
        if form.is_valid():
            _register(form)
            messages.success(
                request,
                _(
                    "Akun Anda siap. Masuk dengan nomor HP atau surel dan kata sandi yang baru Anda buat. Bila tidak "
                    "bisa masuk, alamat itu mungkin sudah punya akun: pilih Lupa kata sandi, atau tanyakan ke dinas."
                ),
            )
            return redirect("account_login")
    return render(request, "accounts/sign_up.html", {"form": form, "version": NOTICE_VERSION})


@require_safe
@access(PUBLIC)
def privacy(request: HttpRequest) -> HttpResponse:
    """The privacy notice."""
    return render(request, "accounts/privacy.html", {"version": NOTICE_VERSION})


def _register(form: SignUpForm) -> None:
    data = form.cleaned_data
    register_owner(
        name=data["name"],
        password=data["password"],
        email=data["email"],
        phone=data["phone"],
        language=get_language() or "id",
    )
