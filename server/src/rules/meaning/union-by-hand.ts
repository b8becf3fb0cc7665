import { namesOfUnionAll } from "../../sql/reader/unionByHand.ts";
import { defineRule } from "../engine/defineRule.ts";

export const unionByHand = defineRule<{ tables: readonly string[] }>({
  name: "union-by-hand",
  topic: "Meaning",
  severity: "info",
  presets: ["recommended", "strict"],
  needs: ["parser"],
  summary: "A query that only puts tables together must be a `union` of the spec instead.",
  message: ({ tables }) =>
    `This query is a union of ${tables.join(", ")}, which \`from: {union: […]}\` says itself.`,
  expression({ role, sql }, report, { knowledge: { dialect } }) {
    if (role !== "from" && role !== "join_from") return;
    const tables = namesOfUnionAll(sql.text, dialect);
    if (tables) report(sql, { tables }, { hint });
  },
});

const hint =
  "Name the tables in `union`: columns are then listed out of the catalog, one that a table lacks becomes null, and two types are found.";
