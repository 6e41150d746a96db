"""A record of each kind to try things on, and what a browser would send to make or change it."""

import datetime
import re
from dataclasses import replace
from typing import Any

from django.contrib.auth.models import Group
from django.db import models
from django.urls import reverse
from django.utils import timezone

from egov.models import CooperationAgreement
from laocai_ict.deadlines.models import Decision
from laocai_ict.department.models import Contact
from laocai_ict.editing import tickets
from laocai_ict.publishing import services
from laocai_ict.publishing.admin import seeing
from laocai_ict.reference.models import Agency, CalendarDay, UnitFigure
from tests.accounts.builders import PASSWORD, make_superuser, make_user
from tests.admin.forms import as_sent
from tests.deadlines import following_builders as following
from tests.deadlines.rule_builders import make_hours, make_rule
from tests.department import builders as department
from tests.egov import builders as egov
from tests.press import builders as press
from tests.reference import builders as reference
from tests.search import words as search
from tests.telecom import builders as telecom

from .cells import Asker, Role

DAY = datetime.timedelta(days=1)
BASE = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)


def records() -> dict[str, Any]:
    """Make a record of each kind: a draft where there are drafts, referred to by nothing."""
    source = reference.make_source(key="nguon-ma-tran")
    follower = make_superuser("nguoi-theo-doi-ma-tran")
    indicator = telecom.make_indicator("chi-tieu-hai")
    above = reference.make_province()
    later = {"valid_until": datetime.date(1960, 1, 1)}
    later |= {"parent": reference.make_province(code="98", **later)}
    made = [
        make_user("nguoi-ma-tran"),
        Group.objects.create(name="Nhóm ma trận"),
        press.make_briefing(2031, 10, published_at=None, state="planned"),
        press.weekly_series(),
        telecom.make_indicator("chi-tieu-ma-tran", at=None),
        telecom.make_operator("dn-ma-tran", at=None),
        telecom.make_observation(indicator, at=None),
        telecom.make_target(indicator, at=None),
        telecom.make_headline(telecom.make_observation(indicator, 2017), "ma-tran", at=None),
        egov.make_competence(field=egov.make_field("linh-vuc-tham-quyen")),
        egov.make_agreement(published_at=None, partner="Đối tác ma trận"),
        egov.make_filing_rule(),
        egov.draft_procedure(901),
        egov.make_field("linh-vuc-ma-tran"),
        egov.draft_system("he-thong-ma-tran"),
        egov.make_fact(published_at=None, statement="Điều ma trận"),
        department.make_name(valid_from=datetime.date(2040, 1, 1)),
        department.make_duty(published_at=None),
        department.make_leader(published_at=None),
        department.make_milestone(published_at=None),
        reference.make_commune(code="99002"),
        Agency.objects.create(name="Cơ quan ma trận", source=source),
        CalendarDay.objects.create(
            date=datetime.date(2033, 5, 2), kind="holiday", name="Ngày ma trận", source=source,
            is_confirmed=False,
        ),
        reference.make_source(key="nguon-xoa-duoc"),
        reference.make_change(
            reference.make_commune(code="99003"), reference.make_commune(code="99004", **later)
        ),
        UnitFigure.objects.create(unit=above, kind="population", value=5, source=source),
        make_hours(),
        make_rule(),
        following.opened("Thư ma trận", by=follower),
        Decision.objects.create(by_name="Người ma trận", reason="Lý do ma trận"),
        search.make_synonym("chữ ma trận", "nghĩa ma trận"),
        search.make_unfound("điều ma trận", timezone.localdate(), count=2),
    ]  # fmt: skip
    by_kind = {record._meta.label_lower: record for record in made}
    by_kind["department.contact"] = services.open_for_source(Contact.objects.newest()[0])
    return by_kind


# --- What a browser sends ---------------------------------------------------------------------


