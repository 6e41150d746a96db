"""Personal data: not in history in the first place, and out of everything when it must go."""

import io
import json
import shutil
import subprocess
import unicodedata

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import CommandError, call_command
from django.db import connection, connections

from laocai_ict import history
from laocai_ict.accounts.erasing import erase
from laocai_ict.editing.models import KeptForm
from laocai_ict.history.blackout import Pattern, TooShort
from laocai_ict.history.models import Act, Entry
from laocai_ict.history.roles import OWNER
from laocai_ict.launch import binaries
from laocai_ict.reference.models import LoadedRow, Source
from tests.accounts.builders import make_user
from tests.press.builders import make_briefing

from .builders import entries

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", OWNER])

PERSON = "Hoàng Thị Mẩy"
GROUND = "Điều 16 Nghị định 13/2023/NĐ-CP"


def dump() -> str:
    """Return the whole database as text: by pg_dump, or table by table where there is none."""
    parameters = connections[OWNER].get_connection_params()
    program = _pg_dump()
    if program:
        return subprocess.run(
            [program, "--host", parameters.get("host", ""), "--username", parameters["user"],
             "--port", str(parameters.get("port", 5432)), parameters["dbname"]],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
    output = io.StringIO()
    with connections[OWNER].cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.copy_expert(f'COPY "{table}" TO STDOUT', output)
    return output.getvalue()


def _pg_dump():
    if connection.settings_dict["ENGINE"] == "laocai_ict.embedded":
        path = binaries.folder() / "pg_dump"
        return str(path) if path.exists() else None
    version = connection.cursor().connection.server_version // 10000
    return shutil.which("pg_dump", path=f"/usr/lib/postgresql/{version}/bin")


def test_personal_columns_are_only_named():
    user = make_user("an", email="an@example.vn")
    user.email = "moi@example.vn"
    user.set_password("mat-khau-moi")
    user.save()
    made, changed = entries(user)
    assert set(made.private) == {"email", "password"}
    assert changed.private == ["email", "password"]
    assert (changed.before, changed.after) == ({}, {})
    assert not {"email", "password", "last_login"} & made.after.keys()


def test_a_login_is_no_change(client):
    user = make_user("an")
    client.force_login(user)
    assert len(entries(user)) == 1


def test_erasing_a_person_leaves_no_copy_anywhere():
    user = make_user("an", email="hoang.may@example.vn", display_name=PERSON)
    with history.acting(by=user):
        source = Source.objects.create(key="thu", title="Nguồn thử")
    user.email = "hoang.may.2@example.vn"
    user.save()
    digest = user.password
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session.create()
    assert digest in dump()
    erase(user, by=None, reason=GROUND)
    left = dump()
    for gone in ("hoang.may@example.vn", "hoang.may.2@example.vn", digest, session.session_key):
        assert gone not in left
    assert entries(source)[0].act.account_name == PERSON
    user.refresh_from_db()
    assert not user.is_active
    assert not user.has_usable_password()
    assert entries(user)[-1].act.reason == GROUND


def test_erasing_by_command():
    make_user("an", email="hoang.may@example.vn")
    call_command("erase_person", "an", reason=GROUND, stdout=io.StringIO())
    assert "hoang.may@example.vn" not in dump()
    with pytest.raises(CommandError, match="Không có tài khoản"):
        call_command("erase_person", "ai-do", reason=GROUND)


# --- Blacking out -----------------------------------------------------------------------------


def black_out(text, **options):
    output = io.StringIO()
    call_command("black_out", text=[text], stdout=output, **{"ground": GROUND} | options)
    return output.getvalue()


@pytest.fixture
def written():
    """A name that got into texts: in both Unicode forms, in JSON, in a deleted record."""
    with history.acting(reason=f"theo đơn của {PERSON}"):
        source = Source.objects.create(key="thu", title="Đơn", note=f"Bà {PERSON}, xã Tả Van")
    Source.objects.filter(pk=source.pk).update(
        licence=f"gửi {unicodedata.normalize('NFD', PERSON)} nhé"
    )
    LoadedRow.objects.create(
        loader="thu", key="thu", object_pk=1, values={"a": [{"b": f"{PERSON}: 1.50"}], "c": 1.5}
    )
    gone = Source.objects.create(key="xóa", title=f"Của {PERSON}")
    gone.delete()
    briefing = make_briefing(title=f"Trả lời {PERSON}")  # public: its rows are frozen
    return source, briefing


def forms():
    return [unicodedata.normalize(form, PERSON) for form in ("NFC", "NFD")]


def test_blacking_out_leaves_the_name_nowhere(written):
    assert all(form in dump() for form in forms())
    said = black_out(PERSON, confirm=True)
    assert "nguồn, ghi chú: 1 dòng" in said
    left = dump()
    for form in [*forms(), *(json.dumps(form)[1:-1] for form in forms())]:
        assert form not in left
    source, briefing = written
    source.refresh_from_db()
    briefing.refresh_from_db()
    assert source.note == "Bà █████ ███ ███, xã Tả Van"
    assert briefing.title == "Trả lời █████ ███ ███"
    assert LoadedRow.objects.get(loader="thu").values == {
        "a": [{"b": "█████ ███ ███: 1.50"}], "c": 1.5,
    }  # fmt: skip
    act = Act.objects.get(kind=Act.Kind.BLACKOUT)
    assert act.reason == GROUND
    assert act.entries.exists()


def test_figures_beside_a_blacked_out_text_keep_every_digit(written):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE reference_loadedrow SET values = values || '{\"n\": 464.6000000000000000001}'"
            " WHERE loader = 'thu'"
        )
        black_out(PERSON, confirm=True)
        cursor.execute("SELECT values->>'n' FROM reference_loadedrow WHERE loader = 'thu'")
        assert cursor.fetchone() == ("464.6000000000000000001",)


