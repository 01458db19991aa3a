"""Statements that Postgres plans once a connection: planning the question asked of each letter costs ten times its answer.

Behind a pooler that lends a connection for one transaction (PgBouncer) nothing that belongs to a connection may be left on
it: there the statement is asked as it is. DISABLE_SERVER_SIDE_CURSORS is how Django is told of such a pooler.
"""

import functools
import re
import time

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.signals import post_init, pre_init

from members.post.mailing import AS_READ

GOOD_FOR = 5.0  # seconds
NAME = re.compile(r"%\((\w+)\)s")


class Prepared:
    """SQL with %(name)s, each name with its Postgres type; `run(values)` gives one row."""

    def __init__(self, name: str, sql: str, types: dict[str, str]):
        order = list(types)
        numbered = NAME.sub(lambda found: f"${order.index(found[1]) + 1}", sql)
        self.name = name
        self.make = f"PREPARE {name} ({', '.join(types.values())}) AS {numbered}"
        self.ask = f"EXECUTE {name} ({', '.join(f'%({each})s' for each in order)})"
        self.as_it_is = NAME.sub(lambda found: f"CAST(%({found[1]})s AS {types[found[1]]})", sql)

    def run(self, values: dict):
        """One row at most is read by the caller; raises what Postgres raises."""
        here = connections[DEFAULT_DB_ALIAS]
        with here.cursor() as cursor:
            cursor.execute(self._known(cursor, here), values)
            return cursor.fetchone() if cursor.description else None

    def filled(self, cursor, values: dict, here) -> bytes:
        """The statement with its values, ready to be sent together with others."""
        return cursor.mogrify(self._known(cursor, here), values)

    def _known(self, cursor, here) -> str:
        """How to ask. What is known hangs on this thread's own connection, `here`: `connection` itself is one object for all
        threads, and finds theirs anew at each word."""
        if here.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
            return self.as_it_is
        known = here.__dict__.setdefault("prepared_for_post", {})
        if known.get(self.name) is not here.connection:
            cursor.execute(self.make)
            known[self.name] = here.connection
        return self.ask


def in_one_breath(*steps: tuple[Prepared, dict], first: bytes = b"", between: bytes = b""):
    """Several statements in one question to Postgres; the first row of the last one."""
    here = connections[DEFAULT_DB_ALIAS]
    with here.cursor() as cursor:
        cursor.execute(first + between.join([statement.filled(cursor, values, here) for statement, values in steps]))
        return cursor.fetchone() if cursor.description else None


class PreparedRow:
    """A queryset for one row and the one it belongs to, compiled by Django and planned by Postgres once.

    `make(a, b, …)` gives the queryset for stand-ins (integers nobody uses as an id), with `select_related(follow)`.
    `values` says, for each of them, where a letter `l` keeps it, in SQL: so the row can be read with the letter itself.
    Writing such a query costs Django ten times what Postgres needs to answer it, and every letter asks one.
    """

    def __init__(self, name: str, make, *, values: tuple[str, ...], follow: str):
        self.name, self.follow, self._make, self._values = name, follow, make, values
        self._stand_ins = [-101 - n for n in range(len(values))]
        self._prepared = None
        self._kept = (None, 0.0, None)  # what the row belongs to, as last read: its id and version, when, the object

    def get(self, *values):
        """The row with its related one, or None."""
        self._compile()
        row = self._prepared.run({f"v{place}": value for place, value in enumerate(values)})
        if row is None:
            return None
        split = len(self._names[0])
        found = self._made(self._model, self._names[0], row[:split], self._converters[0])
        setattr(found, self.follow, self._made(self._related, self._names[1], row[split:], self._converters[1]))
        return found

    def beside_a_letter(self) -> str:
        """The same question with a letter's own values, as SQL; of the related row only its version."""
        self._compile()
        values = tuple(self._values[place] for place in self._places)
        return f"SELECT {self._own}, {self._version} FROM {self._rest % values}"  # noqa: S608 — our own queryset

    def read_beside(self, row):
        """What `beside_a_letter` gave; None when there is no such row.

        The related one, the same for a whole mailing, is read again when its version is another (or after some
        seconds, for the sake of what hangs on it).
        """
        if row[0] is None:
            return None
        found = self._made(self._model, self._names[0], row[:-1], self._converters[0])
        version = getattr(found, self._foreign_key), row[-1]
        known, since, related = self._kept
        if known != version or time.monotonic() - since > GOOD_FOR:
            related = self._related._base_manager.get(pk=version[0])
            setattr(related, AS_READ, version)
            self._kept = version, time.monotonic(), related
        setattr(found, self.follow, related)
        return found

    def _compile(self) -> None:
        if self._prepared is not None:
            return
        query = self._make(*self._stand_ins).order_by().query
        compiler = query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        self._places = [self._stand_ins.index(param) for param in params]
        self._model, field = query.model, query.model._meta.get_field(self.follow)
        self._related, self._foreign_key = field.related_model, field.attname
        self._names = [
            [field.attname for field in model._meta.concrete_fields] for model in (self._model, self._related)
        ]
        split = len(self._names[0])
        columns = [column for column, _, _ in compiler.select]
        self._converters = compiler.get_converters(columns[:split]), compiler.get_converters(columns[split:])
        self._own = ", ".join(compiler.compile(column)[0] for column in columns[:split])
        table = self._related._meta.db_table
        self._version = f'"{table}".xmin::text || "{table}".ctid::text'  # ctid: changed twice in one transaction
        self._rest = sql.partition(" FROM ")[2]
        self._apply = compiler.apply_converters
        types = {f"v{place}": "bigint" for place in range(len(self._stand_ins))}
        self._prepared = Prepared(self.name, sql % tuple(f"%(v{place})s" for place in self._places), types)

    def _made(self, model, names, row, converters):
        if converters:
            [row] = self._apply([list(row)], converters)
        return made(model, names, row)


class Columns:
    """All columns of a model, for a statement written by hand and its rows."""

    def __init__(self, model: type[Model]):
        fields = model._meta.concrete_fields
        self.model, self.count = model, len(fields)
        self._names, self._columns = [field.attname for field in fields], [field.column for field in fields]
        read = enumerate(getattr(field, "from_db_value", None) for field in fields)
        self._converters = [(place, convert) for place, convert in read if convert]

    def of(self, table: str) -> str:
        """As they stand after SELECT."""
        return ", ".join(f'{table}."{column}"' for column in self._columns)

    def made(self, row) -> Model:
        row = list(row)
        for place, convert in self._converters:
            row[place] = convert(row[place], None, connection)
        return made(self.model, self._names, row)


columns_of = functools.cache(Columns)


def made(model: type[Model], names: list[str], row) -> Model:
    """A row of all columns as Django's `from_db` gives it, at a sixth of the cost: a letter has three of them."""
    if model.__init__ is not Model.__init__ or pre_init.has_listeners(model) or post_init.has_listeners(model):
        return model.from_db(DEFAULT_DB_ALIAS, names, row)
    thing = model.__new__(model)
    thing._state = ModelState()
    thing._state.adding, thing._state.db = False, DEFAULT_DB_ALIAS
    thing.__dict__.update(zip(names, row, strict=True))
    return thing
