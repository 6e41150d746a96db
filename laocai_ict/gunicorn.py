"""Settings of the web server, for `manage.py start` and for production alike.

    gunicorn -c python:laocai_ict.gunicorn

Variables: BIND, WEB_CONCURRENCY (processes), WEB_THREADS (in each).
"""

import contextlib
import gc
import logging
import os
import signal
from typing import Any

from gunicorn.http import message

from laocai_ict.launch import refusal, running
from laocai_ict.launch.processes import die_with_parent

refusal.install()  # Ctrl-C before all is loaded is no fault either
nohup = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN

# A page waits neither for a slow query nor for a lock longer than a reader would; commands may.
os.environ.setdefault("PGOPTIONS", "-c statement_timeout=20s -c lock_timeout=5s")

wsgi_app = "laocai_ict.wsgi"
bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
# A slow download holds a thread: ten of them leave the pages their threads.
threads = int(os.environ.get("WEB_THREADS", "16"))
preload_app = True  # the processes share what is loaded before they part
timeout = 60
graceful_timeout = 10
keepalive = 30
max_requests = 5000
max_requests_jitter = 500
# Ten thousand Vietnamese letters in the search box are a long address, and still get a page.
limit_request_line = message.MAX_REQUEST_LINE = 100_000
# On by default in this version of gunicorn: a socket in the home folder that can end the server.
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
errorlog = "-"
# Warnings write down address and request line of whoever sends nonsense: both are personal.
loglevel = "error"
# Django leaves it to the server to drop the body of an answer to HEAD; that needs no warning.
logging.getLogger("gunicorn.http.wsgi").setLevel(logging.ERROR)
proc_name = "laocai-ict"


def when_ready(server: Any) -> None:
    """Addresses are being served: leave what is loaded out of garbage collection, tell the user."""
    gc.collect()
    gc.freeze()
    if running.started_by_command():
        # `start` sits in a terminal: there a hang-up means the end, not "read settings again".
        end = signal.SIG_IGN if nohup else lambda *_: os.kill(os.getpid(), signal.SIGTERM)
        signal.signal(signal.SIGHUP, end)
        print(running.welcome(), flush=True)


def post_fork(server: Any, worker: Any) -> None:
    # At once: the next start finds the address free, and PostgreSQL undoes what was not finished.
    die_with_parent(signal.SIGKILL)
    for descriptor in running.held_descriptors():
        with contextlib.suppress(OSError):
            os.close(descriptor)


def post_worker_init(worker: Any) -> None:
    if nohup:  # before this, gunicorn has given every signal its usual meaning again
        signal.signal(signal.SIGHUP, signal.SIG_IGN)


def on_exit(server: Any) -> None:
    if running.started_by_command():
        running.wait_for_the_server()
