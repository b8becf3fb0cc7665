/** What rows tell (`check --with-data`): the queries are no business of rules, so none of these has a visitor. */
import type { AnyRule } from "../types.ts";
import { readerRule } from "./defineRule.ts";

const needs = ["data"] as const;

export const dataRules: readonly AnyRule[] = [
  readerRule({
    name: "join-multiplies-rows",
    topic: "Meaning",
    severity: "error",
    summary: "A join must find at most one row.",
    needs,
  }),
  readerRule({
    name: "scan-over-budget",
    topic: "Cost",
    severity: "warning",
    summary: "What an event reads must stay within what its connection allows.",
    needs,
  }),
  readerRule({
    name: "lookback-below-lateness",
    topic: "Freshness",
    severity: "warning",
    summary: "`lookback` must be longer than nearly all rows take to arrive.",
    needs,
  }),
  readerRule({
    name: "event-gone-quiet",
    topic: "Freshness",
    severity: "warning",
    summary: "An event must go on happening, or say that it is over.",
    needs,
  }),
].map(
  (rule): AnyRule =>
    // What makes events wrong counts everywhere.
    rule.severity === "error" ? rule : { ...rule, presets: ["recommended", "strict"] },
);
