"""Demo accounts: random passwords, made once, in a file that its owner alone may read."""

import os
import stat

import pytest

from laocai_ict.accounts.demo import PLANS, ensure_demo_accounts
from laocai_ict.accounts.models import User
from laocai_ict.accounts.roles import GROUPS

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    return tmp_path / "demo-accounts.txt"


WITHOUT_ACCOUNT = {
    "Viễn thông: quản trị", "Chính quyền điện tử: quản trị", "Giới thiệu: quản trị",
}  # fmt: skip
"""what administrators of an app do is to be tried with that of the press"""


def test_accounts_to_try_every_step_with_and_an_administrator(file):
    accounts = ensure_demo_accounts(file)

    made = {user.username: user for user in User.objects.all()}
    assert set(made) == {account.name for account in accounts}
    held = {g.name for u in made.values() for g in u.groups.all()}
    assert held == set(GROUPS) - WITHOUT_ACCOUNT
    assert [u.username for u in made.values() if u.is_superuser] == ["quan-tri"]
    assert all(made[a.name].check_password(a.password) for a in accounts)


def test_passwords_are_random(file, tmp_path):
    first = ensure_demo_accounts(file)
    second = ensure_demo_accounts(tmp_path / "other.txt")

    assert len({a.password for a in first + second}) == 2 * len(PLANS)


def test_the_file_has_a_line_an_account_and_is_for_its_owner_alone(file):
    accounts = ensure_demo_accounts(file)

    lines = [tuple(line.split("\t")) for line in file.read_text().splitlines()]
    assert lines == [(a.name, a.password, a.may_do) for a in accounts]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_second_start_changes_no_password(file):
    first = ensure_demo_accounts(file)
    hashes = set(User.objects.values_list("password", flat=True))

    assert ensure_demo_accounts(file) == first
    assert set(User.objects.values_list("password", flat=True)) == hashes


def test_a_lost_account_comes_back_with_the_password_of_the_file(file):
    first = ensure_demo_accounts(file)
    User.objects.filter(username="bao-chi").delete()

    assert ensure_demo_accounts(file) == first
    password = {a.name: a.password for a in first}["bao-chi"]
    assert User.objects.get(username="bao-chi").check_password(password)


def test_an_account_that_was_changed_is_put_right(file):
    password = {a.name: a.password for a in ensure_demo_accounts(file)}["chi-xem"]
    user = User.objects.get(username="chi-xem")
    user.is_active, user.is_superuser = False, True
    user.set_password("khac")
    user.save()
    user.groups.clear()

    ensure_demo_accounts(file)
    user.refresh_from_db()
    assert (user.is_active, user.is_superuser) == (True, False)
    assert user.check_password(password)
    assert [g.name for g in user.groups.all()] == ["Chỉ xem"]


def test_a_lost_file_is_made_anew_and_is_true_again(file):
    ensure_demo_accounts(file)
    file.unlink()

    for account in ensure_demo_accounts(file):
        assert User.objects.get(username=account.name).check_password(account.password)


def test_a_file_others_could_read_is_closed(file):
    first = ensure_demo_accounts(file)
    file.chmod(0o644)

    assert ensure_demo_accounts(file) == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_link_in_place_of_the_file_is_not_followed(file, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("quan-tri\tbiet-truoc\tx\n")
    os.symlink(elsewhere, file)

    with pytest.raises(OSError, match=file.name):
        ensure_demo_accounts(file)
    assert elsewhere.read_text() == "quan-tri\tbiet-truoc\tx\n"


def test_nothing_unfinished_is_left_behind(file):
    ensure_demo_accounts(file)

    assert [path.name for path in file.parent.iterdir()] == [file.name]
