"""Tens of thousands of published records of Vietnamese text, for measuring search.

To be made in a scratch database only: for speed the triggers of history and of drafts are off on
the tables that are filled. Those of search are on, so the index is made as it always is. The same
seed makes the same records.
"""

import datetime
import itertools
import random
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connections, transaction

from egov.models import Procedure, ProcedureField, SystemFact
from laocai_ict.department.models import Milestone
from laocai_ict.history.roles import OWNER
from laocai_ict.publishing.models import Item, Version
from laocai_ict.reference.models import Source
from laocai_ict.search import folding
from press.models import Briefing, BriefingSeries, Topic

CHUNK = 1000
BEGIN = datetime.date(2000, 1, 3)
OFF = ("history_record", "publishing_record", "publishing_part")
"""triggers that are off while records are made"""
TABLES = (Item, Version, Procedure, SystemFact, Milestone, Briefing, Topic)

ONSETS = "b c ch d đ g gh gi h k kh l m n ng nh p ph qu r s t th tr v x"
RIMES = (
    "a ai am an ang anh ao ap at au ay ăm ăn ăng ăt âm ân âng ât âu ây e em en eo êm ên ênh êu i ia"
    " iêm iên iêu im in inh iu o oa oan oang oi om on ong ô ôi ôm ôn ông ơ ơi ơm ơn u ua ui um un"
    " ung uôn uông ư ưa ương ươi ưu y"
)
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
PHRASES = (
    "viễn thông|thuê bao|băng rộng|trạm phát|cáp quang|bưu chính|báo chí|thủ tục|hồ sơ|giấy phép|"
    "ủy ban nhân dân|sở thông tin và truyền thông|dịch vụ công|chữ ký số|hội nghị truyền hình|"
    "xã vùng cao|thị trấn|doanh nghiệp|người dân|cán bộ|cơ sở dữ liệu|đường truyền|vùng lõm|"
    "nghị định|quyết định|thông tư|kế hoạch|báo cáo|kiểm tra|cấp lại|sửa đổi, bổ sung|phát hành|"
    "xuất bản phẩm|tần số|an toàn thông tin|chuyển đổi số|một cửa|thời hạn|lệ phí|trực tuyến"
)


@dataclass(frozen=True)
class Made:
    """What was made: how many records, and how many of them have each of the two words."""

    records: int
    with_common: int
    with_rare: int


