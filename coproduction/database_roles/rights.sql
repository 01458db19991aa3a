-- What each role may do. For app_owner or a superuser; `manage.py prepare` runs this again after every update.

-- The site's programs: rows of every table, no table itself; of history, only to add and to read.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO app_rw;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO app_rw;

DO $$
DECLARE
  history regclass;
BEGIN
  FOR history IN
    SELECT attrelid FROM pg_attribute
      JOIN pg_class ON pg_class.oid = attrelid AND relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
      WHERE attname = 'pgh_label' AND NOT attisdropped
  LOOP
    EXECUTE format('REVOKE UPDATE, DELETE ON %s FROM app_rw', history);
    EXECUTE format('GRANT SELECT, UPDATE, DELETE ON %s TO app_retention', history);
  END LOOP;
END $$;

REVOKE INSERT, UPDATE, DELETE ON django_migrations, members_redaction FROM app_rw;

-- The door to history: two functions that run as app_retention and write down that they did.
GRANT SELECT, INSERT, UPDATE ON members_redaction TO app_retention;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO app_retention;
REVOKE ALL ON FUNCTION history_rewrite(regclass, bigint[], name, text), history_remove(regclass, bigint[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION history_rewrite(regclass, bigint[], name, text), history_remove(regclass, bigint[]) TO app_rw, app_owner;

-- Copies: everything to read, and to say when the last one was made.
GRANT INSERT, UPDATE ON members_heartbeat TO app_backup;

-- The charity's own reports: three views of figures that are protected already, and no table.
DROP VIEW IF EXISTS report.board_reports, report.equality_totals, report.felt_of_years;
CREATE VIEW report.board_reports AS
  SELECT kind, period, starts_on, ends_on, version, title, approved_at, convert_from(figures, 'UTF8')::jsonb AS figures
  FROM public.dashboards_boardreport WHERE approved_at IS NOT NULL;
CREATE VIEW report.equality_totals AS SELECT published_on, tables FROM public.dashboards_publishedequality;
CREATE VIEW report.felt_of_years AS SELECT year, tables FROM public.dashboards_feltofyear;
ALTER VIEW report.board_reports OWNER TO app_owner;
ALTER VIEW report.equality_totals OWNER TO app_owner;
ALTER VIEW report.felt_of_years OWNER TO app_owner;
GRANT USAGE ON SCHEMA report TO app_report, app_rw, app_backup;
GRANT SELECT ON ALL TABLES IN SCHEMA report TO app_report;
