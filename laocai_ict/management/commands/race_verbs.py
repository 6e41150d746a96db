"""Race every pair of publishing verbs on one record."""

import itertools
import threading
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections

from laocai_ict.management.stress.scratch import scratch_database
from laocai_ict.management.stress.stage import SITUATIONS, People, Stage, calls
from laocai_ict.publishing.refusal import Refused
from laocai_ict.publishing.services import VERBS

ONE, OTHER = "một", "hai"


class Command(BaseCommand):
    """Two people press at once, every pair of verbs, each pair `--times` times.

    Method: on a copy of the database that is thrown away afterwards. For each pair a situation in
    which both verbs are possible (else one of them) is made anew for each race; two threads with a
    connection each start their verb at one barrier. A race is lost where a verb ends otherwise than
    done or refused (a deadlock, an error of the database), or where the state afterwards is none of
    the two that the verbs lead to when called one after the other. Prints races, outcomes and what
    was lost; ends with an error where anything was.
    """

    help = "Cho từng cặp việc đăng tải chạy đua trên một bản ghi, trên một bản sao của dữ liệu."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--times", type=int, default=20, help="số lần mỗi cặp (mặc định 20)")

    def handle(self, *args: Any, **options: Any) -> None:
        with scratch_database():
            lost, outcomes = self._all_pairs(options["times"])
        for outcome, count in sorted(outcomes.items()):
            self.stdout.write(f"{outcome}: {count}")
        if lost:
            raise CommandError(f"{len(lost)} cuộc đua hỏng, đầu tiên: {lost[0]}")

    def _all_pairs(self, times: int) -> tuple[list[str], Counter]:
        people = People.make()
        possible = {verb: _situations_for(verb, people) for verb in VERBS}
        lost: list[str] = []
        outcomes: Counter = Counter()
        pairs = list(itertools.combinations_with_replacement(VERBS, 2))
        for first, second in pairs:
            both = [s for s in possible[first] if s in possible[second]]
            situation = (both or possible[first])[0]
            orders = _one_after_the_other(situation, people, first, second)
            for _ in range(times):
                stage = situation(people)
                ends = _race(stage, first, second)
                outcomes[" + ".join(sorted(ends))] += 1
                if stage.state() not in orders or set(ends) - {"done", "refused"}:
                    lost.append(f"{first} + {second} ({situation.__name__}): {ends}")
        self.stdout.write(f"{len(pairs)} cặp × {times}, mất {len(lost)}")
        return lost, outcomes


def _situations_for(verb: str, people: People) -> list:
    return [
        situation for situation in SITUATIONS if _end_of(calls(situation(people))[verb]) == "done"
    ]


def _one_after_the_other(situation: Any, people: People, first: str, second: str) -> list[tuple]:
    """Return the states after both orders; both calls were taken before either was made."""
    states = []
    for order in ((first, ONE), (second, OTHER)), ((second, OTHER), (first, ONE)):
        stage = situation(people)
        taken = {ONE: calls(stage)[first], OTHER: calls(stage)[second]}
        for _verb, which in order:
            _end_of(taken[which])
        states.append(stage.state())
    return states


def _race(stage: Stage, first: str, second: str) -> list[str]:
    barrier = threading.Barrier(2)
    taken = [calls(stage)[first], calls(stage)[second]]
    ends = ["", ""]

    def run(place: int) -> None:
        connection.ensure_connection()
        barrier.wait()
        ends[place] = _end_of(taken[place])
        connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


def _end_of(call: Any) -> str:
    try:
        call()
    except Refused:
        return "refused"
    except Exception as error:  # what it is called decides the race
        return f"{type(error).__name__}: {error}"
    return "done"
