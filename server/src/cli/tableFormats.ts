import { Option } from "commander";

interface TableFormat {
  /** What is written, as a sentence. */
  readonly about: string;
  /** Beside those that all have. */
  readonly options: () => readonly Option[];
}

const schema = (): Option =>
  new Option("--schema <name>", "where the events' relations are: a schema, or a database and a schema");

const formats = {
  odcs: {
    about: "Writes a data contract of each event (Open Data Contract Standard 3.1).",
    options: () => [],
  },
  asyncapi: {
    about: "Writes the events as messages, each a row of JSON (AsyncAPI 3).",
    options: () => [],
  },
  openlineage: {
    about: "Writes what columns of events are made of, as events of OpenLineage, one a line.",
    options: () => [
      new Option(
        "--namespace <uri>",
        "of the tables, as other tools name it: snowflake://org-account, postgres://host:5432",
      ).makeOptionMandatory(),
      schema(),
    ],
  },
  snowplow: {
    about:
      "Writes a data structure of Snowplow for each event, and a data product of all. The version of one that is there already is raised as the " +
      "change demands.",
    options: () => [
      new Option("--vendor <name>", "who the schemas are of, such as com.acme").makeOptionMandatory(),
    ],
  },
  osi: {
    about: "Writes events as datasets with metrics, for Open Semantic Interchange (Apache Ossie, draft 0.2).",
    options: () => [schema()],
  },
  datahub: {
    about: "Writes events' relations, their columns and what these are made of, for DataHub's file source.",
    options: () => [schema(), new Option("--environment <name>", "DataHub's name for it").default("PROD")],
  },
} as const satisfies Readonly<Record<string, TableFormat>>;

export type TableFormatName = keyof typeof formats;

/** Formats that speak of events and their relations. */
export const tableFormats: Readonly<Record<TableFormatName, TableFormat>> = formats;
