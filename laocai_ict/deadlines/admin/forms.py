"""What each step of a followed deadline asks for."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone

from laocai_ict.deadlines.models import Deadline
from laocai_ict.display.forms import VietnameseIntegerField
from laocai_ict.publishing.admin.forms import DAYS, HOURS, Line, Words


class StepForm(forms.Form):
    """Base of the forms of steps: `arguments` are what the verb is called with."""

    required_css_class = "required"
    error_css_class = "errors"

    def __init__(self, *args: Any, deadline: Deadline, **options: Any) -> None:
        super().__init__(*args, **options)
        self.deadline = deadline

    def arguments(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class ReasonForm(StepForm):
    reason = Words(
        "Vì sao mở lại", max_length=500, error_messages={"required": "Ghi vì sao mở lại."}
    )


class WhenForm(StepForm):
    """A step that may have been taken before it is written down; empty means now."""

    day = forms.DateField(
        label="Ngày",
        required=False,
        input_formats=DAYS,
        help_text="Để trống nếu là bây giờ.",
        widget=forms.DateInput(attrs={"class": "vDateField", "autocomplete": "off"}),
        error_messages={"invalid": "Viết ngày như 30/11/2026."},
    )
    hour = forms.TimeField(
        label="Giờ",
        required=False,
        input_formats=HOURS,
        widget=forms.TimeInput(
            format="%H:%M", attrs={"class": "vTimeField", "autocomplete": "off"}
        ),
        error_messages={"invalid": "Viết giờ như 16:00."},
    )

    def clean(self):
        super().clean()
        typed = self.cleaned_data
        if typed.get("day") and typed.get("hour") is None and "hour" not in self.errors:
            self.add_error("hour", "Ghi giờ, ví dụ 16:00.")
        if typed.get("hour") is not None and not typed.get("day") and "day" not in self.errors:
            self.add_error("day", "Ghi ngày, ví dụ 30/11/2026.")
        return typed

    def arguments(self):
        words = super().arguments()
        chosen, hour = words.pop("day"), words.pop("hour")
        if chosen is None:
            return words
        return words | {"at": timezone.make_aware(datetime.datetime.combine(chosen, hour))}


class PauseForm(WhenForm):
    ground = Line(
        "Căn cứ tạm dừng",
        max_length=500,
        error_messages={"required": "Ghi căn cứ tạm dừng."},
    )
    field_order = ["ground"]

    def __init__(self, *args, deadline, **options):
        initial = {"ground": deadline.rule.pause_ground}
        super().__init__(*args, deadline=deadline, initial=initial, **options)


class ExtendForm(StepForm):
    amount = VietnameseIntegerField(
        label="Gia hạn thêm",
        min_value=1,
        error_messages={"required": "Ghi gia hạn thêm bao nhiêu."},
    )
    ground = Line(
        "Căn cứ gia hạn", max_length=500, error_messages={"required": "Ghi căn cứ gia hạn."}
    )

    def __init__(self, *args, deadline, **options):
        rule = deadline.rule
        initial = {"amount": rule.extension_amount, "ground": rule.extension_ground}
        super().__init__(*args, deadline=deadline, initial=initial, **options)
        self.fields["amount"].help_text = f"Tính bằng {rule.get_unit_display()}."


class CloseForm(WhenForm):
    outcome = Line(
        "Kết quả",
        max_length=500,
        help_text="Đã làm gì, bằng văn bản nào. Ví dụ: Đã trả lời bằng công văn 655/STTTT-TTra.",
        error_messages={"required": "Ghi kết quả: đã làm gì, bằng văn bản nào."},
    )
    field_order = ["outcome"]


class DecideForm(forms.Form):
    """One decision on all that is chosen."""

    required_css_class = "required"
    error_css_class = "errors"

    reason = Line(
        "Lý do dời",
        max_length=500,
        help_text="Ví dụ: Chính phủ cho nghỉ bù ngày 04/05/2026.",
        error_messages={"required": "Ghi lý do dời thời hạn."},
    )
    document = Line(
        "Văn bản",
        required=False,
        max_length=300,
        help_text="Số, ngày, tên văn bản làm căn cứ. Để trống nếu không có.",
    )
