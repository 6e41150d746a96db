from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .acting import acting


class HistoryMiddleware:
    """Tells whatever a request writes by whom and from which page.

    The account is asked for at the first write alone, so that a page that only reads touches no
    session. The page is kept without what follows its `?`, which may hold what somebody typed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with acting(by=lambda: getattr(request, "user", None), where=request.path, kind="form"):
            return self.get_response(request)
