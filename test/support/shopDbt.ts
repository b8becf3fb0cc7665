/** A copy of the example that dbt builds, beside a copy of the data that it reads. */
import { cp } from "node:fs/promises";
import { basename, join } from "node:path";
import { shop } from "./cli.ts";
import { temporaryFolder } from "./connections.ts";

const example = join(shop, "..", "shop-dbt");
/** What dbt and the engine leave there, none of which is committed. */
const made = new Set(["target", "logs", "shop.duckdb", "shop.duckdb.wal"]);

export async function copyShopDbt(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const folder = await temporaryFolder();
  const path = join(folder.path, "shop-dbt");
  await cp(example, path, { recursive: true, filter: (source) => !made.has(basename(source)) });
  await cp(join(shop, "data"), join(folder.path, "shop", "data"), { recursive: true });
  return { path, remove: folder.remove };
}
