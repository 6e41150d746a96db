"""Two people with one form open: the second save is refused, shows both, keeps all typed."""

import threading

import pytest
from django.contrib import admin
from django.db import connections
from django.test import Client

from laocai_ict.reference.models import Source, UnitName
from tests.accounts.builders import make_superuser
from tests.admin.forms import as_sent, send
from tests.history.builders import entries
from tests.reference.builders import make_province, make_source

from .builders import desk, form_of, make_name

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


def test_the_second_save_is_refused_and_shows_both_versions():
    source, an, binh = make_source(), desk("an"), desk("binh")
    opened = as_sent(binh.get(form_of(source)))
    send(an, form_of(source), as_sent(an.get(form_of(source))) | {"title": "Tên do An sửa"})
    answer = binh.post(form_of(source), opened | {"title": "Tên do Bình gõ", "note": "Ghi chú mới"})
    page = text(answer)

    assert answer.status_code == 200
    assert "đã thay đổi từ lúc bạn mở biểu mẫu" in page
    assert "Lần sửa sau cùng: An," in page
    differences = {one.name: one for one in answer.context["editing"]["comparison"].fields}
    assert differences["title"].stored == "Tên do An sửa"
    assert differences["title"].typed == "Tên do Bình gõ"
    assert differences["title"].theirs
    assert not differences["note"].theirs
    assert as_sent(answer)["title"] == ["Tên do Bình gõ"]
    assert as_sent(answer)["note"] == ["Ghi chú mới"]
    source.refresh_from_db()
    assert (source.title, source.note) == ("Tên do An sửa", "")


def conflict(typed: dict):
    """Return Bình, the source, and the page that refused what Bình typed after An had saved."""
    source, an, binh = make_source(), desk("an"), desk("binh")
    opened = as_sent(binh.get(form_of(source)))
    send(an, form_of(source), as_sent(an.get(form_of(source))) | {"title": "Tên do An sửa"})
    return binh, source, binh.post(form_of(source), opened | typed)


def test_after_looking_the_second_may_save_over_it():
    binh, source, page = conflict({"title": "Tên do Bình gõ"})
    assert binh.post(form_of(source), as_sent(page)).status_code == 302
    source.refresh_from_db()
    assert source.title == "Tên do Bình gõ"


def test_what_only_the_other_changed_is_proposed_from_the_stored_version():
    binh, source, page = conflict({"note": "Chỉ thêm ghi chú"})
    assert as_sent(page)["_lay-lai"] == ["title"]
    binh.post(form_of(source), as_sent(page))
    source.refresh_from_db()
    assert (source.title, source.note) == ("Tên do An sửa", "Chỉ thêm ghi chú")


def test_stored_values_are_filled_in_again_without_saving():
    binh, source, page = conflict({"title": "Tên do Bình gõ", "note": "Ghi chú"})
    again = binh.post(form_of(source), as_sent(page) | {"_lay-lai": ["title"], "_take": "1"})
    assert as_sent(again)["title"] == ["Tên do An sửa"]
    assert as_sent(again)["note"] == ["Ghi chú"]
    source.refresh_from_db()
    assert source.note == ""
    assert binh.post(form_of(source), as_sent(again)).status_code == 302
    source.refresh_from_db()
    assert source.note == "Ghi chú"


def test_a_third_save_between_looking_and_saving_is_seen_too():
    binh, source, page = conflict({"title": "Tên do Bình gõ"})
    Source.objects.filter(pk=source.pk).update(title="Lại đổi nữa")
    answer = binh.post(form_of(source), as_sent(page))
    assert answer.status_code == 200
    assert "Lại đổi nữa" in text(answer)


def test_a_form_with_errors_still_sees_what_changed_before_it_came_back():
    source, binh = make_source(), desk("binh")
    opened = as_sent(binh.get(form_of(source)))
    wrong = binh.post(form_of(source), opened | {"title": "", "note": "Dài"})
    Source.objects.filter(pk=source.pk).update(title="Người khác đổi")
    answer = binh.post(form_of(source), as_sent(wrong) | {"title": "Tên của Bình"})
    assert as_sent(wrong)["note"] == ["Dài"]
    assert "Người khác đổi" in text(answer)
    source.refresh_from_db()
    assert source.title == "Người khác đổi"


