"""A reckoning in words, in the active language, and as data that can be kept and read again.

Sentences are safe HTML: names of days off and grounds, which are Vietnamese, are marked as such on
a page in another language. `plain` takes the marking off, for data and mails.
"""

import datetime
import html
from collections.abc import Iterable, Sequence

from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from laocai_ict.display import dates
from laocai_ict.display.typography import vietnamese

from .day_units import LATEST_RECEIPT, local_day
from .phrases import clock, length, number, written, written_with_weekday
from .terms import HOUR_UNITS, ZONE, Day, Mark, Reckoning
from .units import Direction, Unit

NOTHING = SafeString()
"""what a sentence is that need not be said"""

MOST_NAMED = 15
"""days named in one sentence; of a term of years only their number is said"""


def in_words(reckoning: Reckoning) -> list[SafeString]:
    """Return the whole count as a few sentences, the due date last but for what is unconfirmed."""
    if reckoning.term.unit in HOUR_UNITS:
        sentences = [_first_hour(reckoning), _hours_counted(reckoning)]
    else:
        sentences = [_first_day(reckoning), _days_counted(reckoning), _month_without(reckoning)]
    sentences += [_days_left_out(reckoning), _days_worked(reckoning)]
    sentences += _pauses(reckoning) + _ends(reckoning)
    sentences += [due_in_words(reckoning), _unconfirmed(reckoning)]
    return [sentence for sentence in sentences if sentence]


def plain(sentence: str) -> str:
    """Return a sentence without its marking: text for data, mails and titles."""
    return html.unescape(strip_tags(sentence))


def due_in_words(reckoning: Reckoning) -> SafeString:
    """Return "Hạn là hết ngày thứ Ba 08/05/2018.", or why there is no such day yet."""
    if reckoning.due_at is None or reckoning.due_day is None:
        return _still_paused(reckoning)
    is_before = reckoning.term.direction == Direction.BEFORE
    if reckoning.term.unit in HOUR_UNITS:
        sentence = (
            gettext("Phải làm xong chậm nhất lúc {moment}.")
            if is_before
            else gettext("Hạn là {moment}.")
        )
        return format_html(sentence, moment=dates.moment(reckoning.due_at))
    sentence = (
        gettext("Phải làm xong chậm nhất là hết ngày {day}.")
        if is_before
        else gettext("Hạn là hết ngày {day}.")
    )
    return format_html(sentence, day=written_with_weekday(reckoning.due_day))


def _list(days: Iterable[Day]) -> SafeString:
    """Return "30/04/2018 Ngày Chiến thắng; 01/05/2018 Ngày Quốc tế Lao động"."""
    return format_html_join(
        "; ",
        "{}{}",
        (
            (written(day.date), format_html(" {}", vietnamese(day.name)) if day.name else "")
            for day in days
        ),
    )


def _first_day(reckoning: Reckoning) -> SafeString:
    event = written(_event(reckoning).date)
    if reckoning.days[0].mark != Mark.LATE_RECEIPT:
        return format_html(gettext("Không tính ngày {day}, là ngày xảy ra sự kiện."), day=event)
    if reckoning.start.astimezone(ZONE).time() > LATEST_RECEIPT:
        sentence = gettext(
            "Nhận lúc {moment}, sau 15 giờ, nên tính như nhận ngày {day}; không tính ngày ấy."
        )
    else:
        sentence = gettext(
            "Nhận lúc {moment}, vào ngày nghỉ, nên tính như nhận ngày {day}; không tính ngày ấy."
        )
    return format_html(sentence, moment=dates.moment(reckoning.start), day=event)


def _event(reckoning: Reckoning) -> Day:
    return next(day for day in reckoning.days if day.mark == Mark.EVENT)


def _away(reckoning: Reckoning) -> Sequence[Day]:
    """Return the days in the order of counting: away from the event."""
    is_before = reckoning.term.direction == Direction.BEFORE
    return reckoning.days[::-1] if is_before else reckoning.days


def _counted(reckoning: Reckoning) -> list[Day]:
    """Return the days of the term itself that were counted, in the order of counting."""
    marks = (Mark.COUNTED, Mark.WORKING_SATURDAY)
    counted = [day for day in _away(reckoning) if day.mark in marks]
    if reckoning.unextended:
        counted = [day for day in counted if day.date < reckoning.unextended.date()]
    return counted


