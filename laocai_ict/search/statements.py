"""The SQL of search, put together from fixed parts; all that was typed comes as values.

A statement answers with one row: the number of hits with and without the filters, one page of
them, the counts of the filters, and whether any has the words in a name or side by side.
"""

# ruff: noqa: S608 (every part is a constant of this file)

from collections.abc import Iterable

from .expressions import Expressions

MOST_RANKED = 2000
"""of more hits, those in title, name or number and then the newest of the rest are ranked"""
PER_PAGE = 20
MOST_VALUES = 12
"""values of one filter that are offered, those with most hits"""
SHARE_OF_BEST = 0.6
"""where no entry has everything: what has less than this part of the best is not shown"""
EXCERPT_FROM = 40_000
"""characters of a text that are read to show where it was found"""
MOST_AGENCY = 300
"""characters of the name of an agency"""
MANY = 300
"""hits from which on something else can hardly have been meant"""
PLACE = "reference.unit"
"""the kind that leads where its name is asked for"""
ENDED = "tới hết "
"""what the note of a place says that is no more, see `places`"""
FACETS = {"kind": "kind", "app": "app", "year": "year::text", "agency": "agency"}

FOUND = "id, kind, app, year, agency, date"
FIRST_TO_RANK = f"""
    ORDER BY in_names DESC, kind = '{PLACE}' AND in_names DESC, date DESC NULLS LAST, id DESC
    LIMIT %(most)s"""


def everything(asked: Expressions, chosen: Iterable[str]) -> str:
    """Return the statement for entries that have all that was asked, exact marks first."""
    marks_first = "has_marks DESC," if asked.has_marks else ""
    return f"""
WITH found AS MATERIALIZED (
    SELECT {FOUND}, {_in_names("all")} AS in_names
    FROM search_entry
    WHERE words @@ %(all)s::tsquery AND {_may_be_shown(asked)}
), scored AS (
    SELECT found.id, found.kind, entry.key, found.date, {_SCORES}
    FROM ({_narrowed(chosen)}{FIRST_TO_RANK}) AS found JOIN search_entry AS entry USING (id)
), page AS (
    SELECT id, row_number() OVER (
        ORDER BY leads DESC, {marks_first} is_title DESC,
            in_names AND length <= %(most_of_title)s DESC, in_names DESC,
            is_current DESC, level, in_row DESC, has_marks DESC, length, nearness DESC,
            date DESC NULLS LAST, kind, key
    ) AS place FROM scored
) {_answer(asked, chosen)}"""


def most_of_it(asked: Expressions, chosen: Iterable[str]) -> str:
    """Return the statement for entries that have at least half of the units asked for.

    A unit counts by how rare it is among them, twice where it stands in title, name or number.
    """
    numbers = range(len(asked.units))
    has = ", ".join(
        f"(words @@ %(unit_{n})s::tsquery)::int + (named @@ %(unit_{n})s::tsquery)::int AS has_{n}"
        for n in numbers
    )
    rare = ", ".join(
        f"ln(1 + count(*)::float / greatest(count(*) FILTER (WHERE has_{n} > 0), 1)) AS rare_{n}"
        for n in numbers
    )
    share = " + ".join(f"has_{n} * rare_{n}" for n in numbers)
    return f"""
WITH near AS MATERIALIZED (
    SELECT {FOUND}, in_names, {has} FROM (
        SELECT * FROM (
            SELECT *, {_in_names("some")} AS in_names
            FROM search_entry
            WHERE words @@ %(some)s::tsquery AND {_may_be_shown(asked)}
        ) AS similar_ones {FIRST_TO_RANK}
    ) AS newest
), rarity AS (
    SELECT {rare} FROM near
), weighed AS MATERIALIZED (
    SELECT {FOUND}, in_names, {share} AS share FROM near, rarity
), found AS MATERIALIZED (
    SELECT * FROM weighed WHERE share >= {SHARE_OF_BEST} * (SELECT max(share) FROM weighed)
), page AS (
    SELECT found.id, row_number() OVER (
        ORDER BY share DESC, {_HAS_MARKS} DESC, {_IS_CURRENT} DESC, {_LEVEL}, {_LENGTH},
            found.date DESC NULLS LAST, found.kind, entry.key
    ) AS place
    FROM ({_narrowed(chosen)}) AS found JOIN search_entry AS entry USING (id)
) {_answer(asked, chosen)}"""


def _in_names(words: str) -> str:
    """Return the condition that an entry has the words in title, names or number.

    Asked of the index once for all: the column lies outside the row, to fetch it for each of many
    hits costs more than all the rest.
    """
    return f"id IN (SELECT id FROM search_entry WHERE named @@ %({words})s::tsquery)"


