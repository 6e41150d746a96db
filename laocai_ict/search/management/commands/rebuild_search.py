"""Make the whole index of search anew."""

from django.core.management.base import BaseCommand
from django.db import transaction

from laocai_ict.history.roles import OWNER
from laocai_ict.search import sync
from laocai_ict.search.models import Entry
from laocai_ict.search.registry import sources


class Command(BaseCommand):
    """One transaction: whoever searches meanwhile finds what was there before.

    Publishing waits until it is done; entries that are right already are left as they are.
    """

    help = "Dựng lại chỉ mục tìm kiếm từ các bản ghi; người đọc thấy chỉ mục cũ tới khi xong."

    def handle(self, **options):
        with transaction.atomic(OWNER):
            filled = sync.sync()
            sync.lock_all()
            changed = sum(sync.fill(source) for source in sources())
            count = Entry.objects.using(OWNER).count()
        if filled:
            self.stdout.write(f"đã dựng lại trigger của: {', '.join(filled)}")
        self.stdout.write(f"chỉ mục có {count} mục, sửa {changed}")
