import os
import sys

from django.core.management.base import BaseCommand

from laocai_ict.display.messages import compile_catalogues
from laocai_ict.launch import chromium, locks
from laocai_ict.launch.folders import BASE_DIR, data_dir, make_data_dir
from laocai_ict.launch.refusal import Refusal
from laocai_ict.launch.steps import Step

MOST_PROCESSES = 4
"""each has a PostgreSQL and a Chromium of its own: about 500 MB"""

HELP = """usage: manage.py test [pytest arguments]

Chạy toàn bộ kiểm thử; các tham số còn lại được chuyển cho pytest.
Runs the whole suite; everything after `test` goes to pytest, for example:

  manage.py test tests/press -k week     part of the suite
  manage.py test -m "not browser"        without the browser tests
  manage.py test --durations=10          the slowest ten
"""


class Command(BaseCommand):
    help = "Chạy kiểm thử bằng pytest; tham số còn lại chuyển cho pytest."

    def run_from_argv(self, argv: list[str]) -> None:
        arguments = argv[2:]
        if {"-h", "--help"} & set(arguments):
            self.stdout.write(HELP)
            return
        compile_catalogues()
        self._ensure_chromium()
        lock = locks.try_lock(make_data_dir() / "test.lock")
        if lock is None:
            raise Refusal(
                f"Đang có kiểm thử khác trên {data_dir()}: hãy đợi xong, hoặc đặt DATA_DIR khác.",
                f"Other tests are running on {data_dir()}: wait for them, or set another DATA_DIR.",
            )
        os.set_inheritable(lock, True)
        os.environ["EMBEDDED_SERVER"] = "test"
        os.chdir(BASE_DIR)
        os.execv(sys.executable, [sys.executable, "-m", "pytest", *(arguments or _shared_out())])

    def _ensure_chromium(self) -> None:
        if chromium.find() is None:
            with Step("Cài Chromium", "Chromium"):
                os.environ["CHROMIUM_MISSING"] = chromium.install()


def _shared_out() -> list[str]:
    """Return how the whole suite is shared among the processors; a file stays together."""
    count = min(os.cpu_count() or 1, MOST_PROCESSES)
    if count == 1:
        return []
    processes = [f"--tx=popen//env:EMBEDDED_SERVER=test-{number}" for number in range(1, count + 1)]
    return ["--dist=loadfile", *processes]
