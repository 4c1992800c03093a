"""The open figures, for anybody."""

from io import BytesIO

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from wadah.core.access import PUBLIC, access
from wadah.registry.services.open_data import write_open_figures

FILE_NAME = "wadah-data-terbuka.zip"


@require_safe
@access(PUBLIC)
def businesses(request: HttpRequest) -> HttpResponse:
    """Counts by place with their metadata, as one zip: two rows for each kabupaten and kota."""
    content = BytesIO()
    write_open_figures(content)
    response = HttpResponse(content.getvalue(), content_type="application/zip")
    response.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=FILE_NAME
    )
    return response
