"""Nothing that Django says to staff stays English."""

from pathlib import Path

import django
import polib
import pytest
from django.conf import settings
from django.conf.locale import LANG_INFO

DJANGO = Path(django.__file__).parent
PLACES = [
    "conf", "contrib/admin", "contrib/auth", "contrib/contenttypes", "contrib/postgres",
    "contrib/sessions",
]  # fmt: skip
NEVER_SHOWN = {
    # The page that greets an empty project while DEBUG is on.
    "The install worked successfully! Congratulations!",
    "View <a href=\"https://docs.djangoproject.com/en/%(version)s/releases/\" target=\"_blank\" "
    "rel=\"noopener\">release notes</a> for Django %(version)s",
    "You are seeing this page because <a href=\"https://docs.djangoproject.com/en/%(version)s/ref/"
    "settings/#debug\" target=\"_blank\" rel=\"noopener\">DEBUG=True</a> is in your settings file "
    "and you have not configured any URLs.",
    "Django Documentation",
    "Topics, references, &amp; how-to’s",
    "Tutorial: A Polling App",
    "Get started with Django",
    "Django Community",
    "Connect, get help, or contribute",
}  # fmt: skip
LANGUAGES = {info.get("name") for info in LANG_INFO.values()} | {"Norwegian Bokmål"}
"""names of languages: the portal speaks two, and names them itself"""


def catalogue(folder: Path, language: str, domain: str) -> dict:
    path = folder / language / "LC_MESSAGES" / f"{domain}.po"
    return {(e.msgctxt, e.msgid): e for e in polib.pofile(str(path))} if path.exists() else {}


def ours(domain: str) -> dict:
    return catalogue(Path(settings.LOCALE_PATHS[0]), "vi", domain)


@pytest.mark.parametrize("domain", ["django", "djangojs"])
@pytest.mark.parametrize("place", PLACES)
def test_every_message_of_django_has_words_in_vietnamese(place, domain):
    folder = DJANGO / place / "locale"
    theirs = {key for key, e in catalogue(folder, "vi", domain).items() if e.translated()}
    known = theirs | {key for key, e in ours(domain).items() if e.translated()}
    missing = {
        msgid
        for context, msgid in catalogue(folder, "en", domain)
        if (context, msgid) not in known and msgid not in NEVER_SHOWN | LANGUAGES
    }

    assert missing == set()


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_no_translation_is_of_a_message_that_django_no_longer_has(domain):
    known = {key for path in DJANGO.glob("**/locale") for key in catalogue(path, "en", domain)}

    assert set(ours(domain)) - known == set()


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_translations_keep_their_blanks(domain):
    import re

    blank = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{\w*\}")
    for entry in ours(domain).values():
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            extra = set(blank.findall(text)) - set(blank.findall(entry.msgid + entry.msgid_plural))
            assert not extra, entry.msgid


def test_the_pages_speak_with_our_words(client, db):
    from django.urls import reverse

    from tests.accounts.builders import make_superuser

    client.force_login(make_superuser())
    page = client.get(reverse("admin:accounts_user_add")).content.decode()
    script = client.get(reverse("admin:jsi18n")).content.decode()

    assert "Lưu rồi sửa tiếp" in page
    assert "Save" not in page
    assert '"Cancel": "Th\\u00f4i"' in script
    assert '"%d/%m/%Y"' in script.split("DATE_INPUT_FORMATS")[1][:60]