class Sender:
    """Fills in the forms of a kind of record as a person with every right would see them."""

    def __init__(self, asker: Asker, superuser: Role, record: Any) -> None:
        self.record = record
        self.meta = record._meta
        self.changed = self._seen(asker, superuser, "change", record.pk)
        if not isinstance(record, Group):
            self._type_a_letter()
        self.made = self.changed | self._new(asker, superuser)
        page = asker.answer(superuser, "GET", self.address("delete", record.pk)).content.decode()
        self.deleting = re.findall(r'name="_phieu" value="([^"]*)"', page)

    def address(self, page: str, *args: Any) -> str:
        return reverse(f"admin:{self.meta.app_label}_{self.meta.model_name}_{page}", args=args)

    def change(self, role: Role) -> dict[str, Any]:
        return self._signed(role, self.changed, str(self.record.pk))

    def add(self, role: Role) -> dict[str, Any]:
        return self._signed(role, self.made, "")

    def delete(self, role: Role) -> dict[str, Any]:
        return self._signed(role, {"post": ["yes"], "_phieu": self.deleting}, str(self.record.pk))

    def _seen(self, asker: Asker, role: Role, page: str, *args: Any) -> dict[str, Any]:
        response = asker.answer(role, "GET", self.address(page, *args))
        return as_sent(response) if response.status_code == 200 else {}

    def _new(self, asker: Asker, role: Role) -> dict[str, Any]:
        """Return what differs in the form of a new record: no rows yet, passwords."""
        form = self._seen(asker, role, "add")
        new = {name: value for name, value in form.items() if name not in self.changed}
        counts = {name: value for name, value in form.items() if name.endswith("_FORMS")}
        if self.meta.label_lower == "accounts.user":
            new |= {"username": "moi", "password1": PASSWORD, "password2": PASSWORD}
        if self.meta.label_lower == "deadlines.deadline":
            new |= {"rule": str(self.record.rule_id)}
            new |= {"started_at_0": "17/04/2026", "started_at_1": "09:00"}
        return new | counts

    def _type_a_letter(self) -> None:
        """Change a text, one that says something if there is one, so that there is work to save."""
        free = [
            column.name
            for column in self.meta.concrete_fields
            if isinstance(column, models.CharField | models.TextField)
            and not isinstance(column, models.SlugField)
            and not column.choices
            and column.name in self.changed
            and len(self.changed[column.name][0]) < (column.max_length or 1000)
        ]
        if not free:  # a page that is only read
            return
        name = next((name for name in free if self.changed[name][0]), free[-1])
        self.changed[name] = [self.changed[name][0] + "x"]

    def _signed(self, role: Role, typed: dict[str, Any], record: str) -> dict[str, Any]:
        """Return the form with a ticket of this very account: only its rights may stop it."""
        ticket = tickets.read({"_phieu": (typed.get("_phieu") or [""])[0]})
        if ticket is None:
            ticket = tickets.Ticket(account=role.account, form=self.meta.label, record=record)
        ticket = replace(ticket, account=role.account, record=record, key=tickets.random_key())
        return typed | {"_phieu": [ticket.signed()]}


# --- Records in every state of the workflow ---------------------------------------------------


class Workflow:
    """Agreements that others wrote and approved, in the state that each step is for."""

    def __init__(self) -> None:
        self.writer = make_superuser("nguoi-soan-ma-tran")
        self.chief = make_superuser("nguoi-duyet-ma-tran")
        self.count = 0

    def record(self, step: str) -> Any:
        return getattr(self, STATES[step])()

    def draft(self) -> CooperationAgreement:
        self.count += 1
        record = egov.make_agreement(published_at=None, partner=f"Bên {self.count}")
        services.written(record.version, by=self.writer)
        return record

    def submitted(self) -> CooperationAgreement:
        record = self.draft()
        services.submit(record.version, by=self.writer)
        return record

    def _approved(self, **how: Any) -> CooperationAgreement:
        record = self.submitted()
        record.version.refresh_from_db()
        services.approve(record.version, by=self.chief, seen=record.version.edits, **how)
        return record

    def public(self) -> CooperationAgreement:
        return self._approved(at=BASE)

    def scheduled(self) -> CooperationAgreement:
        return self._approved(minute=datetime.datetime.now(datetime.UTC) + DAY)

    def forced(self) -> CooperationAgreement:
        record = self.draft()
        record.version.refresh_from_db()
        services.force(record.version, by=self.chief, reason="Khẩn.", seen=record.version.edits)
        return record

    def second(self) -> CooperationAgreement:
        return services.open_version(self.public(), by=self.writer)

    def going(self) -> CooperationAgreement:
        record = self.public()
        minute = datetime.datetime.now(datetime.UTC) + DAY
        services.withdraw(record.version, by=self.chief, reason="Sai.", minute=minute)
        return record

    def withdrawn(self) -> CooperationAgreement:
        record = self.public()
        services.withdraw(record.version, by=self.chief, reason="Sai.")
        return record

    def asked(self) -> CooperationAgreement:
        record = self.withdrawn()
        services.ask_closing(record.version, by=self.chief, ground="Điều 5.")
        return record


STATES = {
    "gui-duyet": "draft",
    "duyet": "submitted",
    "tra-lai": "submitted",
    "rut-lai": "submitted",
    "bo-hen": "scheduled",
    "xem-lai": "forced",
    "soan-ban-moi": "public",
    "ghi-thay-doi": "second",
    "bo-hen-go": "going",
    "khong-dong": "asked",
    "dang-khong-qua-nguoi-thu-hai": "draft",
    "go": "public",
    "bo-ban-nhap": "draft",
    "de-nghi-dong": "withdrawn",
    "dong": "asked",
}
"""the state in which each step makes sense"""
TYPED = {
    "duyet": {"viec": "ngay"},
    "tra-lai": {"reason": "Thiếu."},
    "ghi-thay-doi": {"change": "minor", "change_note": "Sửa lỗi gõ."},
    "khong-dong": {"reason": "Không có căn cứ."},
    "dang-khong-qua-nguoi-thu-hai": {"viec": "ngay", "reason": "Khẩn."},
    "go": {"viec": "ngay", "reason": "Sai."},
    "de-nghi-dong": {"ground": "Điều 5 của một nghị định."},
}


def step_typed(record: Any, step: str) -> dict[str, Any]:
    fresh = type(record).objects.select_related("version", "item").get(pk=record.pk)
    return TYPED.get(step, {}) | {"da_xem": seeing.token(fresh)}
