/** The text of every YAML file of the example project. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../../examples/shop");

export function exampleTexts(): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".yml"))
    .map((path) => readFileSync(join(folder, path), "utf8"));
}
