/** Past tense of English, as far as names of events need it. */

/** Verbs whose past does not end in -ed, in the form that event names use: present → past participle or past. */
const irregular: Readonly<Record<string, string>> = {
  become: "became",
  begin: "begun",
  bind: "bound",
  break: "broken",
  bring: "brought",
  build: "built",
  buy: "bought",
  catch: "caught",
  choose: "chosen",
  come: "came",
  deal: "dealt",
  do: "done",
  draw: "drawn",
  drive: "driven",
  fall: "fallen",
  feed: "fed",
  feel: "felt",
  find: "found",
  forget: "forgotten",
  freeze: "frozen",
  get: "got",
  give: "given",
  go: "gone",
  grow: "grown",
  have: "had",
  hear: "heard",
  hide: "hidden",
  hold: "held",
  keep: "kept",
  know: "known",
  lay: "laid",
  lead: "led",
  leave: "left",
  lend: "lent",
  lose: "lost",
  make: "made",
  meet: "met",
  overdraw: "overdrawn",
  overpay: "overpaid",
  pay: "paid",
  prepay: "prepaid",
  rebuild: "rebuilt",
  repay: "repaid",
  resell: "resold",
  resend: "resent",
  rewrite: "rewritten",
  ride: "ridden",
  ring: "rung",
  rise: "risen",
  run: "ran",
  see: "seen",
  sell: "sold",
  send: "sent",
  shake: "shaken",
  show: "shown",
  shrink: "shrunk",
  sing: "sung",
  sink: "sunk",
  sleep: "slept",
  speak: "spoken",
  spend: "spent",
  steal: "stolen",
  stick: "stuck",
  strike: "struck",
  swear: "sworn",
  swim: "swum",
  take: "taken",
  teach: "taught",
  tell: "told",
  think: "thought",
  throw: "thrown",
  undergo: "undergone",
  understand: "understood",
  undo: "undone",
  uphold: "upheld",
  wake: "woken",
  wear: "worn",
  win: "won",
  withdraw: "withdrawn",
  withhold: "withheld",
  write: "written",
};

/** Verbs whose past looks like the present. */
const unchanging =
  "beat bet broadcast burst cast cost cut forecast hit let put quit read reset set shut spread split upset";

/** Regular verbs that event names use; only these are put into the past by a fix, because a noun must not be. */
const regular =
  "abandon accept activate add adjust apply approve archive assign attach attend authorize bill block book bounce call " +
  "cancel capture change charge check churn claim clear click close comment complete confirm connect convert create " +
  "deactivate decline delete deliver demote deploy detect disable disconnect dismiss dispatch dispute download downgrade " +
  "earn edit enable end enroll enter escalate exchange expire export extend fail fill finish flag follow fulfill generate " +
  "hire import install invite invoice join launch like load lock log merge migrate move notify open pack pause pick place " +
  "play post process promote provision publish purchase qualify queue rate reactivate receive record redeem refer refund " +
  "register reject release remind remove renew reopen replace reply report request require reschedule resolve restart " +
  "restore resume return review revoke schedule score scroll search select settle share ship sign solve start stop store " +
  "submit subscribe suspend swap switch sync terminate track transfer trigger unlock unsubscribe update upgrade upload use " +
  "validate verify view visit void wait";

const pastForms: ReadonlySet<string> = new Set([
  ...Object.values(irregular),
  ...unchanging.split(" "),
  "gotten",
  "fell",
  "flew",
  "went",
]);
/** They may be nouns as well: only a word such as `on` behind them tells that they are verbs. */
const doubtful: ReadonlySet<string> = new Set(unchanging.split(" "));
const prepositions: ReadonlySet<string> = new Set(
  "to from by with for at into onto on off in out of over under up down as against".split(" "),
);
const notPast: ReadonlySet<string> = new Set(
  "feed need seed speed bleed breed weed exceed proceed succeed embed bed red shed indeed hundred".split(" "),
);
const regularVerbs: ReadonlySet<string> = new Set(regular.split(" "));
const doubling: ReadonlySet<string> = new Set(
  "cancel ship stop submit refer swap log transfer fulfill enroll".split(" "),
);

/** Whether a word is a verb in the past: `placed`, `sent`, `resold`. */
export function isPast(word: string): boolean {
  if (pastForms.has(word)) return true;
  return word.length > 3 && word.endsWith("ed") && !notPast.has(word);
}

/** Whether words tell of an object and what happened to it, with a complement perhaps: `ticket put on hold`. */
export function tellsOfPast(words: readonly string[]): boolean {
  return words.some((word, at) => {
    if (at === 0 || !isPast(word)) return false;
    const next = words[at + 1];
    return next === undefined || !doubtful.has(word) || prepositions.has(next);
  });
}

/** Verbs that are as often nouns: `order_refund` is a refund, or somebody refunding. */
const nounVerbs: ReadonlySet<string> = new Set(
  (
    "bill block book bounce call change charge check claim click comment dispute download exchange export flag import " +
    "invite invoice launch like load lock log pause play post process purchase queue rate record refund release reply " +
    "report request return review schedule score scroll search share start stop store swap switch sync track transfer " +
    "trigger update upgrade upload use view visit void wait"
  ).split(" "),
);

/** Whether a word is certainly meant as an action: `create`, but not `review`. */
export function isPlainVerb(word: string): boolean {
  return pastOf(word) !== undefined && !nounVerbs.has(word);
}

/** The past of a verb that is known as one; `undefined` for any other word. */
export function pastOf(word: string): string | undefined {
  const past = irregular[word];
  if (past) return past;
  if (!regularVerbs.has(word)) return undefined;
  if (word.endsWith("e")) return `${word}d`;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ied`;
  if (doubling.has(word)) return `${word}${word.endsWith("l") && word.endsWith("ll") ? "" : word.at(-1)}ed`;
  return `${word}ed`;
}
