"""`{% control field %}`: a form field's widget in our look. Its label, hint and error are in _field.html."""

from django import forms, template
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.safestring import SafeString

register = template.Library()


def _css(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "form-check-input"
    if isinstance(widget, forms.Select):
        return "form-select"
    return "form-control"


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The widget with our classes; Django itself adds aria-describedby and aria-invalid."""
    widget = field.field.widget
    given = widget.attrs.get("class", "")
    invalid = "is-invalid" if field.errors else ""
    css = " ".join(part for part in (_css(widget), given, invalid) if part)
    return field.as_widget(attrs={"class": css})


@register.filter
def kind(field: BoundField) -> str:
    """The layout in _field.html: `check` (one box), `choices` (several, a fieldset), `hidden` or `line`."""
    widget = field.field.widget
    if field.is_hidden:
        return "hidden"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    return "check" if isinstance(widget, forms.CheckboxInput) else "line"


@register.simple_tag
def choice_control(choice: BoundWidget) -> SafeString:
    """One radio button or box of a group, without its label."""
    choice.data["attrs"]["class"] = "form-check-input"
    return choice.tag(wrap_label=False)
