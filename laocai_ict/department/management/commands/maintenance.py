import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from laocai_ict.department import maintenance


def moment(text: str) -> datetime.datetime:
    """Read "18:00 25/11/2026" or "25/11/2026 18:00" in Vietnam's time. ValueError otherwise."""
    for form in ("%H:%M %d/%m/%Y", "%d/%m/%Y %H:%M"):
        try:
            return timezone.make_aware(datetime.datetime.strptime(text, form))
        except ValueError:
            continue
    raise ValueError(text)


class Command(BaseCommand):
    help = "Bật hay tắt trang bảo trì; không cần khởi động lại."
    requires_system_checks: list = []  # must work while the site does not

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["on", "off"])
        parser.add_argument("--until", default="", help="dự kiến xong, ví dụ “18:00 25/11/2026”")

    def handle(self, *, what, until, **options):
        file = maintenance.file()
        if what == "off":
            file.unlink(missing_ok=True)
            self.stdout.write("Đã tắt trang bảo trì.")
            return
        try:
            end = moment(until).isoformat() if until else ""
        except ValueError as error:
            raise CommandError("Giờ phải viết như “18:00 25/11/2026”.") from error
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(end, encoding="utf-8")
        self.stdout.write("Đã bật trang bảo trì.")
