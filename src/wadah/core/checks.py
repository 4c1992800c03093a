"""System checks: the program does not start with rules that contradict themselves."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from wadah.core.rulebook import book


@register()
def rules_are_sound(**kwargs: Any) -> list[CheckMessage]:
    """Every fault of the rules files is an error of the start."""
    return [Error(f"{fault.where}: {fault.what}", id="wadah.E001") for fault in book().faults]
