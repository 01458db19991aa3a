"""A database emptied in hundredths of a second after each test that commits.

Django truncates all three hundred tables with all their indexes and then notes anew what kinds of things there are, two
seconds each time. A test fills a few tables, so only those are emptied, with history and foreign keys looking away.
"""

from django.db import connections

STAYS = {"django_content_type", "auth_permission"}  # what Django notes about our models, the same for every test
MANY = 1000  # rows: beyond that the room is given back at once, so that the next test's plans are not for a crowd


def empty(name: str) -> None:
    """Delete every row of every model's table in that database."""
    connection = connections[name]
    tables = sorted({*connection.introspection.django_table_names(only_existing=True, include_views=False)} - STAYS)
    many = []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"(SELECT '{table}' FROM \"{table}\" LIMIT 1)" for table in tables))
        filled = [table for (table,) in cursor.fetchall()]
        cursor.execute("SET session_replication_role = replica; SET statement_timeout = 0")
        for table in filled:
            cursor.execute(f'DELETE FROM "{table}"')
            many += [table] if cursor.rowcount > MANY else []
        cursor.execute("RESET session_replication_role; RESET statement_timeout")
        if many:
            cursor.execute("VACUUM ANALYZE " + ", ".join(f'"{table}"' for table in many))


def fixture_teardown(test_case) -> None:
    """Instead of `TransactionTestCase._fixture_teardown`."""
    for name in test_case._databases_names(include_mirrors=False):
        empty(name)
