/** Which values are personal by their form, whatever their column is called. Nothing here keeps or shows one. */

interface Form {
  /** For messages: what such a value is. */
  readonly called: string;
  holds(text: string): boolean;
}

/** Longer texts are looked at so far; forms are short. */
const mostLength = 2000;

const forms: readonly Form[] = [
  { called: "an e-mail address", holds: (text) => /[\w.+-]{1,64}@[\w-]{1,64}\.[a-z]{2,}/i.test(text) },
  {
    called: "an IBAN",
    holds: (text) => matches(text, /\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{2,4}){3,8}\b/g).some(isIban),
  },
  {
    called: "a card number",
    holds: (text) => matches(text, /(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/g).some(isCard),
  },
  {
    called: "a telephone number",
    holds: (text) => /(?<![\w+])(?:\+|00)[1-9]\d{0,2}[ ./()-]?\d(?:[ ./()-]{0,2}\d){6,11}(?!\d)/.test(text),
  },
  {
    called: "an IP address",
    holds: (text) =>
      /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.])/.test(text),
  },
];

/** What a text holds that is personal, such as `an e-mail address`; `undefined` for nothing that its form tells. */
export function personalForm(text: string): string | undefined {
  const looked = text.slice(0, mostLength);
  return forms.find(({ holds }) => holds(looked))?.called;
}

function matches(text: string, pattern: RegExp): string[] {
  return text.match(pattern) ?? [];
}

/** ISO 13616: moved by four, letters as two digits, the remainder by 97 is 1. */
function isIban(text: string): boolean {
  const plain = text.replaceAll(" ", "");
  if (plain.length < 15 || plain.length > 34) return false;
  const moved = plain.slice(4) + plain.slice(0, 4);
  let rest = 0;
  for (const char of moved) {
    const digits = /\d/.test(char) ? char : String(char.charCodeAt(0) - 55);
    for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest === 1;
}

/** ISO/IEC 7812, with Luhn's check digit; first digits that cards have. */
function isCard(text: string): boolean {
  const digits = text.replaceAll(/\D/g, "");
  if (!/^[3-6]/.test(digits) || /^(\d)\1*$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const doubled = at % 2 === 1 ? Number(digit) * 2 : Number(digit);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
