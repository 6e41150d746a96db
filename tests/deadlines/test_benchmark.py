"""The benchmark counts what it says: each explanation made, one query a round."""

import io

import pytest
from django.core.management import call_command

from laocai_ict.deadlines.management.commands import benchmark_deadlines as benchmark


@pytest.mark.django_db
def test_benchmark_prints_what_it_measured():
    said = io.StringIO()
    call_command("benchmark_deadlines", rounds=2, terms=200, stdout=said)
    lines = said.getvalue().splitlines()
    assert lines[0].startswith("200 thời hạn, ")
    assert lines[3] == "truy vấn mỗi vòng: 1"
    assert lines[4].startswith("mục tiêu dưới 2 s: ")


@pytest.mark.django_db
def test_round_writes_out_every_day_and_several_sentences_a_term():
    result = benchmark.measure(benchmark.draw(200))
    assert result.days > 200 * 10
    assert result.words > 200 * 3
    assert result.queries == 1


def test_terms_are_the_same_in_each_run():
    assert benchmark.draw(50) == benchmark.draw(50)
