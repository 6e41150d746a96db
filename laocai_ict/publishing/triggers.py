"""What the database itself holds of publishing: written rows count, public rows stand still."""

import hashlib
from typing import Any

from django.apps import apps
from django.db import connections

from .models import Part, Versioned

FUNCTIONS = """
CREATE OR REPLACE FUNCTION publishing_touch(version bigint, what text) RETURNS void
LANGUAGE plpgsql {path} AS $$
BEGIN
    -- The migrating role may black out a person's data in what is approved (history.blackout).
    IF current_setting('history.blackout', true) = 'on' AND current_user = (
        SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = 'publishing_version'::regclass
    ) THEN
        RETURN;
    END IF;
    UPDATE publishing_version SET edits = edits + 1, changed_at = clock_timestamp()
    WHERE id = version AND state <> 'approved';
    IF NOT FOUND AND EXISTS (SELECT 1 FROM publishing_version WHERE id = version) THEN
        RAISE EXCEPTION 'the content of version % is approved and stands still', version
        USING ERRCODE = 'check_violation', CONSTRAINT = 'publishing_record_approved_stands_still',
              TABLE = what;
    END IF;
END $$;

-- What is made up was never published in earnest: the command that removes samples says so.
CREATE OR REPLACE FUNCTION publishing_may_go(content jsonb) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('publishing.removing_samples', true) = 'on', false)
        AND coalesce((content ->> 'is_sample')::boolean, false)
$$;

CREATE OR REPLACE FUNCTION publishing_row_written() RETURNS trigger
LANGUAGE plpgsql {path} AS $$
BEGIN
    IF TG_OP = 'DELETE' AND publishing_may_go(to_jsonb(OLD)) THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN
        RETURN NEW;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        PERFORM publishing_touch(OLD.version_id, TG_TABLE_NAME);
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'INSERT' OR NEW.version_id <> OLD.version_id THEN
        PERFORM publishing_touch(NEW.version_id, TG_TABLE_NAME);
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION publishing_row_gone() RETURNS trigger
LANGUAGE plpgsql {path} AS $$
BEGIN
    DELETE FROM publishing_previewlink WHERE version_id = OLD.version_id;
    DELETE FROM publishing_writer WHERE version_id = OLD.version_id;
    DELETE FROM publishing_move WHERE version_id = OLD.version_id;
    DELETE FROM publishing_version WHERE id = OLD.version_id;
    DELETE FROM publishing_item i WHERE i.id = OLD.item_id
        AND NOT EXISTS (SELECT 1 FROM publishing_version v WHERE v.item_id = i.id);
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION publishing_version_rules() RETURNS trigger
LANGUAGE plpgsql {path} AS $$
DECLARE
    has_content boolean := true;
BEGIN
    IF TG_OP = 'DELETE' THEN
        -- Only that of a sample can be gone before its version.
        IF OLD.state = 'approved' AND current_setting('publishing.removing_samples', true) = 'on'
        THEN
            EXECUTE format(
                'SELECT EXISTS (SELECT 1 FROM %I WHERE version_id = $1)',
                (SELECT replace(kind, '.', '_') FROM publishing_item WHERE id = OLD.item_id)
            ) INTO has_content USING OLD.id;
        END IF;
        IF OLD.state = 'approved' AND has_content THEN
            RAISE EXCEPTION 'version % was approved and stays', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'publishing_version_approved_stays';
        END IF;
        RETURN OLD;
    END IF;
    IF (OLD.public_from <= clock_timestamp() AND NEW.public_from IS DISTINCT FROM OLD.public_from)
       OR (OLD.public_until <= clock_timestamp()
           AND NEW.public_until IS DISTINCT FROM OLD.public_until)
       OR NEW.item_id <> OLD.item_id OR NEW.number <> OLD.number THEN
        RAISE EXCEPTION 'what version % was to the public is past', OLD.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'publishing_version_past_is_past';
    END IF;
    -- Who saw a version knows it by this number: were it to come back, they would approve unseen.
    IF NEW.edits < OLD.edits THEN
        NEW.edits := OLD.edits + 1;
    END IF;
    IF NEW.state = 'approved' AND OLD.state <> 'approved' AND NOT NEW.is_forced AND EXISTS (
        SELECT 1 FROM publishing_writer w
        WHERE w.version_id = NEW.id AND w.user_id = NEW.approved_by_id
    ) THEN
        RAISE EXCEPTION 'version % was written by who approves it', OLD.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'publishing_version_four_eyes';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER publishing_version_rules BEFORE UPDATE OR DELETE ON publishing_version
FOR EACH ROW EXECUTE FUNCTION publishing_version_rules();
"""

