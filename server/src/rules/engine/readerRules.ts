import type { AnyRule } from "../types.ts";
import { readerRule } from "./defineRule.ts";

/** Findings that are made while a file is read, or by the engine about its own settings: they have no visitor. */
export const readerRules: readonly AnyRule[] = [
  readerRule({
    name: "yaml-syntax",
    topic: "Reading",
    severity: "error",
    summary: "A file is YAML 1.2.",
  }),
  readerRule({
    name: "duplicate-key",
    topic: "Reading",
    severity: "error",
    summary: "A map holds a key once.",
  }),
  readerRule({
    name: "unknown-key",
    topic: "Reading",
    severity: "error",
    summary: "Every key is one that the language knows at its place.",
  }),
  readerRule({
    name: "missing-key",
    topic: "Reading",
    severity: "error",
    summary: "What a thing can't do without is there.",
  }),
  readerRule({
    name: "invalid-value",
    topic: "Reading",
    severity: "error",
    summary: "A value has the form that its key asks for.",
  }),
  readerRule({
    name: "unknown-lookup",
    topic: "Meaning",
    severity: "error",
    summary: "A lookup is one that the project file declares.",
  }),
  readerRule({
    name: "unknown-switch",
    topic: "Meaning",
    severity: "error",
    summary: "A switch is one that the project file declares.",
  }),
  readerRule({
    name: "unknown-connection",
    topic: "Meaning",
    severity: "error",
    summary: "The connection in use is one that the project file declares.",
  }),
  readerRule({
    name: "invalid-reference",
    topic: "Meaning",
    severity: "error",
    summary: "A name stands for one thing, and for one that may be used at its place.",
  }),
  readerRule({
    name: "sql-refused",
    topic: "Meaning",
    severity: "error",
    summary: "The warehouse accepts every expression.",
    needs: ["types"],
  }),
  readerRule({
    name: "unknown-rule",
    topic: "Lifecycle",
    severity: "warning",
    summary: "Settings and suppressions name rules and options that exist.",
  }),
  readerRule({
    name: "unused-suppression",
    topic: "Lifecycle",
    severity: "warning",
    summary: "A suppression silences something.",
  }),
  {
    ...readerRule({
      name: "suppression-without-reason",
      topic: "Lifecycle",
      severity: "info",
      summary: "A suppression says why.",
    }),
    presets: ["recommended", "strict"],
  },
];
