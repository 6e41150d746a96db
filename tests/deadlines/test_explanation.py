"""Every count explains itself: day by day, in words, and as data that can be read again."""

import datetime
import json

import pytest
from django.utils import translation

from laocai_ict.deadlines.calendar import Calendar, CalendarEntry
from laocai_ict.deadlines.engine import Direction, Mark, Term, Unit, reckon
from laocai_ict.deadlines.keeping import from_json, to_json
from laocai_ict.deadlines.phrases import day_in_words, days_in_words, length
from laocai_ict.deadlines.wording import due_in_words, in_words, plain
from tests.deadlines.counting import at, count, paused

BEFORE = {"direction": Direction.BEFORE}


def marks(answer) -> str:
    """Return each day's number in the month with its mark and its number in the count."""
    return " ".join(f"{day.date.day}:{day.mark.value}{day.number or ''}" for day in answer.days)


def words(answer) -> list[str]:
    return [plain(sentence) for sentence in in_words(answer)]


# --- Day by day -------------------------------------------------------------------------------


def test_working_days_over_two_holidays():
    answer = count("2018-04-27", 5, "working_days")
    assert marks(answer) == (
        "27:event 28:weekend 29:weekend 30:day_off 1:day_off 2:counted1 3:counted2 4:counted3"
        " 5:weekend 6:weekend 7:counted4 8:counted5"
    )
    assert answer.days[3].name == "Ngày Chiến thắng"
    assert answer.days[3].kind == "holiday"
    assert answer.due_at == at("2018-05-09")  # 24:00 of the eighth


def test_worked_saturday_is_counted_and_named():
    answer = count("2019-05-02", 2, "working_days")
    assert marks(answer) == "2:event 3:counted1 4:working_saturday2"
    assert answer.days[-1].name == "Ngày làm bù (thay cho ngày 29/04/2019)"


def test_days_roll_to_the_next_working_day():
    answer = count("2018-04-10", 20, "calendar_days")
    assert marks(answer).endswith("29:counted19 30:counted20 1:day_off 2:rolled")
    assert answer.days[15].name == "Ngày Giỗ Tổ Hùng Vương"  # counted, and called by its name


def test_roll_can_end_on_a_worked_saturday():
    answer = count("2026-01-01", 1, "calendar_days")
    assert marks(answer) == "1:event 2:counted1 3:weekend 4:weekend 5:rolled"
    answer = count("2019-04-28", 7, "calendar_days")  # Sunday 5 May
    assert marks(answer).endswith("4:counted6 5:counted7 6:rolled")


def test_months_carry_their_numbers_on_their_last_days():
    answer = count("2018-08-31", 2, "months")
    numbers = {day.number: day.date for day in answer.days if day.number}
    assert numbers == {1: datetime.date(2018, 9, 30), 2: datetime.date(2018, 10, 31)}


def test_pause_marks_the_days_it_takes():
    pause = paused("2018-05-03 09:00", "2018-05-08 10:00")
    answer = count("2018-04-27", 5, "working_days", pauses=[pause])
    assert "2:counted1 3:paused 4:paused 5:weekend 6:weekend 7:paused 8:counted2" in marks(answer)
    assert answer.days[6].ground == "chờ bổ sung hồ sơ"


def test_pause_within_a_day_takes_no_day():
    pause = paused("2018-05-03 09:00", "2018-05-03 16:00")
    assert count("2018-04-27", 5, "working_days", pauses=[pause]).due_day.day == 8


def test_explanation_stops_on_the_first_day_of_an_open_pause():
    answer = count("2018-04-27", 5, "working_days", pauses=[paused("2018-05-03 09:00", None)])
    assert marks(answer).endswith("2:counted1 3:paused")
    assert answer.due_at is None


def test_roll_goes_round_a_pause():
    pause = paused("2018-05-07 09:00", "2018-05-08 10:00")
    answer = count("2018-04-28", 7, "calendar_days", pauses=[pause])  # Saturday 5 May
    assert marks(answer).endswith("5:counted7 6:weekend 7:paused 8:rolled")


