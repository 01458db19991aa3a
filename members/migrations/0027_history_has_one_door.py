"""History is changed by two functions of the database alone, which write down that they did; no table of it is emptied.

They run with the rights of whoever owns them, so the programs of the site need none on history but to add and to read
(docs/decisions/0073).
"""

from django.db import migrations, models
from django.db.models.functions import Now

NOTE = """IF changed > 0 THEN
    INSERT INTO public.members_redaction AS line (transaction, login, history, what, rows)
    VALUES (pg_current_xact_id()::text::bigint, session_user, history::text, {what}, changed)
    ON CONFLICT ON CONSTRAINT one_line_a_transaction_table_and_column DO UPDATE SET rows = line.rows + EXCLUDED.rows;
  END IF;"""
BY_ITS_DOOR = f"""
CREATE FUNCTION history_is_that(history regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(*) FROM pg_catalog.pg_attribute
      WHERE attrelid = history AND attname IN ('pgh_id', 'pgh_label', 'pgh_obj_id') AND NOT attisdropped) <> 3 THEN
    RAISE EXCEPTION '% is no table of history', history USING ERRCODE = 'insufficient_privilege';
  END IF;
END $$;

CREATE FUNCTION history_rewrite(history regclass, keys bigint[], named name, value text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  sort text;
  changed bigint;
BEGIN
  PERFORM public.history_is_that(history);
  SELECT format_type(atttypid, NULL) INTO sort FROM pg_attribute
    WHERE attrelid = history AND attname = named AND attnum > 0 AND NOT attisdropped;
  IF sort IS NULL OR named LIKE 'pgh\\_%' THEN
    RAISE EXCEPTION '% of % stays as it is', named, history USING ERRCODE = 'insufficient_privilege';
  END IF;
  EXECUTE format('UPDATE %s SET %I = $1::%s WHERE pgh_id = ANY($2)', history, named, sort) USING value, keys;
  GET DIAGNOSTICS changed = ROW_COUNT;
  {NOTE.format(what="named")}
  RETURN changed;
END $$;

CREATE FUNCTION history_remove(history regclass, keys bigint[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  changed bigint;
BEGIN
  PERFORM public.history_is_that(history);
  EXECUTE format('DELETE FROM %s WHERE pgh_id = ANY($1)', history) USING keys;
  GET DIAGNOSTICS changed = ROW_COUNT;
  {NOTE.format(what="''")}
  RETURN changed;
END $$;

CREATE FUNCTION history_is_never_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'history is never emptied: %', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION history_keep() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  history regclass;
BEGIN
  FOR history IN
    SELECT attrelid FROM pg_catalog.pg_attribute
      JOIN pg_catalog.pg_class ON pg_class.oid = attrelid AND relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
      WHERE attname = 'pgh_label' AND NOT attisdropped
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = attrelid AND tgname = 'never_emptied')
  LOOP
    EXECUTE format(
      'CREATE TRIGGER never_emptied BEFORE TRUNCATE ON %s EXECUTE FUNCTION public.history_is_never_emptied()', history);
  END LOOP;
END $$;
"""
GONE = """
DROP FUNCTION history_keep();
DROP FUNCTION history_is_never_emptied() CASCADE;
DROP FUNCTION history_remove(regclass, bigint[]);
DROP FUNCTION history_rewrite(regclass, bigint[], name, text);
DROP FUNCTION history_is_that(regclass);
"""


class Migration(migrations.Migration):
    dependencies = [("members", "0026_breaches")]

    operations = [
        migrations.CreateModel(
            name="Redaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_default=Now())),
                ("transaction", models.BigIntegerField()),
                ("login", models.CharField(max_length=63, verbose_name="database role that asked")),
                ("history", models.CharField(max_length=63, verbose_name="table of history")),
                ("what", models.CharField(blank=True, max_length=63)),
                ("rows", models.PositiveBigIntegerField()),
            ],
            options={
                "ordering": ["at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("transaction", "history", "what"), name="one_line_a_transaction_table_and_column"
                    )
                ],
            },
        ),
        migrations.RunSQL(BY_ITS_DOOR, GONE),
    ]
