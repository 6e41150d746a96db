"""One record, the people around it, and every verb of publishing ready to be called on it.

For what breaks verbs (a fault at each statement) and what races them. A situation is one state of
one record; in each, a verb has the version it would be called on, whether it may succeed or not.
"""

import datetime
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Permission
from django.utils import timezone

from egov.models import CooperationAgreement
from laocai_ict.accounts.models import User
from laocai_ict.publishing import services
from laocai_ict.publishing.models import PreviewLink, Version
from laocai_ict.reference.models import Source

KIND = "cooperationagreement"
LONG_AGO = datetime.datetime(2018, 1, 1, tzinfo=datetime.UTC)
_numbers = itertools.count(1)


def _person(name: str, *actions: str) -> User:
    user = User.objects.create_user(name, is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(
            content_type__app_label="egov", codename__in=[f"{action}_{KIND}" for action in actions]
        )
    )
    return user


@dataclass
class People:
    """Two who write and two who approve; made once, they stand around every record."""

    author: User
    colleague: User
    approver: User
    second: User

    @classmethod
    def make(cls) -> "People":
        return cls(
            _person("thu-soan-1", "change"),
            _person("thu-soan-2", "change"),
            _person("thu-duyet-1", "publish"),
            _person("thu-duyet-2", "publish"),
        )


@dataclass
class Stage:
    """One record of the item that verbs are called on, in some situation."""

    people: People
    record: Any
    links: list[PreviewLink] = field(default_factory=list)

    def newest(self) -> Any:
        rows = CooperationAgreement.objects.filter(item=self.record.item_id)
        return rows.select_related("version__item").order_by("-version__number").first()

    def version(self, *, over: bool = False, public: bool = False) -> Any:
        """Return the version a verb is meant for: an old one, the public one, or the newest."""
        versions = Version.objects.filter(item=self.record.item_id).order_by("-number")
        now = timezone.now()
        if over:
            return versions.filter(public_until__lte=now).first() or versions.first()
        if public:
            return versions.public(now).first() or versions.first()
        return versions.first()

    def minute(self, hours: int = 2) -> datetime.datetime:
        return timezone.now() + datetime.timedelta(hours=hours)

    def state(self) -> tuple:
        """Return all that verbs decide about this item, without keys and moments."""
        now = timezone.now()
        versions = Version.objects.filter(item=self.record.item_id).order_by("number")
        told = tuple(
            (
                v.number, v.state, v.change, v.edits, v.is_forced, v.needs_review,
                v.is_public(now), v.is_scheduled(now), v.is_over(now), bool(v.withdrawal_reason),
                v.close_asked_at is not None, v.closed_at is not None,
                tuple(sorted(v.moves.values_list("verb", flat=True))),
                tuple(sorted(w.user_name for w in v.writers.all())),
                tuple(sorted(link.is_open(now) for link in v.links.all())),
            )
            for v in versions
        )  # fmt: skip
        rows = CooperationAgreement.objects.filter(item=self.record.item_id)
        return told, tuple(sorted(rows.values_list("version__number", "statement")))


# --- Situations -------------------------------------------------------------------------------


def draft(people: People) -> Stage:
    source, _ = Source.objects.get_or_create(key="stress", defaults={"title": "Nguồn để thử"})
    record = CooperationAgreement(
        partner=f"Đối tác thử {next(_numbers)}", statement="Đã ký.", source=source
    )
    record.save()
    services.written(record.version, by=people.author)
    return Stage(people, record)


def submitted(people: People) -> Stage:
    stage = draft(people)
    services.submit(stage.version(), by=people.author)
    return stage


def returned(people: People) -> Stage:
    stage = submitted(people)
    services.return_(stage.version(), by=people.approver, reason="Thiếu ngày ký.")
    return stage


def scheduled(people: People) -> Stage:
    stage = submitted(people)
    version = stage.version()
    services.approve(version, by=people.approver, seen=version.edits, minute=stage.minute())
    return stage


def public(people: People) -> Stage:
    stage = draft(people)
    services.release(stage.record, actor="thử", at=LONG_AGO)
    return stage


def forced(people: People) -> Stage:
    stage = draft(people)
    version = stage.version()
    services.force(version, by=people.approver, reason="Bão lũ.", seen=version.edits)
    return stage


def replacing(people: People) -> Stage:
    """Public, with a submitted version beside it that has an open preview link."""
    stage = public(people)
    fresh = services.open_version(stage.record, by=people.author)
    services.explain(fresh.version, by=people.author, change="update", note="Ký lại.")
    services.submit(fresh.version, by=people.author)
    link, _secret = services.share_preview(
        fresh.version, by=people.author, lasts=datetime.timedelta(days=1)
    )
    stage.links.append(link)
    return stage


def replaced(people: People) -> Stage:
    """An old version behind the public one."""
    stage = replacing(people)
    version = stage.version()
    services.approve(version, by=people.approver, seen=version.edits)
    return stage


def closing(people: People) -> Stage:
    stage = replaced(people)
    services.ask_closing(stage.version(over=True), by=people.approver, ground="Luật 91/2025/QH15")
    return stage


def leaving(people: People) -> Stage:
    stage = public(people)
    services.withdraw(
        stage.version(), by=people.approver, reason="Hết hiệu lực.", minute=stage.minute()
    )
    return stage


SITUATIONS: tuple[Callable[[People], Stage], ...] = (
    draft, submitted, returned, scheduled, public, forced, replacing, replaced, closing, leaving,
)  # fmt: skip


# --- Verbs ------------------------------------------------------------------------------------


def _edit(version: Version, by: User) -> None:
    from django.db import transaction

    with transaction.atomic():
        services.written(version, by=by)
        row = version.record
        row.statement += " Sửa."
        row.save()


def calls(stage: Stage) -> dict[str, Callable[[], Any]]:
    """Return every verb, bound to the version it is meant for in this situation.

    The versions are read now: two calls taken from here see the same state, as two people do.
    """
    people, newest = stage.people, stage.version()
    live, old = stage.version(public=True), stage.version(over=True)
    record, seen = stage.newest(), newest.edits
    a, d = people.author, people.approver
    day = datetime.timedelta(days=1)
    link = stage.links[0] if stage.links else PreviewLink(version=newest)
    return {
        "written": lambda: _edit(newest, people.colleague),
        "open_version": lambda: services.open_version(record, by=a),
        "explain": lambda: services.explain(
            newest, by=a, change="first" if newest.number == 1 else "minor", note="Sửa chữ."
        ),
        "discard": lambda: services.discard(newest, by=a, reason="Trùng."),
        "submit": lambda: services.submit(newest, by=a),
        "take_back": lambda: services.take_back(newest, by=a, reason="Sửa thêm."),
        "return_": lambda: services.return_(newest, by=d, reason="Thiếu nguồn.", seen=seen),
        "approve": lambda: services.approve(newest, by=d, seen=seen),
        "force": lambda: services.force(newest, by=d, reason="Bão lũ.", seen=seen),
        "review": lambda: services.review(live, by=people.second),
        "withdraw": lambda: services.withdraw(live, by=d, reason="Nhầm."),
        "keep": lambda: services.keep(live, by=d),
        "ask_closing": lambda: services.ask_closing(old, by=d, ground="Luật 91/2025/QH15"),
        "close": lambda: services.close(old, by=people.second),
        "refuse_closing": lambda: services.refuse_closing(old, by=d, reason="Chưa đủ căn cứ."),
        "share_preview": lambda: services.share_preview(newest, by=a, lasts=day),
        "revoke_preview": lambda: services.revoke_preview(link, by=a),
    }