@pytest.mark.parametrize(
    ("received", "event"),
    [
        ("2018-04-27 14:59:59", "2018-04-27"),
        ("2018-04-27 15:00:00", "2018-04-27"),
        ("2018-04-27 15:00:01", "2018-05-02"),
        ("2018-04-27 23:59:59", "2018-05-02"),
        ("2018-04-28 09:00:00", "2018-05-02"),
        ("2019-05-04 09:00:00", "2019-05-04"),  # a Saturday that was worked
    ],
)
def test_late_receipt_counts_as_one_of_the_next_working_day(received, event):
    answer = count(received, 1, "working_days", next_day_after_15=True)
    assert next(day.date for day in answer.days if day.mark == Mark.EVENT) == at(event).date()
    first = Mark.EVENT if received.startswith(event) else Mark.LATE_RECEIPT
    assert answer.days[0].mark == first


def test_flag_of_the_rule_alone_makes_a_receipt_late():
    assert count("2018-05-02 16:00", 1, "working_days").due_day.day == 3
    assert count("2018-05-02 16:00", 1, "working_days", next_day_after_15=True).due_day.day == 4


def test_term_before_an_event_is_explained_in_order_of_time():
    answer = count("2019-04-30 09:00", 2, "working_days", **BEFORE)
    assert marks(answer) == ("25:counted2 26:counted1 27:weekend 28:weekend 29:day_off 30:event")
    assert answer.due_day == datetime.date(2019, 4, 25)


def test_days_before_an_event_roll_back():
    answer = count("2019-05-05", 5, "calendar_days", **BEFORE)  # 30 April
    assert marks(answer).startswith("26:rolled 27:weekend 28:weekend 29:day_off 30:counted5")


def test_office_hours_show_what_was_counted_of_each_day():
    answer = count("2018-04-27 16:00", 5, "office_hours")
    spans = {day.date.day: [f"{b:%H:%M}-{e:%H:%M}" for b, e in day.spans] for day in answer.days}
    assert spans == {27: ["16:00-17:00"], 28: [], 29: [], 30: [], 1: [], 2: ["07:30-11:30"]}
    assert answer.due_at == at("2018-05-02 11:30")  # not 13:30: the fifth hour is over


def test_office_hours_of_a_day_that_was_over():
    answer = count("2018-04-26 17:00", 1, "office_hours")
    assert marks(answer) == "26:event 27:counted"


def test_pause_of_hours_is_shown_where_it_was():
    pause = paused("2018-05-02 13:30", "2018-05-04 09:00")
    answer = count("2018-05-02 08:30", 5, "office_hours", pauses=[pause])
    spans = [[f"{b:%H:%M}-{e:%H:%M}" for b, e in day.spans] for day in answer.days]
    assert spans == [["08:30-11:30"], [], ["09:00-11:00"]]
    assert marks(answer) == "2:counted 3:paused 4:counted"
    assert [day.ground for day in answer.days] == [pause.ground] * 3


def test_explanation_in_hours_stops_on_the_first_day_of_an_open_pause():
    for unit in ("clock_hours", "office_hours"):
        answer = count("2018-05-02 08:30", 48, unit, pauses=[paused("2018-05-03 07:00", None)])
        assert [day.date.day for day in answer.days] == [2, 3]
        assert answer.due_at is None


def test_clock_hours_that_end_at_midnight_end_with_the_day():
    answer = count("2018-05-02 12:00", 12, "clock_hours")
    assert (answer.due_at, answer.due_day) == (at("2018-05-03"), datetime.date(2018, 5, 2))


@pytest.mark.parametrize(
    ("start", "amount", "unit", "unsure"),
    [
        ("2027-02-03", 1, "working_days", [4, 5, 6, 7, 8, 9, 10]),
        ("2027-02-03", 30, "calendar_days", []),  # ends on an ordinary day; Tết is counted
        ("2027-02-03", 1, "calendar_days", [4, 5, 6, 7, 8, 9, 10]),  # ends on one of its days
        ("2027-02-03 12:00", 24, "clock_hours", []),
        ("2027-02-03 16:00", 2, "office_hours", [4, 5, 6, 7, 8, 9, 10]),
        ("2026-02-13", 1, "working_days", []),
    ],
)
def test_days_not_yet_announced_are_said_where_the_count_rests_on_them(start, amount, unit, unsure):
    answer = count(start, amount, unit)
    assert [day.date.day for day in answer.unconfirmed] == unsure
    said = any("Chưa có thông báo chính thức" in sentence for sentence in words(answer))
    assert said == bool(unsure)


def test_days_that_end_on_a_saturday_rest_on_its_being_worked():
    saturday = datetime.date(2027, 8, 28)
    for is_confirmed in (True, False):
        entry = CalendarEntry(saturday, "working", "Ngày làm bù", is_confirmed)
        answer = reckon(at("2027-07-29"), Term(30, Unit.CALENDAR_DAYS), Calendar([entry]))
        assert answer.due_day == saturday
        assert bool(answer.unconfirmed) != is_confirmed
        said = any("Chưa có thông báo chính thức" in sentence for sentence in words(answer))
        assert said != is_confirmed


