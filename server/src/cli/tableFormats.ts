/** Formats that speak of events and their relations, with what is written for each. */
export const tableFormats = {
  odcs: "Writes a data contract of each event (Open Data Contract Standard 3.1).",
  asyncapi: "Writes the events as messages, each a row of JSON (AsyncAPI 3).",
} as const;

export type TableFormatName = keyof typeof tableFormats;
