"""What kinds of entries and their apps are called on the results page and in its address."""

from dataclasses import dataclass

from django.apps import apps as django_apps
from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from . import registry

GROUND = {"places": gettext_noop("Địa phương"), "site": gettext_noop("Trang của cổng")}
"""what is no app of its own"""


@dataclass(frozen=True)
class Label:
    """`key` stands in the index, `slug` in addresses."""

    key: str
    text: str | Promise

    @property
    def slug(self) -> str:
        """Return the Vietnamese text as a word of an address, whatever the page's language."""
        with translation.override("vi"):
            return slugify(str(self.text).replace("đ", "d").replace("Đ", "d"))


def kinds() -> dict[str, Label]:
    """Return the kinds of entries by their word in an address."""
    labels = [Label(source.kind, source.label) for source in registry.sources()]
    return {label.slug: label for label in labels}


def apps() -> dict[str, Label]:
    """Return the apps that have entries by their word in an address."""
    labels = [Label(app, _name(app)) for app in {source.app for source in registry.sources()}]
    return {label.slug: label for label in labels}


def kind_text(key: str) -> str:
    """Return what a kind is called in the language of the page."""
    return str(registry.source_of(key).label)


def app_text(key: str) -> str:
    return _(_name(key))


def _name(app: str) -> str:
    """Return the Vietnamese name of an app, whatever the language of the page."""
    with translation.override("vi"):
        return GROUND.get(app) or str(django_apps.get_app_config(app).verbose_name)
