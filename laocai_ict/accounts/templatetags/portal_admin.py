"""What the templates of the admin site need beside Django's own tags."""

from django import template
from django.contrib.admin.utils import lookup_field
from django.core.exceptions import ObjectDoesNotExist

from laocai_ict.display.admin import shows

register = template.Library()


@register.filter
def shown(field):
    """Return a read-only field's contents: numbers grouped, yes and no in words."""
    name = field.field["field"]
    show = shows(field.model_admin, name) if isinstance(name, str) else None
    if show is None:
        return field.contents()
    try:
        value = lookup_field(name, field.form.instance, field.model_admin)[2]
    except (AttributeError, ValueError, ObjectDoesNotExist):
        return field.contents()
    text = show(value)
    return field.empty_value_display if text is None else text


@register.filter
def length_is_one(fields):
    """Say whether a line of a form holds one field alone."""
    return len(fields) == 1
