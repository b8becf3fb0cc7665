"""Lints data contracts with datacontract-cli. In: a JSON list of texts; out: a JSON list of what is wrong with each, null where nothing is."""

import json
import sys

from datacontract.data_contract import DataContract


def problem(text):
    run = DataContract(data_contract_str=text).lint()
    wrong = [f"{check.name}: {check.reason}" for check in run.checks if str(check.result.value) != "passed"]
    return "\n".join(wrong) if wrong or str(run.result.value) != "passed" else None


json.dump([problem(one) for one in json.load(sys.stdin)], sys.stdout)
