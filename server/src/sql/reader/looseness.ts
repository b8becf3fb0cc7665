/** How loosely the outermost operator of an expression binds, so that parentheses stand only where they change something. */
import type { DialectName } from "../types.ts";
import { type LexicalRules, lexicalRules } from "./lexicalRules.ts";
import { remembering } from "./remembering.ts";
import { isAt, type SqlStructure, structureOf, wordAt } from "./structure.ts";
import { isName } from "./tokens.ts";

/**
 * `operand`: a column, a literal, a call, a `case`, or brackets; `operator`: joined by one that binds closer than comparisons. `any`: nothing
 * is known, so it may hold whatever parentheses can hold.
 */
export type Looseness = "operand" | "operator" | "comparison" | "and" | "or" | "any";

const order: readonly Looseness[] = ["operand", "operator", "comparison", "and", "or", "any"];

/** Whether the first binds looser than the second. */
export function isLooser(one: Looseness, other: Looseness): boolean {
  return order.indexOf(one) > order.indexOf(other);
}

interface Reading {
  readonly looseness: Looseness;
  /** Signs that join its outermost operands. */
  readonly signs: ReadonlySet<string>;
}

/** In: one expression. Only what is well known is told apart; all else is `any`. */
export function loosenessOf(text: string, dialect: DialectName): Looseness {
  return readingOf(text, dialect).looseness;
}

/** Whether it is a product or a quotient, and so a number on every engine. */
export function isProduct(text: string, dialect: DialectName): boolean {
  const { looseness, signs } = readingOf(text, dialect);
  return looseness === "operator" && signs.size > 0 && [...signs].every((sign) => "*/%".includes(sign));
}

const readingOf = remembering((text: string, dialect: DialectName): Reading => {
  const structure = structureOf(text, dialect);
  if (structure.tooDeep || structure.loose.length > 0 || structure.tokens.length === 0)
    return { looseness: "any", signs: new Set() };
  return new Reader(structure).read();
});

const comparisonSigns = new Set(["=", "==", "<>", "!=", "<", ">", "<=", ">="]);
const comparisonWords = new Set(["in", "like", "ilike", "between"]);
const operatorSigns = new Set(["+", "-", "*", "/", "%", "||"]);
const literalTypes = new Set("date time datetime timestamp timestamptz timestamp_ntz interval".split(" "));
const jsonSigns = new Set(["->", "->>", "#>", "#>>"]);

/** Words that end an expression, or begin something that is none. */
const foreign = new Set(
  `select from where group order having limit offset fetch union intersect except join using on as with window qualify
  values into over filter within ignore respect when then else end any all some exists lateral returning set for by asc desc
  nulls collate escape similar glob regexp rlike div mod xor isnull notnull array row`.split(/\s+/),
);

/** Reads operands and operators in turn, brackets as a whole. */
class Reader {
  #at = 0;
  #loosest: Looseness = "operand";
  #between = 0;
  readonly #signs = new Set<string>();
  readonly #structure: SqlStructure;

  constructor(structure: SqlStructure) {
    this.#structure = structure;
  }

