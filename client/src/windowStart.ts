/** The setting `eventspec.previewWindow`: how far back a preview looks. */

const milliseconds = {
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
} as const;

/** The moment a window such as `30 days` begins, ISO 8601; `undefined` when it is empty or can't be read: then all time counts. */
export function windowStart(window: string, now: Date): string | undefined {
  const match = /^(\d+) (second|minute|hour|day|week)s?$/.exec(window.trim());
  const unit = match?.[2] as keyof typeof milliseconds | undefined;
  if (!match || !unit) return undefined;
  const start = now.getTime() - Number(match[1]) * milliseconds[unit];
  return Math.abs(start) <= 8.64e15 ? new Date(start).toISOString() : undefined;
}
