"""The functions that keep history, in the language of the database.

They run with the rights of the migrating role that owns them, whoever changes a row; the
application's role may neither call them nor hang them on a table of its own. Of what the session
tells them only who, where and why is believed: the database role and the moment are PostgreSQL's.
"""

import hashlib
from dataclasses import dataclass

from .acting import SETTING

BLACKOUT_SETTING = "history.blackout"

ROW_TRIGGER = "history_record"
TRUNCATE_TRIGGER = "history_no_truncate"
REFUSING_TRIGGER = "history_refuse"


@dataclass(frozen=True)
class Function:
    """One function: `head` is what stands between its name and its body, `{schema}` filled in."""

    name: str
    arguments: str
    head: str
    code: str
    everybody: bool = False
    """may be called by every role"""

    def body(self, schema: str) -> str:
        """Return the body, with a mark of all that makes the function, to tell old from new."""
        said = f"{self.arguments}{self.head}{self.code}".replace("{schema}", schema)
        mark = hashlib.sha256(said.encode()).hexdigest()[:16]
        return f"\n-- {mark}\n{self.code.strip()}\n".replace("{schema}", schema)

    def create(self, schema: str) -> str:
        head = self.head.replace("{schema}", schema)
        return (
            f'CREATE OR REPLACE FUNCTION "{schema}".{self.name}({self.arguments}) {head}'
            f" AS $history${self.body(schema)}$history$"
        )


# Values are written down the same whatever the session's own settings are.
SAFE = (
    "SET search_path = pg_catalog, \"{schema}\", pg_temp SET timezone = 'UTC'"
    " SET datestyle = 'ISO, YMD' SET intervalstyle = 'postgres'"
)

ACT = Function(
    name="history_act_now",
    arguments="",
    head="RETURNS bigint LANGUAGE plpgsql",
    code=f"""
-- Called by the functions below alone, with their rights and their search path.
-- Returns the act of the present transaction, made at its first change. What is told later in the
-- transaction is added: a reason replaces an older one, who and where stay as first told.
DECLARE
    told text := coalesce(current_setting('{SETTING}', true), '');
    mark bigint := hashtextextended(told, 0);
    number bigint := pg_current_xact_id()::text::bigint;
    known record;
    said jsonb := '{{}}';
    usual text[] := array['sql', 'form', 'command'];
    found_id bigint;
BEGIN
    SELECT id, told_mark INTO known FROM history_act
        WHERE transaction = number AND moment = transaction_timestamp();
    IF FOUND AND known.told_mark = mark THEN
        RETURN known.id;
    END IF;
    IF told <> '' THEN
        BEGIN
            said := told::jsonb;
        EXCEPTION WHEN others THEN
            said := '{{}}';
        END;
        IF jsonb_typeof(said) <> 'object' THEN
            said := '{{}}';
        END IF;
    END IF;
    IF NOT coalesce(said->>'kind' IN
        ('form', 'bulk', 'import', 'command', 'load', 'undo', 'blackout', 'sql'), false) THEN
        said := said || '{{"kind": "sql"}}';
    END IF;
    INSERT INTO history_act AS act (transaction, moment, database_role, account, account_name,
            kind, place, reason, undoes, told_mark)
        VALUES (number, transaction_timestamp(), session_user,
            CASE WHEN said->>'by' ~ '^[0-9]{{1,18}}$' THEN (said->>'by')::bigint END,
            left(coalesce(said->>'name', ''), 150), said->>'kind',
            left(coalesce(said->>'where', ''), 500), left(coalesce(said->>'reason', ''), 5000),
            CASE WHEN said->>'undoes' ~ '^[0-9]{{1,18}}$' THEN (said->>'undoes')::bigint END,
            mark)
        ON CONFLICT (transaction, moment) DO UPDATE SET
            account = coalesce(act.account, excluded.account),
            account_name = CASE WHEN act.account IS NULL THEN excluded.account_name
                ELSE act.account_name END,
            kind = CASE WHEN act.kind = ANY (usual) AND excluded.kind <> 'sql'
                THEN excluded.kind ELSE act.kind END,
            place = coalesce(nullif(act.place, ''), excluded.place),
            reason = coalesce(nullif(excluded.reason, ''), act.reason),
            undoes = coalesce(act.undoes, excluded.undoes),
            told_mark = excluded.told_mark
        RETURNING id INTO found_id;
    RETURN found_id;
END
""",
)

