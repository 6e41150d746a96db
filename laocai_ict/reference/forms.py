from django import forms
from django.utils.translation import gettext_lazy as _


class DayForm(forms.Form):
    """The day a reader asks for: 30/06/2018, or 2018-06-30 as addresses write it."""

    ngay = forms.DateField(
        label=_("Xem một ngày khác"),
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        error_messages={
            "required": _("Ghi ngày cần xem, như 30/06/2018."),
            "invalid": _("Ghi ngày, tháng, năm đủ số, như 30/06/2018."),
        },
    )
