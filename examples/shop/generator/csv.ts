export type CsvValue = string | number | boolean | undefined;

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** RFC 4180 with `\n` line ends; `undefined` is an empty field, which readers take for null. */
export function csv(columns: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  const lines = [columns, ...rows].map((row) => row.map((value) => quoted(String(value ?? ""))).join(","));
  return `${lines.join("\n")}\n`;
}
