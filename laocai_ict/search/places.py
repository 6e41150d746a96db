"""What search finds of places: each unit by all its names, and what became of it.

A unit that has ended says in its note what it is part of now. That changes on the days on which
what came of it changes, so it has an entry for each span between such days: what an entry says
holds while it is open, however long ago it was written. The chains are those of
`reference.models.changes`; `reference.story` tells them at length.
"""

# ruff: noqa: S608 (names of our own tables and columns)

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from laocai_ict.reference.models import AdministrativeUnit, UnitChange, UnitName

from . import registry

KIND = "reference.unit"
GOING_ON = "('rename', 'type_change', 'code_change', 'transfer', 'unchanged')"
"""changes after which a unit is the same place, as in `reference.story`"""
RENAMED = "('rename', 'type_change', 'code_change')"

KINDS = "CASE {unit}.kind " + " ".join(
    f"WHEN '{kind.value}' THEN '{kind.label}'" for kind in AdministrativeUnit.Kind
) + " END"  # fmt: skip

CALLED = f"{KINDS} || ' ' || {{unit}}.name"
MIDNIGHT = "({day}::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh')"

# What a unit went into, step by step, with whether it only changed its name on the way.
AFTER = f"""
RECURSIVE after AS (
    SELECT gone.from_unit_id AS start, gone.to_unit_id AS unit, gone.effective_on,
        gone.kind IN {GOING_ON} AS is_same, gone.extent = 'part' AS is_part
    FROM reference_unitchange AS gone WHERE gone.from_unit_id IN (SELECT unnest(wanted_keys))
    UNION
    SELECT after.start, later.to_unit_id, later.effective_on,
        after.is_same AND later.kind IN {GOING_ON}, after.is_part OR later.extent = 'part'
    FROM after JOIN reference_unitchange AS later
        ON later.from_unit_id = after.unit AND later.effective_on > after.effective_on
),
before AS (
    SELECT unit.id AS start, unit.id AS unit, date 'infinity' AS effective_on
    FROM reference_administrativeunit AS unit WHERE unit.id IN (SELECT unnest(wanted_keys))
    UNION
    SELECT before.start, earlier.from_unit_id, earlier.effective_on
    FROM before JOIN reference_unitchange AS earlier
        ON earlier.to_unit_id = before.unit AND earlier.effective_on < before.effective_on
    WHERE earlier.kind IN {RENAMED}
)"""


