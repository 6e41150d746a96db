from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand

from laocai_ict.display import catalogue

HEADER = {
    "Project-Id-Version": "laocai-ict",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "en",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def english() -> Path:
    return Path(settings.LOCALE_PATHS[0]) / "en" / "LC_MESSAGES" / "django.po"


class Command(BaseCommand):
    help = "Thêm các câu mới vào bản dịch tiếng Anh, bỏ các câu không còn dùng (không cần gettext)."
    requires_system_checks: list = []

    def handle(self, **options):
        path = english()
        old = polib.pofile(str(path)) if path.exists() else polib.POFile()
        known = {(entry.msgctxt or "", entry.msgid): entry for entry in old}
        new = polib.POFile(wrapwidth=100)
        new.metadata = HEADER
        places: dict[catalogue.Text, list[str]] = {}
        for found in catalogue.texts():
            places.setdefault(found.text, []).append(found.place.rpartition(":")[0])
        added = 0
        for text, files in places.items():
            entry = known.pop((text.context, text.msgid), None)
            if entry is None:
                entry = _new_entry(text)
                added += 1
            entry.occurrences = [(file, "") for file in sorted(set(files))]
            new.append(entry)
        path.parent.mkdir(parents=True, exist_ok=True)
        new.save(str(path))
        empty = len([entry for entry in new if not entry.translated()])
        self.stdout.write(f"thêm {added}, bỏ {len(known)}, chưa dịch {empty}: {path.name}")


def _new_entry(text: catalogue.Text) -> polib.POEntry:
    entry = polib.POEntry(msgid=text.msgid, msgctxt=text.context or None)
    if text.plural:
        entry.msgid_plural = text.plural
        entry.msgstr_plural = {0: "", 1: ""}
    return entry
