from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from press import sample


class Command(BaseCommand):
    help = (
        "Đặt các buổi cung cấp thông tin mẫu: các tuần năm 2018 đến 27/8 và mười hai tháng đến hôm "
        "nay. Chạy lại thì thêm tuần mới, không lặp; --remove bỏ đúng những gì lệnh này đã đặt."
    )

    def add_arguments(self, parser):
        parser.add_argument("--remove", action="store_true", help="bỏ các bản ghi mẫu đã đặt")

    def handle(self, *, remove, **options):
        if remove:
            report = sample.remove()
            self.stdout.write(f"Bỏ {report.removed} bản ghi mẫu.")
        else:
            report = self._load()
            self.stdout.write(f"Mẫu: thêm {report.created}, cập nhật {report.updated} bản ghi.")
        for kept in report.kept:
            self.stdout.write(f"  giữ nguyên: {kept}")

    def _load(self):
        if not settings.TRIAL:
            raise CommandError(
                "Bản chạy thật không nhận nội dung mẫu. Muốn thử thì đặt DEMO=1. / "
                "A production portal takes no samples. Set DEMO=1 to try."
            )
        try:
            return sample.load()
        except sample.NoSeries as error:
            raise CommandError(
                "Chưa có loạt buổi hằng tuần: chạy load_reference trước. / "
                "The weekly series is missing: run load_reference first."
            ) from error