def _days_counted(reckoning: Reckoning) -> SafeString:
    counted = _counted(reckoning)
    if not counted or (reckoning.due_at is None and not reckoning.unextended):
        return NOTHING
    first, last = counted[0].date, counted[-1].date
    if reckoning.term.direction == Direction.BEFORE:
        sentence = (
            gettext("Đếm ngược {length}: ngày {first}.")
            if first == last
            else gettext("Đếm ngược {length}, từ ngày {first} về ngày {last}.")
        )
    else:
        sentence = (
            gettext("Tính {length}: ngày {first}.")
            if first == last
            else gettext("Tính {length}, từ ngày {first} đến ngày {last}.")
        )
    return format_html(
        sentence,
        length=length(reckoning.term.amount, reckoning.term.unit),
        first=written(first),
        last=written(last),
    )


def _month_without(reckoning: Reckoning) -> SafeString:
    """Say where the last month has no such day, and its last day is taken."""
    if reckoning.term.unit != Unit.MONTHS or reckoning.pauses:
        return NOTHING
    event, last = _event(reckoning).date, _counted(reckoning)[-1].date
    if event.day == last.day:
        return NOTHING
    return format_html(
        gettext("Tháng cuối không có ngày {number}, nên lấy ngày cuối tháng, {day}."),
        number=event.day,
        day=written(last),
    )


def _first_hour(reckoning: Reckoning) -> SafeString:
    sentence = (
        gettext("Tính ngược từ {moment}.")
        if reckoning.term.direction == Direction.BEFORE
        else gettext("Tính từ {moment}.")
    )
    return format_html(sentence, moment=dates.moment(reckoning.start))


def _hours_counted(reckoning: Reckoning) -> SafeString:
    if reckoning.term.unit == Unit.CLOCK_HOURS:
        return format_html(
            gettext("{length} tính liên tục, qua cả đêm và ngày nghỉ."),
            length=length(reckoning.term.amount, reckoning.term.unit),
        )
    counted = [day for day in reckoning.days if day.spans]
    if not counted or len(counted) > MOST_NAMED:
        return format_html(
            gettext("{length}, chỉ tính trong giờ làm việc."),
            length=length(reckoning.term.amount, reckoning.term.unit),
        )
    pieces = format_html_join("; ", "{} {}", ((written(d.date), clock(d)) for d in counted))
    return format_html(
        gettext("{length}, chỉ tính trong giờ làm việc: {pieces}."),
        length=length(reckoning.term.amount, reckoning.term.unit),
        pieces=pieces,
    )


def _days_left_out(reckoning: Reckoning) -> SafeString:
    """Name the days off that a term in working days or office hours passes over."""
    if reckoning.term.unit not in (Unit.WORKING_DAYS, Unit.OFFICE_HOURS):
        return NOTHING
    off = _days_off([day for day in reckoning.days if day.mark == Mark.DAY_OFF])
    weekend = _weekend(sum(day.mark == Mark.WEEKEND for day in reckoning.days))
    if off and weekend:
        return format_html(gettext("Không tính {weekend} và {off}."), weekend=weekend, off=off)
    return (
        format_html(gettext("Không tính {off}."), off=off or weekend) if off or weekend else NOTHING
    )


def _weekend(days: int) -> SafeString:
    if not days:
        return NOTHING
    sentence = ngettext("{count} ngày cuối tuần", "{count} ngày cuối tuần", days)
    return format_html(sentence, count=number(days))


def _days_off(days: list[Day]) -> SafeString:
    """Return "2 ngày nghỉ: 30/04/2018 …; 01/05/2018 …"."""
    if not days:
        return NOTHING
    sentence = ngettext("{count} ngày nghỉ", "{count} ngày nghỉ", len(days))
    counted = format_html(sentence, count=number(len(days)))
    return counted if len(days) > MOST_NAMED else format_html("{}: {}", counted, _list(days))


def _days_worked(reckoning: Reckoning) -> SafeString:
    worked = [day for day in reckoning.days if day.mark == Mark.WORKING_SATURDAY]
    if not worked or len(worked) > MOST_NAMED:
        return NOTHING
    return format_html(gettext("Có tính ngày làm bù: {days}."), days=_list(worked))


