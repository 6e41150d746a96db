"""A clerk at the admin site: opens forms, fills them in, sends them, and believes only answers."""

import http.client
import urllib.error
import urllib.parse
import urllib.request
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from typing import Any


class Form(HTMLParser):
    """The fields of a page's form that posts to `action` (any form without), as a browser has them.

    `buttons` holds the submit buttons by the words on them, each as (name, value).
    """

    def __init__(self, page: str, marker: str = "") -> None:
        super().__init__()
        self.marker = marker
        self.fields: dict[str, str] = {}
        self.action = ""
        self._inside = self._found = False
        self._area = self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, Any]]) -> None:
        found = dict(attributes)
        names = (found.get("id") or "") + (found.get("action") or "")
        if tag == "form" and not self._found and self.marker in names:
            self._inside = self._found = True
            self.action = found.get("action") or ""
        if not self._inside:
            return
        name = found.get("name") or ""
        if tag == "input" and name and found.get("type") not in ("submit", "checkbox", "radio"):
            self.fields[name] = found.get("value") or ""
        elif tag == "input" and name and "checked" in found:
            self.fields[name] = found.get("value") or "on"
        elif tag == "textarea":
            self._area = name
            self.fields[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in found:
            self.fields[self._select] = found.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""


class Clerk:
    """One browser session; ConnectionError and OSError come through, 5xx are raised as OSError."""

    def __init__(self, base: str, name: str, password: str) -> None:
        self.base, self.name, self.password = base, name, password
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def log_in(self) -> None:
        page, address = self.get("/quan-tri/login/")
        if "/login/" not in address:
            return  # an earlier try was answered too late to be heard
        fields = Form(page, "login").fields | {"username": self.name, "password": self.password}
        _, address = self.post("/quan-tri/login/?next=/quan-tri/", fields)
        if "/login/" in address:
            raise PermissionError(self.name)

    def get(self, path: str) -> tuple[str, str]:
        return self._send(path, None)

    def post(self, path: str, fields: dict[str, str]) -> tuple[str, str]:
        """Send a form; return the page that came in the end and its address."""
        return self._send(path, urllib.parse.urlencode(fields).encode())

    def _send(self, path: str, data: bytes | None) -> tuple[str, str]:
        address = urllib.parse.urljoin(self.base, path)
        request = urllib.request.Request(address, data, {"Referer": address})  # noqa: S310
        try:
            with self.opener.open(request, timeout=30) as response:
                return response.read().decode(), response.geturl()
        except urllib.error.HTTPError as error:
            if error.code >= 500:
                raise ConnectionError(f"{error.code} {path}") from error
            return error.read().decode(), f"{error.geturl()}#{error.code}"
        except http.client.HTTPException as error:
            raise ConnectionError(str(error)) from error