  read(): Reading {
    const isWhole = this.#whole() && this.#between === 0;
    return { looseness: isWhole ? this.#loosest : "any", signs: this.#signs };
  }

  #whole(): boolean {
    if (!this.#operand()) return false;
    while (this.#at < this.#structure.tokens.length) {
      if (!this.#operator() || !this.#operand()) return false;
    }
    return true;
  }

  get #rules(): LexicalRules {
    return lexicalRules[this.#structure.dialect];
  }

  get #word(): string {
    return wordAt(this.#structure, this.#at);
  }

  get #sign(): string {
    const token = this.#structure.tokens[this.#at];
    return token?.kind === "operator" ? token.text : "";
  }

  #loosen(to: Looseness): true {
    if (isLooser(to, this.#loosest)) this.#loosest = to;
    return true;
  }

  #take(...words: readonly string[]): boolean {
    const found = words.every((word, n) => wordAt(this.#structure, this.#at + n) === word);
    if (found) this.#at += words.length;
    return found;
  }

  /** What stands before an operand, the operand, and what is attached to it. */
  #operand(): boolean {
    while (this.#sign === "-" || this.#sign === "+" || this.#word === "not") {
      this.#loosen(this.#word === "not" ? "comparison" : "operator");
      this.#at++;
    }
    return this.#begin() && this.#attached();
  }

  #begin(): boolean {
    const { tokens, partners } = this.#structure;
    const token = tokens[this.#at];
    if (token === undefined || token.doubtful || token.open) return false;
    if (this.#word === "case") return this.#case();
    const opens = this.#sign === "(" || this.#sign === "[";
    if (opens) {
      this.#at = (partners.get(this.#at) ?? tokens.length) + 1;
      return true;
    }
    if (token.kind === "string" || token.kind === "number") {
      this.#at++;
      return true;
    }
    if (!isName(token) || (foreign.has(this.#word) && !isAt(this.#structure, this.#at + 1, ".")))
      return false;
    const isLiteral = literalTypes.has(this.#word) && tokens[this.#at + 1]?.kind === "string";
    // A column of such a name could be taken for part of an operator beside it: `at at time zone 'UTC'`.
    const isBare = !isAt(this.#structure, this.#at + 1, ".") && !isAt(this.#structure, this.#at + 1, "(");
    if (!isLiteral && isBare && (literalTypes.has(this.#word) || this.#word === "at"))
      this.#loosen("operator");
    this.#at += isLiteral ? 2 : 1;
    return true;
  }

  /** From `case` to its own `end`. Those in brackets are not at this level. */
  #case(): boolean {
    const { tokens, parents } = this.#structure;
    const level = parents[this.#at];
    let open = 0;
    for (let at = this.#at; at < tokens.length; at++) {
      if (parents[at] !== level || isAt(this.#structure, at - 1, ".")) continue;
      if (wordAt(this.#structure, at) === "case") open++;
      if (wordAt(this.#structure, at) === "end" && --open === 0) {
        this.#at = at + 1;
        return true;
      }
    }
    return false;
  }

  /** Fields, arguments, subscripts and casts. */
  #attached(): boolean {
    const { tokens, partners } = this.#structure;
    for (;;) {
      const sign = this.#sign;
      if (sign === "." || sign === "::" || (sign === ":" && this.#rules.jsonColons)) {
        if (!isName(tokens[this.#at + 1])) return false;
        this.#at += 2;
      } else if (sign === "(" || sign === "[") {
        if (sign === "(" && !isName(tokens[this.#at - 1])) return false;
        this.#at = (partners.get(this.#at) ?? tokens.length) + 1;
      } else if (this.#word === "over" && isAt(this.#structure, this.#at + 1, "(")) this.#at++;
      else return true;
    }
  }

  #operator(): boolean {
    const sign = this.#sign;
    if (sign !== "") {
      const known = comparisonSigns.has(sign) || operatorSigns.has(sign) || this.#isJson(sign);
      if (!known) return false;
      this.#signs.add(sign);
      this.#at++;
      return this.#loosen(comparisonSigns.has(sign) ? "comparison" : "operator");
    }
    if (this.#take("at", "time", "zone")) return this.#loosen("operator");
    if (this.#take("or")) return this.#loosen("or");
    if (this.#take("and")) return this.#and();
    if (this.#take("is")) {
      this.#take("not");
      this.#take("distinct", "from");
      return this.#loosen("comparison");
    }
    this.#take("not");
    if (!comparisonWords.has(this.#word)) return false;
    if (this.#word === "between") this.#between++;
    this.#at++;
    return this.#loosen("comparison");
  }

  #isJson(sign: string): boolean {
    return jsonSigns.has(sign) && this.#rules.jsonArrows === true;
  }

  #and(): true {
    if (this.#between === 0) return this.#loosen("and");
    this.#between--;
    return true;
  }
}
