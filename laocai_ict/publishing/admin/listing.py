"""What the lists of versioned records show and filter by."""

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.utils import timezone

from laocai_ict.publishing.models import Version

WORKING = {"soan": "draft", "cho": "submitted", "tra": "returned"}


class StateFilter(admin.SimpleListFilter):
    """By state: of the newest version while in work, else of any version of the item."""

    title = "trạng thái"
    parameter_name = "trang-thai"

    def lookups(self, request, model_admin):
        return [
            ("soan", "bản thảo"),
            ("cho", "chờ duyệt"),
            ("tra", "trả lại"),
            ("hen", "hẹn đăng"),
            ("dang", "đang đăng"),
            ("nguon", "đăng theo nguồn"),
            ("xem-lai", "chờ xem lại"),
            ("go", "đã gỡ"),
        ]

    def queryset(self, request, queryset):
        chosen = self.value()
        if chosen in WORKING:
            return queryset.filter(version__state=WORKING[chosen])
        versions = of_state(chosen)
        if versions is None:
            return queryset
        return queryset.filter(Exists(versions.filter(item=OuterRef("item"))))


def of_state(chosen):
    """Return the versions that an answer of the filter stands for; None for no answer."""
    at = timezone.now()
    every = Version.objects.order_by()
    return {
        "hen": every.filter(public_from__gt=at),
        "dang": every.public(at),
        "nguon": every.public(at).filter(is_from_source=True),
        "xem-lai": every.filter(is_forced=True, reviewed_at=None),
        "go": every.withdrawn(at),
    }.get(chosen)


def with_live(queryset):
    """Annotate `live_number`: the number of the version that is public now, or None."""
    live = Version.objects.order_by().public().filter(item=OuterRef("item"))
    return queryset.annotate(live_number=live.values("number")[:1])
