"""Compare the index of search with the records it was made from."""

import sys

from django.core.management.base import BaseCommand

from laocai_ict.search.checking import check
from laocai_ict.search.models import Entry

MOST = 50
"""differences told one by one"""


class Command(BaseCommand):
    help = "So chỉ mục tìm kiếm với các bản ghi; nói mục nào thiếu, thừa, khác; sai thì thoát mã 1."

    def handle(self, **options):
        faults, findings = check()
        for name in faults:
            self.stdout.write(f"hàm hoặc trigger không đúng: {name}")
        for finding in findings[:MOST]:
            self.stdout.write(str(finding))
        if len(findings) > MOST:
            self.stdout.write(f"… và {len(findings) - MOST} mục nữa")
        if faults or findings:
            self.stdout.write("Chỉ mục SAI: chạy rebuild_search.")
            sys.exit(1)
        self.stdout.write(f"chỉ mục đúng, {Entry.objects.count()} mục")