RECORD = Function(
    name="history_record",
    arguments="",
    head=f"RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER {SAFE}",
    code="""
-- Arguments of the trigger: column of the key, column that names the record, private columns,
-- ignored columns.
DECLARE
    hidden text[] := TG_ARGV[2];
    unkept text[] := TG_ARGV[3];
    old_row jsonb;
    new_row jsonb;
    this_row jsonb;
    changed_hidden text[] := '{}';
BEGIN
    IF TG_TABLE_SCHEMA <> '{schema}' OR TG_WHEN <> 'AFTER' OR TG_LEVEL <> 'ROW' THEN
        RAISE EXCEPTION 'history_record serves tables of {schema} alone'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP <> 'INSERT' THEN
        old_row := to_jsonb(OLD) - unkept;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        new_row := to_jsonb(NEW) - unkept;
    END IF;
    IF old_row = new_row THEN
        RETURN NULL;
    END IF;
    this_row := coalesce(new_row, old_row);
    IF hidden <> '{}' THEN
        SELECT coalesce(array_agg(name ORDER BY name), '{}') INTO changed_hidden
            FROM unnest(hidden) AS name
            WHERE coalesce(old_row->>name, '') <> coalesce(new_row->>name, '');
        old_row := old_row - hidden;
        new_row := new_row - hidden;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        SELECT coalesce(jsonb_object_agg(was.key, was.value), '{}'),
                coalesce(jsonb_object_agg(is_now.key, is_now.value), '{}')
            INTO old_row, new_row
            FROM jsonb_each(old_row) AS was JOIN jsonb_each(new_row) AS is_now USING (key)
            WHERE was.value <> is_now.value;
    END IF;
    INSERT INTO history_entry
            (act_id, "table", row_key, label, operation, before, after, private)
        VALUES (history_act_now(), TG_TABLE_NAME, this_row->>TG_ARGV[0],
            left(coalesce(this_row->>TG_ARGV[1], ''), 200), lower(TG_OP), old_row, new_row,
            changed_hidden);
    RETURN NULL;
END
""",
)

NO_TRUNCATE = Function(
    name="history_no_truncate",
    arguments="",
    head="RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp",
    code="""
BEGIN
    RAISE EXCEPTION 'TRUNCATE không để lại lịch sử nên bị từ chối: %', TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege', HINT = 'DELETE FROM';
END
""",
)

MAY_BLACK_OUT = Function(
    name="history_may_black_out",
    arguments="relation oid",
    head="RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp",
    code=f"""
-- Whether the present transaction blacks personal data out of a table: its owner alone may, and
-- has to say so in the transaction. Triggers that freeze rows ask this (not as SECURITY DEFINER:
-- they would ask about their own owner).
SELECT coalesce(current_setting('{BLACKOUT_SETTING}', true), '') = 'on'
    AND EXISTS (SELECT FROM pg_class WHERE oid = relation AND relowner = current_user::regrole)
""",
    everybody=True,
)

REFUSE = Function(
    name="history_refuse",
    arguments="",
    head='RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, "{schema}", pg_temp',
    code="""
-- History is neither changed nor emptied, even by its owner. Two changes are let through: blacking
-- out, and what the transaction that makes an act tells about it until its end.
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF history_may_black_out(TG_RELID) THEN
            RETURN NEW;
        END IF;
        IF TG_TABLE_NAME = 'history_act' THEN
            IF OLD.transaction = pg_current_xact_id()::text::bigint
                AND OLD.moment = transaction_timestamp() THEN
                RETURN NEW;
            END IF;
        END IF;
    END IF;
    RAISE EXCEPTION 'Lịch sử không sửa, không xóa được.'
        USING ERRCODE = 'insufficient_privilege';
END
""",
)

TELL = Function(
    name="history_tell",
    arguments="told text",
    head="RETURNS void LANGUAGE plpgsql SECURITY DEFINER"
    ' SET search_path = pg_catalog, "{schema}", pg_temp',
    code=f"""
-- Tells who acts and why for the rest of the transaction, and for what it has already changed.
BEGIN
    PERFORM set_config('{SETTING}', told, true);
    IF EXISTS (SELECT FROM history_act WHERE moment = transaction_timestamp()
        AND transaction = pg_current_xact_id_if_assigned()::text::bigint) THEN
        PERFORM history_act_now();
    END IF;
END
""",
    everybody=True,
)

FUNCTIONS = (ACT, RECORD, NO_TRUNCATE, MAY_BLACK_OUT, REFUSE, TELL)