def _may_be_shown(asked: Expressions) -> str:
    conditions = ["open_during @> %(at)s::timestamptz"]
    if asked.none:
        conditions.append("NOT words @@ %(none)s::tsquery")
    if asked.none_exact:
        conditions.append("NOT exact @@ %(none_exact)s::tsquery")
    return " AND ".join(conditions)


_HAS_MARKS = "entry.exact @@ %(exact)s::tsquery"
_IS_CURRENT = f"(entry.kind <> '{PLACE}' OR position('{ENDED}' IN entry.note) = 0)"
_LEVEL = f"""CASE
    WHEN entry.kind <> '{PLACE}' THEN 0
    WHEN entry.title ^@ 'Tỉnh ' THEN 1
    WHEN entry.title ^@ 'Thành phố ' OR entry.title ^@ 'Huyện ' OR entry.title ^@ 'Thị xã ' THEN 2
    ELSE 3 END"""
_LENGTH = "CASE WHEN found.in_names THEN length(ts_filter(entry.named, '{a}')) END"
"""words of the title: the fewer, the more of it was asked for; NULL, after all others, if none"""
_IS_MOST = "(found.in_names AND length(ts_filter(entry.named, '{a}')) <= %(most_of_title)s)"
"""what was asked is most of the title: in a long one words of a mistyped name stand by chance"""
_IS_NAME = f"""(
    entry.kind = '{PLACE}' AND found.in_names AND EXISTS (
        SELECT FROM unnest(entry.title || entry.names) AS other
        -- Folding costs more than counting letters.
        WHERE length(other) BETWEEN %(shortest_name)s AND %(longest_name)s
            AND search_folded(search_words(other)) = ANY(%(names)s)
    )
)"""
_SCORES = f"""
    found.in_names,
    {_HAS_MARKS} AS has_marks,
    {_IS_NAME}::int + ({_IS_NAME} AND entry.exact @@ %(exact)s::tsquery)::int AS leads,
    entry.named @@ %(title)s::tsquery
        AND length(ts_filter(entry.named, '{{a}}')) = %(distinct)s AS is_title,
    {_IS_CURRENT} AS is_current,
    {_LEVEL} AS level,
    {_LENGTH} AS length,
    found.in_names AND entry.named @@ %(row)s::tsquery AS in_row,
    round(ts_rank_cd(entry.words, %(all)s::tsquery, 1)::numeric, 2) AS nearness"""


def _narrowed(chosen: Iterable[str]) -> str:
    return f"SELECT * FROM found WHERE {_fits(chosen)}"


def _fits(chosen: Iterable[str], but: str = "") -> str:
    conditions = [f"{FACETS[name]} = %(chosen_{name})s" for name in chosen if name != but]
    return " AND ".join(conditions) or "true"


def _answer(asked: Expressions, chosen: Iterable[str]) -> str:
    """Return the end of a statement that has `found`, with all hits, and `page`, in order."""
    sure_marks = _HAS_MARKS if asked.has_marks else "true"
    counts = " UNION ALL ".join(
        f"""(SELECT '{name}', {value}, sum(number) FROM cells
        WHERE {value} <> '' AND {_fits(chosen, name)}
        GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT {MOST_VALUES})"""
        for name, value in FACETS.items()
    )
    return f"""
, cells AS MATERIALIZED (
    SELECT kind, app, year, agency, count(*) AS number FROM found GROUP BY 1, 2, 3, 4
)
SELECT (SELECT coalesce(sum(number), 0)::int FROM cells WHERE {_fits(chosen)}),
    (SELECT coalesce(sum(number), 0)::int FROM cells),
    (SELECT json_agg(json_build_object(
        'kind', kind, 'app', app, 'title', title, 'names', names, 'number', number, 'note', note,
        'body', left(body, {EXCERPT_FROM}), 'address', address, 'agency', agency, 'date', date
    ) ORDER BY place) FROM (
        SELECT place, entry.* FROM page JOIN search_entry AS entry USING (id)
        WHERE place > %(start)s AND place <= %(start)s + {PER_PAGE}
    ) AS shown),
    (SELECT json_agg(json_build_array(name, value, number))
        FROM ({counts}) AS counted (name, value, number)),
    (SELECT count(*) > {MANY} OR EXISTS (
        SELECT FROM found JOIN search_entry AS entry USING (id)
        WHERE entry.words @@ %(row)s::tsquery
            OR {_IS_MOST} AND {sure_marks}
    ) FROM found)
"""
