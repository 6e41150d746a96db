"""The rules that come with the portal: what the law set in 2018, and what it sets today."""

import datetime

import pytest

from laocai_ict.deadlines.models import DeadlineRule, OfficeHours
from laocai_ict.deadlines.units import Unit
from laocai_ict.reference import loading
from tests.reference.builders import day

pytestmark = pytest.mark.django_db

AT_THE_SEED, LAST_OF_THE_OLD, FIRST_OF_THE_NEW = "2018-08-28", "2026-06-30", "2026-07-01"


def rule_on(code, date):
    return DeadlineRule.objects.on(day(date)).get(code=code)


def told(code, date):
    rule = rule_on(code, date)
    return rule.amount, rule.unit, rule.basis


@pytest.mark.parametrize(
    ("code", "date", "expected"),
    [
        # domain.md 1.6
        ("cong-bo-nguoi-phat-ngon", AT_THE_SEED,
         (12, "clock_hours", "Điều 3, Nghị định 09/2017/NĐ-CP")),
        ("cong-bo-nguoi-phat-ngon", LAST_OF_THE_OLD,
         (12, "clock_hours", "Điều 3, Nghị định 09/2017/NĐ-CP")),
        ("cong-bo-nguoi-phat-ngon", FIRST_OF_THE_NEW,
         (24, "clock_hours", "khoản 3 Điều 3, Nghị định 244/2026/NĐ-CP")),
        ("phat-ngon-dot-xuat", AT_THE_SEED,
         (24, "clock_hours", "Điều 6, Nghị định 09/2017/NĐ-CP")),
        ("phat-ngon-dot-xuat", FIRST_OF_THE_NEW,
         (24, "clock_hours", "khoản 3 và khoản 4 Điều 7, Nghị định 244/2026/NĐ-CP")),
        ("tra-loi-van-de-cong-dan-neu", AT_THE_SEED,
         (30, "calendar_days", "khoản 1 Điều 39, Luật Báo chí 103/2016/QH13")),
        ("tra-loi-van-de-cong-dan-neu", FIRST_OF_THE_NEW,
         (30, "calendar_days", "khoản 1 Điều 18, Nghị định 237/2026/NĐ-CP")),
        ("tra-loi-kien-nghi-bao-chi-chuyen", LAST_OF_THE_OLD,
         (30, "calendar_days", "khoản 2 Điều 39, Luật Báo chí 103/2016/QH13")),
        ("tra-loi-kien-nghi-bao-chi-chuyen", FIRST_OF_THE_NEW,
         (15, "working_days", "khoản 3 Điều 18, Nghị định 237/2026/NĐ-CP")),
        ("bao-dang-tra-loi-hang-ngay", AT_THE_SEED,
         (10, "calendar_days", "khoản 3 Điều 39, Luật Báo chí 103/2016/QH13")),
        ("bao-dang-tra-loi-hang-tuan", FIRST_OF_THE_NEW,
         (15, "working_days", "khoản 5 Điều 18, Nghị định 237/2026/NĐ-CP")),
        ("hop-bao-nuoc-ngoai", FIRST_OF_THE_NEW,
         (24, "clock_hours", "Điều 20, Nghị định 262/2026/NĐ-CP")),
        # domain.md 1.5
        ("yeu-cau-qua-mang-don-gian", AT_THE_SEED,
         (3, "working_days", "Điều 30, Luật Tiếp cận thông tin 104/2016/QH13")),
        ("cong-khai-thong-tin-chung", FIRST_OF_THE_NEW,
         (5, "working_days", "khoản 4 Điều 18, Luật Tiếp cận thông tin 104/2016/QH13")),
        # domain.md 1.1
        ("cap-nhat-van-ban-cua-co-quan", AT_THE_SEED,
         (2, "working_days", "Điều 17, Nghị định 43/2011/NĐ-CP")),
        ("cap-nhat-de-tai-khoa-hoc", AT_THE_SEED,
         (20, "working_days", "Điều 17, Nghị định 43/2011/NĐ-CP")),
        ("cap-nhat-khi-thay-doi", FIRST_OF_THE_NEW,
         (None, "", "khoản 3 Điều 9, Nghị định 224/2026/NĐ-CP")),
        ("thong-bao-bao-tri", AT_THE_SEED,
         (1, "working_days", "Điều 11, Thông tư 32/2017/TT-BTTTT")),
        ("thong-bao-bao-tri", FIRST_OF_THE_NEW,
         (7, "working_days", "Điều 13, Nghị định 224/2026/NĐ-CP")),
        # domain.md 1.8
        ("tra-ho-so-thieu", AT_THE_SEED,
         (3, "working_days", "khoản 4 Điều 19, Nghị định 61/2018/NĐ-CP")),
        ("xin-loi-hen-lai", AT_THE_SEED,
         (1, "calendar_days", "khoản 9 Điều 19, Nghị định 61/2018/NĐ-CP")),
    ],
)  # fmt: skip
def test_the_rule_of_a_day(code, date, expected):
    assert told(code, date) == expected


