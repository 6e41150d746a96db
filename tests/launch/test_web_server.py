"""What the web server sets for its processes and the commands do not."""

import subprocess
import sys

ASK = """
{first}
import os, django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "laocai_ict.settings")
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = "postgres"
with connection.cursor() as cursor:
    cursor.execute("SELECT current_setting('statement_timeout'), current_setting('lock_timeout')")
    print(*cursor.fetchone())
"""


def limits(first=""):
    code = ASK.format(first=first)
    return subprocess.check_output([sys.executable, "-c", code], text=True).split()


def test_pages_wait_for_no_query_or_lock_longer_than_a_reader_would(db):
    assert limits("import laocai_ict.gunicorn") == ["20s", "5s"]


def test_commands_may_take_their_time(db):
    assert limits() == ["0", "0"]


PARSE = """
import laocai_ict.gunicorn as portal
from gunicorn.config import Config
from gunicorn.http import RequestParser
config = Config()
config.set("limit_request_line", portal.limit_request_line)
line = b"GET /tim-kiem/?q=" + b"%E1%BA%A1" * 10_000 + b" HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"
print(len(next(iter(RequestParser(config, iter([line]), ("127.0.0.1", 1)))).query))
"""


def test_ten_thousand_letters_in_the_search_box_get_to_the_page():
    answer = subprocess.check_output([sys.executable, "-c", PARSE], text=True)
    assert int(answer) == len("q=") + 9 * 10_000