# --- In words ---------------------------------------------------------------------------------


def test_working_days_in_words():
    assert words(count("2018-04-27", 5, "working_days")) == [
        "Không tính ngày 27/04/2018, là ngày xảy ra sự kiện.",
        "Tính 5 ngày làm việc, từ ngày 02/05/2018 đến ngày 08/05/2018.",
        "Không tính 4 ngày cuối tuần và 2 ngày nghỉ: 30/04/2018 Ngày Chiến thắng; 01/05/2018 Ngày "
        "Quốc tế Lao động.",
        "Hạn là hết ngày thứ Ba 08/05/2018.",
    ]


def test_late_receipt_pause_and_extension_in_words():
    pause = paused("2018-05-03 09:00", "2018-05-08 10:00")
    late = {"next_day_after_15": True}
    answer = count("2018-04-27 15:01", 5, "working_days", pauses=[pause], more=3, **late)
    assert words(answer) == [
        "Nhận lúc 15:01 thứ Sáu 27/04/2018, giờ Việt Nam, sau 15 giờ, nên tính như nhận ngày "
        "02/05/2018; không tính ngày ấy.",
        "Tính 5 ngày làm việc, từ ngày 08/05/2018 đến ngày 14/05/2018.",
        "Không tính 6 ngày cuối tuần và 2 ngày nghỉ: 30/04/2018 Ngày Chiến thắng; 01/05/2018 Ngày "
        "Quốc tế Lao động.",
        "Tạm dừng 3 ngày làm việc, từ ngày 03/05/2018 đến hết ngày 07/05/2018. Lý do: chờ bổ sung "
        "hồ sơ.",
        "Gia hạn thêm 3 ngày làm việc, kể từ 14/05/2018. Lý do: vụ việc phức tạp.",
        "Hạn là hết ngày thứ Năm 17/05/2018.",
    ]


def test_rolls_and_extension_are_told_in_their_order():
    told = words(count("2018-04-10", 20, "calendar_days", more=3))
    assert told[2:] == [
        "Thứ Hai 30/04/2018 (Ngày Chiến thắng) là ngày nghỉ, nên hạn chuyển sang ngày làm việc "
        "02/05/2018.",
        "Gia hạn thêm 3 ngày, kể từ 02/05/2018. Lý do: vụ việc phức tạp.",
        "Thứ Bảy 05/05/2018 là ngày nghỉ, nên hạn chuyển sang ngày làm việc 07/05/2018.",
        "Hạn là hết ngày thứ Hai 07/05/2018.",
    ]


def test_month_without_such_a_day_in_words():
    assert words(count("2020-01-31", 1, "months"))[2] == (
        "Tháng cuối không có ngày 31, nên lấy ngày cuối tháng, 29/02/2020."
    )


def test_open_pause_in_words():
    answer = count("2018-04-27", 5, "working_days", pauses=[paused("2018-05-03 09:00", None)])
    assert plain(due_in_words(answer)) == (
        "Đang tạm dừng từ 09:00 thứ Năm 03/05/2018, giờ Việt Nam, chưa tính được ngày đến hạn cho "
        "tới khi hết tạm dừng. Lý do: chờ bổ sung hồ sơ."
    )


def test_pauses_on_the_same_ground_are_told_one_by_one():
    first = paused("2026-06-05 08:00", "2026-06-08 16:00")
    then, running = paused("2026-06-15", "2026-06-18"), paused("2026-06-22", None)
    told = words(count("2026-06-01", 30, "calendar_days", pauses=[first, then]))
    assert told[2:4] == [
        "Tạm dừng 3 ngày, từ ngày 05/06/2026 đến hết ngày 07/06/2026. Lý do: chờ bổ sung hồ sơ.",
        "Tạm dừng 3 ngày, từ ngày 15/06/2026 đến hết ngày 17/06/2026. Lý do: chờ bổ sung hồ sơ.",
    ]
    still = words(count("2026-06-01", 30, "calendar_days", pauses=[first, then, running]))
    assert [one for one in told if "Tạm dừng" in one] == [one for one in still if "Tạm dừng" in one]


