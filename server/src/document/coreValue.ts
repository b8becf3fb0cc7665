const nulls = new Set(["", "~", "null", "Null", "NULL"]);
const booleans = new Map([
  ["true", true],
  ["True", true],
  ["TRUE", true],
  ["false", false],
  ["False", false],
  ["FALSE", false],
]);
const decimalInteger = /^[-+]?[0-9]+$/;
const otherInteger = /^0(?:o[0-7]+|x[0-9a-fA-F]+)$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const infinity = /^([-+]?)\.(?:inf|Inf|INF)$/;
const notANumber = /^\.(?:nan|NaN|NAN)$/;

/** What a plain scalar means in the core schema of YAML 1.2.2, chapter 10.3. */
export function coreValue(text: string): string | number | boolean | null {
  if (nulls.has(text)) return null;
  const boolean = booleans.get(text);
  if (boolean !== undefined) return boolean;
  if (!/^[-+.0-9]/.test(text)) return text;
  if (decimalInteger.test(text) || otherInteger.test(text) || float.test(text)) return Number(text);
  const sign = infinity.exec(text)?.[1];
  if (sign !== undefined) return sign === "-" ? -Infinity : Infinity;
  return notANumber.test(text) ? Number.NaN : text;
}
