"""What the database holds, compared with the receipts of those who wrote."""

from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2

from laocai_ict.launch import server

ROWS = """
SELECT a.partner, v.state, v.public_from IS NOT NULL, v.approved_by_name,
       ARRAY(SELECT m.verb FROM publishing_move m WHERE m.version_id = v.id ORDER BY m.id),
       (SELECT count(*) FROM publishing_writer w WHERE w.version_id = v.id),
       (SELECT count(*) FROM history_entry e
        WHERE e."table" = 'egov_cooperationagreement' AND e.row_key = a.id::text
          AND e.operation = 'insert')
FROM egov_cooperationagreement a JOIN publishing_version v ON v.id = a.version_id
WHERE a.partner LIKE 'Đối tác %-%'
"""
HALVES = {
    "phiên bản không có nội dung": """
        SELECT count(*) FROM publishing_version v JOIN publishing_item i ON i.id = v.item_id
        WHERE i.kind = 'egov.cooperationagreement'
          AND NOT EXISTS (SELECT 1 FROM egov_cooperationagreement a WHERE a.version_id = v.id)
    """,
    "mục không có phiên bản": """
        SELECT count(*) FROM publishing_item i
        WHERE NOT EXISTS (SELECT 1 FROM publishing_version v WHERE v.item_id = i.id)
    """,
    "mục của chỉ mục tìm kiếm thiếu, thừa hoặc khác bản ghi": """
        SELECT count(*) FROM search_make_egov_cooperationagreement(
            ARRAY(SELECT id FROM egov_cooperationagreement)
        ) AS made
        FULL JOIN (
            SELECT * FROM search_entry WHERE kind = 'egov.cooperationagreement'
        ) AS entry USING (key, beside)
        WHERE entry.kind IS NULL OR made.title IS NULL OR made.title <> entry.title
            OR made.open_during <> entry.open_during OR made.words <> entry.words
    """,
}


def compare(folder: Path, writers: Iterable[Any]) -> list[str]:
    """Return a sentence for everything that was lost, doubled or left half done."""
    where = server.Server(folder / "postgres")
    with (
        closing(
            psycopg2.connect(
                host=str(where.socket_folder), user=server.ROLE, dbname=server.DATABASE
            )
        ) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute(ROWS)
        rows = cursor.fetchall()
        findings = [writer.trouble for writer in writers if writer.trouble]
        for name, query in HALVES.items():
            cursor.execute(query)
            if count := cursor.fetchone()[0]:
                findings.append(f"{count} {name}")
    counted = Counter(row[0] for row in rows)
    findings += [f"{partner}: có {times} bản" for partner, times in counted.items() if times > 1]
    kept = {row[0]: row for row in rows}
    for writer in writers:
        for step, partner in writer.receipts:
            if partner not in kept:
                findings.append(f"{partner}: mất, dù đã nhận biên nhận {step}")
            elif step != "add" and step not in kept[partner][4]:
                findings.append(f"{partner}: mất bước {step}")
    for row in rows:
        findings += _half_done(*row)
    return findings


def _half_done(partner, state, is_public, approver, moves, writers, entries) -> Iterable[str]:
    steps = Counter(moves)
    for step, times in steps.items():
        if times > 1:
            yield f"{partner}: bước {step} ghi {times} lần"
    if (state == "approved") != (steps["approve"] == 1) or is_public != (state == "approved"):
        yield f"{partner}: {state}, công khai {is_public}, các bước {moves}"
    if state == "approved" and not approver:
        yield f"{partner}: đã duyệt mà không có người duyệt"
    if state == "submitted" and not steps["submit"]:
        yield f"{partner}: chờ duyệt mà không có bước gửi"
    if not writers:
        yield f"{partner}: không ghi người soạn"
    if entries != 1:
        yield f"{partner}: {entries} dòng lịch sử"
