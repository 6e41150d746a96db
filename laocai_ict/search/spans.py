"""Spans of time that a thing has several of, as one column."""

from django.db import models


class SpansField(models.Field):
    """Spans of time as PostgreSQL's tstzmultirange; read as it writes it (text)."""

    description = "khoảng thời gian"

    def db_type(self, connection):
        return "tstzmultirange"

    def get_internal_type(self):
        return "SpansField"


@SpansField.register_lookup
class Covers(models.Lookup):
    """``open_during__covers=moment``: the moment lies in one of the spans."""

    lookup_name = "covers"

    def get_prep_lookup(self):
        return self.rhs

    def get_db_prep_lookup(self, value, connection):
        return "%s", [connection.ops.adapt_datetimefield_value(value)]

    def as_sql(self, compiler, connection):
        spans, spans_params = self.process_lhs(compiler, connection)
        moment, moment_params = self.process_rhs(compiler, connection)
        return f"{spans} @> ({moment})::timestamptz", [*spans_params, *moment_params]
