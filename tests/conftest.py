"""What all tests share: PostgreSQL with the real reference data, hostile settings, a browser."""

import io
import os
from collections.abc import Callable, Iterator

os.environ["EMBEDDED_SERVER"] = os.environ.get("EMBEDDED_SERVER", "test")  # beside the portal's
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs a loop in the main thread

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection, connections, transaction
from django.test import TransactionTestCase
from django.test.utils import setup_databases
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker, blocking_manager_key

from laocai_ict.history.roles import OWNER
from laocai_ict.launch import chromium

NOT_RUN = pytest.StashKey[int]()
COPIED_AT = pytest.StashKey[str]()


def pytest_configure(config: pytest.Config) -> None:
    process = os.environ["EMBEDDED_SERVER"].removeprefix("test")
    for database in settings.DATABASES.values():  # one each for those who share an outside server
        name = f"test_{database['NAME']}{process}"
        database.setdefault("TEST", {})["NAME"] = name
    settings.DATABASES["default"]["CONN_MAX_AGE"] = 0  # the live server leaves no connection open
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    # No test of Django's kind empties tables (TRUNCATE is refused): a copy takes the place of all.
    TransactionTestCase._fixture_teardown = lambda self: None
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def vietnamese() -> None:
    """Begin each test in Vietnamese: a request for an English page leaves its language behind."""
    translation.activate("vi")


# --- The database -----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Load the reference data once; every test sees it and nothing of any other test.

    The migrating role makes the database; the tests work in it as the application's role.
    """
    with django_db_blocker.unblock():
        setup_databases(verbosity=0, interactive=False, aliases={OWNER})
        for settings_dict in (connection.settings_dict, settings.DATABASES["default"]):
            settings_dict["NAME"] = connections[OWNER].settings_dict["NAME"]
        call_command("load_reference", verbosity=0, stdout=io.StringIO())
        _copy_database(connection.settings_dict["NAME"], _full_copy())
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        with connections[OWNER]._nodb_cursor() as cursor:
            _drop(cursor, _full_copy())
            _drop(cursor, connection.settings_dict["NAME"])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Give the data back after a test that commits."""
    result = yield
    if nextitem is not None and _commits(item):
        with item.config.stash[blocking_manager_key].unblock():
            if _last_transaction() != item.config.stash.get(COPIED_AT, None):
                _copy_database(_full_copy(), connection.settings_dict["NAME"])
                item.config.stash[COPIED_AT] = _last_transaction()
    return result


def _last_transaction() -> str:
    """Return a number that rises with each transaction that changes a row, in any database.

    While it stands still a test that might have committed has not: the copy is still good.
    """
    with connections[OWNER]._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")
        return cursor.fetchone()[0]


def _commits(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    wanted = {"transactional_db", "live_server", "django_db_reset_sequences"}
    return bool(mark and mark.kwargs.get("transaction")) or bool(
        wanted & set(getattr(item, "fixturenames", ()))
    )


def _full_copy() -> str:
    return f"{connection.settings_dict['NAME']}_full"


def _copy_database(source: str, target: str) -> None:
    """Make `target` anew as a copy of `source`; works on files, a fraction of a second."""
    connections.close_all()
    with connections[OWNER]._nodb_cursor() as cursor:
        _drop(cursor, target)
        cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}" STRATEGY FILE_COPY')
        # A copy has the rights on everything in a database, not those on the database itself.
        cursor.execute(f'REVOKE TEMPORARY ON DATABASE "{target}" FROM PUBLIC')


def _drop(cursor, name: str) -> None:
    try:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
    except OperationalError:  # somebody is connected; to cut off a vacuum takes a superuser
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


# --- The whole site ---------------------------------------------------------------------------


@pytest.fixture(scope="session")
def site(django_db_setup: None, django_db_blocker: DjangoDbBlocker):
    """Every public address, samples included, visited once for all tests of the whole site."""
    from press import sample
    from tests.crawl import walk

    with django_db_blocker.unblock(), transaction.atomic():
        sample.load()
        visited = walk()
        transaction.set_rollback(True)
    return visited


# --- The browser ------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def chromium_browser() -> Iterator:
    """A real Chromium, one for the whole run."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=chromium.FLAGS, headless=True
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium_browser, live_server) -> Iterator[Callable]:
    """A function that opens an address of the portal in a page of its own.

    ``open_page("/", width=360, height=740, scheme="dark", javascript=False)``; what the page wrote
    to the console is in ``page.console``, every address it asked for in ``page.requested``.
    """
    contexts = []

    def open_(path="/", *, width=1280, height=900, scheme="light", javascript=True, **options):
        context = chromium_browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=javascript,
            locale="vi-VN",
            base_url=live_server.url,
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.console, page.requested = [], []
        page.on("console", lambda message: page.console.append(message.text))
        page.on("pageerror", lambda error: page.console.append(str(error)))
        page.on("request", lambda request: page.requested.append(request.url))
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the browser tests out where there is no Chromium."""
    browser = [item for item in items if item.get_closest_marker("browser")]
    if browser and chromium.find() is None:
        items[:] = [item for item in items if item not in browser]
        config.hook.pytest_deselected(items=browser)
        config.stash[NOT_RUN] = len(browser)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node) -> None:
    """Hear from each process that shared the suite what it left out."""
    node.config.stash[NOT_RUN] = node.workeroutput.get("not_run", 0)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["not_run"] = session.config.stash.get(NOT_RUN, 0)
    elif session.config.stash.get(NOT_RUN, 0) and os.environ.get("CI") == "true" and not exitstatus:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Say last what did not run, why, and how to mend it."""
    count = config.stash.get(NOT_RUN, 0)
    if count and not hasattr(config, "workeroutput"):
        why = os.environ.get("CHROMIUM_MISSING") or "no Chromium found"
        print(
            f"{count} kiểm thử trình duyệt KHÔNG chạy / {count} browser tests did NOT run: {why}. "
            "→ cài chromium rồi chạy lại, hoặc đặt CHROMIUM=/đường/dẫn / install chromium and run "
            "again, or set CHROMIUM=/path."
        )