RECORD = """
CREATE OR REPLACE TRIGGER publishing_record BEFORE INSERT OR UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION publishing_row_written();
CREATE OR REPLACE TRIGGER publishing_record_gone AFTER DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION publishing_row_gone();
"""

PART = """
CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql {path} AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN
        RETURN NEW;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        PERFORM publishing_touch(r.version_id, TG_TABLE_NAME)
        FROM {whole} r WHERE r.id = OLD.{column}
            AND NOT (TG_OP = 'DELETE' AND publishing_may_go(to_jsonb(r)));
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'INSERT' OR NEW.{column} <> OLD.{column} THEN
        PERFORM publishing_touch(r.version_id, TG_TABLE_NAME)
        FROM {whole} r WHERE r.id = NEW.{column};
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER publishing_part BEFORE INSERT OR UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {function}();
"""

SENTENCES = {
    "publishing_record_approved_stands_still": (
        "Bản đã duyệt không sửa tại chỗ được: hãy soạn phiên bản mới."
    ),
    "publishing_version_approved_stays": "Bản đã duyệt không xóa được: hãy gỡ nó.",
    "publishing_version_past_is_past": "Những gì đã công khai trước đây không đổi lại được.",
    "publishing_version_four_eyes": "Người soạn hoặc sửa bản này không tự duyệt được.",
}
"""what the triggers refuse, in words for people, as constraints have them"""
NOTED_AT = "publishing_touch(bigint, text)"
"""function whose comment tells from which version of the software the triggers are"""


def statements(schema: str) -> list[str]:
    """Return the SQL that makes the triggers of all versioned records and their parts.

    The functions look for tables in `schema` first, so that no table of somebody's own, made for
    the session under the name of one of ours, takes its place.
    """
    path = f'SET search_path = pg_catalog, "{schema}", pg_temp'
    made = [FUNCTIONS.format(path=path)]
    for model in apps.get_models():
        if issubclass(model, Versioned):
            made.append(RECORD.format(table=model._meta.db_table))
        elif issubclass(model, Part):
            made.append(_of_part(model, path))
    return made


def _of_part(model: Any, path: str) -> str:
    column = model._meta.get_field(model.whole)
    return PART.format(
        function=f"{model._meta.db_table}_written",
        table=model._meta.db_table,
        whole=column.related_model._meta.db_table,
        column=column.column,
        path=path,
    )


def sync(using: str) -> None:
    """Make every trigger as this version of the software has it, and note which version it is."""
    with connections[using].cursor() as cursor:
        wanted = _wanted(cursor)
        for statement in wanted:
            cursor.execute(statement)
        cursor.execute(f"COMMENT ON FUNCTION {NOTED_AT} IS '{_digest(wanted)}'")


def sync_if_new(using: str) -> None:
    """Do so where the database has them from another version; locks no table where it does not.

    For a start that has nothing to migrate: what changed may be these functions alone.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT obj_description(to_regprocedure(%s), 'pg_proc') = %s",
            [NOTED_AT, _digest(_wanted(cursor))],
        )
        (is_ours,) = cursor.fetchone()
    if not is_ours:
        sync(using)


def _wanted(cursor: Any) -> list[str]:
    cursor.execute("SELECT current_schema()")
    return statements(cursor.fetchone()[0])


def _digest(wanted: list[str]) -> str:
    return hashlib.sha256("".join(wanted).encode()).hexdigest()


def sync_after_migrate(app_config: Any, using: str, **kwargs: Any) -> None:
    """Run once at the end of a `migrate`, when the tables of all apps are there."""
    with_tables = [config for config in apps.get_app_configs() if config.models_module]
    if app_config is with_tables[-1]:
        sync(using)
