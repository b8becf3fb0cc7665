import type { DialectName } from "../types.ts";

type Reader<T> = (text: string, dialect: DialectName) => T;

/** Answers kept per reader and dialect; the oldest go first. */
const mostKept = 20_000;

/** A reader that reads each text of a dialect once: rules and features ask for the same texts again and again. */
export function remembering<T>(read: Reader<T>, kept = mostKept): Reader<T> {
  const byDialect = new Map<DialectName, Map<string, T>>();
  return (text, dialect) => {
    const readings = byDialect.get(dialect) ?? new Map<string, T>();
    const known = readings.get(text);
    if (known !== undefined) return known;
    byDialect.set(dialect, readings);
    // A piece of a file keeps the whole file in memory; a copy only itself.
    const own = ` ${text}`.slice(1);
    const reading = read(own, dialect);
    readings.set(own, reading);
    const oldest = readings.keys().next();
    if (readings.size > kept && !oldest.done) readings.delete(oldest.value);
    return reading;
  };
}
