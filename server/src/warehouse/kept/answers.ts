/** What an embedded engine answered about data that have not changed since, answered without it. */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Answers, Ask, Question } from "../engineProcess/messages.ts";
import { digestOf, type KeptAnswers, readRecord, writeRecord } from "./record.ts";
import type { Store } from "./store.ts";

/** All that answers depend on beside the question, as it is at one moment. */
export interface DataState {
  /** Changes whenever one of the files is written, replaced, added or removed. */
  readonly versions: string;
  /** A digest of settings, names and contents. `undefined` where it can't be told surely. */
  digest(): Promise<string | undefined>;
}

export interface Keeping {
  readonly store: Store;
  /** See `programDigest`. */
  readonly program: string;
  /** Looks at the disk; `undefined` where something can't be looked at. */
  look(): Promise<DataState | undefined>;
  /** Whether a text may be written to the disk. */
  mayWrite(text: string): boolean;
}

export interface KeptEngine {
  readonly ask: Ask;
  /** Whether it has been opened before, over the same data. */
  readonly isKnown: boolean;
  /** Writes what was learnt, if the data are still what they were when it was. */
  close(): Promise<void>;
}

/** What is known under one state of the data. */
interface Known {
  readonly state: DataState | undefined;
  /** Where it is kept; absent where nothing may be. */
  readonly name?: string;
  readonly answers: Map<string, unknown>;
  readonly learnt: Map<string, unknown>;
  /** The engine failed over a question: it may not have been itself over others. */
  isDoubtful?: true;
}

/** How long one look serves what is asked without a break, in milliseconds: as long as the server's other work goes on at a stretch. */
const turnMs = 30;

/** In: how the engine is asked. Out: the same, where what is known needs no engine. */
export async function keepAnswers(ask: Ask, keeping: Keeping): Promise<KeptEngine> {
  let known = await recall(keeping, await keeping.look());
  let lookedAt: number | undefined;
  const sawAt = (time: number): void => {
    lookedAt = time;
    // From then on other code of this process may have changed a file.
    setImmediate(() => {
      lookedAt = undefined;
    });
  };
  sawAt(performance.now());
  const current = async (): Promise<Known> => {
    if (lookedAt !== undefined && performance.now() - lookedAt < turnMs) return known;
    await nextTurn();
    const state = await keeping.look();
    if (state?.versions !== known.state?.versions) known = await recall(keeping, state);
    sawAt(performance.now());
    return known;
  };
  return {
    isKnown: known.answers.size > 0,
    async ask<Q extends Question>(question: Q, limitMs: number, signal: AbortSignal) {
      const key = keyOf(question);
      const { answers } =
        known.answers.size > 0 && !signal.aborted ? await current() : { answers: noAnswers };
      // What is kept under a question's digest was an answer to it.
      if (answers.has(key)) return used(answers, key) as Answers[Q["ask"]];
      const asked = known;
      try {
        const answer = await ask(question, limitMs, signal);
        if (isLasting(question, answer)) asked.learnt.set(key, answer);
        return answer;
      } catch (error) {
        asked.isDoubtful = true;
        throw error;
      }
    },
    close: () => keep(keeping, known),
  };
}

const noAnswers: Known["answers"] = new Map();

async function recall({ store, program }: Keeping, state: DataState | undefined): Promise<Known> {
  const digest = await state?.digest();
  if (digest === undefined) return { state, answers: new Map(), learnt: new Map() };
  const name = digestOf(program + digest);
  const text = await store.read(name);
  const answers = new Map<string, unknown>(text === undefined ? [] : readRecord(text));
  return { state, name, answers, learnt: new Map() };
}

/** Moves it to the end, where those stand that are kept longest. */
function used(answers: Known["answers"], key: string): unknown {
  const answer = answers.get(key);
  answers.delete(key);
  answers.set(key, answer);
  return answer;
}

/**
 * Names and types alone. A refusal or a reason why a file can't be read may be one of the moment, such as too little memory,
 * and may hold a value; so may a notice.
 */
function isLasting(question: Question, answer: Answers[keyof Answers]): boolean {
  switch (question.ask) {
    case "tables":
    case "columns":
    case "describe":
      return true;
    case "unreadable":
    case "notices":
      return Array.isArray(answer) && answer.length === 0;
    case "bind":
      return typeof answer === "object" && answer !== null && "ok" in answer && answer.ok === true;
    default:
      return false;
  }
}

async function keep(keeping: Keeping, { state, name, answers, learnt, isDoubtful }: Known): Promise<void> {
  if (name === undefined || learnt.size === 0 || isDoubtful) return;
  const all: KeptAnswers = new Map([...answers, ...learnt]);
  // What can't be read for a reason of the moment may be missing from other answers.
  if (!all.has(keyOf({ ask: "unreadable" }))) return;
  const now = await keeping.look();
  if (now?.versions !== state?.versions || (await now?.digest()) !== (await state?.digest())) return;
  const text = writeRecord(all);
  if (keeping.mayWrite(text)) await keeping.store.write(name, text);
}

function keyOf(question: Question): string {
  return digestOf(JSON.stringify(question));
}
