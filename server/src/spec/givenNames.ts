/** Given names that are hardly anything else: `mark`, `grace`, `bill` and the like are left out. Among the most frequent ones of several countries. */
const givenNames = new Set(
  (
    "aaron abdul adam ahmed aisha alexander alexandra alice amanda amit amy ana andrea andreas andrew angela anja ann anna anne anthony " +
    "antonio barbara benjamin brandon brenda brian bruno carlos carol caroline catherine charlotte christina christine christopher " +
    "claudia cynthia daniel david deborah denise dennis diana diego dmitri donald donna dorothy edward elena elizabeth emily emma eric " +
    "erik eva fatima felix fernando florian francesca francois gabriel gary george giulia giuseppe gregory hannah hans heather heinz " +
    "helen helena henrik henry hiroshi ibrahim ingrid isabel ivan jacob jacqueline jakob james jan janet jason javier jeffrey jennifer " +
    "jeremy jessica joanna johan johannes john jonas jonathan jorge jose joseph joshua juan judith julia julian jurgen karen karin " +
    "katharina katherine kathleen katrin keith kenneth kevin khalid kimberly klaus kumar lars laura lauren leila linda lisa lorenzo luca " +
    "lucas lucia luis lukas magdalena manuel marco margaret maria marie marta martin mary matteo matthew matthias megan mehmet melissa " +
    "michael michelle miguel mohamed mohammed monika monique muhammad nadia nancy natalia natalie nathalie nathan nicholas nicole nikolai " +
    "noor olga oliver olivia omar pablo pamela patricia patrick paul paula pauline pedro peter petra philip philippe pierre pieter priya rachel " +
    "rafael rahul raj rebecca ricardo richard robert roberto ronald rosa ruth ryan samantha samuel sandra sanjay sara sarah scott sebastian sergei " +
    "sharon simon sofia sophie stefan stefanie stephanie stephen steven susan sven tamara teresa thomas timothy tobias tomas ursula " +
    "valentina vanessa veronica victoria vincent vladimir walter wei wolfgang yasmin yuki yusuf zoe"
  ).split(" "),
);

/** The given name that a name or an address begins with: of `ann.smith`, `Ann Smith`, `ann@shop.example`. */
export function givenNameIn(text: string): string | undefined {
  const [local = ""] = text.trim().replace(/^@/, "").split("@");
  const words = local.toLowerCase().split(/[\s._-]+/);
  const [first = "", ...others] = words;
  return others.length <= 2 && givenNames.has(first) ? first : undefined;
}
