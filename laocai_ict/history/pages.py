"""The pages of history in the admin: one act, one record, and taking an act back."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from laocai_ict.display.refusals import Refused

from . import undo
from .coverage import covered
from .models import Act, Entry
from .reading import Reader, Row, family, model_of
from .recorded import REASON

ACTS_A_PAGE = 25
ROWS_A_PAGE = 100
NEEDED = {"insert": "delete", "update": "change", "delete": "add"}
"""what one must be allowed to do to turn an operation round"""


@dataclass
class ReadAct:
    """An act with those of its rows that the page shows."""

    act: Act
    rows: list[Row] = field(default_factory=list)


def viewable_tables(request: HttpRequest) -> list[str]:
    """Return the tables whose history this account may see: who may view a record may see it."""
    return [place.table for place in covered() if _may(request, place.model, "view")]


_followers: list[Callable[[Callable[[type], bool]], Q]] = []


def add_followers(rows: Callable[[Callable[[type], bool]], Q]) -> None:
    """Register what else may be seen of tables that the admin does not list.

    `rows` gets a function that says of a model whether its records may be seen; it returns the
    condition on entries whose record is one of these.
    """
    _followers.append(rows)


def seen_entries(request: HttpRequest):
    """Return the entries this account may see: those of the records it may see."""
    if request.user.is_superuser:
        return Entry.objects.all()
    seen = Q(table__in=viewable_tables(request))
    for rows in _followers:
        seen |= rows(lambda model: _may(request, model, "view"))
    return Entry.objects.filter(seen)


def _may(request: HttpRequest, model, action: str) -> bool:
    """Say whether an account may do something to rows of a model.

    A table between two others follows the model that declares it.
    """
    if model._meta.auto_created:
        model, action = model._meta.auto_created, "view" if action == "view" else "change"
    if site.is_registered(model):
        return getattr(site.get_model_admin(model), f"has_{action}_permission")(request)
    meta = model._meta
    return request.user.has_perm(f"{meta.app_label}.{action}_{meta.model_name}")


def acts_for(request: HttpRequest):
    """Return the acts of which this account may see at least one row; a superuser sees all."""
    if request.user.is_superuser:
        return Act.objects.all()
    return Act.objects.filter(Exists(seen_entries(request).filter(act=OuterRef("pk"))))


def record_page(model_admin, request: HttpRequest, key: str, record) -> TemplateResponse | None:
    """Return the history of one record, also of one that is gone; None where there is none."""
    rows = _rows(family(model_admin.model, key))
    of_record = Entry.objects.filter(rows, act=OuterRef("pk"))
    acts = Act.objects.filter(Exists(of_record)).order_by("-id")
    page = Paginator(acts, ACTS_A_PAGE).get_page(request.GET.get("trang"))
    if record is None and not page.object_list:
        return None
    last = Entry.objects.filter(table=model_admin.opts.db_table, row_key=key).last()
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"Lịch sử: {record or (last.label if last else key)}",
        "opts": model_admin.opts,
        "object": record,
        "page": page,
        "acts": _read(list(page), Entry.objects.filter(rows)),
    }
    return TemplateResponse(request, "admin/history/record.html", context)


def act_page(model_admin, request: HttpRequest, act: Act) -> TemplateResponse:
    shown = seen_entries(request).filter(act=act).order_by("id")
    page = Paginator(shown, ROWS_A_PAGE).get_page(request.GET.get("trang"))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"{act.get_kind_display().capitalize()} #{act.pk}",
        "opts": model_admin.opts,
        "read": ReadAct(act, Reader(page).rows),
        "page": page,
        "hidden": act.entries.count() - page.paginator.count,
        "undone_by": Act.objects.filter(undoes=act.pk).order_by("-id").first(),
        "may_undo": may_take_back(request, act) and act.kind in undo.BY_STAFF and act.account,
    }
    return TemplateResponse(request, "admin/history/act.html", context)


def may_take_back(request: HttpRequest, act: Act) -> bool:
    """Say whether an account may turn round every row of an act.

    Tables that the admin does not list follow the records they belong to; of an act that touched
    no others its handler knows, or else superusers alone may.
    """
    wanted = set(act.entries.order_by().values_list("table", "operation").distinct())
    listed = [
        (model, NEEDED[operation])
        for table, operation in wanted
        if (model := model_of(table)) is not None
        and (site.is_registered(model) or model._meta.auto_created)
    ]
    if not listed:
        entries = list(act.entries.order_by("-id"))
        handler = undo.handler_of(act, entries)
        return request.user.is_superuser or bool(handler and handler.may(request.user, entries))
    return all(_may(request, model, action) for model, action in listed)


def undo_page(model_admin, request: HttpRequest, act: Act):
    """Ask for the reason and say what will happen; POST takes the act back."""
    if not may_take_back(request, act):
        raise PermissionDenied
    refused: list[str] = []
    entries = list(act.entries.order_by("-id"))
    handler = undo.handler_of(act, entries)
    promise = handler.promise(act, entries) if handler else ""
    if request.method == "POST":
        reason = request.POST.get(REASON, "")
        try:
            done = model_admin.done_unless_foreseen(
                request,
                _labels(entries),
                partial(undo.take_back, act, by=request.user, reason=reason),
            )
        except Refused as error:
            refused, done = list(error.reasons), False
        if done:
            messages.success(request, f"Đã hoàn tác. {promise}".strip())
            return HttpResponseRedirect(reverse("admin:history_act_change", args=[act.pk]))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Hoàn tác",
        "opts": model_admin.opts,
        "act": act,
        "refused": refused,
        "blocking": undo.blockers(act) if not refused else [],
        "promise": promise,
        "lost": undo.lost_columns(act),
        "read": ReadAct(act, Reader(entries[:ROWS_A_PAGE]).rows),
        "count": len(entries),
        "typed": request.POST.get(REASON, ""),
    }
    return TemplateResponse(request, "admin/history/undo.html", context)


def _labels(entries: list[Entry]) -> list[str]:
    """Return the models whose rows an act changed, in the order of their first entry."""
    models = [model_of(table) for table in dict.fromkeys(entry.table for entry in entries)]
    return [model._meta.label_lower for model in models if model is not None]


def _rows(rows: set[tuple[str, str]]) -> Q:
    by_table = defaultdict(list)
    for table, key in rows:
        by_table[table].append(key)
    wanted = Q()
    for table, keys in by_table.items():
        wanted |= Q(table=table, row_key__in=keys)
    return wanted


def _read(acts: list[Act], entries) -> list[ReadAct]:
    found = list(entries.filter(act__in=acts).order_by("id"))
    read = {act.pk: ReadAct(act) for act in acts}
    for row in Reader(found).rows:
        read[row.entry.act_id].rows.append(row)
    return list(read.values())
