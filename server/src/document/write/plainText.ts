/** Which texts need no quotes (YAML 1.2.2, chapter 7.3.3). */

const notPlain = /^[-?:](?:\s|$)|^[,[\]{}#&*!|>'"%@`]|^(?:---|\.\.\.)|^\s|\s$|^=$|^<<$/;

/** Whether a text alone is a plain scalar: nothing in it is special. `flow`: inside `[…]` or `{…}`. */
export function isPlainText(text: string, flow: boolean): boolean {
  if (text === "" || notPlain.test(text) || (flow && /^[-?:]/.test(text))) return false;
  return canContinuePlain(text, flow) && isPrintable(text) && !/[\r\n\t]/.test(text);
}

/** Whether a text can stand in a plain scalar that has begun without ending it. */
export function canContinuePlain(text: string, flow: boolean): boolean {
  return !/: |:$|\s#/.test(text) && !(flow && /[,[\]{}]/.test(text));
}

/** Characters that YAML allows unescaped; lone surrogates, other line breaks and a byte order mark are left out. */
export function isPrintable(text: string): boolean {
  return /^[\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u.test(
    text,
  );
}
