"""Reads files as DataHub's file source does. In: a JSON list of texts; out: a JSON list of what is wrong with each, null where nothing is."""

import json
import logging
import sys
import tempfile
from pathlib import Path

from datahub.ingestion.source.file import read_metadata_file

logging.disable(logging.CRITICAL)


def mistaken(written, read):
    """A type of a name that DataHub does not know is read as some other one."""
    if written["aspectName"] != "schemaMetadata":
        return None
    for field, column in zip(written["aspect"]["json"]["fields"], read.aspect.fields, strict=True):
        (name,) = field["type"]["type"]
        if type(column.type.type).__name__ != f"{name.split('.')[-1]}Class":
            return f"{name} of {column.fieldPath} is read as {type(column.type.type).__name__}"
    return None


def problem(text):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.json"
        path.write_text(text)
        try:
            for written, read in zip(json.loads(text), read_metadata_file(path), strict=True):
                wrong = mistaken(written, read) if read.validate() else f"not valid: {read}"
                if wrong is not None:
                    return wrong
        except Exception as error:  # noqa: BLE001
            return f"{type(error).__name__}: {error}"
    return None


json.dump([problem(one) for one in json.load(sys.stdin)], sys.stdout)
