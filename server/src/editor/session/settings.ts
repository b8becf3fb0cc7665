/** The user's settings, `eventspec.*`. */

export interface Settings {
  /** Rows of a preview. */
  readonly previewLimit: number;
  /** From when on a preview looks, such as `30 days`, as `readMoment` reads it; empty: all the way. */
  readonly previewWindow: string;
  /** Milliseconds after which a query is stopped. */
  readonly queryTimeoutMs: number;
  /** Bytes that a billed query may read. */
  readonly maxBytes: number | undefined;
  /** From when on tests look, in the same words; empty: as the project file says. */
  readonly testSince: string;
  /** Whether what an embedded engine said is kept between sessions. */
  readonly cache: boolean;
  readonly hints: { readonly types: boolean; readonly samples: boolean };
}

export const defaultSettings: Settings = {
  previewLimit: 50,
  previewWindow: "",
  queryTimeoutMs: 30_000,
  maxBytes: undefined,
  testSince: "",
  cache: true,
  hints: { types: true, samples: true },
};

/**
 * Reads the section `eventspec` as a client sends it; what is missing or has the wrong type keeps its default.
 * `queryTimeout` is in seconds, `maxBytes` a number of bytes or a text such as `10 GB`.
 */
export function readSettings(section: unknown): Settings {
  const given = recordOf(section);
  const test = recordOf(given.test);
  const hints = recordOf(given.inlayHints);
  return {
    previewWindow: typeof given.previewWindow === "string" ? given.previewWindow : "",
    previewLimit: positive(given.previewLimit, defaultSettings.previewLimit),
    queryTimeoutMs: positive(given.queryTimeout, defaultSettings.queryTimeoutMs / 1000) * 1000,
    maxBytes: bytes(given.maxBytes),
    testSince: typeof test.since === "string" ? test.since : "",
    cache: flag(given.cache),
    hints: { types: flag(hints.types), samples: flag(hints.samples) },
  };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function positive(value: unknown, otherwise: number): number {
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? value : otherwise;
}

function flag(value: unknown): boolean {
  return value !== false;
}

function bytes(value: unknown): number | undefined {
  if (typeof value === "number") return value > 0 ? value : undefined;
  const match = typeof value === "string" ? /^\s*([\d.]+)\s*([kmgt]?)i?b?\s*$/i.exec(value) : null;
  if (!match) return undefined;
  const amount = Number(match[1]) * 1000 ** " kmgt".indexOf((match[2] || " ").toLowerCase());
  return amount > 0 ? amount : undefined;
}
