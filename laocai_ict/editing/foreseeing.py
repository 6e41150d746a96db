"""What saving brings about elsewhere is shown first; what was shown and is sent again is saved.

A mixin for ModelAdmin. The change is made, whoever registered for that model looks at what has
become different, and the transaction is rolled back: the form comes back with everything typed and
the consequences above it. Pressed again it is saved, if it would still bring about the same.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.messages.storage import default_storage
from django.db import router, transaction
from django.http import QueryDict

from .admin import only_shown
from .kept import CONFIRMS

SEEN = "_da_thay"
"""hidden input: the consequences that the sender had before their eyes"""


@dataclass(frozen=True)
class Consequences:
    """What a change brings about: `token` tells it from others, `template` shows it.

    The template is given `context` as "shown".
    """

    token: str
    template: str
    context: Any


Look = Callable[[], Consequences | None]
Watch = Callable[[Any], Look]

_watches: dict[str, list[Watch]] = defaultdict(list)


def register(watch: Watch, *labels: str) -> None:
    """Have changes of these models foreseen, each named as "reference.calendarday".

    `watch(request)` is called before anything is written. It returns a function that is called
    after everything is, and returns the consequences; None where there are none.
    """
    for label in labels:
        _watches[label].append(watch)


class Foreseen(Exception):
    """Carries the consequences out of the transaction, which is rolled back by it."""

    def __init__(self, found: list[Consequences], token: str) -> None:
        super().__init__(token)
        self.found, self.token = found, token


@dataclass(frozen=True)
class Warned:
    """What a page shows of the consequences; `again`: others were shown before."""

    found: list[Consequences]
    token: str
    again: bool


def _watched(request: Any, labels: Iterable[str]) -> list[Look]:
    """Let everybody who registered for one of the models look, each once."""
    watches = dict.fromkeys(watch for label in labels for watch in _watches.get(label, ()))
    return [watch(request) for watch in watches]


class Foreseeing:
    """Mixin for ModelAdmin, above the one that saves."""

    opts: Any
    model: Any

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        show = super().changeform_view
        if not self._watch(request):
            return show(request, object_id, form_url, extra_context)
        try:
            return show(request, object_id, form_url, extra_context)
        except Foreseen as foreseen:
            self._warn(request, foreseen)
        return show(request, object_id, form_url, extra_context)

    def delete_view(self, request, object_id, extra_context=None):
        show = super().delete_view
        if not self._watch(request):
            return show(request, object_id, extra_context)
        try:
            return show(request, object_id, extra_context)
        except Foreseen as foreseen:
            self._warn(request, foreseen)
        request.method, request.POST = "GET", QueryDict()  # as if nothing had been confirmed yet
        try:
            return show(request, object_id, extra_context)
        finally:
            request.method = "POST"

    def changelist_view(self, request, extra_context=None):
        """Look at what a bulk action has done; the page that asks before it is shown once more."""
        show = super().changelist_view
        if not self._watch(request):
            return show(request, extra_context)
        try:
            with transaction.atomic(using=router.db_for_write(self.model)):
                response = show(request, extra_context)
                self._look(request)
                return response
        except Foreseen as foreseen:
            self._warn(request, foreseen)
        request._messages = default_storage(request)  # what was said to be done is not
        request.POST = request.POST.copy()
        for name in CONFIRMS:
            request.POST.pop(name, None)
        return show(request, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return form if getattr(request, "foreseen", None) is None else only_shown(form)

    def response_add(self, request, obj, post_url_continue=None):
        self._look(request)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        self._look(request)
        return super().response_change(request, obj)

    def response_delete(self, request, obj_display, obj_id):
        self._look(request)
        return super().response_delete(request, obj_display, obj_id)

    def done_unless_foreseen(self, request, labels: Iterable[str], do: Callable[[], Any]) -> bool:
        """Do something that changes records of these models; False where it is asked first.

        For pages that change what they are not the admin of, such as taking an act back.
        """
        request.looks = _watched(request, labels)
        try:
            with transaction.atomic():
                do()
                self._look(request)
        except Foreseen as foreseen:
            self._warn(request, foreseen)
            return False
        return True

    def _watch(self, request) -> bool:
        """Take in how things are before anything is written; say whether somebody looks."""
        labels = [self.opts.label_lower] if request.method == "POST" else []
        request.looks = _watched(request, labels)
        return bool(request.looks)

    def _look(self, request) -> None:
        found = [seen for look in getattr(request, "looks", ()) if (seen := look()) is not None]
        token = hashlib.sha256("\n".join(one.token for one in found).encode()).hexdigest()[:32]
        if found and request.POST.get(SEEN) != token:
            raise Foreseen(found, token)

    def _warn(self, request, foreseen: Foreseen) -> None:
        request.foreseen = Warned(foreseen.found, foreseen.token, again=SEEN in request.POST)
        request.looks = []
