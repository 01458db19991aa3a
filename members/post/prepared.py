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


class PreparedRow:
    """A queryset for one row and the one it belongs to, compiled by Django and planned by Postgres once.

    `make(a, b, …)` gives the queryset for stand-ins (integers nobody uses as an id), with `select_related(follow)`.
    Writing such a query costs Django ten times what Postgres needs to answer it, and every letter asks one.
    """

    def __init__(self, name: str, make, *, values: int, follow: str):
        self.name, self.follow, self._make = name, follow, make
        self._stand_ins = [-101 - n for n in range(values)]
        self._prepared = None

    def get(self, *values):
        """The row with its related one, or None."""
        if self._prepared is None:
            self._compile()
        row = self._prepared.run({f"v{place}": value for place, value in enumerate(values)})
        return self._read(row) if row else None

    def _compile(self) -> None:
        query = self._make(*self._stand_ins).order_by().query
        self._compiler = query.get_compiler(connection=connection)
        sql, params = self._compiler.as_sql()
        places = [f"%(v{self._stand_ins.index(param)})s" for param in params]
        types = {f"v{place}": "bigint" for place in range(len(self._stand_ins))}
        self._model = query.model
        self._related = query.model._meta.get_field(self.follow).related_model
        self._names = [
            [field.attname for field in model._meta.concrete_fields] for model in (self._model, self._related)
        ]
        self._converters = self._compiler.get_converters([column for column, _, _ in self._compiler.select])
        self._prepared = Prepared(self.name, sql % tuple(places), types)

    def _read(self, row):
        [row] = self._compiler.apply_converters([list(row)], self._converters)
        split = len(self._names[0])
        found = self._model.from_db(connection.alias, self._names[0], row[:split])
        setattr(found, self.follow, self._related.from_db(connection.alias, self._names[1], row[split:]))
        return found
