"""Downloads: what is asked for, how far it is, and the file itself."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from wadah.accounts.policies import can_reveal
from wadah.core.access import access
from wadah.core.errors import DomainError, NotFound
from wadah.core.htmx import render as render_either
from wadah.core.time import local
from wadah.registry import storage
from wadah.registry.export_form import ExportForm
from wadah.registry.failures import failure_words
from wadah.registry.models import Export
from wadah.registry.policies import can_download
from wadah.registry.purposes import ExportFormat
from wadah.registry.queries.exports import exports_of, get_export_for
from wadah.registry.services.exports import Wish, ask_export, fetch_export
from wadah.registry.sources import SOURCES, Source
from wadah.registry.states import WORKING_EXPORTS, ExportState
from wadah.registry.views.actor import actor_of

CONTENT_TYPES = {
    ExportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportFormat.CSV: "text/csv; charset=utf-8",
}


@never_cache
@require_http_methods(["GET", "POST"])
@access(can_download)
def exports(request: HttpRequest) -> HttpResponse:
    """What the person asked for lately; with a list named, the form for a file of it."""
    actor = actor_of(request)
    source = _source(request)
    form = None
    if source is not None:
        form = ExportForm(source, request.POST or None, may_nik=can_reveal(actor))
        if request.method == "POST" and form.is_valid():
            clean = form.cleaned_data
            wish = Wish(
                clean["daftar"],
                clean["format"],
                _filter(source, request.POST),
                clean.get("nik", ""),
                clean.get("reason", ""),
            )
            try:
                return _to(ask_export(actor=actor, wish=wish))
            except DomainError as error:
                if isinstance(error, NotFound):
                    raise
                form.add_error("reason" if "reason" in form.fields else None, str(error))
    asked = _filter(source, request.POST or request.GET) if source else {}
    context = {"form": form, "source": source, "asked": asked, "files": _listed(exports_of(actor))}
    return render(request, "registry/exports.html", context)


def _source(request: HttpRequest) -> Source | None:
    """The list that is named; one that is not there, or not the reader's, is no page."""
    code = (request.POST or request.GET).get("daftar", "")
    if not code:
        if request.method == "POST":
            raise Http404
        return None
    source = SOURCES.get(code)
    if source is None or not source.may(actor_of(request)):
        raise Http404
    return source


def _filter(source: Source, data: QueryDict) -> dict[str, str]:
    return {name: str(data[name]) for name in source.filters if data.get(name)}


def _to(export: Export) -> HttpResponse:
    """A file that is ready comes at once; another one has a page on which to wait."""
    view = "registry:export_file" if export.state == ExportState.READY else "registry:export"
    return redirect(reverse(view, args=[export.public_id]))


@never_cache
@require_GET
@access(can_download)
def export(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """How far one file is; while it is written the fragment asks again by itself."""
    found = get_export_for(actor_of(request), public_id)
    context = {
        "export": found,
        "label": SOURCES[found.source].label,
        "is_working": found.state in WORKING_EXPORTS,
        "percent": 100 * found.done_count // found.total_count if found.total_count else 0,
        "failure": failure_words(found.error_code, {}) if found.error_code else "",
    }
    return render_either(request, "registry/export.html", "registry/_export.html", context)


@never_cache
@require_GET
@access(can_download)
def export_file(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The file, opened on its way out."""
    found = fetch_export(actor=actor_of(request), public_id=public_id)
    content = storage.read_stored(found.stored_path, storage.EXPORTED)
    response = StreamingHttpResponse(content, content_type=CONTENT_TYPES[ExportFormat(found.format)])
    disposition = content_disposition_header(as_attachment=True, filename=_file_name(found))
    response.headers["Content-Disposition"] = disposition or "attachment"
    return response


def _file_name(export: Export) -> str:
    """`wadah-parties-20261124-1600.xlsx`: names nobody, and sorts by time."""
    at = local(export.ready_at or timezone.now()).strftime("%Y%m%d-%H%M")
    return f"wadah-{export.source}-{at}.{export.format}"


def _listed(files: tuple[Export, ...]) -> list[tuple[Export, object]]:
    return [(one, SOURCES[one.source].label) for one in files if one.source in SOURCES]
