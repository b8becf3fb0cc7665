"""
Runs Snowflake's SQL on fakesnow. In: JSON of {tables: [sql], queries: [[sql]]} by case.
Out: by case, for each query {columns, types, rows} or {problem}.
"""

import json
import sys
import warnings

warnings.simplefilter("ignore")
import fakesnow  # noqa: E402
import snowflake.connector  # noqa: E402
from snowflake.connector.constants import FIELD_TYPES  # noqa: E402

from cells import cell  # noqa: E402


def answer(cursor, sql):
    try:
        cursor.execute(sql)
        rows = cursor.fetchall()
    except Exception as error:
        return {"problem": f"{type(error).__name__}: {error}"}
    return {
        "columns": [column.name for column in cursor.description],
        "types": [spelling(column) for column in cursor.description],
        "rows": [[cell(value) for value in row] for row in rows],
    }


def spelling(column):
    kind = FIELD_TYPES[column.type_code].name
    if kind == "FIXED":
        return f"number({column.precision}, {column.scale})"
    return {"TEXT": "varchar", "REAL": "float"}.get(kind, kind)


def run(name, case):
    with snowflake.connector.connect(database=name, schema="public") as connection:
        cursor = connection.cursor()
        for sql in case["tables"]:
            cursor.execute(sql)
        return [answer(cursor, sql) for sql in case["queries"]]


with fakesnow.patch():
    answers = {name: run(name, case) for name, case in json.load(sys.stdin).items()}
json.dump(answers, sys.stdout)
