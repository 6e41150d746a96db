from django.core.management.base import BaseCommand

from laocai_ict.reference import loading


class Command(BaseCommand):
    help = "Nạp dữ liệu tham chiếu kèm theo mã nguồn; chạy lại bao nhiêu lần cũng được."

    def add_arguments(self, parser):
        parser.add_argument(
            "--force", action="store_true", help="đọc lại cả những tệp không đổi từ lần trước"
        )

    def handle(self, *, force, verbosity, **options):
        for entry in loading.registered():
            loader = loading.run(entry, force=force)
            if loader is None:
                if verbosity > 1:
                    self.stdout.write(f"{entry.name}: không đổi")
                continue
            self.stdout.write(f"{entry.name}: thêm {loader.created}, cập nhật {loader.updated}")
            for kept in loader.kept:
                self.stdout.write(f"  giữ bản sửa tay: {kept}")
            for doubt in loader.doubts:
                self.stdout.write(f"  nên xem lại: {doubt}")