@pytest.mark.parametrize(
    ("code", "date"),
    [
        ("tra-ho-so-thieu", "2025-07-01"),
        ("thong-bao-bao-tri", "2024-04-05"),
        ("cap-nhat-thong-ke", "2022-06-24"),
        ("cong-bo-nguoi-phat-ngon", "2017-03-29"),
        ("cap-nhat-khi-thay-doi", LAST_OF_THE_OLD),
    ],
)
def test_where_no_source_was_read_there_is_no_rule(code, date):
    assert not DeadlineRule.objects.on(day(date)).filter(code=code).exists()


def test_what_must_be_done_before_an_event_counts_backwards():
    backwards = set(DeadlineRule.objects.filter(direction="before").values_list("code", flat=True))
    assert backwards == {
        "thong-bao-hop-bao", "khong-chap-thuan-hop-bao", "hop-bao-nuoc-ngoai",
        "thong-cao-nuoc-ngoai", "thong-bao-bao-tri", "xin-loi-hen-lai",
    }  # fmt: skip


def test_answers_to_the_press_know_neither_pause_nor_extension():
    rules = DeadlineRule.objects.filter(field="press")
    assert not any(rule.knows_pause or rule.knows_extension for rule in rules)


def test_extensions_are_those_of_the_law_on_access_to_information_and_of_dossiers():
    extended = DeadlineRule.objects.exclude(extension_ground="")
    assert set(extended.values_list("code", "extension_amount")) == {
        ("yeu-cau-truc-tiep-phuc-tap", 10),
        ("yeu-cau-qua-mang-phuc-tap", 15),
        ("giai-quyet-ho-so", None),
    }


def test_dossiers_alone_may_be_paused():
    paused = DeadlineRule.objects.exclude(pause_ground="").values_list("code", flat=True)
    assert list(paused) == ["giai-quyet-ho-so"]


def test_a_question_in_the_room_has_no_term_until_the_province_sets_one():
    rule = rule_on("cau-hoi-tai-buoi-cung-cap-thong-tin", AT_THE_SEED)
    assert (rule.is_law, rule.term(), rule.length) == (False, None, "tỉnh chưa quy định thời hạn")


def test_no_receipt_after_15_moves_a_due_date():
    """Decree 61/2018, Art. 18, moves the forwarding of a dossier, not its due date."""
    assert not DeadlineRule.objects.filter(next_day_after_15=True).exists()


def test_every_rule_with_a_number_has_a_term_and_words_otherwise():
    rules = list(DeadlineRule.objects.all())
    assert len(rules) == 58
    for rule in rules:
        if rule.amount is None:
            assert rule.words, rule
        else:
            assert (rule.term().amount, rule.term().unit) == (rule.amount, Unit(rule.unit))
    assert DeadlineRule.objects.countable().count() == sum(
        rule.amount is not None for rule in rules
    )


def test_office_hours_hold_on_every_day():
    hours = OfficeHours.objects.on(day(AT_THE_SEED)).get()
    assert str(hours) == "07:30–11:30, 13:30–17:00"
    assert hours == OfficeHours.objects.on(datetime.date(2026, 11, 25)).get()


def test_what_staff_correct_and_end_survives_the_next_load():
    rule = rule_on("cong-bo-nguoi-phat-ngon", FIRST_OF_THE_NEW)
    DeadlineRule.objects.filter(pk=rule.pk).update(amount=20, valid_until=day("2030-01-01"))
    OfficeHours.objects.update(valid_until=day("2030-01-01"))
    entry = next(one for one in loading.registered() if one.name == "deadlines")
    loading.run(entry, force=True)
    rule.refresh_from_db()
    assert (rule.amount, rule.valid_until) == (20, day("2030-01-01"))
    assert OfficeHours.objects.get().valid_until == day("2030-01-01")
