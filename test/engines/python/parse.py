"""Parses SQL with sqlglot. In: a JSON list of {dialect, sql}; out: a JSON list of what is wrong with each, null where nothing is."""

import json
import sys

import sqlglot
from sqlglot.errors import ErrorLevel, SqlglotError


def problem(dialect, sql):
    try:
        statements = sqlglot.parse(sql, read=dialect, error_level=ErrorLevel.RAISE)
    except SqlglotError as error:
        return str(error)
    # What the parser doesn't know at all it takes for a command.
    known = [one for one in statements if one is not None and not isinstance(one, sqlglot.exp.Command)]
    return None if len(known) == len(statements) else "no statement that it knows"


json.dump([problem(one["dialect"], one["sql"]) for one in json.load(sys.stdin)], sys.stdout)
