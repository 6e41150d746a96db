"""Who mistypes the name of a place or a procedure is shown the near ones, and no nonsense."""

import pytest

from egov.models import Procedure
from laocai_ict.reference.models import AdministrativeUnit
from laocai_ict.search import near
from laocai_ict.search.models.synonyms import key_of
from laocai_ict.search.near import Name

MISSPELT = """
Bác Xát|Bát Xát|another final consonant
Bat Sat|Bát Xát|s for x
Mừng Khương|Mường Khương|a letter missing
Mươngg Khương|Mường Khương|a letter twice
Muong Khuogn|Mường Khương|letters in another order
Sapaa|Sa Pa|a letter too many, as one word
Xa Pa|Sa Pa|x for s
Xapa|Sa Pa|x for s, as one word
Xi Ma Cai|Si Ma Cai|x for s
Simacay|Si Ma Cai|y for i, as one word
Si Ma Cao|Si Ma Cai|a wrong letter
Chịnh Tường|Trịnh Tường|ch for tr
Trịnh Tườn|Trịnh Tường|the end missing
Nào Cai|Lào Cai|n for l
Lao Cia|Lào Cai|letters in another order
Làm Xé|Nậm Xé|l for n
Lậm Chày|Nậm Chày|l for n
Giền Sáng|Dền Sáng|gi for d
Rền Sáng|Dền Sáng|r for d
Bản Khoangg|Bản Khoang|a letter twice
Bản Khong|Bản Khoang|a letter missing
Phan Si Păn|Phan Si Păng|the end missing
Ngũ Chỉ Xơn|Ngũ Chỉ Sơn|x for s
Sín Tréng|Sín Chéng|tr for ch
Xín Chén|Sín Chéng|x for s, the end missing
Mù Căng Trải|Mù Cang Chải|tr for ch
xã Bác Xát|Xã Bát Xát|with its kind
xã Bác Xát ở đâu|Xã Bát Xát|inside a question
giấy phép bưu chích|giấy phép bưu chính|a wrong letter
giay phep buu chinhs|giấy phép bưu chính|a letter too many
máy photocoppy màu|máy photocopy màu|a letter twice
triển lảm hội trợ|triển lãm, hội chợ|tr for ch
xuât bản phẫn|xuất bản phẩm|a wrong letter
"""
"""typed | meant | how"""
NOTHING = """
Hà Nội
Hà Giang
Hải Phòng
Đà Nẵng
Thái Bình
Thái Nguyên
Nghệ An
Cần Thơ
Sài Gòn
Quảng Ninh
Phú Thọ
bóng đá
giá vàng hôm nay
thời tiết
xổ số
a
ma
abc
qwertyuiop
asdfgh
12345
2.001172
!?
hoa hậu
vé máy bay
bảo hiểm y tế
đăng ký kết hôn
giấy khai sinh
"""


def lines(text):
    return [line.split("|") for line in text.strip().splitlines()]


@pytest.fixture(scope="module")
def names(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        units = [
            Name(name, key_of(name), unit.slug, unit.valid_until is None)
            for unit in AdministrativeUnit.objects.prefetch_related("names")
            for name in [unit.full_name, *(one.name for one in unit.names.all())]
        ]
        procedures = [
            Name(one.name, key_of(one.name), one.slug) for one in Procedure.objects.published()
        ]
    return units + procedures


@pytest.mark.parametrize(("typed", "meant", "how"), lines(MISSPELT))
def test_the_name_that_was_meant_comes_first(names, typed, meant, how):
    found = [one.text for one in near.nearest(typed, names)]
    assert found[:1] == [meant], how
    assert len(found) <= near.SHOWN


@pytest.mark.parametrize("typed", NOTHING.strip().splitlines())
def test_what_is_no_mistyped_name_is_left_alone(names, typed):
    assert near.nearest(typed, names) == []


def test_a_part_of_a_name_is_no_mistake_for_another(names):
    assert near.nearest("San Sả Hồ nay thuộc xã nào", names) == []


def test_no_part_of_a_name_stands_beside_a_whole_one():
    names = [
        Name("Xã Bát Xát", "xa bat xat", "/a/"),
        Name("Cấp văn bản xác nhận", "cap van ban xac nhan", "/b/"),
    ]
    assert [one.text for one in near.nearest("Bat Xac", names)] == ["Bát Xát"]
    assert [one.text for one in near.nearest("Bat Xac", names[1:])] == ["bản xác"]


def test_a_place_that_lives_stands_for_its_name(names):
    [first, *_] = near.nearest("Xa Pa", names)
    assert first.address == "sa-pa-03006-2025"


@pytest.mark.parametrize("typed", ["", "\0", "ấ" * 10_000, "một " * 500, "'); DROP --", "∞ ∑"])
def test_bad_input_finds_nothing_and_breaks_nothing(names, typed):
    assert near.nearest(typed, names) == []


@pytest.mark.django_db
def test_names_are_read_from_the_index_at_once(django_assert_num_queries):
    with django_assert_num_queries(1):  # the names that may be read now
        found = near.suggest("Bác Xát")
    assert found[0] == near.Near("Bát Xát", "/dia-phuong/bat-xat-02683-2025/")
    assert near.suggest("giấy phép bưu chích")[0].address.startswith("/thu-tuc/")
    assert near.suggest("thuê bao băng giộng")[0].address.startswith("/vien-thong/")


@pytest.mark.django_db
def test_numbers_are_no_names(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert near.suggest("2.001172") == []
