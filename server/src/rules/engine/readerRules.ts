import type { AnyRule } from "../types.ts";
import { readerRule } from "./defineRule.ts";

/** Findings that are made while a file is read, or by the engine about its own settings: they have no visitor. */
export const readerRules: readonly AnyRule[] = [
  readerRule({
    name: "yaml-syntax",
    topic: "Reading",
    severity: "error",
    summary: "A file must be valid YAML 1.2.",
  }),
  readerRule({
    name: "duplicate-key",
    topic: "Reading",
    severity: "error",
    summary: "A map must not have the same key twice.",
  }),
  readerRule({
    name: "unknown-key",
    topic: "Reading",
    severity: "error",
    summary: "Every key must be one that the language knows at its place.",
  }),
  readerRule({
    name: "missing-key",
    topic: "Reading",
    severity: "error",
    summary: "Required keys must be present.",
  }),
  readerRule({
    name: "invalid-value",
    topic: "Reading",
    severity: "error",
    summary: "A value must have the form that its key asks for.",
  }),
  readerRule({
    name: "unknown-lookup",
    topic: "Meaning",
    severity: "error",
    summary: "A lookup must be declared in the project file.",
  }),
  readerRule({
    name: "unknown-switch",
    topic: "Meaning",
    severity: "error",
    summary: "A switch must be declared in the project file.",
  }),
  readerRule({
    name: "unknown-connection",
    topic: "Meaning",
    severity: "error",
    summary: "The connection in use must be declared in the project file.",
  }),
  readerRule({
    name: "invalid-reference",
    topic: "Meaning",
    severity: "error",
    summary: "A name must stand for one thing only, and that thing must be allowed at its place.",
  }),
  readerRule({
    name: "sql-refused",
    topic: "Meaning",
    severity: "error",
    summary: "The warehouse must accept every expression.",
    needs: ["types"],
  }),
  readerRule({
    name: "unknown-time-type",
    topic: "Meaning",
    severity: "warning",
    summary: "The type of an event's time must be known where its SQL is written.",
  }),
  readerRule({
    name: "unknown-rule",
    topic: "Lifecycle",
    severity: "warning",
    summary: "Settings and suppressions must name rules and options that exist.",
  }),
  readerRule({
    name: "unused-suppression",
    topic: "Lifecycle",
    severity: "warning",
    summary: "A suppression must silence at least one finding.",
  }),
  {
    ...readerRule({
      name: "suppression-without-reason",
      topic: "Lifecycle",
      severity: "info",
      summary: "A suppression must give its reason.",
    }),
    presets: ["recommended", "strict"],
  },
];
