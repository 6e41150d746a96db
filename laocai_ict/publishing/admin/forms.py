"""What each step of the workflow asks for, with the same sentences as the services refuse with."""

import datetime
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from laocai_ict.display.dates import moment
from laocai_ict.publishing import services
from laocai_ict.publishing.models import Version

DAYS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]
HOURS = ["%H:%M", "%Hh%M", "%Hh", "%Hg%M", "%H.%M"]
MINUTE = "%Y-%m-%dT%H:%M"
Change = Version.Change


class Words(forms.CharField):
    """A text of one or more lines, in NFC; `rows` high."""

    def __init__(self, label: str, *, rows: int = 3, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows, "class": "vLargeTextField"})
        super().__init__(label=label, widget=widget, **options)

    def to_python(self, value: Any) -> str:
        return unicodedata.normalize("NFC", super().to_python(value) or "")


class Line(Words):
    """A text of one line."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label, **options)
        self.widget = forms.TextInput(attrs={"class": "vTextField"})
        self.widget.attrs.update(self.widget_attrs(self.widget))


class StepForm(forms.Form):
    """What one step asks for; a step that asks for nothing has this very form."""

    required_css_class = "required"
    error_css_class = "errors"

    def __init__(self, *args: Any, version: Version, **options: Any) -> None:
        super().__init__(*args, **options)
        self.version = version

    @property
    def is_confirmed(self) -> bool:
        """Say whether the button that was pressed takes the step; one may only ask for a look."""
        return True

    def act(self, verb: str, target: Any, by: Any, seen: int) -> Any:
        """Take the step: call its verb with what was entered."""
        return services.VERBS[verb](target, by=by, **self.arguments(seen))

    @property
    def why(self) -> str:
        """What the history has as the reason of the step."""
        names = ("reason", "ground", "note", "change_note")
        return next((said for name in names if (said := self.cleaned_data.get(name))), "")

    def arguments(self, seen: int) -> dict[str, Any]:
        return dict(self.cleaned_data)


class CommentForm(StepForm):
    note = Words("Ghi chú", required=False, max_length=2000)


class ReasonForm(StepForm):
    reason = Words("Vì sao", required=False, max_length=2000)


class ReturnForm(StepForm):
    reason = Words(
        "Góp ý cho người soạn",
        max_length=2000,
        error_messages={"required": "Ghi góp ý để người soạn biết cần sửa gì."},
    )

    def arguments(self, seen):
        return {**self.cleaned_data, "seen": seen}


class GroundForm(StepForm):
    ground = Words(
        "Căn cứ pháp lý",
        max_length=500,
        help_text="Điều, khoản, số và tên văn bản. Người đọc thấy căn cứ này ở chỗ của bản cũ.",
        error_messages={"required": "Ghi căn cứ pháp lý: điều, khoản, tên văn bản."},
    )


class KeepOpenForm(StepForm):
    reason = Words(
        "Vì sao không đóng", max_length=2000, error_messages={"required": "Ghi vì sao không đóng."}
    )


# --- What kind of change it is ----------------------------------------------------------------


class ExplainForm(StepForm):
    """What a version beside a public one changes; a correction says what was wrong as well."""

    change = forms.ChoiceField(
        label="Loại thay đổi",
        widget=forms.RadioSelect,
        choices=[
            (Change.UPDATE, "cập nhật: có nội dung mới"),
            (Change.MINOR, "sửa nhỏ: lỗi gõ, cách trình bày; nghĩa không đổi"),
            (Change.CORRECTION, "đính chính: điều đã đăng là sai"),
        ],
        error_messages={"required": "Chọn một loại thay đổi."},
    )
    change_note = Line(
        "Thay đổi gì",
        max_length=500,
        help_text="Một câu cho người đọc. Ví dụ: Thêm số liệu tháng 9.",
        error_messages={"required": "Ghi phiên bản này thay đổi gì so với bản trước."},
    )
    was_wrong = Words("Điều sai", required=False, help_text="Chỉ khi đính chính.", max_length=5000)
    is_right = Words("Điều đúng", required=False, help_text="Chỉ khi đính chính.", max_length=5000)
    decided_by = Line(
        "Người quyết định đính chính",
        required=False,
        max_length=200,
        help_text="Họ tên và chức vụ. Chỉ khi đính chính.",
    )

    def __init__(self, *args, version, **options):
        stored = {name: getattr(version, name) for name in ExplainForm.base_fields}
        options["initial"] = stored | (options.get("initial") or {})
        super().__init__(*args, version=version, **options)

    def clean(self):
        super().clean()
        typed = self.cleaned_data
        if typed.get("change") == Change.CORRECTION:
            for name in ("was_wrong", "is_right", "decided_by"):
                if not typed.get(name) and name not in self.errors:
                    label = str(self.fields[name].label).lower()
                    self.add_error(name, f"Đính chính phải ghi {label}.")
        return typed

    def explanation(self) -> dict[str, str]:
        said = {name: self.cleaned_data[name] for name in ExplainForm.base_fields}
        if said["change"] != Change.CORRECTION:
            said |= {"was_wrong": "", "is_right": "", "decided_by": ""}
        said["note"] = said.pop("change_note")
        return said

    def arguments(self, seen):
        return self.explanation()


class SubmitForm(CommentForm):
    note = Words("Nhắn người duyệt", required=False, max_length=2000)


class ExplainAndSubmitForm(SubmitForm, ExplainForm):
    """For a version beside a public one: says what it changes, and submits it."""

    field_order = list(ExplainForm.base_fields)

    def act(self, verb, target, by, seen):
        said = self.explanation()
        stored = {"note": target.change_note} | {n: getattr(target, n) for n in said if n != "note"}
        if said != stored:
            services.explain(target, by=by, **said)
        return services.submit(target, by=by, note=self.cleaned_data["note"])


# --- Now, or at a minute ----------------------------------------------------------------------


class WhenForm(StepForm):
    """A step that takes effect at once or at a minute that a button names.

    The minute is entered in one step and taken in the next: what is sent with the naming button
    has to be what stands in the fields.
    """

    day = forms.DateField(
        label="Ngày",
        required=False,
        input_formats=DAYS,
        widget=forms.DateInput(attrs={"class": "vDateField ngay-hen", "autocomplete": "off"}),
        error_messages={"invalid": "Viết ngày như 30/11/2026."},
    )
    hour = forms.TimeField(
        label="Giờ",
        required=False,
        input_formats=HOURS,
        widget=forms.TimeInput(
            format="%H:%M", attrs={"class": "vTimeField gio-hen", "autocomplete": "off"}
        ),
        error_messages={"invalid": "Viết giờ như 16:00."},
    )

    minute: datetime.datetime | None = None
    """the minute entered, once the form is valid"""

    @property
    def pressed(self) -> str:
        """Which button was pressed: "ngay" (at once), "gio" (name the minute), "hen" (take it)."""
        return self.data.get("viec", "gio")

    def timing(self):
        """Return the fields of the moment, for the template."""
        return [self["day"], self["hour"]]

    def asked(self):
        """Return the other fields, for the template."""
        return [field for field in self if field.name not in ("day", "hour")]

    def clean(self):
        super().clean()
        typed = self.cleaned_data
        day, hour = typed.get("day"), typed.get("hour")
        if self.pressed == "ngay":
            if self.data.get("day") or self.data.get("hour"):
                raise ValidationError(
                    "Bạn đã nhập ngày giờ hẹn. Bấm nút hẹn, hoặc xóa ngày giờ rồi bấm nút làm ngay."
                )
            return typed
        if not day and "day" not in self.errors:
            self.add_error("day", "Ghi ngày, ví dụ 30/11/2026.")
        if hour is None and "hour" not in self.errors:
            self.add_error("hour", "Ghi giờ, ví dụ 16:00.")
        if day and hour is not None:
            self._take_minute(day, hour)
        return typed

    def _take_minute(self, day: datetime.date, hour: datetime.time) -> None:
        minute = timezone.make_aware(datetime.datetime.combine(day, hour))
        now = timezone.now()
        if minute <= now:
            self.add_error(
                "hour", f"{moment(minute)} đã qua: chọn một giờ sau {moment(now)}."
            )  # fmt: skip
            return
        self.minute = minute

    @property
    def minute_sent(self) -> str:
        """The minute as the naming button sends it."""
        return timezone.localtime(self.minute).strftime(MINUTE) if self.minute else ""

    @property
    def is_confirmed(self) -> bool:
        """Say whether the button pressed acts: it names what stands in the fields."""
        if self.pressed == "ngay":
            return True
        return self.pressed == "hen" and self.data.get("phut") == self.minute_sent

    def arguments(self, seen):
        words = {
            name: value for name, value in self.cleaned_data.items() if name not in ("day", "hour")
        }
        return {**words, "minute": self.minute}


class ApproveForm(WhenForm):
    note = Words("Ghi chú", required=False, max_length=2000)
    field_order = ["note"]

    def arguments(self, seen):
        return {**super().arguments(seen), "seen": seen}


class ForceForm(WhenForm):
    reason = Words(
        "Vì sao không đợi người thứ hai",
        max_length=500,
        help_text="Lý do nằm trong lịch sử, và hiện với người sẽ xem lại.",
        error_messages={"required": "Đăng không qua người thứ hai thì phải ghi lý do."},
    )
    field_order = ["reason"]

    def arguments(self, seen):
        return {**super().arguments(seen), "seen": seen}


class WithdrawForm(WhenForm):
    reason = Words(
        "Lý do gỡ, cho người đọc",
        max_length=500,
        help_text="Lý do này công khai: nó đứng ở địa chỉ cũ, thay cho nội dung.",
        error_messages={"required": "Ghi lý do gỡ: người đọc sẽ thấy lý do này ở địa chỉ cũ."},
    )
    field_order = ["reason"]


def labels() -> dict[str, str]:
    """Return what every form here calls its fields, by name: to give back what was typed."""
    found: dict[str, str] = {}
    every = [StepForm]
    while every:
        form = every.pop()
        every += form.__subclasses__()
        found |= {name: str(one.label) for name, one in form.base_fields.items()}
    return found
