/** What `eventspec diff` finds: the review compares two versions of a project, so none of these has a visitor. */
import type { AnyRule } from "../types.ts";
import { readerRule } from "./defineRule.ts";

const needs = ["base"] as const;

export const reviewRules: readonly AnyRule[] = [
  readerRule({
    name: "event-removed",
    topic: "Review",
    severity: "error",
    summary:
      "An event must not be removed, switched off or renamed before it is deprecated or says `formerly`.",
    needs,
  }),
  readerRule({
    name: "property-removed",
    topic: "Review",
    severity: "error",
    summary: "A property or an entity must not be removed or renamed while the version stays.",
    needs,
  }),
  readerRule({
    name: "property-type-changed",
    topic: "Review",
    severity: "error",
    summary: "A property's type must not change to one that holds less while the version stays.",
    needs,
  }),
  readerRule({
    name: "property-became-required",
    topic: "Review",
    severity: "warning",
    summary: "A property must not become required while the version stays.",
    needs,
  }),
  readerRule({
    name: "value-removed",
    topic: "Review",
    severity: "warning",
    summary: "A listed value must not be removed while the version stays.",
    needs,
  }),
  readerRule({
    name: "meaning-changed",
    topic: "Review",
    severity: "error",
    summary: "What an event means must not change while its version stays.",
    needs,
  }),
  readerRule({
    name: "privacy-lowered",
    topic: "Review",
    severity: "error",
    summary: "A property must not become less private unless somebody accepts it.",
    needs,
  }),
  readerRule({
    name: "test-removed",
    topic: "Review",
    severity: "warning",
    summary: "A test must stay, or another must take its place.",
    needs,
  }),
  readerRule({
    name: "owner-changed",
    topic: "Review",
    severity: "info",
    summary: "A change of an event's owner must be seen by both teams.",
    needs,
  }),
  readerRule({
    name: "unused-approval",
    topic: "Review",
    severity: "warning",
    summary: "An acceptance must be of a change that is there, and still hold.",
    needs,
  }),
];