def test_without_confirmation_nothing_changes(written):
    before = Entry.objects.count()
    said = black_out(PERSON)
    assert "chưa đổi gì" in said
    assert Entry.objects.count() == before
    assert PERSON in dump()


def test_letter_case_is_ignored_when_asked(written):
    assert "Không thấy ở đâu." in black_out(PERSON.lower(), confirm=True)
    black_out(PERSON.lower(), confirm=True, any_case=True)
    assert PERSON not in dump()


def test_a_text_known_only_to_history_is_found_there():
    source = Source.objects.create(key="thu", title=f"Của {PERSON}")
    source.delete()
    black_out(PERSON, confirm=True)
    assert PERSON not in dump()
    assert Act.objects.filter(kind=Act.Kind.BLACKOUT).count() == 1


@pytest.mark.parametrize(
    ("text", "ground", "why"),
    [
        ("Ẩy", GROUND, "quá ngắn"),
        (PERSON, "  ", "căn cứ"),
        (PERSON, f"đơn của {PERSON}", "Căn cứ không được chứa"),
    ],
)
def test_what_the_command_refuses(text, ground, why):
    with pytest.raises(CommandError, match=why):
        black_out(text, ground=ground, confirm=True)


def test_what_a_rule_of_the_database_refuses_changes_nothing():
    Source.objects.create(key="Hoàng A", title="Một")
    Source.objects.create(key="Hoàng B", title="Hai")
    Source.objects.create(key="█████ B", title="Ba")
    with pytest.raises(CommandError, match="chưa đổi gì"):
        black_out("Hoàng", confirm=True)
    assert Source.objects.filter(key__startswith="Hoàng").count() == 2


def test_spaces_and_half_composed_forms_do_not_hide_a_name():
    pattern = Pattern("Hoàng Mẩy")
    half = "Hoàng  " + unicodedata.normalize("NFD", "Mẩy")
    assert pattern.black_out(f"bà {half}!") == "bà █████  ███!"
    assert pattern.black_out("bà Hoa") == "bà Hoa"
    with pytest.raises(TooShort):
        Pattern(" a b ")


def test_the_end_of_a_line_in_a_kept_form_does_not_hide_a_name():
    typed = "Bà " + PERSON.replace(" ", "\r\n", 1).replace(" ", "\u00a0")
    form = KeptForm.objects.create(
        account=make_user(),
        address="/quan-tri/",
        title="Nguồn",
        content=json.dumps({"note": [typed]}, ensure_ascii=False),
    )
    black_out(PERSON, confirm=True)
    form.refresh_from_db()
    assert not set(PERSON.split()) & set(form.as_post()["note"].split())
