import { missing } from "./expressions/missing.ts";
import { postgresArena } from "./expressions/postgres.ts";
import { expressionSuite } from "./expressions/suite.ts";

export const suite = expressionSuite({
  title: "Hostile expressions on Postgres, as an ordinary role",
  missing: () => missing("postgres"),
  open: () => postgresArena(false),
});
