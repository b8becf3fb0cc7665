/** What tells an event's rows apart: its key; where it has none, that of its `once_per`, of which each event has one row. */
export function rowKey<T>({
  key,
  oncePer,
}: {
  readonly key: readonly T[];
  readonly oncePer?: { readonly key: readonly T[] } | undefined;
}): readonly T[] {
  return key.length > 0 ? key : (oncePer?.key ?? []);
}
