import type { Dialect } from "../dialects/dialect.ts";
import type { Scan } from "../plan/plan.ts";
import { generatedNames } from "./generatedNames.ts";
import type { RelationRenderer, Renderer, ScanRenderer } from "./renderer.ts";
import { sharedMoment } from "./sharedMoment.ts";
import { speakOfEvent, withTables, withVirtualAliases } from "./virtualColumns.ts";

export function rendererOf(relation: RelationRenderer, planned: Scan): Renderer {
  return { ...scanRenderer(relation.dialect, planned), ...relation };
}

export function scanRenderer(dialect: Dialect, planned: Scan): ScanRenderer {
  const renderer = bareRenderer(dialect, planned);
  return { ...renderer, scan: withVirtualAliases({ ...renderer, scan: planned }) };
}

/** For tables without conditions, where virtual aliases are tables on every engine. */
export function bareRenderer(dialect: Dialect, planned: Scan): ScanRenderer {
  const names = generatedNames(planned, dialect.name);
  const moment = sharedMoment({ dialect, names, scan: planned });
  const usesEvent = speakOfEvent(planned, dialect.name);
  return { dialect, names, moment, usesEvent, scan: withTables({ dialect, names, moment, scan: planned }) };
}
