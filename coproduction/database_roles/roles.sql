-- The five roles of the site's database (docs/decisions/0073), and that its tables belong to the first of them.
-- For a superuser, in that database, after `manage.py prepare`; then rights.sql. Both again do no harm.

DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['app_owner', 'app_rw', 'app_report', 'app_backup'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
      EXECUTE format('CREATE ROLE %I LOGIN', wanted);
    END IF;
  END LOOP;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'app_retention') THEN
    CREATE ROLE app_retention NOLOGIN;
  END IF;
END $$;

GRANT app_retention TO app_owner;
GRANT pg_read_all_data TO app_backup;

DO $$
BEGIN
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO app_rw, app_report, app_backup', current_database());
  EXECUTE format('GRANT CONNECT, CREATE, TEMPORARY ON DATABASE %I TO app_owner', current_database());
END $$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
ALTER SCHEMA public OWNER TO app_owner;
GRANT USAGE, CREATE ON SCHEMA public TO app_retention;
GRANT USAGE ON SCHEMA public TO app_rw, app_backup;
CREATE SCHEMA IF NOT EXISTS report;
ALTER SCHEMA report OWNER TO app_owner;

-- What stands in the schema becomes app_owner's, but for what an extension brought; a column's sequence follows its table.
DO $$
DECLARE
  thing record;
BEGIN
  FOR thing IN
    SELECT c.oid::regclass AS name, c.relkind AS kind FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
      AND c.relowner <> 'app_owner'::regrole
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('e', 'a', 'i'))
  LOOP
    EXECUTE format('ALTER %s %s OWNER TO app_owner',
      CASE thing.kind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, thing.name);
  END LOOP;
  FOR thing IN
    SELECT p.oid::regprocedure AS name, p.proname IN ('history_rewrite', 'history_remove') AS is_door FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
  LOOP
    EXECUTE format('ALTER ROUTINE %s OWNER TO %s', thing.name, CASE WHEN thing.is_door THEN 'app_retention' ELSE 'app_owner' END);
  END LOOP;
END $$;
