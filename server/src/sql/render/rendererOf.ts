import type { Dialect } from "../dialects/dialect.ts";
import type { Scan } from "../plan/plan.ts";
import { withValuesInPlace } from "./columnRows.ts";
import { withSharedValues } from "./fullJoin.ts";
import { generatedNames } from "./generatedNames.ts";
import type { RelationRenderer, Renderer, ScanRenderer } from "./renderer.ts";
import { sharedTime } from "./sharedRow.ts";
import { inPlace, needTables, speakOfEvent, withTables } from "./virtualColumns.ts";

export function rendererOf(relation: RelationRenderer, planned: Scan): Renderer {
  return { ...scanRenderer(relation.dialect, planned), ...relation };
}

export function scanRenderer(dialect: Dialect, whole: Scan): ScanRenderer {
  const planned = withSharedValues(whole, dialect);
  if (dialect.columns && needTables(planned, dialect.name)) return bareRenderer(dialect, planned);
  const valuesInPlace = dialect.columnRows === undefined;
  const made = valuesInPlace ? withValuesInPlace(dialect, planned) : planned;
  const names = generatedNames(made, dialect.name);
  const time = sharedTime({ dialect, names, scan: made });
  const scan = inPlace({ dialect, names, time, scan: made });
  return { dialect, names, time, usesEvent: false, valuesInPlace, scan };
}

/** With all that has no table of its own as tables: for SQL whose own text must not change. */
export function probeRenderer(dialect: Dialect, planned: Scan): ScanRenderer {
  const { from } = planned;
  return bareRenderer(
    dialect,
    from.kind === "full" ? { ...planned, from: { ...from, isBeside: true } } : planned,
  );
}

/** With the virtual aliases as tables, as where a value put in place could mean another. */
function bareRenderer(dialect: Dialect, planned: Scan): ScanRenderer {
  const names = generatedNames(planned, dialect.name);
  const time = sharedTime({ dialect, names, scan: planned });
  const usesEvent = speakOfEvent(planned, dialect.name);
  const scan = withTables({ dialect, names, time, scan: planned });
  return { dialect, names, time, usesEvent, valuesInPlace: false, scan };
}
