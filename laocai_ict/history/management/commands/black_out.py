import getpass

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError

from laocai_ict.display.refusals import sentence_of
from laocai_ict.history.blackout import Pattern, TooShort, black_out, find


class Command(BaseCommand):
    help = (
        "Bôi đen dữ liệu của một người đã lọt vào văn bản: ở mọi bảng, mọi bản cũ, lịch sử, biểu "
        "mẫu được giữ. Không có --confirm thì chỉ kể ra chỗ sẽ chạm tới."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--text", action="append", help="chữ cần bôi đen; không ghi thì lệnh hỏi, không hiện ra"
        )
        parser.add_argument("--ground", required=True, help="căn cứ pháp lý, ghi vào lịch sử")
        parser.add_argument("--any-case", action="store_true", help="không phân biệt hoa thường")
        parser.add_argument("--confirm", action="store_true", help="làm thật")

    def handle(self, *, text, ground, any_case, confirm, **options):
        if not ground.strip():
            raise CommandError("Phải ghi căn cứ pháp lý (--ground).")
        for said in text or [getpass.getpass("Chữ cần bôi đen: ")]:
            self._black_out(said, ground.strip(), any_case, confirm)

    def _black_out(self, said, ground, any_case, confirm):
        try:
            pattern = Pattern(said, any_case=any_case)
        except TooShort as error:
            raise CommandError("Chữ cần bôi đen quá ngắn: cần ít nhất ba ký tự.") from error
        if pattern.black_out(ground) != ground:
            raise CommandError("Căn cứ không được chứa chính chữ cần bôi đen.")
        try:
            found = black_out(pattern, ground=ground) if confirm else list(find(pattern))
        except IntegrityError as error:
            why = sentence_of(error) or str(error).splitlines()[0]
            raise CommandError(f"Không bôi đen được, chưa đổi gì: {why}") from error
        for place in found:
            meta = place.model._meta
            self.stdout.write(
                f"  {meta.verbose_name}, {place.column.verbose_name}: {len(place.keys)} dòng"
            )
        if not found:
            self.stdout.write("Không thấy ở đâu.")
        elif not confirm:
            self.stdout.write("Chạy thử, chưa đổi gì; thêm --confirm để làm thật.")
        else:
            self.stdout.write("Đã bôi đen. Bản sao lưu cũ vẫn còn chữ ấy: xử lý riêng.")
