"""Import of spreadsheets: hand in, confirm the columns, look at the problems, apply, take the file back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wadah.accounts.policies import can_import
from wadah.core.access import access
from wadah.core.errors import DomainError, NotFound
from wadah.core.htmx import render as render_either
from wadah.registry import storage
from wadah.registry.forms import ReasonForm, RefusedFilesForm, UploadForm
from wadah.registry.kinds import Verdict
from wadah.registry.mapping_form import MappingForm
from wadah.registry.models import Intake
from wadah.registry.outside_form import OutsideForm
from wadah.registry.queries.intakes import (
    get_intake_for,
    importing_institutions,
    intake_list,
    intake_page,
)
from wadah.registry.queries.outside import outside_question
from wadah.registry.queries.rows import intake_rows
from wadah.registry.services import intakes as services
from wadah.registry.services.downloads import hand_out_returned_file
from wadah.registry.shapes import SheetFound, SheetMapping
from wadah.registry.states import IntakeState
from wadah.registry.views.actor import actor_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEGABYTE = 1024 * 1024


@require_http_methods(["GET", "POST"])
@access(can_import)
def intakes(request: HttpRequest) -> HttpResponse:
    """The files of the office, and the form for another one."""
    actor = actor_of(request)
    form = UploadForm(importing_institutions(actor), request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            received = services.receive_file(
                actor=actor,
                institution=form.institution,
                file=form.cleaned_data["file"],
                file_name=form.cleaned_data["file"].name,
                largest_bytes=settings.WADAH_UPLOAD_MB * MEGABYTE,
            )
        except DomainError as error:
            if isinstance(error, NotFound):
                raise
            form.add_error("file", str(error))
        else:
            if not received.is_new:
                messages.info(request, _("Berkas ini sudah pernah diunggah; ini hasilnya."))
            return redirect("registry:intake", public_id=received.intake.public_id)
    page = intake_list(actor, request.GET.get("cursor", ""))
    context = {"form": form, "page": page, "largest_mb": settings.WADAH_UPLOAD_MB}
    return render(request, "registry/intakes.html", context)


@never_cache
@require_GET
@access(can_import)
def intake(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One file at the step where it is; while a job works, the fragment asks again by itself."""
    shown = intake_page(actor_of(request), public_id)
    context: dict[str, Any] = {"shown": shown, "intake": shown.intake, "undo_form": ReasonForm()}
    if shown.intake.state == IntakeState.MAPPING:
        context["form"] = MappingForm(shown.sheets, _confirmed(shown.intake))
        context["outside"] = OutsideForm(shown.outside) if shown.outside else None
    return render_either(request, "registry/intake.html", "registry/_intake.html", context)


@require_http_methods(["GET", "POST"])
@access(can_import)
def columns(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What each column means; a GET after the check lets the officer change it and check again."""
    actor = actor_of(request)
    found = get_intake_for(actor, public_id)
    sheets = [SheetFound.from_json(sheet) for sheet in found.sheets]
    form = MappingForm(sheets, _confirmed(found), request.POST or None)
    question = outside_question(found)
    outside = OutsideForm(question, request.POST or None) if question else None
    if request.method == "POST" and form.is_valid() and (outside is None or outside.is_valid()):
        try:
            services.confirm_mapping(
                actor=actor,
                public_id=public_id,
                mapping=form.mapping(),
                outside_reason=outside.reason if outside else "",
            )
        except DomainError as error:
            if isinstance(error, NotFound):
                raise
            form.add_error(None, str(error))
        else:
            return redirect("registry:intake", public_id=public_id)
    context = {"form": form, "outside": outside, "intake": found}
    return render(request, "registry/columns.html", context)


@require_GET
@access(can_import)
def rows(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The rows of a file with their problems, of one verdict or one problem."""
    asked = {name: request.GET.get(name, "") for name in ("verdict", "problem", "row", "cursor")}
    page = intake_rows(actor_of(request), public_id, **asked)
    verdict = Verdict(asked["verdict"]) if asked["verdict"] in Verdict.values else None
    context = {"intake": page.intake, "page": page, "verdict": verdict, "is_one": bool(asked["row"])}
    return render(request, "registry/rows.html", context)


@require_GET
@access(can_import)
def returned(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The officer's file with its verdicts, opened on its way out."""
    found = hand_out_returned_file(actor=actor_of(request), public_id=public_id)
    response = StreamingHttpResponse(
        storage.read_stored(found.returned_path, storage.RETURNED), content_type=XLSX
    )
    name = found.file_name.rsplit(".", 1)[0]
    disposition = content_disposition_header(as_attachment=True, filename=f"{name} - diperiksa.xlsx")
    response.headers["Content-Disposition"] = disposition or "attachment"
    return response


def _act(service: Callable[..., Intake], done: str) -> Callable[..., HttpResponseBase]:
    """A button of the page: one service, then the page again; a refusal becomes a message there."""

    @require_POST
    @access(can_import)
    def view(request: HttpRequest, public_id: UUID) -> HttpResponse:
        try:
            service(actor=actor_of(request), public_id=public_id)
        except DomainError as error:
            if isinstance(error, NotFound):
                raise
            messages.error(request, str(error))
        else:
            if done:
                messages.success(request, _(done))
        return redirect("registry:intake", public_id=public_id)

    return view


apply = _act(services.apply_intake, "")
retry = _act(services.retry_intake, "")
discard = _act(
    services.discard_intake, gettext_noop("Berkas tidak dipakai. Tidak ada yang berubah di daftar usaha.")
)
ask_returned = _act(services.request_returned_file, gettext_noop("Berkas hasil sedang dibuat."))


@require_POST
@access(can_import)
def discard_refused(request: HttpRequest) -> HttpResponse:
    """Puts files aside that cannot be read in, those that were ticked; then back to what waits."""
    form = RefusedFilesForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["berkas"][0]))
        return redirect(settings.LOGIN_REDIRECT_URL)
    try:
        count = services.discard_refused(actor=actor_of(request), public_ids=form.cleaned_data["berkas"])
    except DomainError as error:
        if isinstance(error, NotFound):
            raise
        messages.error(request, str(error))
        return redirect(settings.LOGIN_REDIRECT_URL)
    words = ngettext("%(n)s berkas dikesampingkan.", "%(n)s berkas dikesampingkan.", count)
    messages.success(request, words % {"n": count})
    return redirect(settings.LOGIN_REDIRECT_URL)


@require_POST
@access(can_import)
def undo(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Takes a whole import back; asks for a reason, which stays in the history."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Tuliskan alasannya, paling sedikit 10 huruf."))
        return redirect("registry:intake", public_id=public_id)
    try:
        services.undo_intake(actor=actor_of(request), public_id=public_id, reason=form.cleaned_data["reason"])
    except DomainError as error:
        if isinstance(error, NotFound):
            raise
        messages.error(request, str(error))
    return redirect("registry:intake", public_id=public_id)


def _confirmed(found: Intake) -> list[SheetMapping]:
    return [SheetMapping.from_json(sheet) for sheet in found.mapping]
