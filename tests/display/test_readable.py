"""Text that nobody can read, or that reads otherwise than it is, is refused and says where."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from laocai_ict.display.readable import complaint
from laocai_ict.reference.models import Source
from tests.accounts.builders import make_superuser
from tests.admin.forms import as_sent, send

OVERRIDE = "Nghị định \u202e42/2022"
MARKS = "\u0301\u0323\u0309"
UNSEEN = [MARKS, "\u200b\u200d\ufeff", " \u00a0\u2003 ", "\u3164"]


@pytest.mark.parametrize(
    "code", [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
def test_marks_that_turn_the_direction_are_named_with_their_place(code):
    said = complaint(f"Nghị{chr(code)} định")
    assert f"U+{code:04X}" in said
    assert "vị trí 5, sau “Nghị”" in said


@pytest.mark.parametrize("one", ["\x00", "\x07", "\x1b", "\x7f", "\x85"])
def test_control_characters_are_refused(one):
    assert "ký tự điều khiển" in complaint(f"{one}chữ")
    assert "ở đầu" in complaint(f"{one}chữ")


@pytest.mark.parametrize("text", UNSEEN)
def test_text_with_nothing_to_see_is_refused(text):
    assert "không có ký tự nào nhìn thấy được" in complaint(text)


@pytest.mark.parametrize(
    "text", ["", "Sở TT&TT", "a\tb\r\nc", "Ti\u0302e\u0301ng Vie\u0323\u0302t", "…", "2018"]
)
def test_what_people_write_is_taken(text):
    assert complaint(text) is None


@pytest.mark.django_db
@pytest.mark.parametrize("text", [OVERRIDE, *UNSEEN, "chuông\x07", "x" * 5000])
def test_no_model_saves_it(text):
    with pytest.raises(ValidationError) as refused:
        Source.objects.create(key="k", title=text)
    assert set(refused.value.message_dict) == {"title"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (OVERRIDE, "U+202E"),
        (MARKS, "không có ký tự nào nhìn thấy được"),
        ("\u200b\u200b", "không có ký tự nào nhìn thấy được"),
        ("Tên\x07", "U+0007"),
    ],
)
def test_the_form_says_what_and_where_and_keeps_what_was_typed(client, text, said):
    client.force_login(make_superuser())
    address = reverse("admin:reference_source_add")
    typed = {"key": "moi", "title": text, "note": "Gõ lâu"}
    answer = send(client, address, typed)
    assert said in str(answer.context["errors"])
    assert as_sent(answer)["note"] == ["Gõ lâu"]
    assert not Source.objects.filter(key="moi").exists()


@pytest.mark.django_db
def test_a_title_of_five_thousand_characters_is_told_both_numbers(client):
    client.force_login(make_superuser())
    title = "Dài" * 1667
    answer = send(client, reverse("admin:reference_source_add"), {"key": "moi", "title": title})
    said = str(answer.context["errors"])
    assert "500" in said
    assert "5001" in said.replace(".", "")
    assert as_sent(answer)["title"] == [title]


@pytest.mark.django_db
def test_accounts_are_held_to_it_too(client):
    client.force_login(make_superuser())
    typed = {"username": "moi", "display_name": "An\u202enA", "password1": "suoi-thau-9x",
             "password2": "suoi-thau-9x"}  # fmt: skip
    answer = send(client, reverse("admin:accounts_user_add"), typed)
    assert "U+202E" in str(answer.context["errors"])
