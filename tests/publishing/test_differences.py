"""What two versions differ in: fields in words, parts by their lineage, texts word by word."""

import pytest

from laocai_ict.display.word_differences import LONGEST_COMPARED, compare
from laocai_ict.publishing import services
from laocai_ict.publishing.copies import part_in
from laocai_ict.publishing.differences import (
    before_of,
    changed_since,
    difference,
    fingerprints,
)
from tests.egov.builders import draft_procedure, make_fee

from .builders import account, published
from .people import agreement, author, fresh, in_public, replacing


def told(before, after):
    marks = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    return "".join(marks[piece.kind].format(piece.text) for piece in compare(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("", "mới", "[+mới+]"),
        ("cũ", "", "[-cũ-]"),
        ("Đạt 1.764 trạm.", "Đạt 1.765 trạm.", "Đạt [-1.764-][+1.765+] trạm."),
        ("một hai ba", "một ba", "một [-hai -]ba"),
        ("a\nb\nc", "a\nB\nc", "a\n[-b-][+B+]\nc"),
        (
            "ký 2016 và 2020 rồi",
            "ký 2017 và 2021 rồi",
            "ký [-2016-][+2017+] và [-2020-][+2021+] rồi",
        ),
        ("một hai ba bốn năm", "một sáu bảy bốn năm", "một [-hai ba-][+sáu bảy+] bốn năm"),
        (
            "Luật cũ hết hiệu lực, đã thay",
            "Lưu ý mới",
            "[-Luật cũ hết hiệu lực, đã thay-][+Lưu ý mới+]",
        ),
        ("hoà", "hòa", "[-hoà-][+hòa+]"),
    ],
)
def test_texts_are_compared_word_by_word(before, after, expected):
    assert told(before, after) == expected


@pytest.mark.parametrize("words", [10, LONGEST_COMPARED + 10])
def test_pieces_always_add_up_to_both_texts(words):
    before = " ".join(f"từ{n}" for n in range(words))
    after = " ".join(f"từ{n * 2}" for n in range(words))
    pieces = compare(before, after)
    assert "".join(p.text for p in pieces if p.kind != "added") == before
    assert "".join(p.text for p in pieces if p.kind != "removed") == after


@pytest.mark.django_db
def test_only_fields_that_differ_are_told_and_in_words():
    record = in_public(statement="Đã ký.", first_year=2016)
    after = replacing(record, author(), "Đã ký lại.")
    after.first_year = 2021
    found = {f.label: (f.before, f.after) for f in difference(record, after).fields}
    assert found == {"từ năm": ("2016", "2021"), "nguồn nói gì": ("Đã ký.", "Đã ký lại.")}


@pytest.mark.django_db
def test_of_a_first_version_everything_that_says_something_is_told():
    record = agreement("Đối tác", first_year=None)
    found = {one.label: one.after for one in difference(None, record).fields}
    assert found["đối tác"] == "Đối tác"
    assert found["nguồn"] == str(record.source)
    assert "từ năm" not in found


@pytest.mark.django_db
def test_a_version_is_compared_with_the_one_that_readers_have():
    record = in_public()
    after = replacing(record, author())
    assert before_of(after.version) == record.version
    assert before_of(agreement("Mới").version) is None


@pytest.mark.django_db
def test_what_changed_since_a_look_is_named_once():
    record = agreement()
    seen = fingerprints(record)
    assert changed_since(seen, fingerprints(fresh(record))) == []
    record.statement = "Khác."
    assert changed_since(seen, fingerprints(record)) == ["nguồn nói gì"]


@pytest.mark.django_db
def test_parts_are_told_as_added_removed_changed_or_moved():
    procedure = draft_procedure()
    kept, gone, _, _ = (
        make_fee(procedure, amount=amount, order=order, case=f"khoản {amount}")
        for order, amount in enumerate((10_000, 20_000, 30_000, 35_000))
    )
    published(procedure)
    after = services.open_version(procedure, by=account("egov.change_procedure"))
    part_in(after, gone).delete()
    changed = part_in(after, kept)
    changed.amount = 15_000
    changed.order = 7
    changed.save()
    make_fee(after, amount=40_000, order=8, case="khoản mới")
    parts = {part.title: part for part in difference(procedure, after).parts}
    assert {title: part.kind for title, part in parts.items()} == {
        str(gone): "removed", str(changed): "changed", str(after.fees.last()): "added",
    }  # fmt: skip
    assert parts[str(changed)].words == "sửa, đổi chỗ"
    fields = {one.label: (one.before, one.after) for one in parts[str(changed)].fields}
    assert ("10.000", "15.000") in fields.values()
