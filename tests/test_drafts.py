"""Nothing leaks: the public site is the same, byte by byte, whatever waits behind it.

With drafts, submitted and scheduled records of every kind, versions in work and scheduled beside
public ones, and withdrawn records, every public address answers exactly what it answers without
them: no title, slug, count, date or file name can differ.
"""

import datetime
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pytest
from django.apps import apps
from django.utils import timezone, translation

from laocai_ict.accounts.models import User
from laocai_ict.department.models import Contact
from laocai_ict.publishing import registry, services
from laocai_ict.publishing.models import Versioned, old_address, showing
from press import sample
from tests.crawl import Asker, walk
from tests.publishing.builders import published, withdrawn
from tests.publishing.secret_rows import ROWS, slug

pytestmark = pytest.mark.django_db

MARK = "Tuyệt mật"
HIDDEN = (MARK, slug(MARK), "431.887", "431,887")
"""how a leak shows: in words, in an address, in a number"""
PLACES = "/dia-phuong/"
ALSO = [
    "/robots.txt", "/sitemap.xml", "/dinh-chinh/atom.xml", "/en/dinh-chinh/atom.xml",
    "/dinh-chinh/?loai=dinh-chinh", "/dinh-chinh/?mang=bao-chi", "/khong-co-trang-nay/",
    "/bao-chi/2019/", "/vien-thong/khong-co/", "/thu-tuc/?cap=tinh", "/thu-tuc/?trang=1",
    "/thu-tuc/?trang=2", "/suc-khoe/", "/xem-truoc/khong-co/",
]  # fmt: skip
TIMED = ("/suc-khoe/", "/en/suc-khoe/")
"""says how long the database took: compared by what must not be in it, not byte by byte"""


