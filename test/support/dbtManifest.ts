/** A manifest as dbt writes it, as far as it is read here. */
interface Named {
  readonly name: string;
  /** Of a source's table: its source. */
  readonly source?: string;
}

/** The text of `manifest.json` of a project `shop` whose relations lie in a database, those of models in the schema `main`. */
export function dbtManifest(adapter: string, tables: readonly Named[], database = "warehouse"): string {
  const nodes = tables.map(({ name, source }) => [
    source === undefined ? `model.shop.${name}` : `source.shop.${source}.${name}`,
    {
      ...{ name, package_name: "shop", database, schema: source ?? "main" },
      ...(source === undefined
        ? { resource_type: "model", alias: name }
        : { resource_type: "source", source_name: source, identifier: name }),
    },
  ]);
  const ofKind = (kind: string) => Object.fromEntries(nodes.filter(([id]) => String(id).startsWith(kind)));
  return JSON.stringify({
    metadata: { project_name: "shop", adapter_type: adapter, generated_at: "2026-01-01T00:00:00Z" },
    nodes: ofKind("model."),
    sources: ofKind("source."),
  });
}