def make(
    count: int = 50_000,
    *,
    seed: int = 1,
    common: str = "tăng trưởng",
    rare: str = "phong lan",
    rare_count: int = 7,
) -> Made:
    """Publish `count` records of four kinds; a third of them have `common`, few have `rare`.

    Neither word comes about by chance. A tenth of those that have one have it in the title.
    """
    chance = random.Random(seed)  # noqa: S311 (text, not a secret)
    writer = _Writer(chance, without=folding.fold(f"{common} {rare}").split())
    places = list(range(count))
    with_common = set(chance.sample(places, count // 3))
    with_rare = set(chance.sample(places, min(rare_count, count)))
    makers = list(itertools.islice(itertools.cycle(_makers()), count))
    with _triggers_off(), transaction.atomic(OWNER):
        for start in range(0, count, CHUNK):
            texts = [
                writer.text(
                    [word for word, has in ((common, with_common), (rare, with_rare)) if at in has]
                )
                for at in places[start : start + CHUNK]
            ]
            _publish(makers[start : start + CHUNK], texts, start)
    with connections[OWNER].cursor() as cursor:
        cursor.execute("ANALYZE")
    return Made(count, len(with_common), len(with_rare))


@dataclass(frozen=True)
class _Text:
    title: str
    body: str


class _Writer:
    """Writes sentences of real phrases of the field among made-up words, common ones most often."""

    def __init__(self, chance: random.Random, without: list[str]) -> None:
        self.chance = chance
        words = [f"{onset}{rime}" for onset in ONSETS.split() for rime in RIMES.split()]
        chance.shuffle(words)
        toned = [_toned(word, chance.choice(TONES)) for word in words]
        self.words = [word for word in toned if folding.fold(word) not in without]
        self.phrases = PHRASES.split("|")
        self.weights = list(itertools.accumulate(1 / (at + 3) for at in range(len(self.words))))

    def text(self, wanted: list[str]) -> _Text:
        title = self._sentence(self.chance.randint(5, 12))
        length = self.chance.randint(4, 14)
        body = [self._sentence(self.chance.randint(8, 22)) for _ in range(length)]
        for word in wanted:
            if self.chance.random() < 0.1:
                title = f"{title} {word}"
            else:
                body[self.chance.randrange(len(body))] += f" {word}"
        return _Text(title[:1].upper() + title[1:], ". ".join(body) + ".")

    def _sentence(self, length: int) -> str:
        words = self.chance.choices(self.words, cum_weights=self.weights, k=length)
        for at in range(0, length, 4):
            words[at] = self.chance.choice(self.phrases)
        return " ".join(words)


def _toned(word: str, tone: str) -> str:
    at = next(at for at in range(len(word) - 1, -1, -1) if word[at] in VOWELS)
    return unicodedata.normalize("NFC", word[: at + 1] + tone + word[at + 1 :])


Maker = Callable[[int, _Text, dict[str, Any]], tuple[Any, list[Any]]]
"""from a number, a text and the columns of all records: a row and its parts"""


def _makers() -> list[Maker]:
    """Return how each kind is made, as often as it comes in ten records."""
    source = Source.objects.using(OWNER).order_by("pk")[0]
    fields = list(ProcedureField.objects.using(OWNER).order_by("pk"))
    series = BriefingSeries.objects.using(OWNER).order_by("pk")[0]

    def procedure(number: int, text: _Text, given: dict[str, Any]) -> tuple[Any, list[Any]]:
        row = Procedure(
            number=2000 + number // 10 * 4 + number % 10,  # four of ten
            slug=f"thu-tuc-do-{number}", name=text.title[:300],
            source_name=text.title[:300], field=fields[number % len(fields)],
            level=("province", "district")[number % 2], conditions=text.body, source=source,
            checked_on=BEGIN + datetime.timedelta(days=number % 9000), **given,
        )  # fmt: skip
        return row, []

    def briefing(number: int, text: _Text, given: dict[str, Any]) -> tuple[Any, list[Any]]:
        day = BEGIN + datetime.timedelta(days=7 * (number % 1300))
        start = datetime.datetime.combine(day, datetime.time(8), datetime.UTC)
        iso = day.isocalendar()
        row = Briefing(
            series=series, iso_year=iso.year, iso_week=iso.week, sequence=10 + number // 1300,
            title=text.title[:300], planned_start=start,
            planned_end=start + datetime.timedelta(minutes=45),
            speaker_post="Người phát ngôn của UBND tỉnh", state="held", **given,
        )  # fmt: skip
        heading, _, rest = text.body.partition(". ")
        return row, [
            Topic(briefing=row, order=1, anchor="cd1", heading=heading[:200], text=rest or heading)
        ]

    def fact(number: int, text: _Text, given: dict[str, Any]) -> tuple[Any, list[Any]]:
        row = SystemFact(statement=f"{text.title}. {text.body}", source=source, **given)
        return row, []

    def milestone(number: int, text: _Text, given: dict[str, Any]) -> tuple[Any, list[Any]]:
        row = Milestone(
            happened_on=BEGIN + datetime.timedelta(days=number % 9000), title=text.title[:200],
            text=text.body, source=source, **given,
        )  # fmt: skip
        return row, []

    return [procedure] * 4 + [briefing] * 3 + [fact] * 2 + [milestone]


def _publish(makers: list[Maker], texts: list[_Text], first: int) -> None:
    """Make the rows of one chunk public, each from a moment of its own."""
    labels = {"procedure": Procedure, "briefing": Briefing, "fact": SystemFact,
              "milestone": Milestone}  # fmt: skip
    models = [labels[maker.__name__] for maker in makers]
    items = Item.objects.using(OWNER).bulk_create(
        [Item(kind=model._meta.label_lower) for model in models]
    )
    versions = Version.objects.using(OWNER).bulk_create(
        [
            Version(
                item=item, number=1, title=text.title[:500], state="approved", is_from_source=True,
                public_from=datetime.datetime(2018, 1, 1, tzinfo=datetime.UTC)
                + datetime.timedelta(hours=first + at),
            )
            for at, (item, text) in enumerate(zip(items, texts, strict=True))
        ]
    )  # fmt: skip
    rows: dict[Any, list[Any]] = {}
    for at, (maker, text, version) in enumerate(zip(makers, texts, versions, strict=True)):
        row, parts = maker(first + at, text, {"item": version.item, "version": version})
        rows.setdefault(type(row), []).append(row)
        for part in parts:
            rows.setdefault(type(part), []).append(part)
    for model in TABLES:  # a record before its parts
        model._base_manager.using(OWNER).bulk_create(rows.get(model, []))


@contextmanager
def _triggers_off() -> Iterator[None]:
    _switch("DISABLE TRIGGER")
    yield
    _switch("ENABLE ALWAYS TRIGGER")


def _switch(how: str) -> None:
    with connections[OWNER].cursor() as cursor:
        # What waits for the end of a transaction stands in the way of changing a table.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model in TABLES:
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname = ANY (%s)",
                [model._meta.db_table, list(OFF)],
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f'ALTER TABLE "{model._meta.db_table}" {how} {name}')
