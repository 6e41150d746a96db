"""Reads the tables, asks for pages as a role, and writes down what came back."""

import re
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from django.db import connection, transaction
from django.test import Client
from django.test.client import ClientHandler, RequestFactory
from django.urls import URLResolver, get_resolver, reverse

LEFT_BEHIND = ("django_session", "editing_")
"""tables that a refused request may write to: sessions, forms kept for their owners"""
WRITTEN = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')


def rows(table: str) -> Iterator[tuple[tuple[str, ...], dict[str, str]]]:
    """Yield the words before the columns and the answers by column of each line."""
    head, *lines = [line.split() for line in table.strip().splitlines()]
    for line in lines:
        words, answers = line[: len(line) - len(head)], line[-len(head) :]
        yield tuple(words), dict(zip(head, answers, strict=True))


@dataclass
class Role:
    name: str
    user: Any
    cookies: SimpleCookie = field(default_factory=SimpleCookie)

    def __post_init__(self) -> None:
        if self.user is not None:
            client = Client()
            client.force_login(self.user)
            self.cookies = client.cookies

    @property
    def account(self) -> str:
        return str(self.user.pk) if self.user is not None else "0"


class Watch:
    """Notes the tables that are written to, but for those that any request may write to."""

    def __init__(self) -> None:
        self.tables: set[str] = set()

    def __call__(self, execute: Any, sql: Any, *arguments: Any) -> Any:
        written = set(WRITTEN.findall(str(sql)))
        self.tables |= {table for table in written if not table.startswith(LEFT_BEHIND)}
        return execute(sql, *arguments)


class Asker:
    """Asks past the test client, which keeps the context of every template and is slow."""

    def __init__(self) -> None:
        self.handler = ClientHandler(enforce_csrf_checks=False)
        self.login = reverse("admin:login")

    def answer(self, role: Role, method: str, address: str, typed: Any = None) -> Any:
        """Return the response; what it wrote is left for the caller to take back."""
        factory = RequestFactory()
        factory.cookies = role.cookies
        if method == "POST":
            body = urlencode(typed or {}, doseq=True)
            request = factory.post(address, body, "application/x-www-form-urlencoded")
        else:
            request = factory.generic(method, address)
        return self.handler(request.environ)

    def sign(self, role: Role, method: str, address: str, typed: Any = None, before=None) -> str:
        """Return the answer as the tables write it, and take back whatever a POST did."""
        watch = Watch()
        with transaction.atomic() if method == "POST" else nullcontext():
            if before is not None:
                before()
            with connection.execute_wrapper(watch):
                response = self.answer(role, method, address, typed)
            if method == "POST":
                transaction.set_rollback(True)
        self.response = response
        status = response.status_code
        if status == 302 and response["Location"].startswith(self.login):
            sign = "login"
        else:
            sign = "." if status == 403 else str(status)
        return f"{sign}!" if watch.tables else sign


def addresses() -> set[str]:
    """Return every pattern of the portal by name: "admin:press_briefing_add", "home"."""
    found = set()

    def walk(resolver: Any, spaces: tuple[str, ...]) -> None:
        for one in resolver.url_patterns:
            if isinstance(one, URLResolver):
                walk(one, (*spaces, one.namespace) if one.namespace else spaces)
            else:
                found.add(":".join((*spaces, one.name or f"<{one.pattern}>")))

    walk(get_resolver(), ())
    return found
