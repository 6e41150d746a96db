"""The desk in the templates of the admin site."""

from typing import Any

from django import template

from laocai_ict.publishing import desk

register = template.Library()


@register.simple_tag
def desk_of(user: Any) -> desk.Desk:
    """Return what waits for `user` now."""
    return desk.of(user)
