"""The steps that staff may take with a version: their words, who may, in which state."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone

from laocai_ict.display.dates import moment
from laocai_ict.publishing import services
from laocai_ict.publishing.models import Version

from . import forms

State = Version.State


class Situation:
    """A version as one account meets it now."""

    def __init__(self, version: Version, user: Any, at: datetime.datetime | None = None) -> None:
        self.version = version
        self.user = user
        self.at = at or timezone.now()

    @cached_property
    def versions(self) -> list[Version]:
        """All versions of the item, the newest first."""
        return list(self.version.item.versions.order_by("-number"))

    @cached_property
    def writers(self) -> list[Any]:
        return list(self.version.writers.order_by("pk"))

    @property
    def wrote(self) -> bool:
        return any(writer.user_id == self.user.pk for writer in self.writers)

    @property
    def is_second_person(self) -> bool:
        return not self.wrote and self.version.approved_by_id != self.user.pk

    @property
    def is_free(self) -> bool:
        """Say whether no version of the item is in work or waits for its minute."""
        return not any(one.is_working or one.is_scheduled(self.at) for one in self.versions)

    def in_state(self, *states: str) -> bool:
        return self.version.state in states

    def may(self, right: str) -> bool:
        rights = ("change", "publish") if right == "either" else (right,)
        return any(services.may(self.user, one, self.version) for one in rights)


@dataclass(frozen=True)
class Step:
    """One step. `fits` says whether it makes sense in the situation, `right` who may take it."""

    slug: str
    verb: str
    words: str
    """on the button that leads to it, and the title of its page"""
    about: str
    right: str
    fits: Callable[[Situation], bool]
    form: type[forms.StepForm] = forms.StepForm
    is_dangerous: bool = False
    done: str = "Đã ghi."
    shows_content: bool = False
    now_words: str = ""
    """on the button that acts at once; without it the page has one button, `words`"""
    later_words: str = ""
    """before the moment on the button that acts at a minute"""

    def is_offered(self, situation: Situation) -> bool:
        return situation.may(self.right) and self.fits(situation)

    def done_words(self, form: forms.StepForm) -> str:
        """Say what was done; where a minute was named, with it."""
        minute = getattr(form, "minute", None)
        if minute is None or not self.later_words:
            return self.done
        return f"Đã ghi: {self.later_words.lower()} {moment(minute)}."

    def form_class(self, version: Version) -> type[forms.StepForm]:
        if self.verb == "submit" and version.number > 1:
            return forms.ExplainAndSubmitForm
        return self.form


STEPS = (
    Step(
        "gui-duyet", "submit", "Gửi duyệt",
        "Người có quyền duyệt sẽ thấy bản này trong danh sách chờ. Trong lúc chờ vẫn sửa được; "
        "ai đang xem để duyệt sẽ phải xem lại.",
        "change", lambda s: s.in_state(State.DRAFT, State.RETURNED), forms.SubmitForm,
        done="Đã gửi duyệt.",
    ),
    Step(
        "duyet", "approve", "Xem và duyệt",
        "Duyệt đúng những gì đang hiện dưới đây, đăng ngay hoặc hẹn giờ.",
        "publish", lambda s: s.in_state(State.SUBMITTED) and not s.wrote, forms.ApproveForm,
        done="Đã duyệt, bản này đang công khai.", shows_content=True,
        now_words="Duyệt và đăng ngay", later_words="Hẹn đăng",
    ),
    Step(
        "tra-lai", "return_", "Trả lại",
        "Bản này về lại người soạn, kèm góp ý của bạn.",
        "publish", lambda s: s.in_state(State.SUBMITTED), forms.ReturnForm,
        done="Đã trả lại cho người soạn.", shows_content=True,
    ),
    Step(
        "rut-lai", "take_back", "Rút lại để soạn tiếp",
        "Bản này thôi chờ duyệt và về lại bản thảo.",
        "change", lambda s: s.in_state(State.SUBMITTED), forms.ReasonForm,
        done="Đã rút lại: bản này là bản thảo.",
    ),
    Step(
        "bo-hen", "take_back", "Bỏ hẹn để sửa",
        "Bản này không tự đăng nữa mà chờ duyệt lại; bản đang đăng thì vẫn đăng.",
        "either", lambda s: s.version.is_scheduled(s.at), forms.ReasonForm,
        done="Đã bỏ hẹn: bản này chờ duyệt lại.",
    ),
    Step(
        "xem-lai", "review", "Ghi là đã xem lại",
        "Bạn là người thứ hai đã đọc bản đăng không qua người thứ hai này và thấy đăng được.",
        "publish",
        lambda s: s.in_state(State.APPROVED) and s.version.needs_review and s.is_second_person,
        forms.CommentForm, done="Đã ghi là bạn đã xem lại.", shows_content=True,
    ),
    Step(
        "soan-ban-moi", "open_version", "Sửa trong phiên bản mới",
        "Một phiên bản mới bắt đầu là bản sao của bản này. Bản đang đăng vẫn đăng cho tới lúc bản "
        "mới được duyệt.",
        "change",
        lambda s: s.in_state(State.APPROVED) and s.version.closed_at is None and s.is_free,
        done="Đây là phiên bản mới: sửa ở dưới rồi gửi duyệt.",
    ),
    Step(
        "ghi-thay-doi", "explain", "Ghi thay đổi gì",
        "Người đọc thấy điều này cạnh bản mới; đính chính còn được liệt kê ở trang Đính chính.",
        "change", lambda s: s.version.is_working and s.version.number > 1, forms.ExplainForm,
        done="Đã ghi phiên bản này thay đổi gì.",
    ),
    Step(
        "bo-hen-go", "keep", "Bỏ hẹn gỡ",
        "Bản này tiếp tục đăng như trước khi hẹn gỡ.",
        "publish", lambda s: bool(s.version.withdrawal_reason) and not s.version.is_over(s.at),
        forms.ReasonForm, done="Đã bỏ hẹn gỡ.",
    ),
    Step(
        "khong-dong", "refuse_closing", "Không đóng bản cũ",
        "Đề nghị đóng bị bác, hoặc người đề nghị rút lại; bản cũ vẫn đọc được.",
        "publish", lambda s: awaits_closing(s), forms.KeepOpenForm,
        done="Đã ghi: bản cũ không bị đóng.",
    ),
    Step(
        "dang-khong-qua-nguoi-thu-hai", "force", "Đăng không qua người thứ hai",
        "Chỉ khi không thể đợi người duyệt. Bản này mang dấu “chờ xem lại” cho tới khi một người "
        "khác đọc lại.",
        "publish", lambda s: s.version.is_working, forms.ForceForm, is_dangerous=True,
        done="Đã đăng không qua người thứ hai; bản này chờ một người khác xem lại.",
        shows_content=True, now_words="Đăng ngay, không qua người thứ hai",
        later_words="Không qua người thứ hai, hẹn đăng",
    ),
    Step(
        "go", "withdraw", "Gỡ",
        "Người đọc không thấy nội dung nữa. Địa chỉ vẫn còn, ghi lúc gỡ và lý do.",
        "publish", lambda s: s.version.is_public(s.at) and s.version.public_until is None,
        forms.WithdrawForm, is_dangerous=True, done="Đã gỡ.", now_words="Gỡ ngay",
        later_words="Hẹn gỡ",
    ),
    Step(
        "bo-ban-nhap", "discard", "Bỏ bản này",
        "Bản chưa duyệt này bị bỏ hẳn; lịch sử vẫn giữ những gì đã viết. Bản đang đăng, nếu có, "
        "không đổi.",
        "change", lambda s: s.version.is_working, forms.ReasonForm, is_dangerous=True,
        done="Đã bỏ.",
    ),
    Step(
        "de-nghi-dong", "ask_closing", "Đề nghị đóng bản cũ",
        "Khi luật buộc phải thôi cho đọc bản cũ. Một người thứ hai quyết định; ghi chú rằng có bản "
        "này và căn cứ đóng vẫn còn.",
        "publish",
        lambda s: s.version.is_over(s.at) and s.version.close_asked_at is None,
        forms.GroundForm, is_dangerous=True, done="Đã đề nghị đóng; chờ người thứ hai.",
    ),
    Step(
        "dong", "close", "Đóng bản cũ",
        "Bạn là người thứ hai đồng ý đóng: từ nay không ai đọc được bản cũ này trên trang công "
        "khai. Không mở lại được.",
        "publish",
        lambda s: awaits_closing(s) and s.version.close_asked_by_id != s.user.pk,
        is_dangerous=True, done="Đã đóng bản cũ.",
    ),
)  # fmt: skip

BY_SLUG = {step.slug: step for step in STEPS}
EXPLAIN = BY_SLUG["ghi-thay-doi"]


def awaits_closing(situation: Situation) -> bool:
    version = situation.version
    return version.close_asked_at is not None and version.closed_at is None