def _pauses(reckoning: Reckoning) -> list[SafeString]:
    """Say of each pause how long the term stood still."""
    if reckoning.term.unit in HOUR_UNITS:
        return [
            format_html(
                gettext("Tạm dừng từ {start} đến {end}. Lý do: {ground}."),
                start=dates.moment(pause.start),
                end=dates.moment(pause.end),
                ground=vietnamese(pause.ground),
            )
            for pause in reckoning.pauses
            if pause.end and (reckoning.due_at is None or pause.start < reckoning.due_at)
        ]
    unit = Unit.WORKING_DAYS
    if reckoning.term.unit != Unit.WORKING_DAYS:
        unit = Unit.CALENDAR_DAYS
    paused = [day for day in reckoning.days if day.mark == Mark.PAUSED]
    each = [  # of the open one it is said with the end
        [d for d in paused if local_day(pause.start) <= d.date < local_day(pause.end)]
        for pause in reckoning.pauses
        if pause.end
    ]
    return [_pause(days, unit) for days in each if days]


def _pause(days: list[Day], unit: Unit) -> SafeString:
    return format_html(
        gettext("Tạm dừng {length}, từ ngày {first} đến hết ngày {last}. Lý do: {ground}."),
        length=length(len(days), unit),
        first=written(days[0].date),
        last=written(days[-1].date),
        ground=vietnamese(days[0].ground),
    )


def _ends(reckoning: Reckoning) -> list[SafeString]:
    """Say where an end moved because it fell on a day off, and how the term was extended."""
    rolls = _rolls(reckoning)
    if reckoning.unextended is None:
        return [sentence for _, sentence in rolls]
    first = [sentence for day, sentence in rolls if day < reckoning.unextended.date()]
    rest = [sentence for day, sentence in rolls if day >= reckoning.unextended.date()]
    return [*first, _extension(reckoning), *rest]


def _rolls(reckoning: Reckoning) -> list[tuple[datetime.date, SafeString]]:
    sentences, last = [], None
    for day in _away(reckoning):
        if day.mark == Mark.COUNTED:
            last = day
        elif day.mark == Mark.ROLLED and last:
            sentence = (
                gettext("{day} là ngày nghỉ, nên lùi về ngày làm việc trước đó, {working}.")
                if reckoning.term.direction == Direction.BEFORE
                else gettext("{day} là ngày nghỉ, nên hạn chuyển sang ngày làm việc {working}.")
            )
            named = format_html(" ({})", vietnamese(last.name)) if last.name else ""
            off = format_html("{}{}", capfirst(written_with_weekday(last.date)), named)
            words = format_html(sentence, day=off, working=written(day.date))
            sentences.append((day.date, words))
    return sentences


def _extension(reckoning: Reckoning) -> SafeString:
    if not reckoning.extension or not reckoning.unextended:
        return NOTHING
    if reckoning.term.unit in HOUR_UNITS:
        end = dates.moment(reckoning.unextended)
    else:
        end = written(reckoning.unextended.astimezone(ZONE).date() - datetime.timedelta(days=1))
    return format_html(
        gettext("Gia hạn thêm {length}, kể từ {end}. Lý do: {ground}."),
        length=length(reckoning.extension.amount, reckoning.term.unit),
        end=end,
        ground=vietnamese(reckoning.extension.ground),
    )


def _still_paused(reckoning: Reckoning) -> SafeString:
    pause = next(pause for pause in reckoning.pauses if pause.end is None)
    return format_html(
        gettext(
            "Đang tạm dừng từ {start}, chưa tính được ngày đến hạn cho tới khi hết tạm dừng. "
            "Lý do: {ground}."
        ),
        start=dates.moment(pause.start),
        ground=vietnamese(pause.ground),
    )


def _unconfirmed(reckoning: Reckoning) -> SafeString:
    if not reckoning.unconfirmed:
        return NOTHING
    return format_html(
        gettext(
            "Chưa có thông báo chính thức về {days}: mới tính theo luật, hạn có thể đổi khi có "
            "thông báo."
        ),
        days=_list(reckoning.unconfirmed[:MOST_NAMED]),
    )
