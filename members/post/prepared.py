"""Statements that Postgres plans once a connection: planning the question asked of each letter costs ten times its answer."""

import re

from django.db import connection

NAME = re.compile(r"%\((\w+)\)s")


class Prepared:
    """SQL with %(name)s, each name with its Postgres type; `run(values)` gives the cursor."""

    def __init__(self, name: str, sql: str, types: dict[str, str]):
        order = list(types)
        numbered = NAME.sub(lambda found: f"${order.index(found[1]) + 1}", sql)
        self.name = name
        self.make = f"PREPARE {name} ({', '.join(types.values())}) AS {numbered}"
        self.ask = f"EXECUTE {name} ({', '.join(f'%({each})s' for each in order)})"

    def run(self, values: dict):
        """One row at most is read by the caller; raises what Postgres raises."""
        known = connection.__dict__.setdefault("prepared_for_post", {})
        with connection.cursor() as cursor:
            if known.get(self.name) is not connection.connection:
                cursor.execute(self.make)
                known[self.name] = connection.connection
            cursor.execute(self.ask, values)
            return cursor.fetchone() if cursor.description else None
