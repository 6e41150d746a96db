"""Sentences made from the data of a briefing, in the language of the request."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_noop as _

from laocai_ict.display import dates
from laocai_ict.display.typography import vietnamese

from .models import Briefing, BriefingSeries

SMALL_NUMBERS = (
    pgettext_lazy("số đếm", "không"),
    pgettext_lazy("số đếm", "một"),
    pgettext_lazy("số đếm", "hai"),
    pgettext_lazy("số đếm", "ba"),
    pgettext_lazy("số đếm", "bốn"),
    pgettext_lazy("số đếm", "năm"),
    pgettext_lazy("số đếm", "sáu"),
    pgettext_lazy("số đếm", "bảy"),
    pgettext_lazy("số đếm", "tám"),
    pgettext_lazy("số đếm", "chín"),
)
SHORT_WEEKDAYS = (_("T2"), _("T3"), _("T4"), _("T5"), _("T6"), _("T7"), _("CN"))


def in_words(count: int) -> str:
    """Return small numbers as words, others as digits."""
    return str(SMALL_NUMBERS[count]) if count < len(SMALL_NUMBERS) else str(count)


def week(briefing: Briefing) -> str:
    """Return "Tuần 39", and which one where the week has several."""
    if briefing.sequence > 1:
        return gettext("Tuần %(week)s, buổi %(number)s") % {
            "week": briefing.iso_week,
            "number": briefing.sequence,
        }
    return gettext("Tuần %(week)s") % {"week": briefing.iso_week}


def state(briefing: Briefing) -> str:
    """Return what became of the briefing; a plan whose hour has passed without a record says so."""
    if briefing.state == Briefing.State.PLANNED:
        return gettext("dự kiến") if briefing.is_awaited() else gettext("chưa ghi kết quả")
    return {
        Briefing.State.HELD: gettext("đã diễn ra"),
        Briefing.State.POSTPONED: gettext("hoãn"),
        Briefing.State.CANCELLED: gettext("không diễn ra"),
    }[Briefing.State(briefing.state)]


def topics(count: int) -> str:
    return ngettext("%(count)s chủ đề", "%(count)s chủ đề", count) % {"count": count}


def topics_in_words(count: int) -> str:
    """Return "Ba chủ đề."."""
    sentence = ngettext("%(count)s chủ đề.", "%(count)s chủ đề.", count)
    return capfirst(sentence % {"count": in_words(count)})


def lede(briefing: Briefing, count: int) -> SafeString:
    """Return one sentence that tells what the briefing was, or will be, or why it was not."""
    speaker = vietnamese(briefing.speaker_post)
    if briefing.state in (Briefing.State.POSTPONED, Briefing.State.CANCELLED):
        sentence = {
            Briefing.State.POSTPONED: gettext("Buổi này hoãn. Lý do: {reason}"),
            Briefing.State.CANCELLED: gettext("Buổi này không diễn ra. Lý do: {reason}"),
        }[Briefing.State(briefing.state)]
        return format_html(sentence, reason=vietnamese(briefing.state_reason))
    if not count:
        if briefing.state == Briefing.State.HELD:
            return format_html(gettext("{speaker} thông tin cho báo chí."), speaker=speaker)
        return format_html(gettext("{speaker} sẽ thông tin cho báo chí."), speaker=speaker)
    if briefing.state == Briefing.State.HELD:
        sentence = ngettext(
            "{speaker} thông tin về {count} việc trong tuần.",
            "{speaker} thông tin về {count} việc trong tuần.",
            count,
        )
    else:
        sentence = ngettext(
            "{speaker} sẽ thông tin về {count} việc trong tuần.",
            "{speaker} sẽ thông tin về {count} việc trong tuần.",
            count,
        )
    return format_html(sentence, speaker=speaker, count=in_words(count))


def title_of_days(series: BriefingSeries) -> str:
    """Return "Mỗi chiều thứ Hai một buổi", by the day and hour of the series."""
    weekday = gettext(dates.WEEKDAYS[series.weekday - 1])
    if series.start_time.hour < 12:
        return gettext("Mỗi sáng %(weekday)s một buổi") % {"weekday": weekday}
    return gettext("Mỗi chiều %(weekday)s một buổi") % {"weekday": weekday}
