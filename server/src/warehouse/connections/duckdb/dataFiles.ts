/** The files that settings name, as they are written: relative to the project, and patterns among them. */
import { KeyFault, readFileSetting } from "./fileOptions.ts";

/** In: the settings `path`, `attach` and `files`. A database comes with the file that holds what is not in it yet. */
export function dataFiles(values: ReadonlyMap<string, unknown>): string[] {
  const databases = [values.get("path"), ...valuesOf(values.get("attach"))];
  const named = databases.filter((path) => typeof path === "string");
  return [
    ...named.flatMap((path) => [path, `${path}.wal`]),
    ...valuesOf(values.get("files")).flatMap(patterns),
  ];
}

function valuesOf(map: unknown): unknown[] {
  return typeof map === "object" && map !== null ? Object.values(map) : [];
}

function patterns(value: unknown): readonly string[] {
  try {
    return readFileSetting(value).patterns;
  } catch (error) {
    if (error instanceof KeyFault) return [];
    throw error;
  }
}
