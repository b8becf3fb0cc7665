type Options = Readonly<Record<string, unknown>>;

/** A rule's option that lists texts; what is no text in it does not count. */
export function stringList(options: Options, name: string): string[] {
  const value = options[name];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

export function stringOption(options: Options, name: string): string {
  const value = options[name];
  return typeof value === "string" ? value : "";
}