def test_what_was_typed_into_rows_stays_when_rows_came_and_went_meanwhile():
    unit, binh = make_province(), desk("binh")
    gone, stays = make_name(unit, "Tỉnh Sẽ Mất"), make_name(unit, "Tỉnh Ở Lại")
    sent = as_sent(binh.get(form_of(unit)))
    rows = {sent[f"names-{n}-name"][0]: n for n in range(2)}
    gone.delete()
    make_name(unit, "Tỉnh Người Khác Thêm")
    sent |= {
        f"names-{rows['Tỉnh Sẽ Mất']}-note": "Bình gõ vào dòng đã mất",
        f"names-{rows['Tỉnh Ở Lại']}-note": "Bình gõ vào dòng còn lại",
        "names-TOTAL_FORMS": "3",
        "names-2-name": "Tỉnh Bình Thêm",
        "names-2-kind": "variant",
        "names-2-source": str(unit.source_id),
        "names-2-unit": str(unit.pk),
    }
    page = binh.post(form_of(unit), sent)
    assert "Tỉnh Người Khác Thêm" in text(page)
    assert "người khác đã xóa" in text(page)
    assert binh.post(form_of(unit), as_sent(page)).status_code == 302
    names = dict(UnitName.objects.filter(unit=unit).values_list("name", "note"))
    assert names == {
        "Tỉnh Sẽ Mất": "Bình gõ vào dòng đã mất",
        "Tỉnh Ở Lại": "Bình gõ vào dòng còn lại",
        "Tỉnh Bình Thêm": "",
        "Tỉnh Người Khác Thêm": "",
    }
    assert UnitName.objects.get(name="Tỉnh Ở Lại").pk == stays.pk


def test_a_row_changed_by_another_is_shown_field_by_field():
    unit, binh = make_province(), desk("binh")
    row = make_name(unit, "Tỉnh Một")
    sent = as_sent(binh.get(form_of(unit)))
    UnitName.objects.filter(pk=row.pk).update(note="Của người khác")
    answer = binh.post(form_of(unit), sent | {"names-0-note": "Của Bình"})
    (difference,) = answer.context["editing"]["comparison"].rows
    assert [(one.stored, one.typed) for one in difference.fields] == [
        ("Của người khác", "Của Bình")
    ]
    taken = binh.post(form_of(unit), as_sent(answer) | {"_lay-lai": ["names-0-note"]})
    assert taken.status_code == 302
    row.refresh_from_db()
    assert row.note == "Của người khác"


def test_a_record_deleted_meanwhile_comes_back_as_a_new_one_with_all_that_was_typed():
    source, binh = make_source(), desk("binh")
    sent = as_sent(binh.get(form_of(source)))
    source.delete()
    page = binh.post(form_of(source), sent | {"note": "Gõ rất lâu"}, follow=True)
    assert as_sent(page)["note"] == ["Gõ rất lâu"]
    address = page.redirect_chain[-1][0]
    assert binh.post(address, as_sent(page)).status_code == 302
    assert Source.objects.get(key="thu").note == "Gõ rất lâu"


def test_a_form_without_its_ticket_is_not_saved_unseen():
    source, binh = make_source(), desk("binh")
    sent = as_sent(binh.get(form_of(source))) | {"title": "Không dấu", "_phieu": "bịa"}
    answer = binh.post(form_of(source), sent)
    assert "không rõ biểu mẫu này mở từ lúc nào" in text(answer)
    assert "Không dấu" in text(answer)
    source.refresh_from_db()
    assert source.title != "Không dấu"


def test_the_ticket_of_one_record_does_not_open_another():
    one, two, binh = make_source(), make_source(key="hai", title="Hai"), desk("binh")
    ticket = as_sent(binh.get(form_of(one)))["_phieu"]
    sent = as_sent(binh.get(form_of(two))) | {"title": "Lẫn", "_phieu": ticket}
    assert binh.post(form_of(two), sent).status_code == 200
    two.refresh_from_db()
    assert two.title == "Hai"


def test_deleting_what_changed_since_the_question_is_refused():
    source, binh = make_source(), desk("binh")
    address = form_of(source, page="delete")
    sent = as_sent(binh.get(address))
    Source.objects.filter(pk=source.pk).update(note="Vừa thêm điều quan trọng")
    answer = binh.post(address, sent)
    assert "Chưa xóa: bản ghi này đã thay đổi" in text(answer)
    assert Source.objects.filter(pk=source.pk).exists()
    binh.post(address, as_sent(answer))
    assert not Source.objects.filter(pk=source.pk).exists()


def test_no_list_is_edited_in_place():
    """A list that is saved whole would overwrite what others changed in it."""
    assert [one for one in admin.site._registry.values() if one.list_editable] == []


def test_a_wrong_password_hash_never_shows_in_a_comparison():
    admin_, user = make_superuser(), desk("an").account
    client = Client()
    client.force_login(admin_)
    sent = as_sent(client.get(form_of(user)))
    type(user).objects.filter(pk=user.pk).update(display_name="Đổi", password="md5$x$bimat")
    page = text(client.post(form_of(user), sent | {"display_name": "Khác"}))
    assert "Đổi" in page
    assert "bimat" not in page.split("Hai bản cạnh nhau")[1].split("</section>")[0]


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_once_exactly_one_passes():
    source, an, binh = make_source(), desk("an"), desk("binh")
    forms = {
        client: as_sent(client.get(form_of(source))) | {"title": f"Của {client.account}"}
        for client in (an, binh)
    }
    together, answers = threading.Barrier(2), []

    def save(client):
        together.wait()
        answers.append(client.post(form_of(source), forms[client]).status_code)
        connections.close_all()

    threads = [threading.Thread(target=save, args=[client]) for client in (an, binh)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, 302]
    _made, changed = entries(source)
    assert changed.act.account_name in ("An", "Binh")
