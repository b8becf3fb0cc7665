import type { Finding, TextDocument } from "../document/types.ts";
import { checkDocument } from "./checkDocument.ts";
import { checkSchema } from "./checkSchema.ts";
import type { EventSpecDocument } from "./generated/eventSpec.ts";
import {
  choiceOf,
  defined,
  literalsOf,
  mostEntries,
  sqlOf,
  sqlsOf,
  textOf,
  textsOf,
  valuesOf,
} from "./nodes.ts";
import { eventPairs, type Part, partsOf } from "./parts.ts";
import { eventOf } from "./readEvent.ts";
import { orderingsOf, sharedKeysOf } from "./readShared.ts";
import {
  eachOf,
  forEachOf,
  joinsOf,
  lookupUses,
  partitionOf,
  sequenceOf,
  sourceOfEvents,
} from "./readSource.ts";
import { origins } from "./readStreams.ts";
import type { SpecDocument, SpecFile } from "./types.ts";

/**
 * Reads an event-spec file: what it says, and a finding for each thing in it that the language doesn't know
 * (the document's own findings included). Never throws; what can be understood is there.
 */
export function readSpec(document: TextDocument): SpecFile {
  const broken = document.findings.length > 0;
  const read = document.documents.slice(0, mostEntries);
  const parts = read.flatMap(partsOf);
  const documents = parts.map((part) => specDocument(part, broken));
  const found = read.flatMap(({ root }) => (root ? checkSchema(document, root, "spec") : []));
  const missing = parts.flatMap((part, index) => {
    const said = documents[index];
    return said ? checkDocument(document, part, said, found) : [];
  });
  return {
    file: document.file,
    documents,
    findings: [...document.findings, ...found, ...missing, ...unreadFindings(document)],
  };
}

/** That a file has more YAML documents than are read. */
function unreadFindings({ file, documents }: TextDocument): Finding[] {
  const next = documents[mostEntries];
  if (!next) return [];
  const message = `This file has ${documents.length} documents; only the first ${mostEntries} are read.`;
  const span = { start: next.span.start, end: next.span.start + 1 };
  return [{ file, rule: "invalid-value", severity: "error", message, hint: "Split the file.", span }];
}

function specDocument(part: Part, broken: boolean): SpecDocument {
  const at = valuesOf<EventSpecDocument>(part.root);
  return defined({
    span: part.span,
    name: textOf(at("name")),
    description: textOf(at("description")),
    source: sourceOfEvents(at("from")),
    each: eachOf(at("from")),
    alias: textOf(at("as")),
    key: sqlsOf(at("key")),
    timezone: textOf(at("timezone")),
    nullValues: literalsOf(at("null_values")),
    where: sqlOf(at("where")),
    joins: joinsOf(at("join")),
    forEach: forEachOf(at("for_each")),
    lookups: lookupUses(at("lookups")),
    partition: partitionOf(at("partition")),
    orderBy: orderingsOf(at("order_by")),
    sequence: sequenceOf(at("sequence")),
    loadedAt: sqlOf(at("loaded_at")),
    enabled: textsOf(at("enabled")),
    origin: choiceOf(at("origin"), origins),
    defaults: sharedKeysOf(part.root),
    events: eventPairs(part.root, broken).map(eventOf),
  });
}
