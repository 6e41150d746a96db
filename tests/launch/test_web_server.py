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
