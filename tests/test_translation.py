"""No public string is left untranslated: in templates, in Python, and on the English pages."""

import re

import polib
import pytest
from django.conf import settings

from laocai_ict.display import catalogue
from laocai_ict.display.management.commands.collect_messages import english
from laocai_ict.reference.models import AdministrativeUnit
from tests.crawl import Site

WORD = re.compile(r"[^\W\d_]+")
PROPER_NAMES = {"Lào", "Việt", "Yên", "Bái", "Hà", "Nội", "Trạm", "Tấu", "UBND", "HĐND", "QĐ", "NĐ"}
"""Words in Vietnamese letters that English text keeps: names of places, signs of documents."""


def place_names() -> set[str]:
    units = AdministrativeUnit.objects.all()
    return {name for unit in units for name in (unit.name, unit.full_name)}


def is_vietnamese(text: str) -> bool:
    """Say whether a text is rather Vietnamese than English with Vietnamese names in it."""
    words = [word for word in WORD.findall(text) if word not in PROPER_NAMES]
    vietnamese = [word for word in words if catalogue.VIETNAMESE.search(word)]
    return 3 * len(vietnamese) > len(words)


def test_templates_hold_no_bare_vietnamese():
    bare = [
        f"{path.relative_to(settings.BASE_DIR)}:{line}: {text[:80]}"
        for path in catalogue.public_templates()
        for text, line in catalogue.bare_texts(path.read_text(encoding="utf-8"))
    ]
    assert not bare, "\n".join(bare)


def test_every_text_has_an_english_translation():
    translated = {
        (entry.msgctxt or "", entry.msgid)
        for entry in polib.pofile(str(english()))
        if entry.translated()
    }
    missing = sorted(
        f"{found.place}: {found.text.msgid[:80]}"
        for found in catalogue.texts()
        if (found.text.context, found.text.msgid) not in translated
    )
    assert not missing, "manage.py collect_messages, rồi dịch:\n" + "\n".join(missing)


def test_catalogue_has_no_empty_fuzzy_or_obsolete_entry():
    catalogue_file = polib.pofile(str(english()))
    wrong = [
        entry.msgid
        for entry in catalogue_file
        if entry.fuzzy or entry.obsolete or not entry.translated()
    ]
    assert not wrong, wrong


def test_translations_keep_the_placeholders():
    placeholder = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
    wrong = [
        entry.msgid
        for entry in polib.pofile(str(english()))
        for text in [entry.msgstr, *entry.msgstr_plural.values()]
        if text and set(placeholder.findall(text)) - set(placeholder.findall(entry.msgid))
    ]
    assert not wrong, wrong


@pytest.mark.django_db
def test_english_pages_mark_what_stays_vietnamese(site: Site):
    """Words in Vietnamese letters on an English page stand in an element with lang="vi"."""
    found: dict[str, str] = {}
    for visit in site.pages:
        if visit.page.language == "en":
            found |= {text: visit.address for text in visit.page.words if is_vietnamese(text)}
    for name in place_names():  # proper names need no mark (WCAG 2.2, 3.1.2)
        found.pop(name, None)
    listing = [f"{address}: {text[:90]}" for text, address in found.items()]
    assert not listing, f"{len(listing)}:\n" + "\n".join(listing[:60])


def test_texts_are_found_as_django_looks_them_up():
    source = (
        '{% translate "Báo chí" %}{{ x|default:_("chưa có") }}'
        "{% blocktranslate trimmed count n=n %}\n {{ n }} buổi\n{% plural %}\n {{ n }} các buổi"
        "{% endblocktranslate %}{% translate '5%' %}"
    )
    found = [(text.msgid, text.plural) for text, _ in catalogue.in_template(source)]
    assert found == [
        ("Báo chí", ""),
        ("chưa có", ""),
        ("%(n)s buổi", "%(n)s các buổi"),
        ("5%%", ""),
    ]


def test_texts_in_python_are_found_under_any_name():
    source = (
        "from django.utils.translation import gettext_lazy as _, ngettext as n, pgettext\n"
        "a = _('một')\nb = n('hai', 'những hai', 2)\nc = pgettext('tháng', 'ba')\nd = _(a)\n"
    )
    found = [text for text, _ in catalogue.in_python(source)]
    assert sorted(found) == sorted(
        [
            catalogue.Text("một"),
            catalogue.Text("hai", "những hai"),
            catalogue.Text("ba", context="tháng"),
        ]
    )


def test_bare_vietnamese_is_noticed():
    found = list(catalogue.bare_texts('{# Đầu #}<p>Giới thiệu</p>{% include "a" with b="đỏ" %}'))
    assert [text for text, _ in found] == ["<p>Giới thiệu</p>", 'include "a" with b="đỏ"']
