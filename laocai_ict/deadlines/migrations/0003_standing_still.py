from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION deadlines_log_stands_still() RETURNS trigger LANGUAGE plpgsql {path} AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF history_may_black_out(TG_RELID) THEN
            RETURN NEW;
        END IF;
        -- An account that is deleted leaves its name behind, as everywhere.
        IF to_jsonb(NEW) -> 'by_id' = 'null'
            AND to_jsonb(NEW) - 'by_id' = to_jsonb(OLD) - 'by_id' THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'row % of % was decided and stands', OLD.id, TG_TABLE_NAME
    USING ERRCODE = 'check_violation', CONSTRAINT = 'deadlines_decided_stands_still',
          TABLE = TG_TABLE_NAME;
END $$;

CREATE FUNCTION deadlines_closed_never_moves() RETURNS trigger LANGUAGE plpgsql {path} AS $$
BEGIN
    IF OLD.closed_at IS NOT NULL AND NEW.closed_at IS NOT NULL AND (
        NEW.due_at IS DISTINCT FROM OLD.due_at OR NEW.due_day IS DISTINCT FROM OLD.due_day
        OR NEW.started_at <> OLD.started_at OR NEW.rule_id <> OLD.rule_id
        OR NEW.extension_amount IS DISTINCT FROM OLD.extension_amount
    ) THEN
        RAISE EXCEPTION 'deadline % is closed', OLD.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'deadlines_deadline_closed_never_moves',
              TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

-- Asked at the end of the transaction: a step writes the deadline and its pause one by one.
CREATE FUNCTION deadlines_end_or_pause() RETURNS trigger LANGUAGE plpgsql {path} AS $$
DECLARE
    asked bigint;
BEGIN
    IF TG_TABLE_NAME = 'deadlines_deadline' THEN
        asked := NEW.id;
    ELSIF TG_OP = 'DELETE' THEN
        asked := OLD.deadline_id;
    ELSE
        asked := NEW.deadline_id;
    END IF;
    IF EXISTS (
        SELECT 1 FROM deadlines_deadline d WHERE d.id = asked AND
        EXISTS (
            SELECT 1 FROM deadlines_deadlinepause p WHERE p.deadline_id = d.id AND ended_at IS NULL
        ) <> (d.due_at IS NULL AND d.closed_at IS NULL)
    ) THEN
        RAISE EXCEPTION 'deadline % has an end and an open pause, or neither', asked
        USING ERRCODE = 'check_violation', CONSTRAINT = 'deadlines_deadline_end_or_pause',
              TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $$;
"""

TRIGGERS = """
CREATE TRIGGER deadlines_stands_still BEFORE UPDATE OR DELETE ON deadlines_decision
FOR EACH ROW EXECUTE FUNCTION deadlines_log_stands_still();
CREATE TRIGGER deadlines_stands_still BEFORE UPDATE OR DELETE ON deadlines_shift
FOR EACH ROW EXECUTE FUNCTION deadlines_log_stands_still();
CREATE TRIGGER deadlines_closed_never_moves BEFORE UPDATE ON deadlines_deadline
FOR EACH ROW EXECUTE FUNCTION deadlines_closed_never_moves();
CREATE CONSTRAINT TRIGGER deadlines_end_or_pause AFTER INSERT OR UPDATE ON deadlines_deadline
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION deadlines_end_or_pause();
CREATE CONSTRAINT TRIGGER deadlines_end_or_pause
AFTER INSERT OR UPDATE OR DELETE ON deadlines_deadlinepause
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION deadlines_end_or_pause();
"""

BACK = """
DROP TRIGGER deadlines_stands_still ON deadlines_decision;
DROP TRIGGER deadlines_stands_still ON deadlines_shift;
DROP TRIGGER deadlines_closed_never_moves ON deadlines_deadline;
DROP TRIGGER deadlines_end_or_pause ON deadlines_deadline;
DROP TRIGGER deadlines_end_or_pause ON deadlines_deadlinepause;
DROP FUNCTION deadlines_log_stands_still();
DROP FUNCTION deadlines_closed_never_moves();
DROP FUNCTION deadlines_end_or_pause();
"""


def put(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        [schema] = cursor.fetchone()
        path = f'SET search_path = pg_catalog, "{schema}", pg_temp'
        cursor.execute(FUNCTIONS.replace("{path}", path) + TRIGGERS)


class Migration(migrations.Migration):
    """What was decided stands still, what is closed never moves, and who has no end is paused."""

    dependencies = [("deadlines", "0002_following")]

    operations = [migrations.RunPython(put, lambda apps, editor: editor.execute(BACK))]