def test_terms_before_an_event_in_words():
    told = words(count("2019-05-05", 5, "calendar_days", **BEFORE))
    assert told[1:] == [
        "Đếm ngược 5 ngày, từ ngày 04/05/2019 về ngày 30/04/2019.",
        "Thứ Ba 30/04/2019 (Ngày Chiến thắng) là ngày nghỉ, nên lùi về ngày làm việc trước đó, "
        "26/04/2019.",
        "Phải làm xong chậm nhất là hết ngày thứ Sáu 26/04/2019.",
    ]
    assert words(count("2019-05-02 09:00", 24, "clock_hours", **BEFORE)) == [
        "Tính ngược từ 09:00 thứ Năm 02/05/2019, giờ Việt Nam.",
        "24 giờ tính liên tục, qua cả đêm và ngày nghỉ.",
        "Phải làm xong chậm nhất lúc 09:00 thứ Tư 01/05/2019, giờ Việt Nam.",
    ]


def test_office_hours_in_words():
    assert words(count("2018-04-27 16:00", 5, "office_hours"))[1] == (
        "5 giờ làm việc, chỉ tính trong giờ làm việc: 27/04/2018 16:00–17:00; 02/05/2018 "
        "07:30–11:30."
    )


def test_term_of_years_is_not_a_list_of_all_its_days_off():
    told = words(count("2018-01-02", 500, "working_days"))
    assert "Không tính 202 ngày cuối tuần và 25 ngày nghỉ." in told
    assert max(map(len, told)) < 200


def test_english_marks_what_is_vietnamese():
    with translation.override("en"):
        told = in_words(count("2018-04-27", 5, "working_days", more=1))
        assert plain(told[-1]) == "The term ends with the end of Wednesday 9 May 2018."
        assert '<span lang="vi">Ngày Chiến thắng</span>' in told[2]
        assert plain(told[3]) == (
            "Extended by 1 working day, going on from 8 May 2018. Reason: vụ việc phức tạp."
        )
        assert length(1, Unit.MONTHS) == "1 month"


def test_ground_that_looks_like_html_stays_text():
    pause = paused("2018-05-03", "2018-05-04", "<b>gấp</b>")
    told = in_words(count("2018-04-27", 5, "working_days", pauses=[pause]))
    assert "&lt;b&gt;gấp&lt;/b&gt;" in told[3]
    assert "<b>gấp</b>" in plain(told[3])


def test_each_mark_in_words():
    pause = paused("2027-02-12", "2027-02-13")
    answer = count("2027-02-03", 2, "working_days", pauses=[pause])
    said = days_in_words(answer)
    assert said[0] == "ngày xảy ra sự kiện, không tính"
    assert said[1] == "ngày nghỉ: 28 tháng Chạp (nghỉ Tết) (chưa có thông báo chính thức)"
    assert said[-5:] == [
        "ngày thứ 1 được tính",
        "tạm dừng: chờ bổ sung hồ sơ",
        "nghỉ cuối tuần",
        "nghỉ cuối tuần",
        "ngày thứ 2 được tính",
    ]
    hours = count("2018-05-02 20:00", 4, "clock_hours")
    assert day_in_words(hours.days[0], hours.term) == "được tính, 20:00–24:00"
    month = count("2018-08-31", 1, "months")
    assert day_in_words(month.days[-2], month.term) == "hết tháng thứ 1"


# --- As data ----------------------------------------------------------------------------------

KEPT = [
    count("2018-04-27", 5, "working_days"),
    count("2018-04-27 16:00", 9, "office_hours", pauses=[paused("2018-05-02", "2018-05-03")]),
    count("2018-04-10", 20, "calendar_days", more=3),
    count("2018-04-27", 5, "working_days", pauses=[paused("2018-05-03 09:00", None)]),
    count("2019-05-05", 2, "months", **BEFORE),
]


@pytest.mark.parametrize("answer", KEPT, ids=lambda answer: str(answer.term.unit))
def test_what_is_kept_can_be_read_again(answer):
    again = from_json(json.loads(json.dumps(to_json(answer))))
    assert again == answer
    assert words(again) == words(answer)


def test_data_is_plain():
    data = to_json(KEPT[0])
    assert data["due_at"] == "2018-05-09T00:00:00+07:00"
    assert data["due_day"] == "2018-05-08"
    assert data["term"]["unit"] == "working_days"
    assert data["days"][3] == {
        "date": "2018-04-30",
        "mark": "day_off",
        "number": None,
        "kind": "holiday",
        "name": "Ngày Chiến thắng",
        "is_confirmed": True,
        "ground": "",
        "spans": [],
    }
