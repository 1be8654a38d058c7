-- The database roles of a town (docs/operations.md). May be run again at any time, as a PostgreSQL superuser.
-- What each role may do with each table comes from the migrations; here is only who exists.
DO $roles$
DECLARE
    role text;
BEGIN
    FOREACH role IN ARRAY ARRAY['otagai_owner', 'otagai_app', 'otagai_worker', 'otagai_public'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
            EXECUTE format('CREATE ROLE %I LOGIN', role);
        END IF;
    END LOOP;
END
$roles$;

-- owner: owns the database and runs the migrations; CREATEDB is for the test databases.
ALTER ROLE otagai_owner LOGIN CREATEDB NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS;
-- app, worker, public: own nothing, and row-level security holds for them.
ALTER ROLE otagai_app LOGIN NOINHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
ALTER ROLE otagai_worker LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
ALTER ROLE otagai_public LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
-- app may step down to public (SET ROLE) for a public page, and inherits nothing from it.
GRANT otagai_public TO otagai_app;
