"""People who write while the portal is being killed under them, and keep their receipts."""

import re
import threading
import time
from typing import Any

from .clerk import Clerk, Form

ADD = "/quan-tri/egov/cooperationagreement/add/"
PATIENCE = 120
TAKEN = "đang ở trạng thái"
AUTHOR, APPROVER = "chinh-quyen-dien-tu", "chinh-quyen-dien-tu-duyet"


class Writer(threading.Thread):
    """Adds, submits and has approved one agreement after another.

    `receipts` are the answered steps as (step, partner); `doing` is the step without an answer yet.
    """

    def __init__(self, number: int, portal: Any) -> None:
        super().__init__(daemon=True)
        self.number, self.portal = number, portal
        self.receipts: list[tuple[str, str]] = []
        self.sent_again = 0
        self.trouble = ""
        self._finishing = False
        accounts = self._passwords()
        self.author = Clerk(portal.address, AUTHOR, accounts[AUTHOR])
        self.approver = Clerk(portal.address, APPROVER, accounts[APPROVER])

    def _passwords(self) -> dict[str, str]:
        text = (self.portal.folder / "demo-accounts.txt").read_text(encoding="utf-8")
        rows = [line.split("\t") for line in text.splitlines() if line.count("\t") == 2]
        return {name: password for name, password, _may in rows}

    def finish(self) -> None:
        """Let the step at hand come to its end."""
        self._finishing = True
        self.join(PATIENCE)

    def run(self) -> None:
        try:
            self._until_answered(self.author.log_in)
            self._until_answered(self.approver.log_in)
            count = 0
            while not self._finishing:
                count += 1
                self._one(f"Đối tác {self.number}-{count}")
        except Exception as error:  # told with the findings
            self.trouble = f"người ghi {self.number}: {type(error).__name__}: {error}"

    def _one(self, partner: str) -> None:
        change = self._add(partner)
        if not self._finishing:
            self._step(self.author, change, "gui-duyet", "submit", partner)
        if not self._finishing:
            self._step(self.approver, change, "duyet", "approve", partner)

    def _add(self, partner: str) -> str:
        page, _ = self._until_answered(lambda: self.author.get(ADD))
        fields = Form(page, "cooperationagreement_form").fields
        source = re.search(r'data-source-pk="(\d+)"', page)
        fields |= {"partner": partner, "statement": "Đã ký.", "order": "0", "_continue": "1"}
        fields["source"] = source.group(1) if source else self._source()
        page, address = self._until_answered(lambda: self.author.post(ADD, fields))
        found = re.search(r"/cooperationagreement/(\d+)/change/", address)
        if not found:
            raise AssertionError(f"không thêm được {partner}: {address} {_errors(page)}")
        self.receipts.append(("add", partner))
        return found.group(0).join(("/quan-tri/egov", ""))

    def _source(self) -> str:
        """Return the key of some source, as the form's own autocomplete offers it."""
        path = (
            "/quan-tri/autocomplete/?app_label=egov&model_name=cooperationagreement"
            "&field_name=source&term="
        )
        answer, _ = self._until_answered(lambda: self.author.get(path))
        return re.search(r'"id": "(\d+)"', answer).group(1)  # type: ignore[union-attr]

    def _step(self, clerk: Clerk, change: str, slug: str, verb: str, partner: str) -> None:
        path = change.replace("change/", f"buoc/{slug}/")
        page, _ = self._until_answered(lambda: clerk.get(path))
        fields = Form(page, "step_form").fields | {"viec": "ngay"}
        page, end = self._until_answered(lambda: clerk.post(path, fields))
        # Sent again after an answer that got lost, a step is refused: it was taken the first time.
        if end.endswith(path) and TAKEN not in page:
            raise AssertionError(f"{verb} {partner}: {end} {_errors(page)}")
        self.receipts.append((verb, partner))

    def _until_answered(self, send: Any) -> Any:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return send()
            except OSError:
                if time.monotonic() > deadline:
                    raise
                self.sent_again += 1
                time.sleep(0.2)


def _errors(page: str) -> str:
    found = re.findall(r'class="(?:errornote|errorlist|messagelist)[^>]*>(.*?)</', page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", " ".join(found)).split())[:300]
