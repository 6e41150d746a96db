"""What every template may ask for."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url

from . import menus
from .scheme import chosen


def portal(request: HttpRequest) -> dict:
    """Return what base.html needs of the request; touches neither session nor database."""
    path = request.get_full_path_info()  # a prefix that pages are mounted under comes by itself
    return {
        "trial": settings.TRIAL,
        "scheme": chosen(request),
        "origin": f"{request.scheme}://{request.get_host()}",
        "url_vi": translate_url(path, "vi"),
        "url_en": translate_url(path, "en"),
        "menu": menus.main,
        "about_menu": menus.about,
    }
