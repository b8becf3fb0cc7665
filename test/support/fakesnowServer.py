"""fakesnow's server for Snowflake's Node driver, which reads results as JSON where fakesnow sends Arrow.

Usage: python fakesnowServer.py PORT
"""
import json
import sys
from base64 import b64decode
from datetime import date, datetime, time, timezone
from decimal import Decimal

import uvicorn
import fakesnow.server  # noqa: F401 - the package has a function of that name, too

server = sys.modules["fakesnow.server"]
EPOCH = datetime(1970, 1, 1)


def seconds(moment):
    """Seconds since 1970 with nine digits of fraction, exactly."""
    delta = moment.replace(tzinfo=None) - EPOCH
    return f"{Decimal(delta.days * 86400 + delta.seconds) + Decimal(delta.microseconds) / 1_000_000:.9f}"


def text(value, kind):
    """A value as Snowflake's own JSON results spell it."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        if value.tzinfo is not None:
            moment = seconds(value.astimezone(timezone.utc))
            return f"{moment} 1440" if kind == "timestamp_tz" else moment
        return seconds(value)
    if isinstance(value, date):
        return str((value - EPOCH.date()).days)
    if isinstance(value, time):
        return f"{value.hour * 3600 + value.minute * 60 + value.second}.{value.microsecond * 1000:09d}"
    if isinstance(value, bytes):
        return value.hex().upper()
    return str(value)


def rows(pair):
    table, rowtype = pair
    columns = [[text(v, c["type"]) for v in col.to_pylist()] for col, c in zip(table.columns, rowtype, strict=True)]
    return json.dumps([list(row) for row in zip(*columns, strict=True)]).encode()


class Response(server.JSONResponse):
    def __init__(self, content, **more):
        data = (content or {}).get("data") or {}
        if "rowsetBase64" in data:
            encoded = data.pop("rowsetBase64")
            data["rowset"] = json.loads(b64decode(encoded)) if encoded else []
            data["queryResultFormat"] = "json"
        if "rowset" in data:
            # Without it the driver waits for ever.
            data.setdefault("returned", len(data["rowset"]))
        for parameter in ("BINARY_OUTPUT_FORMAT", "HEX"), ("TIME_OUTPUT_FORMAT", "HH24:MI:SS.FF9"):
            if isinstance(data.get("parameters"), list):
                data["parameters"].append(dict(zip(("name", "value"), parameter)))
        super().__init__(content, **more)


server.to_sf = lambda table, rowtype: (table, rowtype)
server.to_ipc = rows
server.JSONResponse = Response

config = uvicorn.Config(server.app, host="127.0.0.1", port=int(sys.argv[1]), log_level="error")
uvicorn.Server(config).run()
