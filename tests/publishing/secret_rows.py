"""How to make a record of each kind that the public reads, full of words nobody else uses.

A new kind needs its row here: the test that nothing leaks fails without it.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.text import slugify

from egov.models import CooperationAgreement, Procedure, SharedSystem, SystemFact
from laocai_ict.department.models import Contact, Duty, Leader, Milestone
from press.models import Briefing
from telecom.models import HeadlineFigure, Indicator, Observation, Operator, Target
from tests.department import builders as department
from tests.egov import builders as egov
from tests.press import builders as press
from tests.telecom import builders as telecom


def slug(words: str) -> str:
    return slugify(words.replace("đ", "d"))


@dataclass(frozen=True)
class Row:
    """`make(words, number)` returns a draft that says `words`; `number` tells two apart.

    `write(draft, words)` has another version say `words`. `shows` are the words on the pages.
    `make` is None where there can be no new record of the kind.
    """

    write: Callable[[Any, str], Any]
    make: Callable[[str, int], Any] | None = None


def a_briefing(words, number):
    topic = {"heading": f"{words} chủ đề", "text": f"{words} nội dung"}
    return press.make_briefing(2019, 20 + number, title=words, topics=[topic], published_at=None)


def write_briefing(briefing, words):
    briefing.title = briefing.place = words
    for topic in briefing.topics.all():
        topic.heading = topic.text = words
        topic.save()


def an_indicator(words, number):
    indicator = telecom.make_indicator(slug(words), at=None, name=words, unit="cột")
    telecom.make_definition(indicator, text=words)
    return indicator


def write_indicator(indicator, words):
    indicator.name, indicator.slug = words, slug(words)


def an_observation(words, number):
    return telecom.make_observation(
        Indicator.objects.published().order_by("pk").first(),
        year=1990 + number,
        at=None,
        value=secret_number(words),
        note=words,
    )


def write_figure(figure, words):
    figure.note, figure.value = words, secret_number(words)


def secret_number(words: str) -> Decimal:
    """A number that no other figure has."""
    return Decimal(431_887_000 + sum(map(ord, words)))


def a_target(words, number):
    indicator = Indicator.objects.published().order_by("pk").first()
    year = 2060 + number
    return telecom.make_target(
        indicator, year=year, at=None, value=secret_number(words), note=words
    )


def an_operator(words, number):
    return telecom.make_operator(slug(words), at=None, name=words, short_name=words)


def write_operator(operator, words):
    operator.name = operator.short_name = words


def a_headline(words, number):
    told = HeadlineFigure.objects.values("observation__item")
    figure = Observation.objects.published().exclude(item__in=told).order_by("pk")[0]
    return telecom.make_headline(figure, slug(words)[:40], at=None, label=words, meaning=words)


def write_headline(headline, words):
    headline.label = headline.meaning = words


def a_procedure(words, number):
    procedure = egov.make_procedure(
        930 + number, published_at=None, name=words, slug=slug(words), conditions=words
    )
    egov.make_legal_basis(procedure, document=words)
    return procedure


def write_procedure(procedure, words):
    procedure.name, procedure.slug, procedure.conditions = words, slug(words), words


def a_system(words, number):
    system = egov.draft_system(slug(words), name=words, short_name=words)
    egov.make_coverage(system)
    return system


def write_system(system, words):
    system.name = system.short_name = words


def a_fact(words, number):
    return egov.make_fact(None, statement=words)


def write_fact(fact, words):
    fact.statement = words


def an_agreement(words, number):
    return egov.make_agreement(None, partner=words, statement=words)


def write_agreement(agreement, words):
    agreement.partner = agreement.statement = words


def a_milestone(words, number):
    day = datetime.date(2021, 1, 1 + number)
    return department.make_milestone(
        None, title=words, text=words, happened_on=day, source=egov.make_source()
    )


def write_titled(record, words):
    record.title = record.text = words


def a_duty(words, number):
    return department.make_duty(
        None, title=words, text=words, order=90 + number, source=egov.make_source()
    )


def a_leader(words, number):
    return department.make_leader(None, post=words, duties=words, order=90 + number)


def write_leader(leader, words):
    leader.post = leader.duties = words


def write_contact(contact, words):
    contact.value = words


ROWS: dict[Any, Row] = {
    Briefing: Row(write_briefing, a_briefing),
    Indicator: Row(write_indicator, an_indicator),
    Observation: Row(write_figure, an_observation),
    Target: Row(write_figure, a_target),
    Operator: Row(write_operator, an_operator),
    HeadlineFigure: Row(write_headline, a_headline),
    Procedure: Row(write_procedure, a_procedure),
    SharedSystem: Row(write_system, a_system),
    SystemFact: Row(write_fact, a_fact),
    CooperationAgreement: Row(write_agreement, an_agreement),
    Milestone: Row(write_titled, a_milestone),
    Duty: Row(write_titled, a_duty),
    Leader: Row(write_leader, a_leader),
    Contact: Row(write_contact),
}
"""every kind of record with versions"""
