/** Numbers as they are written, without the rounding of floats. */

/** `digits` tenths, hundredths … by `scale`: 12.50 is 1250 with a scale of 2. */
export interface Exact {
  readonly digits: bigint;
  readonly scale: number;
}

export const zero: Exact = { digits: 0n, scale: 0 };

/** More digits than any engine's decimals have. */
const mostPlaces = 400;

const written = /^([+-]?)(\d+)?(?:\.(\d*))?(?:e([+-]?\d{1,4}))?$/i;

/** Reads a number out of its text: `12.50`, `-3`, `1e-7`. `undefined` for a text that is none. */
export function exactOf(text: string): Exact | undefined {
  const [, sign, whole = "", fraction = "", exponent = "0"] = written.exec(text.trim()) ?? [];
  if (sign === undefined || whole + fraction === "") return undefined;
  const scale = fraction.length - Number(exponent);
  if (Math.abs(scale) > mostPlaces) return undefined;
  const digits = BigInt(`${sign === "-" ? "-" : ""}${whole}${fraction}`);
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale };
}

/** A number of ours, such as a tolerance: as the fifteen digits that a float surely holds. */
export function exactFrom(number: number): Exact {
  return exactOf(number.toPrecision(15)) ?? zero;
}

const atScale = ({ digits, scale }: Exact, wanted: number): bigint => digits * 10n ** BigInt(wanted - scale);

export function plus(a: Exact, b: Exact): Exact {
  const scale = Math.max(a.scale, b.scale);
  return { digits: atScale(a, scale) + atScale(b, scale), scale };
}

export function minus(a: Exact, b: Exact): Exact {
  return plus(a, { ...b, digits: -b.digits });
}

export function times(a: Exact, b: Exact): Exact {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale };
}

export function absolute({ digits, scale }: Exact): Exact {
  return { digits: digits < 0n ? -digits : digits, scale };
}

/** Below zero where `a` is less than `b`, zero where they are the same number. */
export function compared(a: Exact, b: Exact): number {
  const scale = Math.max(a.scale, b.scale);
  const [left, right] = [atScale(a, scale), atScale(b, scale)];
  return left < right ? -1 : left > right ? 1 : 0;
}

export const isZero = ({ digits }: Exact): boolean => digits === 0n;

/** The nearest float, for shares and other words. */
export function nearest(number: Exact): number {
  return Number(exactText(number));
}

/** `-12.5`: without zeros at the end of a fraction. */
export function exactText({ digits, scale }: Exact): string {
  const plain = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, "0");
  const whole = plain.slice(0, plain.length - scale);
  const fraction = plain.slice(plain.length - scale).replace(/0+$/, "");
  return `${digits < 0n ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

/** As people read it: `12,431.5`. */
export function exactInWords(number: Exact): string {
  const [whole = "", fraction] = exactText(number).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
