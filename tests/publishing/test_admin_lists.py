"""Lists of versioned records: one row an item, its state in words, many submitted at once."""

import pytest

from laocai_ict.display.dates import moment
from laocai_ict.history import undo
from laocai_ict.history.models import Act
from laocai_ict.publishing import services
from laocai_ict.publishing.admin import bulk
from laocai_ict.publishing.models import Version

from .builders import account
from .people import (
    KIND,
    LIST,
    agreement,
    approver,
    author,
    both,
    in_public,
    replacing,
    scheduled,
    submitted,
    text,
    tomorrow,
    version_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def states():
    """One item in each state, by the word of the filter."""
    by, other = author(), approver()
    returned = submitted(partner="Trả")
    services.return_(returned.version, by=other, reason="Thiếu.")
    forced = agreement("Gấp")
    services.force(forced.version, by=both(), reason="Bão.", seen=version_of(forced).edits)
    gone = in_public(partner="Gỡ")
    services.withdraw(gone.version, by=other, reason="Hết hiệu lực.")
    approved = submitted(partner="Duyệt")
    services.approve(approved.version, by=other, seen=version_of(approved).edits)
    beside = replacing(in_public(partner="Đăng"), by)
    return {
        "soan": beside, "cho": submitted(partner="Chờ"), "tra": returned, "dang": approved,
        "hen": scheduled(tomorrow(), partner="Hẹn"), "nguon": in_public(partner="Nguồn"),
        "xem-lai": forced, "go": gone,
    }  # fmt: skip


def rows(client, **query):
    return {row.pk for row in client.get(LIST, query).context["cl"].result_list}


def test_an_item_has_one_row_its_newest_version(client):
    record = in_public(partner="Một dòng")
    after = replacing(record, author())
    client.force_login(approver())
    found = rows(client)
    assert after.pk in found
    assert record.pk not in found
    assert "bản 1 đang đăng" in text(client.get(LIST))


def test_each_state_is_said_in_words(client, states):
    client.force_login(approver())
    shown = text(client.get(LIST))
    for words in (
        "bản thảo", "chờ duyệt", "trả lại", f"hẹn đăng {moment(tomorrow())}", "đang đăng", "đã gỡ",
        "đăng theo nguồn", "đăng không qua người thứ hai – chờ xem lại",
    ):  # fmt: skip
        assert f">{words}</span>" in shown


def test_the_list_is_filtered_by_each_state(client, states):
    client.force_login(approver())
    for word, record in states.items():
        found = rows(client, **{"trang-thai": word})
        assert record.pk in found, word
        wrong = {one.pk for key, one in states.items() if key != word} & found
        if word == "dang":  # also what is forced, from a source, or has a draft beside it
            wrong -= {states[key].pk for key in ("xem-lai", "nguon", "soan")}
        if word == "nguon":
            wrong -= {states["soan"].pk}
        assert wrong == set(), word


def test_a_long_list_costs_no_more_queries(client, django_assert_num_queries):
    client.force_login(approver())
    client.get(LIST)
    with django_assert_num_queries(6):  # session, account, rights (2), count, rows
        client.get(LIST)
    for number in range(10):
        replacing(in_public(partner=f"Thêm {number}"), author())
    with django_assert_num_queries(6):
        client.get(LIST)


# --- Submitting many --------------------------------------------------------------------------


def choose(client, records, **typed):
    sent = {"action": "submit_chosen", "index": "0", "_selected_action": [r.pk for r in records]}
    return client.post(LIST, sent | typed, follow=True)


def test_many_are_submitted_after_a_look_at_count_and_sample(client):
    records = [agreement(f"Đối tác {number}") for number in range(12)]
    client.force_login(author())
    asked = text(choose(client, records))
    assert "12 thỏa thuận hợp tác sẽ được gửi duyệt" in asked
    assert "và 2 bản nữa" in asked
    assert {version_of(record).state for record in records} == {"draft"}
    assert "Ghi vì sao gửi các bản này." in text(choose(client, records, xac_nhan="1"))
    done = text(choose(client, records, xac_nhan="1", ly_do="Kỳ tháng 11."))
    assert "Đã gửi duyệt 12 bản." in done
    assert {version_of(record).state for record in records} == {"submitted"}


@pytest.mark.django_db(transaction=True)
def test_what_was_submitted_together_is_taken_back_together(client):
    records, by = [agreement("Một"), agreement("Hai")], author()
    client.force_login(by)
    choose(client, [*records, in_public()], xac_nhan="1", ly_do="Kỳ tháng 11.")
    [act] = Act.objects.filter(kind="bulk")
    undo.take_back(act, by=by, reason="Gửi nhầm kỳ.")
    assert {version_of(record).state for record in records} == {"draft"}


def test_each_row_has_its_own_answer(client):
    ready, public = agreement("Sẵn"), in_public(partner="Đang đăng")
    unexplained = replacing(in_public(partner="Chưa ghi"), author())
    client.force_login(author())
    records = [ready, public, unexplained]
    done = text(choose(client, records, xac_nhan="1", ly_do="Kỳ tháng 11."))
    assert "Đã gửi duyệt 1 bản." in done
    assert "Đang đăng: Bản này đang ở trạng thái “đã duyệt”" in done
    assert "Chưa ghi: Chưa ghi phiên bản này thay đổi gì" in done
    assert version_of(unexplained).state == "draft"


def test_too_many_at_once_are_refused(client, monkeypatch):
    monkeypatch.setattr(bulk, "MOST", 2)
    records = [agreement(f"Đối tác {number}") for number in range(3)]
    client.force_login(author())
    done = text(choose(client, records, xac_nhan="1", ly_do="Kỳ tháng 11."))
    assert "nhiều nhất 2 bản" in done
    assert {version_of(record).state for record in records} == {"draft"}


@pytest.mark.parametrize("action", ["delete_selected", "approve", "approve_chosen", "force"])
def test_nothing_else_is_done_in_bulk(client, action):
    record = submitted()
    client.force_login(both())
    choose(client, [record], action=action, post="yes")
    version = Version.objects.get(pk=record.version_id)
    assert version.state == "submitted"
    assert "submit_chosen" in text(client.get(LIST))


def test_who_may_not_write_submits_nothing(client):
    record = agreement()
    for user in (approver(), account(f"egov.view_{KIND}")):
        client.force_login(user)
        choose(client, [record], xac_nhan="1", ly_do="x")
        assert version_of(record).state == "draft"
