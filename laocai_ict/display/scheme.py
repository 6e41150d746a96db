"""The reader's choice of background and text size, kept in one cookie, without JavaScript."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

COOKIE = "hien-thi"
YEAR = 365 * 24 * 3600
SCHEMES = {"may": "", "sang": "light", "toi": "dark"}
SIZES = {"thuong": "", "lon": "lon"}


@dataclass(frozen=True)
class Scheme:
    """`background` and `size` as the form posts them; `data_scheme`, `data_text` for <html>."""

    background: str = "may"
    size: str = "thuong"

    @property
    def data_scheme(self) -> str:
        return SCHEMES[self.background]

    @property
    def data_text(self) -> str:
        return SIZES[self.size]


def chosen(request: HttpRequest) -> Scheme:
    """Read the cookie; anything unknown in it counts as not chosen."""
    background, _, size = request.COOKIES.get(COOKIE, "").partition(".")
    return Scheme(
        background if background in SCHEMES else "may", size if size in SIZES else "thuong"
    )


# No token: the worst a foreign page can do with this form is turn the lights on, and a token would
# make every public page depend on a cookie.
@csrf_exempt
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Take one button of the footer form, keep the other choice, go back to the page."""
    now = chosen(request)
    background = request.POST.get("nen", now.background)
    size = request.POST.get("chu", now.size)
    back = request.POST.get("ve", "/")
    if not url_has_allowed_host_and_scheme(back, None) or not back.startswith("/"):
        back = "/"
    response = HttpResponseRedirect(back)
    if background in SCHEMES and size in SIZES:
        response.set_cookie(
            COOKIE, f"{background}.{size}", max_age=YEAR, samesite="Lax", secure=request.is_secure()
        )
    return response