@pytest.fixture
def calm(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    sample.load()


def words_of(model: Any, state: str) -> str:
    return f"{MARK} {model._meta.model_name} {state}"


def versioned() -> set[Any]:
    return {model for model in apps.get_models() if issubclass(model, Versioned)}


def test_every_kind_of_public_record_is_registered_and_tried_here():
    assert {kind.model for kind in registry.kinds()} == versioned()
    assert set(ROWS) == versioned()


# --- Secrets -----------------------------------------------------------------------------------


@dataclass
class Secret:
    state: str
    record: Any


def plain_records() -> dict[Any, list[Any]]:
    """Return two public records of each kind, to hide versions beside."""
    beside = {}
    for model, row in ROWS.items():
        if row.make is None:
            beside[model] = list(
                Contact.objects.published().filter(kind__in=["address", "responsible"])
            )
        else:
            beside[model] = [
                published(row.make(f"Công khai {model._meta.model_name} {number}", number))
                for number in (8, 9)
            ]
    return beside


def hide(beside: dict[Any, list[Any]]) -> list[Secret]:
    """Make of each kind everything that the public must not see."""
    by = User.objects.create_superuser("nguoi-giau")
    tomorrow = timezone.now().replace(second=0, microsecond=0) + datetime.timedelta(days=1)
    secrets = []
    for model, row in ROWS.items():
        if row.make is not None:
            fresh = {
                state: row.make(words_of(model, state), number)
                for number, state in enumerate(("draft", "submitted", "scheduled", "withdrawn"))
            }
            services.submit(fresh["submitted"].version, by=by)
            force(fresh["scheduled"], by, tomorrow)
            withdrawn(published(fresh["withdrawn"]))
            secrets += [Secret(state, record) for state, record in fresh.items()]
        for record, state in zip(beside[model], ("beside", "replacing"), strict=True):
            draft = services.open_version(record, by=by)
            row.write(draft, words_of(model, state))
            draft.save()
            services.explain(draft.version, by=by, **correction(words_of(model, state)))
            if state == "replacing":
                force(draft, by, tomorrow)
            secrets.append(Secret(state, draft))
    return secrets


def correction(words: str) -> dict[str, str]:
    told = dict.fromkeys(("note", "was_wrong", "is_right", "decided_by"), words)
    return told | {"change": "correction"}


def force(record: Any, by: Any, minute: datetime.datetime) -> None:
    version = type(record).objects.with_version().get(pk=record.pk).version
    services.force(version, by=by, reason="kiểm thử", seen=version.edits, minute=minute)


# --- The walk ----------------------------------------------------------------------------------


def all_answers(addresses: set[str]) -> dict[str, tuple[int, str]]:
    """Return status and text of every public address: those listed, linked, and given."""
    visits = walk(leave_out=PLACES).visits
    asker = Asker()
    answers = {address: (visit.status, visit.body) for address, visit in visits.items()}
    for address in addresses - set(answers):
        response = asker.get(address)
        answers[address] = (response.status_code, response.content.decode())
    return answers


def leaks(text: str) -> list[str]:
    said = text.replace("\N{NO-BREAK SPACE}", " ").replace("&nbsp;", " ").lower()
    return [mark for mark in HIDDEN if mark.lower() in said]


def own_page(record: Any) -> str:
    """Return the address of a record that has a page to itself; "" for one on another's page."""
    address = getattr(record, "get_absolute_url", lambda: "#")()
    return "" if "#" in address or "/s/" in address else address


def test_the_public_site_is_the_same_with_and_without_what_is_not_public(calm):
    beside = plain_records()
    places = {"/dia-phuong/", "/dia-phuong/ban-khoang-03004/"}
    before = all_answers(set(ALSO) | places)
    secrets = hide(beside)
    after = all_answers(set(ALSO) | places)
    assert set(after) == set(before)
    assert [at for at in after if at not in TIMED and after[at] != before[at]] == []
    assert [at for at, (_, text) in after.items() if leaks(text)] == []
    assert len(secrets) == 6 * len(ROWS) - 4


def searches() -> list[str]:
    """Return what somebody would type who looks for a secret: words, a number, a beginning."""
    states = ("draft", "submitted", "scheduled", "withdrawn", "beside", "replacing")
    words = [words_of(model, state) for model in ROWS for state in states]
    typed = [MARK, f'"{MARK}"', "tuyet mat", "tuyệt*", "431887", "431.887", slug(MARK), *words]
    return [f"/tim-kiem/?q={quote(one)}" for one in typed]


def test_search_is_the_same_with_and_without_what_is_not_public(calm):
    """What was typed is said back, so the answers are compared whole, not by their words."""
    beside = plain_records()
    asker = Asker()
    before = {at: asker.get(at).content for at in searches()}
    hide(beside)
    after = {at: asker.get(at).content for at in searches()}
    assert [at for at in after if after[at] != before[at]] == []


def test_search_would_find_every_secret_if_it_were_public(calm):
    """Each kind is in the index with the words that are looked for above."""
    unfound = []
    for model, row in ROWS.items():
        if row.make is not None:
            published(row.make(f"Công khai zephir {model._meta.model_name}", 7))
            at = f"/tim-kiem/?q={quote(f'zephir {model._meta.model_name}')}"
            if b'class="hit"' not in Asker().get(at).content:
                unfound.append(model)
    assert unfound == []


def test_every_address_of_a_secret_is_nothing_or_the_notice_and_says_nothing_of_it(calm):
    secrets = hide(plain_records())
    asker = Asker()
    wrong = []
    for secret in secrets:
        record = secret.record
        translation.activate("vi")  # the last page asked for was English
        version = type(record).objects.with_version().get(pk=record.pk).version
        gone = 410 if secret.state == "withdrawn" else 404
        addresses = {old_address(version.item_id, version.number): gone}
        own = own_page(record)
        live = type(record).objects.published().filter(item=record.item_id).first()
        if own and (live is None or own_page(live) != own):
            addresses[own] = gone
        for address, status in addresses.items():
            for language in ("", "/en"):
                response = asker.get(language + address)
                text = response.content.decode().replace(address, "")  # said back, not given away
                if response.status_code != status or leaks(text):
                    wrong.append(f"{secret}: {language}{address}: {response.status_code}")
    assert wrong == []


def test_every_secret_would_be_seen_on_its_pages_if_it_were_public(calm):
    """What is looked for above is what the pages print: each kind's side views show it."""
    unseen = []
    for secret in hide(plain_records()):
        record = secret.record
        if secret.state == "withdrawn":
            continue
        version = type(record).objects.with_version().get(pk=record.pk).version
        translation.activate("vi")
        with showing(version):
            address = registry.address_of(type(record).objects.get(pk=record.pk))
            views = [address, *(at for _, at in registry.kind_of(record).side_views(record))]
            pages = {at: Asker().get(at.partition("#")[0]).content.decode() for at in views}
        if not any(leaks(text) for text in pages.values()):
            unseen.append(f"{secret}: {list(pages)}")
    assert unseen == []