def select() -> str:
    """Return the SQL of the source, see `registry.Source.select`."""
    called = {name: CALLED.format(unit=name) for name in ("unit", "above", "top", "receiver")}
    upper = f"upper(left({called['unit']}, 1)) || substr({called['unit']}, 2)"
    former = CALLED.format(unit="was")
    return f"""
    WITH {AFTER},
    turns AS (
        SELECT unit.id AS start, unit.valid_until AS day FROM reference_administrativeunit AS unit
        WHERE unit.id IN (SELECT unnest(wanted_keys)) AND unit.valid_until IS NOT NULL
        UNION SELECT unit.id, '-infinity'::date FROM reference_administrativeunit AS unit
        WHERE unit.id IN (SELECT unnest(wanted_keys))
        UNION SELECT after.start, receiver.valid_from
        FROM after JOIN reference_administrativeunit AS receiver ON receiver.id = after.unit
        UNION SELECT after.start, receiver.valid_until
        FROM after JOIN reference_administrativeunit AS receiver ON receiver.id = after.unit
    ),
    spans AS (
        SELECT turns.start, turns.day AS since,
            lead(turns.day) OVER (PARTITION BY turns.start ORDER BY turns.day) AS until,
            row_number() OVER (PARTITION BY turns.start ORDER BY turns.day) - 1 AS place
        FROM turns JOIN reference_administrativeunit AS unit ON unit.id = turns.start
        WHERE turns.day IS NOT NULL AND (
            turns.day = '-infinity' OR turns.day >= unit.valid_until
        )
    )
    SELECT unit.id, spans.place, NULL::bigint, {upper},
        array_remove(ARRAY[unit.name]::text[] || ARRAY(
            SELECT other.name FROM reference_unitname AS other WHERE other.unit_id = unit.id
            ORDER BY other.id
        )::text[] || ARRAY(
            SELECT {former} FROM before JOIN reference_administrativeunit AS was
                ON was.id = before.unit
            WHERE before.start = unit.id AND was.id <> unit.id
            ORDER BY before.effective_on DESC, was.id
        )::text[] || ARRAY[unit.code]::text[], NULL),
        '',
        concat_ws('; ', nullif(concat_ws(', ', {called["above"]}, {called["top"]},
            CASE WHEN spans.since > '-infinity' THEN
                'tới hết ' || to_char(unit.valid_until - 1, 'DD/MM/YYYY') END), ''),
            now.told),
        '',
        '{reverse_lazy("reference:place-list")}' || unit.slug || '/',
        NULL::smallint, '', NULL::date,
        tstzmultirange(tstzrange(
            {MIDNIGHT.format(day="nullif(spans.since, '-infinity')")},
            {MIDNIGHT.format(day="spans.until")}
        ))
    FROM reference_administrativeunit AS unit
    JOIN spans ON spans.start = unit.id
    LEFT JOIN reference_administrativeunit AS above ON above.id = unit.parent_id
    LEFT JOIN reference_administrativeunit AS top ON top.id = above.parent_id
    LEFT JOIN LATERAL (
        SELECT CASE WHEN bool_and(found.is_same) THEN 'nay là '
                WHEN bool_and(found.is_part) AND count(*) = 1 THEN 'một phần nay thuộc '
                ELSE 'nay thuộc ' END
            || string_agg(DISTINCT {called["receiver"]}, ', ')
            || CASE WHEN count(DISTINCT over.id) = 1
                THEN ', ' || min({CALLED.format(unit="over")}) ELSE '' END AS told
        FROM (
            SELECT after.unit, bool_and(after.is_same) AS is_same,
                bool_and(after.is_part) AS is_part
            FROM after WHERE after.start = unit.id GROUP BY after.unit
        ) AS found
        JOIN reference_administrativeunit AS receiver ON receiver.id = found.unit
        LEFT JOIN reference_administrativeunit AS over ON over.id = receiver.parent_id
        WHERE spans.since >= unit.valid_until
            AND coalesce(receiver.valid_from, receiver.first_listed) <= spans.since
            AND (receiver.valid_until IS NULL OR receiver.valid_until > spans.since)
    ) AS now ON true
    WHERE spans.until IS NULL OR spans.until > spans.since
"""


def upstream(units: str) -> str:
    """Return the SQL for the keys of units that became (part of) one of `units`, and of these."""
    return f"""
        WITH RECURSIVE reach (id) AS (
            {units} UNION SELECT change.from_unit_id
            FROM reach JOIN reference_unitchange AS change ON change.to_unit_id = reach.id
        ) SELECT id FROM reach"""


def downstream(units: str) -> str:
    """Return the SQL for the keys of units that one of `units` became, and of these."""
    return f"""
        WITH RECURSIVE reach (id) AS (
            {units} UNION SELECT change.to_unit_id
            FROM reach JOIN reference_unitchange AS change ON change.from_unit_id = reach.id
            WHERE change.to_unit_id IS NOT NULL
        ) SELECT id FROM reach"""


THESE = "SELECT unnest(changed)"
BELOW = """
    SELECT unit.id FROM reference_administrativeunit AS unit
    LEFT JOIN reference_administrativeunit AS above ON above.id = unit.parent_id
    WHERE ARRAY[unit.id, above.id, above.parent_id] && changed"""
"""a unit is named in the notes of what is below it, and of what became part of that"""


def around() -> str:
    """Return the SQL for the keys of all units that say something of those changed, and of these.

    Those that were deleted are among them.
    """
    return f"{THESE} UNION ({upstream(BELOW)}) UNION ({downstream(THESE)})"


def touches() -> tuple[registry.Touch, ...]:
    return (
        registry.Touch(AdministrativeUnit, "id", keys=around()),
        registry.Touch(UnitName, "unit_id", is_alone=True),
        registry.Touch(UnitChange, "from_unit_id", keys=upstream(THESE)),
        registry.Touch(UnitChange, "to_unit_id", keys=downstream(THESE)),
    )


def register() -> None:
    registry.register(
        registry.Source(
            kind=KIND,
            app="places",
            label=_("Đơn vị hành chính"),
            model=AdministrativeUnit,
            rows=AdministrativeUnit.objects.all,
            touches=touches,
            select=select,
        )
    )
