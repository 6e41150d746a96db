"""Measures what history costs.

Method: two twins of the table of sources (structure, defaults, constraints, indexes) are
made by the migrating role in the database at hand and dropped at the end: one has the trigger of
history, the other none. Both are filled with the same rows. A round saves a fixed number of rows
of the one and of the other through Django, each save a transaction of its own (the way a form is
saved), turn by turn in blocks, so that a drift of the machine's speed falls on both alike; a
round's figure is the time with history divided by the time without. Then 5,000 rows are changed by
one UPDATE, with and without. Printed are median, smallest and largest over the rounds. The account,
the page and a reason are told as in a request. What the twins wrote into history stays there (the
history cannot be cut), so run it on a trial database.
"""

import statistics
import time
from functools import cache

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import connections, models, transaction

from laocai_ict.history.acting import acting
from laocai_ict.history.roles import OWNER, application_role

GOAL_SAVE, GOAL_BULK = 1.6, 3.0
BULK_ROWS = 5000
WITH, WITHOUT = "history_benchmark_with", "history_benchmark_without"
SOURCE = "reference_source"


class Command(BaseCommand):
    help = "Đo giá của lịch sử: lưu từng bản ghi, sửa hàng loạt 5.000 dòng; có và không có trigger."

    def add_arguments(self, parser):
        parser.add_argument("--rounds", type=int, default=15, help="số vòng đo (mặc định 15)")
        parser.add_argument("--saves", type=int, default=200, help="số lần lưu mỗi vòng")

    def handle(self, *, rounds, saves, **options):
        make_twins()
        try:
            told = {"where": "/quan-tri/do/", "reason": "đo", "kind": "form"}
            with acting(**told):
                save_ratios, save_times = measure(rounds, lambda model: save(model, saves))
                _, bulk_times = measure(max(rounds // 3, 3), bulk)
        finally:
            drop_twins()
        verdict = statistics.median(save_ratios) <= GOAL_SAVE
        each = [statistics.median(times) / saves * 1000 for times in save_times]
        self.stdout.write(f"lưu: {each[0]:.2f} ms có lịch sử, {each[1]:.2f} ms không")
        self.stdout.write(f"tỉ lệ {spread(save_ratios)}, mục tiêu {GOAL_SAVE}: {said(verdict)}")
        self.stdout.write(
            f"sửa {BULK_ROWS} dòng: {spread(bulk_times[0])} s có, {spread(bulk_times[1])} s không, "
            f"mục tiêu {GOAL_BULK} s: {said(statistics.median(bulk_times[0]) <= GOAL_BULK)}"
        )


def said(reached: bool) -> str:
    return "đạt" if reached else "KHÔNG đạt"


def spread(figures: list[float]) -> str:
    return f"{statistics.median(figures):.2f} ({min(figures):.2f}–{max(figures):.2f})"


@cache
def twin(table: str) -> type[models.Model]:
    """Return a model like that of sources on another table; known to Django for this run alone."""
    original = apps.get_model("reference", "Source")
    columns = {
        column.name: column.clone()
        for column in original._meta.concrete_fields
        if not column.primary_key
    }
    meta = type("Meta", (), {"db_table": table, "app_label": "history", "managed": False})
    return type(table, (models.Model,), {"Meta": meta, "__module__": __name__, **columns})


def make_twins() -> None:
    drop_twins()
    with transaction.atomic(OWNER), connections[OWNER].cursor() as cursor:
        for table in (WITH, WITHOUT):
            cursor.execute(f"CREATE TABLE {table} (LIKE {SOURCE} INCLUDING ALL)")
            cursor.execute(
                f"INSERT INTO {table} (key, title, url, published, licence, note)"
                " SELECT 'đo ' || n, 'Nguồn đo thử số ' || n, '', 'tháng 8/2018', '',"
                f" 'Ghi chú của nguồn số ' || n FROM generate_series(1, {BULK_ROWS}) AS n"
            )
            cursor.execute(f'GRANT SELECT, UPDATE ON {table} TO "{application_role()}"')
        cursor.execute(
            f"CREATE TRIGGER history_record AFTER INSERT OR UPDATE OR DELETE ON {WITH} FOR EACH ROW"
            " EXECUTE FUNCTION history_record('id', 'title', '{}', '{}')"
        )
    with connections[OWNER].cursor() as cursor:
        cursor.execute(f"ANALYZE {WITH}, {WITHOUT}")


def drop_twins() -> None:
    with connections[OWNER].cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {WITH}, {WITHOUT}")


def measure(rounds: int, work) -> tuple[list[float], tuple[list[float], list[float]]]:
    """Return the ratios of the rounds, and the seconds with and without history."""
    twins = (twin(WITH), twin(WITHOUT))
    for model in twins:
        work(model)  # warm up
    ratios: list[float] = []
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds):
        order = (0, 1) if number % 2 else (1, 0)
        taken = [0.0, 0.0]
        for place in order:
            taken[place] = work(twins[place])
        ratios.append(taken[0] / taken[1])
        for place in order:
            times[place].append(taken[place])
    return ratios, times


def save(model: type[models.Model], saves: int) -> float:
    records = list(model.objects.order_by("pk")[:saves])
    began = time.perf_counter()
    for record in records:
        with transaction.atomic():
            record.note = f"{record.note[:60]} {time.perf_counter_ns()}"
            record.save()
    return time.perf_counter() - began


def bulk(model: type[models.Model]) -> float:
    began = time.perf_counter()
    model.objects.update(licence=str(time.perf_counter_ns()))
    return time.perf_counter() - began
