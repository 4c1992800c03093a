"""What every page's shell needs: navigation and counts. One cheap read a page."""

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Template context of the shell."""
    return {}
