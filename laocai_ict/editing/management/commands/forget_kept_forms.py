from django.core.management.base import BaseCommand

from laocai_ict.editing import kept, once


class Command(BaseCommand):
    help = "Xóa các biểu mẫu gửi lúc hết phiên đã giữ đủ 24 giờ, và dấu của biểu mẫu đã lưu lâu."

    def handle(self, **options):
        self.stdout.write(f"Đã xóa {kept.forget_outdated()} biểu mẫu được giữ.")
        once.forget_outdated()
