"""Maintenance: while it lasts every page answers 503 and says until when.

It is on while the setting MAINTENANCE is not empty, or while the file `bao-tri` lies in the data
folder (no restart needed; `manage.py maintenance` writes it). Either may hold the time it is
expected to end; Decree 224/2026/NĐ-CP, Article 13, asks for that time to be announced.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from . import errors

FILE = "bao-tri"
RETRY_AFTER = 3600
"""seconds after which to try again, where no end is expected yet or the expected one has passed"""


@dataclass(frozen=True)
class Maintenance:
    until: datetime.datetime | None

    def retry_after(self) -> int:
        """Return the seconds until the expected end."""
        if self.until is None:
            return RETRY_AFTER
        left = int((self.until - timezone.now()).total_seconds())
        return left if left > 0 else RETRY_AFTER


def file() -> Path:
    return Path(settings.DATA_DIR) / FILE


def current_maintenance() -> Maintenance | None:
    """Return what is going on, None in normal times."""
    said = settings.MAINTENANCE
    if not said:
        try:
            said = file().read_text(encoding="utf-8")
        except OSError:
            return None
    return Maintenance(_moment(said.strip()))


def _moment(text: str) -> datetime.datetime | None:
    """Read "2026-11-25T18:00", in Vietnam's time unless it names another; None for other words."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    if moment is not None and timezone.is_naive(moment):
        moment = timezone.make_aware(moment)
    return moment


class MaintenanceMiddleware:
    """Answers 503 while maintenance lasts; style sheets and /suc-khoe/ go on being served."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.endswith("/suc-khoe/"):
            return self.get_response(request)
        maintenance = current_maintenance()
        if maintenance is None:
            return self.get_response(request)
        return errors.maintenance(request, maintenance.until, maintenance.retry_after())
