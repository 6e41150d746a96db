"""What an address asks, read strictly: nothing in it is ever guessed."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

LONGEST = 100
"""signs of a value; nothing these pages ask for needs more"""
FORMAT = "dinh-dang"


@dataclass(frozen=True)
class Problem:
    """What is wrong with one parameter, in a sentence for the person who asked."""

    name: str
    sentence: str


@dataclass
class Asked:
    """The parameters of an address by name, "" where one is not given.

    `typed` is what was written, to be shown again; a value that `problems` speaks of is not in
    `values`.
    """

    typed: dict[str, str]
    values: dict[str, str]
    given: frozenset[str] = frozenset()
    """names that stand in the address, with or without a value"""
    problems: list[Problem] = field(default_factory=list)
    as_data: bool = False

    @classmethod
    def read(cls, query: QueryDict, *names: str) -> "Asked":
        """Read the parameters `names`; others, double ones and unreadable ones are problems."""
        known = (*names, FORMAT)
        asked = cls(
            typed={name: shown(query.get(name, "")) for name in names},
            values=dict.fromkeys(names, ""),
            given=frozenset(query) - {FORMAT},
            as_data="json" in query.getlist(FORMAT),
        )
        for name, given in query.lists():
            asked._take(name, given, known)
        return asked

    def _take(self, name: str, given: list[str], known: tuple[str, ...]) -> None:
        value = given[0].strip()
        words = {"name": shown(name), "value": shown(value)}
        if name not in known:
            self.refuse(name, _("Trang này không có tham số “%(name)s”.") % words)
        elif len(given) > 1:
            self.refuse(name, _("“%(name)s” có hơn một lần trong địa chỉ.") % words)
        elif not value.isprintable():
            self.refuse(name, _("“%(name)s” có ký tự không đọc được.") % words)
        elif len(value) > LONGEST:
            self.refuse(name, _("“%(name)s” dài quá.") % words)
        elif name == FORMAT:
            if value not in ("", "json"):
                self.refuse(name, _("Không có dạng “%(value)s”; chỉ có json.") % words)
        else:
            self.values[name] = value

    def refuse(self, name: str, sentence: str) -> None:
        self.problems.append(Problem(name, sentence))

    def sentence_of(self, name: str) -> str:
        """Return what is wrong with the parameter, "" where nothing is."""
        return " ".join(each.sentence for each in self.problems if each.name == name)


def shown(text: str) -> str:
    """Return what somebody wrote, fit to be shown: not too long, no invisible signs."""
    readable = "".join(sign if sign.isprintable() else "\ufffd" for sign in text[: LONGEST + 1])
    return f"{readable[:LONGEST]}…" if len(text) > LONGEST else readable


class AskedPage:
    """View mixin: a page whose address holds a question, answered as a page or as data.

    Views name their `parameters` and give `as_data()`. What cannot be answered is status 400 with
    the sentences of `asked.problems`, as a page or as data alike.
    """

    parameters: tuple[str, ...] = ()
    request: HttpRequest

    @cached_property
    def asked(self) -> Asked:
        return Asked.read(self.request.GET, *self.parameters)

    def as_data(self) -> dict[str, Any]:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(asked=self.asked, **kwargs)  # type: ignore[misc]

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        problems = self.asked.problems
        status = 400 if problems else 200
        if not self.asked.as_data:
            return super().render_to_response(  # type: ignore[misc]
                context, status=status, **kwargs
            )
        data = (
            {"errors": [{"parameter": each.name, "sentence": each.sentence} for each in problems]}
            if problems
            else self.as_data()
        )
        return JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})
