import type { TextDocument, YamlNode } from "../document/types.ts";
import { checkSchema } from "./checkSchema.ts";
import type { ProjectSettings } from "./generated/project.ts";
import { historyFindings, historyOf } from "./history.ts";
import {
  booleanOf,
  choiceOf,
  defined,
  mapOf,
  nameOf,
  numberOf,
  pairsOf,
  parsedOf,
  textOf,
  textsOf,
  valueAt,
  valuesOf,
} from "./nodes.ts";
import {
  type DestinationSettings,
  type Entity,
  type Goal,
  type Identity,
  type Lookup,
  materializations,
  type ProjectFile,
  type Team,
} from "./projectTypes.ts";
import { connectionsOf } from "./readConnections.ts";
import { privacies, propertiesOf } from "./readProperties.ts";
import { rulesOf } from "./readRules.ts";
import { joinsOf } from "./readSource.ts";
import { streamsOf } from "./readStreams.ts";
import { parseDuration, valueTypeOf } from "./values.ts";

/** Reads `eventspec.yml` (or its local companion). Never throws; see `readSpec`. Only the first YAML document counts. */
export function readProjectFile(document: TextDocument): ProjectFile {
  const written = document.documents[0]?.root;
  const root = mapOf(written);
  const at = valuesOf<ProjectSettings>(root);
  const history = historyOf(at("history"));
  return defined({
    file: document.file,
    version: numberOf(at("eventspec")),
    name: textOf(at("name")),
    timezone: textOf(at("timezone")),
    history,
    connection: textOf(at("connection")),
    connections: connectionsOf(at("connections")),
    dbt: dbtOf(at("dbt")),
    entities: entitiesOf(at("entities")),
    teams: teamsOf(at("teams")),
    goals: goalsOf(at("goals")),
    destinations: destinationsOf(at("destinations")),
    switches: switchesOf(at("switches")),
    lookups: lookupsOf(at("lookups")),
    streams: streamsOf(at("streams")),
    test: testSettingsOf(at("test")),
    rules: rulesOf(at("rules")),
    policies: [],
    policyFindings: [],
    findings: [
      ...document.findings,
      ...(written ? checkSchema(document, written, "project") : []),
      ...historyFindings(history, document.file),
    ],
  });
}

function dbtOf(node: YamlNode | undefined): ProjectFile["dbt"] {
  const project = textOf(valueAt(node, "project"));
  const artifacts = textOf(valueAt(node, "artifacts"));
  const models = textOf(valueAt(node, "models"));
  const materialized = choiceOf(valueAt(node, "materialized"), materializations);
  const metrics = booleanOf(valueAt(node, "metrics"));
  return (
    node &&
    project && {
      project,
      ...(artifacts && { artifacts }),
      ...(models && { models }),
      ...(materialized && { materialized }),
      ...(metrics && { metrics }),
      span: node.span,
    }
  );
}

function entitiesOf(node: YamlNode | undefined): Entity[] {
  return pairsOf(node).map((pair) =>
    defined({
      name: nameOf(pair),
      description: textOf(valueAt(pair.value, "description")),
      type: parsedOf(valueAt(pair.value, "type"), valueTypeOf),
      anonymous: booleanOf(valueAt(pair.value, "anonymous"))?.value ?? false,
      resolvesTo: identityOf(valueAt(pair.value, "resolves_to")),
      span: pair.span,
    }),
  );
}

function identityOf(node: YamlNode | undefined): Identity | undefined {
  return (
    node &&
    defined({
      entity: textOf(valueAt(node, "entity")),
      by: textsOf(valueAt(node, "by")),
      before: parsedOf(valueAt(node, "before"), parseDuration),
      first: choiceOf(valueAt(node, "first"), ["evidence", "beginning"])?.value ?? "evidence",
      span: node.span,
    })
  );
}

function teamsOf(node: YamlNode | undefined): Team[] {
  return pairsOf(node).map((pair) =>
    defined({
      name: nameOf(pair),
      email: textOf(valueAt(pair.value, "email")),
      slack: textOf(valueAt(pair.value, "slack")),
      span: pair.span,
    }),
  );
}

function goalsOf(node: YamlNode | undefined): Goal[] {
  return pairsOf(node).map((pair) =>
    defined({
      name: nameOf(pair),
      description: textOf(valueAt(pair.value, "description")),
      owner: textOf(valueAt(pair.value, "owner")),
      span: pair.span,
    }),
  );
}

function destinationsOf(node: YamlNode | undefined): DestinationSettings[] {
  return pairsOf(node).map((pair) =>
    defined({
      name: nameOf(pair),
      type: textOf(valueAt(pair.value, "type")),
      privacy: choiceOf(valueAt(pair.value, "privacy"), privacies),
      entity: textOf(valueAt(pair.value, "entity")),
      anonymous: textOf(valueAt(pair.value, "anonymous")),
      span: pair.span,
    }),
  );
}

function switchesOf(node: YamlNode | undefined): ProjectFile["switches"] {
  return pairsOf(node).flatMap((pair) => {
    const on = booleanOf(pair.value);
    return on ? [{ name: nameOf(pair), on: on.value }] : [];
  });
}

function testSettingsOf(node: YamlNode | undefined): ProjectFile["test"] {
  return defined({ since: textOf(valueAt(node, "since")), now: textOf(valueAt(node, "now")) });
}

function lookupsOf(node: YamlNode | undefined): Lookup[] {
  return pairsOf(node).map((pair) => ({
    name: nameOf(pair),
    parameters: textsOf(valueAt(pair.value, "parameters")),
    joins: joinsOf(valueAt(pair.value, "join")),
    properties: propertiesOf(valueAt(pair.value, "properties")),
    span: pair.span,
  }));
}
