from django.core.management.base import BaseCommand, CommandError

from laocai_ict.accounts.erasing import erase
from laocai_ict.accounts.models import User


class Command(BaseCommand):
    help = (
        "Xóa dữ liệu cá nhân của một tài khoản và khóa tài khoản; tên hiển thị ở lại trong lịch sử."
    )

    def add_arguments(self, parser):
        parser.add_argument("username", help="tên đăng nhập")
        parser.add_argument("--reason", required=True, help="lý do, ghi vào lịch sử")

    def handle(self, *, username, reason, **options):
        try:
            user = User.objects.get_by_natural_key(username)
        except User.DoesNotExist as error:
            raise CommandError(f"Không có tài khoản {username}.") from error
        erase(user, by=None, reason=reason)
        self.stdout.write(f"Đã xóa dữ liệu cá nhân của {user}.")
