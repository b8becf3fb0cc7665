"""
Lints SQL with sqlfluff. In: JSON of {settings, statements: [{dialect, sql}]}.
Out: for each statement a list of {rule, line, problem}; what can't be parsed is the rule PRS.
"""

import json
import sys
from multiprocessing import Pool

from sqlfluff.core import FluffConfig, Linter

linters = {}


def linter(settings, dialect):
    if dialect not in linters:
        core = {**settings["core"], "dialect": dialect}
        linters[dialect] = Linter(config=FluffConfig(configs={**settings, "core": core}))
    return linters[dialect]


def violations(task):
    settings, dialect, sql = task
    lines = sql.split("\n")
    return [
        {"rule": one.rule_code(), "line": lines[one.line_no - 1].strip(), "problem": one.desc()[:500]}
        for one in linter(settings, dialect).lint_string(sql).get_violations()
    ]


if __name__ == "__main__":
    task = json.load(sys.stdin)
    statements = [(task["settings"], one["dialect"], one["sql"]) for one in task["statements"]]
    with Pool() as pool:
        json.dump(pool.map(violations, statements, chunksize=4), sys.stdout)
