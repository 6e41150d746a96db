"""What the page of one procedure says on a day: what holds, what held before, what is missing."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from laocai_ict.reference.models import Source

from .models import Competence, FilingRule, Procedure


@dataclass(frozen=True)
class Sheet:
    """Everything known of a procedure, sorted by whether it is in force on `day`."""

    procedure: Procedure
    day: datetime.date
    times: list
    fees: list
    service_level: object | None
    legal_bases: list
    competence: Competence | None
    filing: list
    past: list
    """terms and legal bases that are over, each with `kind`, the word for what it is"""
    coming: list
    past_competences: list

    @property
    def missing(self) -> list[str]:
        """Return, in the reader's words, what no source has confirmed."""
        known = (
            (self.procedure.code, _("mã thủ tục")),
            (self.times, _("thời hạn")),
            (self.fees, _("phí")),
            (self.service_level, _("mức dịch vụ công trực tuyến")),
            (self.legal_bases, _("căn cứ pháp lý hiện hành")),
            (self.competence, _("cơ quan giải quyết hiện nay")),
        )
        return [word for value, word in known if not value]

    @property
    def sources(self) -> list[tuple[Source, list[str]]]:
        """Return each source once, with the words for what was read from it."""
        read: list[tuple[Source, str]] = [(self.procedure.source, _("tên thủ tục"))]
        if self.procedure.code:
            read.append((self.procedure.code_source, _("mã thủ tục")))
        terms = [*self.times, *self.fees, self.service_level, *self.legal_bases]
        terms += [*self.past, *self.coming]
        read += [(term.source, term.kind_word.lower()) for term in terms if term]
        if self.competence:
            read.append((self.competence.source, _("cơ quan giải quyết")))
        found: dict[int, tuple[Source, dict[str, None]]] = {}
        for source, word in read:
            found.setdefault(source.pk, (source, {}))[1][word] = None
        return [(source, list(words)) for source, words in found.values()]


def describe(procedure: Procedure, day: datetime.date) -> Sheet:
    """Return the sheet of `procedure` on `day`; six queries, whatever is known of it."""
    times = list(procedure.times.select_related("source"))
    fees = list(procedure.fees.select_related("source"))
    levels = list(procedure.service_levels.select_related("source"))
    bases = list(procedure.legal_bases.select_related("source"))
    competences = list(
        Competence.objects.filter(field=procedure.field_id, level=procedure.level).select_related(
            "agency", "source"
        )
    )
    terms = [
        *_named(_("Thời hạn"), times),
        *_named(_("Phí"), fees),
        *_named(_("Mức dịch vụ công"), levels),
        *_named(_("Căn cứ pháp lý"), bases),
    ]
    return Sheet(
        procedure=procedure,
        day=day,
        times=_on(times, day),
        fees=_on(fees, day),
        service_level=next(iter(_on(levels, day)), None),
        legal_bases=_on(bases, day),
        competence=next(iter(_on(competences, day)), None),
        filing=list(FilingRule.objects.on(day).select_related("source")),
        past=[term for term in terms if term.is_over_on(day)],
        coming=[term for term in terms if not term.is_over_on(day) and not term.is_on(day)],
        past_competences=[row for row in competences if row.is_over_on(day)],
    )


def _on(rows: list, day: datetime.date) -> list:
    return [row for row in rows if row.is_on(day)]


def _named(kind: str, rows: list) -> list:
    for row in rows:
        row.kind_word = kind
    return rows
