import { missing } from "./expressions/missing.ts";
import { postgresArena } from "./expressions/postgres.ts";
import { expressionSuite } from "./expressions/suite.ts";

export const suite = expressionSuite({
  title: "Hostile expressions on Postgres, as superuser",
  missing: () => missing("postgres"),
  open: () => postgresArena(true),
});
