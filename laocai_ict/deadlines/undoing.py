"""What may not be taken back: a decision to move deadlines stands, and another may follow it."""

from typing import Any

from laocai_ict.display.refusals import Refused
from laocai_ict.history.models import Act, Entry

from .models import Decision, Notice, Shift
from .sentences import SENTENCES

LOGGED = {model._meta.db_table for model in (Decision, Shift, Notice)}
SENTENCE = SENTENCES["deadlines_decided_stands_still"]


class DecisionHandler:
    """Claims every act that decided something or told somebody of it, and refuses it whole.

    Of what such an act moved nothing goes back either: those concerned were told the new day.
    """

    def claims(self, act: Act, entries: list[Entry]) -> bool:
        return any(entry.table in LOGGED for entry in entries)

    def may(self, user: Any, entries: list[Entry]) -> bool:
        return False

    def blockers(self, act: Act, entries: list[Entry]) -> list[str]:
        return [SENTENCE]

    def promise(self, act: Act, entries: list[Entry]) -> str:
        return ""

    def take_back(self, act: Act, entries: list[Entry], *, by: Any, reason: str) -> None:
        raise Refused(SENTENCE)
