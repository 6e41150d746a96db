"""Error pages in the look of the site. They ask the database nothing and read no session.

The language is that of the address: an error may come before the language of the request is set.
"""

import datetime
import logging
from typing import Any

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.core.exceptions import (
    DisallowedHost,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from laocai_ict.display import menus
from laocai_ict.display.pages import Page
from laocai_ict.display.scheme import chosen
from laocai_ict.editing.kept import fate_of

from .context import without_database

logger = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    unknown = isinstance(exception, DisallowedHost)
    title = _("Địa chỉ máy chủ không đúng") if unknown else _("Yêu cầu không đọc được")
    too_much = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    return _answer(request, "400.html", 400, title, host_unknown=unknown, too_much=too_much)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, "403.html", 403, _("Bạn chưa được phép xem trang này"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form is no longer taken; one of the admin is kept for its owner."""
    fate = fate_of(request)
    return _answer(request, "403_csrf.html", 403, _("Biểu mẫu đã hết hạn"), fate=fate)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, "404.html", 404, _("Không có trang ở địa chỉ này"))


def server_error(request: HttpRequest) -> HttpResponse:
    return _answer(request, "500.html", 500, _("Trang đang gặp lỗi"))


def maintenance(
    request: HttpRequest, until: datetime.datetime | None, retry_after: int
) -> HttpResponse:
    title = _("Trang đang bảo trì")
    response = _answer(request, "maintenance.html", 503, title, until=until)
    response["Retry-After"] = str(retry_after)
    return response


def _answer(
    request: HttpRequest, template: str, status: int, title: Promise, **extra: Any
) -> HttpResponse:
    language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    with translation.override(language):
        context = {**_surroundings(request, language, str(title)), **extra}
        try:
            # Without a request: no context processor runs, so none can fail a second time.
            response = HttpResponse(loader.render_to_string(template, context), status=status)
        except Exception:  # whatever broke the page may break this one as well
            logger.exception("Trang lỗi %s không dựng được", status)
            plain = f"{title}\n"
            response = HttpResponse(plain, "text/plain; charset=utf-8", status=status)
    add_never_cache_headers(response)
    response["Content-Language"] = language
    # An unknown host is refused before the middleware that sets the policy for other pages.
    response.setdefault(HEADER, build_policy())
    return response


def _surroundings(request: HttpRequest, language: str, title: str) -> dict:
    """Return what base.html needs, got from the address and the display cookie alone."""
    path = request.path_info
    plain = path.removeprefix("/en") if language == "en" else path
    try:
        origin = f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:
        origin = ""
    return {
        "request": request,
        "page": Page(
            title=title,
            description=str(_("Trang này cho biết có gì trục trặc và bạn nên làm gì.")),
            date=localdate(),
            section="error",
        ),
        "trial": False,
        "scheme": chosen(request),
        "origin": origin,
        "url_vi": plain or "/",
        "url_en": f"/en{plain}",
        "menu": menus.main,
        "about_menu": menus.about,
        "identity": without_database(),
    }
